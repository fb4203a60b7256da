"""The seals that lie in files: each as the row of a register, or why it is not registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import TwoLanguages, of_system
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey, key_for
from dpcap.model.register import RegisteredSeal
from dpcap.model.statement import SEAL_SCHEMA, Seal, Statement
from dpcap.report.data import seal_digest
from dpcap.verify.carried_report import MAX_REPORT, CarriedReport
from dpcap.verify.decision_check import shown_decision, told_digest
from dpcap.verify.file_reading import report_in
from dpcap.verify.keys import holds
from dpcap.verify.seals import is_as_issued

_ENDINGS = frozenset((".html", ".htm", ".json", ".pdf"))
_MARK = SEAL_SCHEMA.encode()

_UNREAD = TwoLanguages("文件读不了（{zh}）", "the file cannot be read ({en})")
_TOO_LARGE = TwoLanguages("文件太大", "the file is too large")
_OTHER_KEY = TwoLanguages(
    "它是别的钥匙签的，密钥表里没有", "another key signed it, that is not in the file of keys"
)
_ENDED = TwoLanguages(
    "它的钥匙在签名那天不作数", "its key did not count on the day of the signature"
)
_FORGED = TwoLanguages("数据或签名被改动过", "its data or its signature were changed")
_TOUCHED = TwoLanguages("页面不是签发时的样子", "its page is not as it was issued")


class SealedFile(NamedTuple):
    """A signed report: its row in a register, or the finding that says why it gets none."""

    row: RegisteredSeal | None
    problem: Finding | None = None


def seals_in(files: Iterable[Path], ring: Sequence[IssuerKey] | None) -> Iterator[SealedFile]:
    """The signed reports among *files*; what bears no seal is passed over.

    Only seals by keys of *ring* get a row; None: by any key.
    """
    for path in files:
        if path.suffix.lower() in _ENDINGS:
            found = _sealed(path, ring)
            if found is not None:
                yield found


def _sealed(path: Path, ring: Sequence[IssuerKey] | None) -> SealedFile | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_REPORT + 1)
    except OSError as error:
        system = of_system(error)
        return _left_out(path, _UNREAD.fill({"zh": system.zh, "en": system.en}))
    if len(raw) > MAX_REPORT:
        return _left_out(path, _TOO_LARGE)
    if _MARK not in raw:
        return None
    try:
        report = report_in(path.as_posix(), raw)
    except InvalidInputError as error:
        return SealedFile(None, error.findings[0])
    if report is None or report.seal is None or not isinstance(report.said, Statement):
        return None
    why = _refusal(report, report.seal, ring)
    return _left_out(path, why) if why else SealedFile(_row(report, report.said, report.seal))


def _refusal(
    report: CarriedReport, seal: Seal, ring: Sequence[IssuerKey] | None
) -> TwoLanguages | None:
    """Why the *seal* is not registered; None: it is."""
    if ring is not None:
        key = key_for(ring, seal.fingerprint, seal.on)
        if key is None:
            return _OTHER_KEY
        if key.life(seal.on) != "lives":
            return _ENDED
    if not report.exact or not holds(seal, report.text):
        return _FORGED
    return None if is_as_issued(report.form, report.raw, seal) else _TOUCHED


def _row(report: CarriedReport, said: Statement, seal: Seal) -> RegisteredSeal:
    """The row of a seal that was just given."""
    decision = shown_decision(said)
    return RegisteredSeal(
        seal=seal_digest(seal, report.text),
        provider=said.profile.provider.id,
        copy_=f"{said.audience}/{said.language}/{said.pages}/{seal.page.form}",
        signed_on=seal.on,
        as_of=said.profile.as_of,
        decided_on=decision.on if decision else None,
        until=decision.until if decision else None,
        shows=told_digest(decision) if decision else None,
        state="valid",
        since=seal.on,
    )


def _left_out(path: Path, why: TwoLanguages) -> SealedFile:
    return SealedFile(None, Finding(code="DP634", file=path.as_posix(), params=why.params))
