"""The trace: every node of the tree with its weight, its share of the top and its contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dpcap.model.asked import asks_full_set
from dpcap.model.assessment import Answer
from dpcap.model.framework import Aggregation, Area, Dimension, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.trace import (
    AreaNode,
    Critical,
    DimensionNode,
    IndicatorNode,
    LevelPair,
    OverallNode,
    ScorePair,
)
from dpcap.model.unchecked import trusted
from dpcap.scoring.aggregate import is_mean
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import (
    RoleStanding,
    count_critical,
    critical_state,
    explain_level,
    role_shares,
)
from dpcap.scoring.rulings import shown_ruling
from dpcap.scoring.score_tree import NodeScores, ScoreTree, TreeBranch

_indicator_node, _pair = trusted(IndicatorNode), trusted(ScorePair)
_dimension_node, _area_node = trusted(DimensionNode), trusted(AreaNode)
_NOTHING_ADDED = ScorePair(claimed=0.0, proved=0.0)
_SILENT = Answer()

Place = tuple[float, ScorePair | None]


def overall_node(case: Case, tree: ScoreTree, judged: Mapping[str, IndicatorResult]) -> OverallNode:
    """The top, with its level on both bases."""
    framework, overall = case.framework, tree.overall.scores
    at = framework.once(role_shares, case.role_id)
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
        level=LevelPair(
            claimed=explain_level(framework, RoleStanding(at, tree, judged, "claimed")),
            proved=explain_level(framework, RoleStanding(at, tree, judged, "proved")),
        ),
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
        state=judged.state,
        value=judged.value,
        peer=answer.peer,
        held_peer=judged.held_peer,
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
    )


def _critical(indicator: Indicator, judged: IndicatorResult) -> Critical | None:
    if judged.state == "not_asked":
        return None
    return critical_state(indicator.pass_mark, judged)


def _places(part: TreeBranch, share: float, how: Aggregation) -> Sequence[Place]:
    """Each member's share of the top and its points in the group's score, side by side."""
    pairs = zip(part.weights, part.members, strict=True)
    counted = [weight if member.claimed is not None else 0.0 for weight, member in pairs]
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
