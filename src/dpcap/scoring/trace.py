"""The trace of a profile: every node of the tree, the lenses, the evidence and review registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dpcap.model.asked import asks_full_set
from dpcap.model.assessment import Answer, Assessment
from dpcap.model.framework import Aggregation, Area, Dimension, Framework, LensColumnSpec
from dpcap.model.indicator import Indicator
from dpcap.model.profile import EvidenceEntry, LensCell, LensColumn, LensScore, ReviewEntry
from dpcap.model.trace import (
    AreaNode,
    Critical,
    DimensionNode,
    IndicatorNode,
    LevelPair,
    OverallNode,
    ReachedLevel,
    ScorePair,
)
from dpcap.model.unchecked import trusted
from dpcap.scoring.aggregate import arithmetic, is_mean
from dpcap.scoring.case import Case
from dpcap.scoring.consistency import serious_broken
from dpcap.scoring.contested_answers import contested_in
from dpcap.scoring.core_estimate import estimate
from dpcap.scoring.evidence import DatedEvidence, lasts_until, state_for
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult
from dpcap.scoring.level_rules import (
    RoleStanding,
    count_critical,
    critical_state,
    explain_level,
    role_shares,
    scope_in_role,
)
from dpcap.scoring.rulings import NOT_RULED, shown_ruling
from dpcap.scoring.score_tree import Basis, NodeScores, ScoreTree, TreeBranch

_indicator_node, _pair = trusted(IndicatorNode), trusted(ScorePair)
_dimension_node, _area_node = trusted(DimensionNode), trusted(AreaNode)
_NOTHING_ADDED = ScorePair.model_construct(claimed=0.0, proved=0.0)
_SILENT = Answer.model_construct()

Place = tuple[float, ScorePair | None]


def overall_node(case: Case, tree: ScoreTree, judged: Mapping[str, IndicatorResult]) -> OverallNode:
    """The top, with its level on both bases."""
    framework, overall = case.framework, tree.overall.scores
    at, serious = framework.once(role_shares, case.role_id), serious_broken(case, judged)
    within = scope_in_role(case, case.role_id, judged)

    def level(basis: Basis) -> ReachedLevel:
        standing = RoleStanding(at, tree, judged, basis, serious, within)
        found = explain_level(framework, standing)
        if not case.core:
            return found
        said = estimate(framework, case.role_id, standing)
        return found.model_copy(update={"estimate": said})

    return OverallNode(
        id="overall",
        claimed=overall.claimed,
        proved=overall.proved,
        claimed_ceiling=overall.claimed_ceiling,
        proved_ceiling=overall.proved_ceiling,
        coverage=overall.coverage,
        applicable=overall.applicable,
        weight=1.0,
        effective_weight=1.0,
        contribution=None,
        in_scope=overall.scope,
        level=LevelPair(claimed=level("claimed"), proved=level("proved")),
        critical=count_critical(case, judged),
    )


def area_nodes(
    case: Case, tree: ScoreTree, judged: Mapping[str, IndicatorResult]
) -> tuple[AreaNode, ...]:
    """The areas in the framework's order, each with all that is below it."""
    tops = _places(tree.overall, 1.0, case.framework.method.aggregation.overall)
    return tuple(
        _area(case, area, tree, judged, place)
        for area, place in zip(case.framework.areas, tops, strict=True)
    )


def target_of(case: Case, area: str) -> float:
    """The role's target for *area*: its own, else the default for a main or a lesser area."""
    method = case.framework.method
    main = case.shares[area] >= method.main_area_share
    return case.role.targets.get(area, method.target_main if main else method.target_other)


def _full_sets(framework: Framework, role: str, core: bool) -> frozenset[str]:
    """The areas that the role asks in full."""
    return frozenset(
        area.id for area in framework.areas if asks_full_set(framework, role, area, core=core)
    )


def _area(
    case: Case, area: Area, tree: ScoreTree, judged: Mapping[str, IndicatorResult], place: Place
) -> AreaNode:
    part, (share, contribution) = tree.areas[area.id], place
    below = _places(part, share, case.framework.method.aggregation.area)
    full_sets = case.framework.once(_full_sets, case.role_id, case.core)
    return _area_node(
        id=area.id,
        claimed=part.scores.claimed,
        proved=part.scores.proved,
        claimed_ceiling=part.scores.claimed_ceiling,
        proved_ceiling=part.scores.proved_ceiling,
        coverage=part.scores.coverage,
        applicable=part.scores.applicable,
        weight=case.role.weights.get(area.id, 0.0),
        effective_weight=share,
        contribution=contribution,
        in_scope=part.scores.scope,
        target=target_of(case, area.id),
        full_set=area.id in full_sets,
        dimensions=tuple(
            _dimension(case, dimension, tree.dimensions[dimension.id], judged, at)
            for dimension, at in zip(area.dimensions, below, strict=True)
        ),
    )


