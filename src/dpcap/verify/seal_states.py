"""Issued seals: those that lie in files, and what becomes of them in a register.

A register is continued by decisions, later reports and people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.source import bytes_up_to
from dpcap.model.decision import Decision
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey, key_for
from dpcap.model.register import RegisteredSeal, WithdrawalKind
from dpcap.model.statement import SEAL_SCHEMA, Seal, Statement
from dpcap.model.two_languages import TwoLanguages
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
_ADMITTING = ("admit", "conditional")
_RANKS = {"valid": 0, "superseded": 1, "withdrawn": 2}


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
        raw = bytes_up_to(path, path.as_posix(), MAX_REPORT)
    except InvalidInputError as error:
        said = error.findings[0].params
        return _left_out(path, _UNREAD.fill({"zh": said["problem_zh"], "en": said["problem_en"]}))
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


class SealWithdrawal(NamedTuple):
    """Seals that a person withdraws: those named, or all of the providers named; why, and who."""

    seals: frozenset[str]
    providers: frozenset[str]
    reason: WithdrawalKind
    by: str

    def names(self, row: RegisteredSeal) -> bool:
        """Whether *row* is one of those."""
        return row.seal in self.seals or row.provider in self.providers


class SealEvents(NamedTuple):
    """What seals are held against: each provider's decision by now, and what people withdraw."""

    decisions: Mapping[str, Decision]
    withdrawn: tuple[SealWithdrawal, ...] = ()


def continued(
    earlier: Iterable[RegisteredSeal],
    issued: Iterable[RegisteredSeal],
    events: SealEvents,
    on: date,
) -> tuple[RegisteredSeal, ...]:
    """The rows of a register of the day *on*: those *earlier*, and those *issued* since.

    None is left out. A state only ever goes on: from valid to superseded, from both to withdrawn.
    """
    rows = {row.seal: row for row in issued}
    rows |= {row.seal: row for row in earlier}
    told = [_told(row, events, on) for row in rows.values()]
    newest = _newest(row for row in told if row.reason != "error")
    every = (_graver(row, _by_report(row, newest)) for row in told)
    return tuple(sorted(every, key=lambda row: (row.provider, row.signed_on, row.copy_, row.seal)))


def unheld(
    rows: Iterable[RegisteredSeal], decisions: Mapping[str, Decision]
) -> tuple[RegisteredSeal, ...]:
    """Those valid *rows* whose decision is not among *decisions*, and no later one either."""
    return tuple(
        row
        for row in rows
        if row.state == "valid" and row.decided_on and not _holds(decisions.get(row.provider), row)
    )


def _holds(found: Decision | None, row: RegisteredSeal) -> bool:
    if found is None or row.decided_on is None:
        return False
    return told_digest(found) == row.shows or found.on >= row.decided_on


def _told(row: RegisteredSeal, events: SealEvents, on: date) -> RegisteredSeal:
    """*row* by what people withdrew and decided, up to the day *on*."""
    return _graver(row, (*_withdrawn(row, events, on), *_by_decision(row, events, on)))


def _graver(row: RegisteredSeal, others: Iterable[RegisteredSeal]) -> RegisteredSeal:
    """*row*, or the first of *others* in a graver state, the gravest of all."""
    return max((row, *others), key=lambda one: _RANKS[one.state])


def _withdrawn(row: RegisteredSeal, events: SealEvents, on: date) -> Iterable[RegisteredSeal]:
    for one in events.withdrawn:
        if one.names(row):
            yield _moved(row, state="withdrawn", since=on, reason=one.reason, by=one.by)


def _by_decision(row: RegisteredSeal, events: SealEvents, on: date) -> Iterable[RegisteredSeal]:
    """By the decision shown, if it has ended, and by a later one."""
    if row.decided_on is None:
        return
    if row.until is not None and row.until < on:
        ended = row.until + timedelta(days=1)
        yield _moved(row, state="withdrawn", since=ended, reason="decision_ended")
    found = events.decisions.get(row.provider)
    if found is None or told_digest(found) == row.shows:
        return
    if row.decided_on <= found.on <= on:
        if found.decision in _ADMITTING:
            yield _moved(row, state="superseded", since=found.on, reason="later_decision")
        else:
            yield _moved(row, state="withdrawn", since=found.on, reason="not_admitted")


def _by_report(row: RegisteredSeal, newest: _Newest) -> Iterable[RegisteredSeal]:
    """By the newest report on a later day, or the same copy of the same day signed later."""
    others = (newest.by_day.get(row.provider), newest.by_copy.get(_copy(row)))
    for other in filter(None, others):
        if other.as_of > row.as_of or (
            other.copy_ == row.copy_ and (other.as_of, other.signed_on) > (row.as_of, row.signed_on)
        ):
            yield _moved(
                row,
                state="superseded",
                since=max(other.signed_on, row.signed_on),
                reason="later_report",
                successor=other.seal,
            )


class _Newest(NamedTuple):
    """The newest report of each provider, and of each copy of one day."""

    by_day: dict[str, RegisteredSeal]
    by_copy: dict[tuple[str, str, date], RegisteredSeal]


def _newest(rows: Iterable[RegisteredSeal]) -> _Newest:
    found = _Newest({}, {})
    for row in sorted(rows, key=lambda one: (one.as_of, one.signed_on, one.seal)):
        found.by_day[row.provider] = row
        found.by_copy[_copy(row)] = row
    return found


def _copy(row: RegisteredSeal) -> tuple[str, str, date]:
    return row.provider, row.copy_, row.as_of


def _moved(row: RegisteredSeal, **now: object) -> RegisteredSeal:
    """*row* in another state; what it said of the one before is gone."""
    return row.model_copy(update={"reason": None, "by": None, "successor": None, **now})
