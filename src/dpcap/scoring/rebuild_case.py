"""A profile alone is enough to score its provider again, by its own framework or a later one.

Most of what was given stands in the profile's nodes and registers. `unshown_inputs` gathers the
little that does not, when the profile is made; `rebuild_inputs` puts both together again.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TypeVar

from dpcap.errors import InvalidInputError
from dpcap.model.assessment import (
    Answer,
    Assessment,
    Evidence,
    Fact,
    FileState,
    Provider,
    Reply,
    Shop,
    ShopRow,
)
from dpcap.model.carry_over import carried_on
from dpcap.model.carry_rulings import carried_records
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.migration import version_by_digest
from dpcap.model.profile import EvidenceEntry, Profile, ProviderEntry, UnshownInputs
from dpcap.model.scale import Scale
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.scale_scoring import scale_scoring

_R = TypeVar("_R", bound=Reply)


def compatible_answers(given: Assessment, framework: Framework) -> Assessment:
    """*given* without what *framework* cannot read.

    Answers and rows of an indicator that is gone are left out; a value that its scale does not
    take any more is taken out of its answer, which then is missing.
    """
    known = framework.by_id
    answers = {
        node: _fitted(answer, known[node].scale)
        for node, answer in given.answers.items()
        if node in known
    }
    rows = {
        node: tuple(_fitted(row, known[node].scale) for row in each)
        for node, each in given.rows.items()
        if node in known
    }
    return given.model_copy(update={"answers": answers, "rows": rows})


def _fitted(reply: _R, scale: Scale) -> _R:
    if reply.value is None or scale_scoring(scale).fits(reply.value):
        return reply
    return reply.model_copy(update={"value": None})


_kept, _answer, _row = trusted(UnshownInputs), trusted(Answer), trusted(ShopRow)
_evidence, _shop = trusted(Evidence), trusted(Shop)
_FILE_STATES: dict[str, FileState] = {
    "absent": "absent",
    "empty": "empty",
    "too_large": "too_large",
    "no_hash": "no_hash",
    "other_hash": "other_hash",
}
_SHOP = attrgetter("shop")


def unshown_inputs(
    case: Case, judged: Mapping[str, IndicatorResult], pieces: tuple[EvidenceEntry, ...]
) -> UnshownInputs:
    """What the nodes of *case*, so *judged*, and its register of *pieces* would not show."""
    given = case.assessment
    return _kept(
        answers={
            node: answer
            for node, answer in given.answers.items()
            if not _shown(answer, judged.get(node))
        },
        rows={
            node: rows
            for node, each in given.rows.items()
            if (rows := _hidden(judged.get(node), each))
        },
        files={
            piece.id: given.evidence[piece.id].state
            for piece in pieces
            if piece.state == "unused" and given.evidence[piece.id].state != "ok"
        },
        facts={
            name: fact
            for name, fact in given.provider.facts.items()
            if case.facts.get(name) != fact
        },
        shops=given.provider.shops if _overruled(case) else (),
        records=case.records,
        findings=len(given.findings),
    )


def _shown(answer: Answer, judged: IndicatorResult | None) -> bool:
    """Whether the indicator's node says all that *answer* said."""
    if judged is None:
        return False
    if judged.state == "answered":
        return not judged.shops
    told = judged.state == "unknown" or (
        judged.state == "not_applicable" and answer.not_applicable is not None
    )
    both = answer.unknown and answer.not_applicable is not None
    return told and answer.value is None and not both


def _hidden(judged: IndicatorResult | None, rows: tuple[ShopRow, ...]) -> tuple[ShopRow, ...]:
    """The *rows* of one indicator that its shops' scores do not show."""
    shops = judged.shops if judged else ()
    shown = {score.shop for score in shops if not score.out}
    return tuple(
        [
            row if row.line is None else row.model_copy(update={"line": None})
            for row in rows
            if row.note is not None or row.shop not in shown or _blank(row)
        ]
    )


def _blank(said: ShopRow | ShopScore) -> bool:
    """Whether a shop's row, if there was one, said nothing."""
    figures = (said.value, said.peer, said.benchmark)
    return figures == (None, None, None) and not said.envelope and not said.evidence


def _overruled(case: Case) -> bool:
    """Whether the shops are the manager's, not those that the provider gave."""
    return bool(case.records and case.records.facts and case.records.facts.shops)


def rebuild_inputs(profile: Profile) -> tuple[Assessment, ManagerRecords | None]:
    """What *profile* was scored from. Rows come back without the lines of their file.

    `score(framework, *restore(profile))` with the profile's own day, role and asked set gives it
    again. A profile that was made for an audience has lost some of it.
    """
    nodes, kept = tuple(profile.indicators()), profile.kept
    assessment = Assessment.model_construct(
        provider=_provider(profile.provider, kept, profile.role.declared),
        assessed_on=profile.assessed_on,
        assessor=profile.assessor,
        answers=_answers(kept, nodes),
        rows=_rows(kept, nodes),
        evidence={piece.id: _piece(piece, kept) for piece in profile.evidence},
        findings=profile.findings[: kept.findings],
        submission=profile.submission,
    )
    return assessment, kept.records