def _dimension(
    case: Case,
    dimension: Dimension,
    part: TreeBranch,
    judged: Mapping[str, IndicatorResult],
    place: Place,
) -> DimensionNode:
    share, contribution = place
    below = _places(part, share, case.framework.method.aggregation.dimension)
    return _dimension_node(
        id=dimension.id,
        claimed=part.scores.claimed,
        proved=part.scores.proved,
        claimed_ceiling=part.scores.claimed_ceiling,
        proved_ceiling=part.scores.proved_ceiling,
        coverage=part.scores.coverage,
        applicable=part.scores.applicable,
        weight=dimension.weight,
        effective_weight=share,
        contribution=contribution,
        in_scope=part.scores.scope,
        indicators=tuple(
            [
                _indicator(case, indicator, judged[indicator.id], scores, at)
                for indicator, scores, at in zip(
                    dimension.indicators, part.members, below, strict=True
                )
            ]
        ),
    )


def _indicator(
    case: Case, indicator: Indicator, judged: IndicatorResult, scores: NodeScores, place: Place
) -> IndicatorNode:
    node, backing = indicator.id, judged.backing
    answer = case.assessment.answers.get(node, _SILENT)
    return _indicator_node(
        id=node,
        claimed=scores.claimed,
        proved=scores.proved,
        claimed_ceiling=scores.claimed_ceiling,
        proved_ceiling=scores.proved_ceiling,
        coverage=scores.coverage,
        applicable=scores.applicable,
        weight=indicator.weight,
        effective_weight=place[0],
        contribution=place[1],
        in_scope=scores.scope,
        state=judged.state,
        value=judged.value,
        peer=answer.peer,
        held_peer=judged.held_peer,
        benchmark=answer.benchmark,
        held_benchmark=judged.held_benchmark,
        envelope=answer.envelope,
        shops=judged.shops,
        reason=answer.not_applicable,
        note=answer.note,
        open=judged.open,
        evidence=answer.evidence,
        kind=backing.kind if backing else None,
        cap=backing.cap if backing else None,
        limited=judged.limited,
        critical=_critical(indicator, judged) if indicator.critical else None,
        review=shown_ruling(case.rulings.answers.get(node)),
        scope=_scope(case, node, judged),
    )


def _scope(case: Case, node: str, judged: IndicatorResult) -> tuple[str, ...]:
    """The scopes answered no that make *node* what it is."""
    if judged.state == "out_of_scope":
        return case.scope.out.get(node, ())
    return case.scope.unproved.get(node, ()) if judged.state == "not_applicable" else ()


def _critical(indicator: Indicator, judged: IndicatorResult) -> Critical | None:
    if judged.state in UNASKED:
        return None
    return critical_state(indicator.pass_mark, judged)


def _places(part: TreeBranch, share: float, how: Aggregation) -> Sequence[Place]:
    """Each member's share of the top and its points in the group's score, side by side."""
    counted = part.counted
    whole, mean = sum(counted), is_mean(how)
    if not whole:
        return [(0.0, _NOTHING_ADDED if mean else None)] * len(counted)
    return [
        (share * weight / whole, _added(member, weight / whole) if mean else None)
        for weight, member in zip(counted, part.members, strict=True)
    ]


def _added(member: NodeScores, share: float) -> ScorePair:
    if member.claimed is None or member.proved is None or share == 0:
        return _NOTHING_ADDED
    return _pair(claimed=share * member.claimed, proved=share * member.proved)


_cell, _lens_column, _lens_score = trusted(LensCell), trusted(LensColumn), trusted(LensScore)


def read_lenses(case: Case, tree: ScoreTree) -> tuple[LensScore, ...]:
    """Every lens of the framework over the areas of *tree*, without role weights."""
    areas = {node: part.scores for node, part in tree.areas.items()}
    return tuple(
        _lens_score(
            id=name,
            columns=tuple([_column(key, column, areas) for key, column in lens.columns.items()]),
        )
        for name, lens in case.framework.lenses.items()
    )


