"""The register of an issuer's seals: made, continued and signed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.decision import load_decision
from dpcap.lock import held, lock_for
from dpcap.model.base import LINE
from dpcap.model.decision import Decision
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey, key_for
from dpcap.model.register import (
    MAX_DAYS,
    MAX_SEALS,
    REGISTER_SCHEMA,
    Register,
    RegisteredSeal,
    WithdrawalKind,
)
from dpcap.model.two_languages import TwoLanguages
from dpcap.real_paths import real_path
from dpcap.verify.register import MAX_REGISTER, read_register, register_text, sealed_register
from dpcap.verify.seal_states import (
    SealedFile,
    SealEvents,
    SealWithdrawal,
    continued,
    seals_in,
    unheld,
)
from dpcap.verify.signing import Signer
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file
from dpcap.workflow.keys import known_keys
from dpcap.workflow.select_rows import reviews_needed
from dpcap.workflow.sign import SignRequest, signer_of
from dpcap.workflow.typed_text import bounded

REGISTER_FILE = "register.json"
_WHY_REVIEWS = TwoLanguages(
    "撤回的结论记在那里", "decisions that were withdrawn are written down there"
)
_SHORTEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class RegisterRequest:
    """Which seals are registered, by whom and with which private key, of which day.

    `outputs`: signed reports, or directories of them. `file`: the register; one that lies there is
    continued. `days`: how long it stands. `withdraw`: seals (their digest or its first digits, or
    a signed report) or providers whose seals count no more, why, and `by` whom.
    """

    outputs: tuple[Path, ...]
    signing: SignRequest
    file: Path = Path(REGISTER_FILE)
    reviews: Path | None = None
    days: int = 7
    withdraw: tuple[str, ...] = ()
    reason: WithdrawalKind | None = None
    by: str | None = None


class WrittenRegister(NamedTuple):
    """The register as written; the rows that are new or in another state; what was left out."""

    path: Path
    register: Register
    moved: tuple[RegisteredSeal, ...]
    left_out: tuple[Finding, ...]


def write_register(
    request: RegisterRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> WrittenRegister:
    """Register the seals in the outputs of *request*, and what became of those before.

    Raises UsageError, InvalidInputError for a register that cannot be continued and for decisions
    that are gone, and ImportError without the extra `sign`. Nothing is written then.
    """
    _sensible(request)
    reviews = reviews_needed(request.reviews, configuration or Configuration(), _WHY_REVIEWS)
    signer = signer_of(request.signing)
    ring = (*known_keys(request.signing.key.parent), IssuerKey(fingerprint=signer.fingerprint))
    found = tuple(seals_in(_files(request), ring))
    with held(lock_for(request.file), on_wait):
        earlier = _earlier(request, ring)
        register = _continued(request, signer, earlier, found, reviews)
        write_atomically(request.file, register_text(register))
    before = {row.seal: row for row in earlier.seals} if earlier else {}
    moved = tuple(row for row in register.seals if before.get(row.seal) != row)
    left_out = tuple(one.problem for one in found if one.problem)
    return WrittenRegister(request.file, register, moved, left_out)


def _sensible(request: RegisterRequest) -> None:
    """Raises UsageError for days or a withdrawal that make no sense."""
    if not 1 <= request.days <= MAX_DAYS:
        raise UsageError(
            f"--days must lie between 1 and {MAX_DAYS}", f"--days 须在 1 到 {MAX_DAYS} 之间"
        )
    given = (bool(request.withdraw), request.reason is not None, bool((request.by or "").strip()))
    if any(given) and not all(given):
        raise UsageError(
            "--withdraw, --reason and --by go together",
            "--withdraw、--reason 与 --by 须同用",
        )


def _continued(
    request: RegisterRequest,
    signer: Signer,
    earlier: Register | None,
    found: Sequence[SealedFile],
    reviews: Path,
) -> Register:
    """The next register after *earlier*. Raises UsageError, InvalidInputError."""
    before, on = (earlier.seals if earlier else ()), request.signing.on
    issued = [one.row for one in found if one.row]
    known = {row.seal: row for row in (*issued, *before)}
    if not known:
        raise UsageError(
            "there is no signed report here, and no register to continue",
            "这里没有已签名的报告，也没有可以接着写的登记表",
        )
    if len(known) > MAX_SEALS:
        params: dict[str, str | int | float] = {"count": len(known), "most": MAX_SEALS}
        finding = Finding(code="DP635", file=request.file.as_posix(), params=params)
        raise InvalidInputError([finding])
    decisions = dict(_decisions(reviews, known.values()))
    events = SealEvents(decisions, tuple(_withdrawals(request, known)))
    rows = continued(before, issued, events, on)
    if gone := unheld(rows, decisions):
        raise InvalidInputError([_gone(row, reviews) for row in gone])
    bare = Register.model_construct(
        schema_=REGISTER_SCHEMA,
        issuer=signer.issuer,
        key="",
        number=earlier.number + 1 if earlier else 1,
        issued=on,
        next_update=on + timedelta(days=request.days),
        seals=rows,
        signature="",
    )
    return sealed_register(bare, signer.key)


def _earlier(request: RegisterRequest, ring: Sequence[IssuerKey]) -> Register | None:
    """The register that lies there. Raises InvalidInputError, and UsageError if it is of later."""
    path = request.file
    if not path.exists():
        return None
    found = read_register(read_file(path, MAX_REGISTER), path.as_posix())
    if key_for(ring, found.fingerprint, found.issued) is None:
        finding = Finding(code="DP632", file=path.as_posix(), params={"key": found.fingerprint})
        raise InvalidInputError([finding])
    if found.issued > request.signing.on:
        raise UsageError(
            f"{path} is of {found.issued}, later than {request.signing.on}: give its day or a"
            " later one with --on",
            f"{path} 的日期 {found.issued} 晚于 {request.signing.on}：请用 --on 给出不早于它的日期",
        )
    return found


def _files(request: RegisterRequest) -> Iterator[Path]:
    """The files among the outputs that may be reports. Raises UsageError for what is not there."""
    own = real_path(request.file)
    for place in request.outputs:
        if not place.exists():
            raise UsageError(f"there is no {place}", f"没有 {place}")
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (one for one in files if one.is_file() and real_path(one) != own)


def _decisions(reviews: Path, rows: Iterable[RegisteredSeal]) -> Iterator[tuple[str, Decision]]:
    for provider in sorted({row.provider for row in rows if row.decided_on}):
        found = load_decision(reviews, provider)
        if found is not None:
            yield provider, found


def _withdrawals(
    request: RegisterRequest, known: dict[str, RegisteredSeal]
) -> Iterator[SealWithdrawal]:
    """What is withdrawn by hand. Raises UsageError for a name that is none of the seals'."""
    if request.reason is None or request.by is None:
        return
    by = bounded("--by", " ".join(request.by.split()), LINE)
    providers = {row.provider for row in known.values()}
    for given in request.withdraw:
        if given in providers:
            yield SealWithdrawal(frozenset(), frozenset((given,)), request.reason, by)
        else:
            yield SealWithdrawal(_named(given, known), frozenset(), request.reason, by)


def _named(given: str, known: dict[str, RegisteredSeal]) -> frozenset[str]:
    """The one seal that *given* names. Raises UsageError."""
    digits = given.lower()
    if Path(given).is_file():
        found = {one.row.seal for one in seals_in([Path(given)], None) if one.row}
    elif _SHORTEST.fullmatch(digits):
        found = {seal for seal in known if seal.startswith(digits)}
    else:
        found = set()
    if len(found & known.keys()) != 1:
        raise UsageError(
            f"--withdraw {given}: name one seal by at least 8 of its digits, a signed report that"
            " is registered, or a provider's id",
            f"--withdraw {given}：请给出一枚签名的前 8 位以上、已登记的报告文件，或服务商编号",
        )
    return frozenset(found)


def _gone(row: RegisteredSeal, reviews: Path) -> Finding:
    params = {"provider": row.provider, "seal": row.seal[:8], "on": str(row.decided_on)}
    return Finding(code="DP633", file=reviews.as_posix(), params=dict(params))