def rebuild_case(framework: Framework, profile: Profile, *, instead: str | None = None) -> Case:
    """The case that *profile* is of, by *framework*: its own, or a later one.

    What does not fit the framework any more is missing. *instead*: the role to be judged if the
    framework no longer has the profile's own. Raises InvalidInputError if the profile names a
    role or a piece of evidence that is not there: it was not made by dpcap.
    """
    assessment, records = _read_by(framework, profile)
    named = profile.role.id
    role = instead if instead and named not in framework.roles else named
    _check(assessment, role, framework)
    given, core = compatible_answers(assessment, framework), profile.asked == "core"
    return Case(framework, given, profile.as_of, role, core, records)


def _read_by(framework: Framework, profile: Profile) -> tuple[Assessment, ManagerRecords | None]:
    """What *profile* was scored from, as *framework* reads it through its migrations."""
    assessment, records = rebuild_inputs(profile)
    own = version_by_digest(framework, profile.framework.digest)
    if own is None or own.digest == framework.digest:
        return assessment, records
    now = carried_on(assessment, framework, own.edition)
    return now, carried_records(records, now, framework, own.edition)


def _check(given: Assessment, role: str, framework: Framework) -> None:
    replies = [*given.answers.values(), *(row for rows in given.rows.values() for row in rows)]
    named = {name for reply in replies for name in reply.evidence}
    lost = ["role.id"] * (role not in framework.roles) + sorted(named - given.evidence.keys())
    if lost:
        params: dict[str, str | int | float] = {"names": ", ".join(lost)}
        raise InvalidInputError([Finding(code="DP602", params=params)])


def _provider(entry: ProviderEntry, kept: UnshownInputs, role: str) -> Provider:
    held = kept.records.facts if kept.records else None
    overruled = held is not None and held.shops is not None
    shops = tuple(_shop(id=s.id, name=s.name, consent=s.consent) for s in entry.shops)
    return Provider.model_construct(
        schema_="dpcap/provider/1",
        id=entry.id,
        name=entry.name,
        registration_number=entry.registration_number,
        role=role,
        language=entry.language,
        contact=entry.contact,
        categories=entry.categories,
        shops=kept.shops if overruled else shops,
        clients=entry.clients,
        facts=_typed_facts(entry, kept),
    )


def _typed_facts(entry: ProviderEntry, kept: UnshownInputs) -> dict[str, Fact]:
    """The facts as the provider gave them: the manager's, which stand over them, are not there."""
    held = kept.records.facts.facts if kept.records and kept.records.facts else {}
    return {n: fact for n, fact in entry.facts.items() if n not in held} | kept.facts


def _answers(kept: UnshownInputs, nodes: tuple[IndicatorNode, ...]) -> dict[str, Answer]:
    told = {node.id: kept.answers.get(node.id) or _told(node) for node in nodes}
    return {node: answer for node, answer in told.items() if answer is not None}


def _told(node: IndicatorNode) -> Answer | None:
    """The answer that *node* shows whole, if it shows one."""
    answered = node.state == "answered" and not node.shops
    exempt = node.state == "not_applicable" and node.reason is not None
    if not answered and not exempt and node.state != "unknown":
        return None
    return _answer(
        value=node.value if answered else None,
        peer=node.peer,
        benchmark=node.benchmark,
        envelope=node.envelope,
        evidence=node.evidence,
        note=node.note,
        unknown=node.state == "unknown",
        not_applicable=node.reason,
    )


def _rows(kept: UnshownInputs, nodes: tuple[IndicatorNode, ...]) -> dict[str, tuple[ShopRow, ...]]:
    rows = {}
    for node in nodes:
        each = {score.shop: _row_of(score) for score in node.shops if not _blank(score)}
        each |= {row.shop: row for row in kept.rows.get(node.id, ())}
        if each:
            rows[node.id] = tuple(sorted(each.values(), key=_SHOP))
    return rows


def _row_of(score: ShopScore) -> ShopRow:
    return _row(
        value=score.value,
        peer=score.peer,
        benchmark=score.benchmark,
        envelope=score.envelope,
        evidence=score.evidence,
        note=None,
        shop=score.shop,
        line=None,
    )


def _piece(piece: EvidenceEntry, kept: UnshownInputs) -> Evidence:
    return _evidence(
        id=piece.id,
        kind=piece.kind,
        file=piece.file,
        url=piece.url,
        captured_on=piece.captured_on,
        sha256=piece.sha256,
        note=piece.note,
        signature=piece.signature,
        state=kept.files.get(piece.id) or _FILE_STATES.get(piece.state, "ok"),
        copied=piece.copied,
    )