def _column(name: str, column: LensColumnSpec, areas: Mapping[str, NodeScores]) -> LensColumn:
    cells = [(area, cell, areas[area]) for area, cell in column.cells.items()]
    there = [(cell.strength, at) for _, cell, at in cells if at.counts]
    strengths = [strength for strength, _ in there]
    return _lens_column(
        id=name,
        claimed=_mean(strengths, [at.claimed for _, at in there]),
        proved=_mean(strengths, [at.proved for _, at in there]),
        coverage=_mean(strengths, [at.coverage for _, at in there]),
        cells=tuple(
            [
                _cell(
                    area=area,
                    strength=cell.strength,
                    mark=cell.mark,
                    claimed=at.claimed,
                    proved=at.proved,
                )
                for area, cell, at in cells
            ]
        ),
    )


def _mean(strengths: Sequence[int], scores: Sequence[float | None]) -> float | None:
    """Σ strength·score ÷ Σ strength; None if no area has a score."""
    return arithmetic(strengths, [score or 0.0 for score in scores]) if strengths else None


_evidence_piece = trusted(EvidenceEntry)


def evidence_register(
    case: Case, judged: Mapping[str, IndicatorResult]
) -> tuple[EvidenceEntry, ...]:
    """Every piece of evidence, what it is good for and until when."""
    uses = uses_of(case.assessment)
    return tuple(
        _piece(case, judged, shown, uses.get(shown.piece.id, []))
        for shown in case.dated_evidence.values()
    )


def uses_of(assessment: Assessment) -> dict[str, list[str]]:
    """Evidence id → the indicators that name it, each once, in order.

    The record of a signature is of use where what was signed is.
    """
    uses: dict[str, dict[str, None]] = {}
    for node, evidence in _references(assessment):
        for piece in evidence:
            uses.setdefault(piece, {})[node] = None
    pieces = assessment.evidence
    seals = [(one.signature, name) for name, one in pieces.items() if one.signature in pieces]
    for seal, nodes in [(seal, uses.get(name, {})) for seal, name in seals if seal]:
        if nodes:
            uses.setdefault(seal, {}).update(nodes)
    return {piece: list(nodes) for piece, nodes in uses.items()}


def _references(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node, answer in assessment.answers.items():
        if answer.evidence:
            yield node, answer.evidence
    for node, rows in assessment.rows.items():
        for row in rows:
            yield node, row.evidence


def _piece(
    case: Case, judged: Mapping[str, IndicatorResult], shown: DatedEvidence, used_by: list[str]
) -> EvidenceEntry:
    piece, by_id = shown.piece, case.framework.by_id
    proofs = {node: by_id[node].proof for node in used_by if judged[node].state == "answered"}
    asked = {node: proof for node, proof in proofs.items() if proof is not None}
    states = [state_for(shown, node, proof) for node, proof in asked.items()]
    if asked and piece.id in case.seals:
        states.append("counts")
    days = [proof.valid_days for proof in asked.values() if proof.valid_days is not None]
    ruled = case.rulings.evidence.get(piece.id, NOT_RULED)
    kinds = [one.kind for one in shown.kinds]
    return _evidence_piece(
        id=piece.id,
        kind=piece.kind,
        file=piece.file,
        url=piece.url,
        captured_on=piece.captured_on,
        sha256=piece.sha256,
        note=piece.note,
        state="counts" if "counts" in states else next(iter(states), "unused"),
        valid_until=lasts_until(piece, min(days)) if days else None,
        used_by=tuple(used_by),
        ruling=shown_ruling(ruled.ruling),
        signature=piece.signature,
        copied=piece.copied,
        counts_as=None if piece.kind in kinds else kinds[0],
    )


def review_entry(case: Case, pieces: tuple[EvidenceEntry, ...]) -> ReviewEntry:
    """How many of the pieces that count were looked at, by whom, when last."""
    counting = [piece for piece in pieces if piece.state == "counts"]
    review, records = case.review, case.records
    contested = records.contested if records else None
    appeals = records.appeals if records else None
    answer_by = appeals.answer_by if appeals else None
    disputed = contested_in(case)
    if review is None:
        return ReviewEntry(
            issuer=None,
            contested=contested,
            answer_by=answer_by,
            contested_answers=disputed,
            by=(),
            last_on=None,
            pieces=len(counting),
            reviewed=0,
            remarks=(),
        )
    rulings = [*case.rulings.all]
    return ReviewEntry(
        issuer=review.issuer,
        owner=review.owner,
        contested=contested,
        answer_by=answer_by,
        contested_answers=disputed,
        by=tuple(sorted({ruled.by for ruled in rulings})),
        last_on=max((ruled.on for ruled in rulings), default=None),
        pieces=len(counting),
        reviewed=sum(piece.ruling is not None for piece in counting),
        misfits=len(case.rulings.misfits),
        remarks=review.remarks,
    )
