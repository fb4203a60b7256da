"""An appeal filed: bound to the decision or the row that it contests, with its last days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.appeals import appeal_file, load_appeals, open_appeals, write_appeal
from dpcap.intake.schema_files import schemas_from
from dpcap.lock import held, lock_for
from dpcap.model.appeal import Appeal, AppealPoint, AppealProof, Appeals, ContestedDecision
from dpcap.model.base import FEW, LINE, PROSE, is_own_id
from dpcap.model.decision import Decision
from dpcap.model.finding import Finding
from dpcap.model.standing import StandingRow
from dpcap.workflow.appeal_desk import AppealCheck, AppealDesk, AppealRequest
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.typed_text import bounded


class FiledAppeal(NamedTuple):
    """What a provider contests, and why.

    `letter_on`: when the decision's letter went, where no outbox knows it. `name`: the appeal's id;
    None: the next number. `decided_by`: whose ruling it is, where nothing is decided yet.
    """

    point: AppealPoint
    ground: str
    proof: tuple[AppealProof, ...] = ()
    letter_on: date | None = None
    name: str | None = None
    decided_by: str | None = None


class WrittenAppeal(NamedTuple):
    """An appeal in its file, under its id, and what there is to say of it."""

    path: Path
    name: str
    appeal: Appeal
    findings: tuple[Finding, ...]


def file_appeal(
    request: AppealRequest, said: FiledAppeal, configuration: Configuration | None = None
) -> WrittenAppeal:
    """Write what is *said* by the one provider of *request*; it is open from then on.

    Raises UsageError: no provider, no ground, a point that is not there, an id that is taken;
    InvalidInputError: nothing is decided on it, or a file is not sound. Then nothing is written.
    """
    here = configuration or Configuration()
    provider, desk = _one(request), AppealDesk.at(request, here)
    if not said.ground.strip():
        raise UsageError("say why: --ground TEXT", "请写明理由：--ground 文字")
    ground = bounded("--ground", said.ground.strip(), PROSE)
    _check_point(said.point, here)
    path = appeal_file(desk.reviews, provider)
    with held(lock_for(desk.reviews), lambda: None):
        before = load_appeals(desk.reviews, provider)
        name = _name(said.name, before)
        appeal = _filed(desk, request, provider, said._replace(ground=ground))
        schemas = schemas_from(desk.reviews, here.framework_dir(None))
        write_appeal(path, provider, name, appeal, schemas)
    every = AppealCheck(desk, open_appeals(path), request.on).findings()
    mine = tuple(one for one in every if one.params.get("name") == name)
    return WrittenAppeal(path, name, appeal, mine)


def standing_row(ledger: Path | None, row: int, provider: str) -> StandingRow:
    """Number *row* of the *ledger*, which is about *provider*. Raises UsageError if it is not.

    Raises InvalidInputError for a ledger that is not sound.
    """
    if ledger is None:
        raise UsageError(
            "an appeal against a row of standing needs --ledger",
            "针对台账记录的申诉须有 --ledger",
        )
    found = next((one for one in open_ledger(ledger).rows if one.row == row), None)
    if found is None or found.provider != provider:
        raise UsageError(
            f"{ledger} has no row {row} of {provider}", f"{ledger} 里没有 {provider} 的第 {row} 条"
        )
    return found


def _one(request: AppealRequest) -> str:
    if len(request.providers) != 1:
        raise UsageError("name one provider", "请写明一家服务商")
    return request.providers[0]


def _check_point(point: AppealPoint, here: Configuration) -> None:
    """Raises UsageError for an indicator or a level that the framework in force does not have."""
    if point.kind not in ("indicator", "level"):
        return
    framework = here.framework()
    known: Iterable[str] = (
        framework.by_id if point.kind == "indicator" else [one.id for one in framework.levels]
    )
    if point.name not in known:
        raise UsageError(
            f"the framework has no {point.kind} {point.name}",
            f"框架里没有{'指标' if point.kind == 'indicator' else '等级'} {point.name}",
        )


def _name(wanted: str | None, before: Appeals | None) -> str:
    """The id of a new appeal. Raises UsageError if it is taken, or is none."""
    taken = before.appeals if before else {}
    if len(taken) >= FEW:
        raise UsageError(
            f"{FEW} appeals are the most that one file holds", f"一家最多 {FEW} 份申诉"
        )
    if wanted is None:
        return next(one for n in range(1, FEW + 2) if (one := f"a{n}") not in taken)
    if not is_own_id(wanted):
        raise UsageError(
            f"--name {wanted!r}: letters, digits, dots and hyphens only",
            f"--name {wanted!r}：只能用字母、数字、点、连字符",
        )
    if wanted in taken:
        raise UsageError(f"there is an appeal {wanted} already", f"已有申诉 {wanted}，请换一个编号")
    return wanted


def _filed(desk: AppealDesk, request: AppealRequest, provider: str, said: FiledAppeal) -> Appeal:
    decision = desk.decision(provider)
    went = said.letter_on
    if decision is not None:
        went = desk.sent_on(provider, decision.digest) or went
    return Appeal(
        point=said.point,
        ground=said.ground,
        proof=said.proof,
        filed_on=request.on,
        letter_on=went,
        deadline=went + timedelta(desk.days.filing) if went else None,
        answer_by=request.on + timedelta(desk.days.answering),
        decided_by=_decider(desk, provider, said, decision),
        decision=None if said.point.standing is not None else _contested(decision),
    )


def _decider(desk: AppealDesk, provider: str, said: FiledAppeal, decision: Decision | None) -> str:
    """Who signed the row, took the decision, or is said to have ruled.

    Raises InvalidInputError, UsageError.
    """
    if said.point.standing is not None:
        return standing_row(desk.ledger, said.point.standing, provider).by
    if decision is not None:
        return decision.by
    if not (by := " ".join((said.decided_by or "").split())):
        raise InvalidInputError([Finding(code="DP764", params={"provider": provider})])
    return bounded("--decided-by", by, LINE)


def _contested(decision: Decision | None) -> ContestedDecision | None:
    if decision is None:
        return None
    return ContestedDecision(
        decision=decision.decision,
        on=decision.on,
        digest=decision.digest,
        substance=decision.substance,
    )


def proof_of(path: Path) -> AppealProof:
    """The file at *path* as new proof: its name and SHA-256. Raises UsageError, OSError."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}", f"没有文件 {path}")
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return AppealProof(file=bounded("--proof", path.name, LINE), sha256=digest)
