"""The trace: every node of the tree with its weight, its share of the top and its contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dpcap.model.framework import Aggregation, Dimension
from dpcap.model.indicator import Indicator
from dpcap.model.profile import (
    AreaNode,
    Critical,
    DimensionNode,
    IndicatorNode,
    Levels,
    OverallNode,
    Pair,
)
from dpcap.scoring.aggregate import is_mean
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged
from dpcap.scoring.levels import count_critical, critical_state, explain_level, standing
from dpcap.scoring.tree import Branch, Scores, Tree

_NOTHING_ADDED = Pair(claimed=0.0, proved=0.0)


def overall_node(case: Case, tree: Tree, judged: Mapping[str, Judged]) -> OverallNode:
    """The top, with its level on both bases."""
    overall = tree.overall.scores
    on = (
        standing(case.framework, case.shares, overall, tree, judged, basis="claimed"),
        standing(case.framework, case.shares, overall, tree, judged, basis="proved"),
    )
    claimed, proved = (explain_level(case.framework, basis) for basis in on)
    return OverallNode(
        id="overall",
        **_figures(overall),
        weight=1.0,
        effective_weight=1.0,
        contribution=None,
        level=Levels(claimed=claimed, proved=proved),
        critical=count_critical(case, judged),
    )


def area_nodes(case: Case, tree: Tree, judged: Mapping[str, Judged]) -> tuple[AreaNode, ...]:
    """The areas in the framework's order, each with all that is below it."""
    how = case.framework.method.aggregation
    tops = _places(tree.overall, 1.0, how.overall)
    nodes = []
    for area, (share, contribution) in zip(case.framework.areas, tops, strict=True):
        part = tree.areas[area.id]
        below = _places(part, share, how.area)
        nodes.append(
            AreaNode(
                id=area.id,
                **_figures(part.scores),
                weight=case.role.weights.get(area.id, 0.0),
                effective_weight=share,
                contribution=contribution,
                target=target_of(case, area.id),
                full_set=case.full_set(area),
                dimensions=tuple(
                    _dimension(case, dimension, tree.dimensions[dimension.id], judged, place)
                    for dimension, place in zip(area.dimensions, below, strict=True)
                ),
            )
        )
    return tuple(nodes)


def target_of(case: Case, area: str) -> float:
    """The role's target for *area*: its own, else the default for a main or a lesser area."""
    method = case.framework.method
    main = case.shares[area] >= method.main_area_share
    return case.role.targets.get(area, method.target_main if main else method.target_other)


Place = tuple[float, Pair | None]


def _dimension(
    case: Case, dimension: Dimension, part: Branch, judged: Mapping[str, Judged], place: Place
) -> DimensionNode:
    share, contribution = place
    below = _places(part, share, case.framework.method.aggregation.dimension)
    return DimensionNode(
        id=dimension.id,
        **_figures(part.scores),
        weight=dimension.weight,
        effective_weight=share,
        contribution=contribution,
        indicators=tuple(
            _indicator(case, indicator, judged[indicator.id], scores, at)
            for indicator, scores, at in zip(dimension.indicators, part.members, below, strict=True)
        ),
    )


def _indicator(
    case: Case, indicator: Indicator, judged: Judged, scores: Scores, place: Place
) -> IndicatorNode:
    answer = case.assessment.answers.get(indicator.id)
    backing = judged.backing

    return IndicatorNode(
        id=indicator.id,
        **_figures(scores),
        weight=indicator.weight,
        effective_weight=place[0],
        contribution=place[1],
        state=judged.state,
        value=judged.value,
        peer=answer.peer if answer else None,
        envelope=answer.envelope if answer else {},
        shops=judged.shops,
        reason=answer.not_applicable if answer else None,
        note=answer.note if answer else None,
        open=judged.open,
        evidence=answer.evidence if answer else (),
        kind=backing.kind if backing else None,
        cap=backing.cap if backing else None,
        critical=_critical(indicator, judged),
        review=case.review.indicators.get(indicator.id) if case.review else None,
    )


def _critical(indicator: Indicator, judged: Judged) -> Critical | None:
    if not indicator.critical or judged.state == "not_asked":
        return None
    return critical_state(indicator.pass_mark, judged)


def _figures(scores: Scores) -> dict[str, float | None]:
    return {
        "claimed": scores.claimed,
        "proved": scores.proved,
        "claimed_ceiling": scores.claimed_ceiling,
        "proved_ceiling": scores.proved_ceiling,
        "coverage": scores.coverage,
        "applicable": scores.applicable,
    }


def _places(part: Branch, share: float, how: Aggregation) -> Sequence[Place]:
    """Each member's share of the top and its points in the group's score, side by side."""
    counted = [
        w if m.claimed is not None else 0.0 for w, m in zip(part.weights, part.members, strict=True)
    ]
    whole = sum(counted)
    mean = is_mean(how)
    return [
        (
            share * weight / whole if whole else 0.0,
            _added(member, weight / whole if whole else 0.0) if mean else None,
        )
        for weight, member in zip(counted, part.members, strict=True)
    ]


def _added(member: Scores, share: float) -> Pair:
    if member.claimed is None or member.proved is None or share == 0:
        return _NOTHING_ADDED
    return Pair(claimed=share * member.claimed, proved=share * member.proved)
