"""The tree: judged indicators folded into dimensions, areas and the overall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from dpcap.model.framework import Aggregation, Area, Dimension
from dpcap.model.indicator import Indicator
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged


class Scores(NamedTuple):
    """What every floor has. Scores 0..100, shares 0..1, None: left out.

    `doubtful` is the share of the asked weight that is N/A without a review's word, or open where
    N/A is allowed: what counts against the limit on N/A. Open answers are in it so that taking an
    N/A back never opens a level.
    """

    claimed: float | None = None
    proved: float | None = None
    claimed_ceiling: float | None = None
    proved_ceiling: float | None = None
    coverage: float | None = None
    applicable: float | None = None
    doubtful: float = 0.0


NOTHING = Scores()


@dataclass(frozen=True, slots=True)
class Branch:
    """A group with the weights of its members as written, side by side with what they scored."""

    scores: Scores
    weights: tuple[float, ...]
    members: tuple[Scores, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All floors: the overall, areas by id, dimensions by id."""

    overall: Branch
    areas: dict[str, Branch]
    dimensions: dict[str, Branch]


def leaf(indicator: Indicator, judged: Judged) -> Scores:
    """An indicator as a member of its dimension."""
    if judged.state == "not_asked":
        return NOTHING
    if judged.state == "not_applicable":
        return Scores(applicable=0.0, doubtful=0.0 if judged.confirmed else 1.0)
    return Scores(
        judged.claimed,
        judged.proved,
        judged.claimed_ceiling,
        judged.proved_ceiling,
        judged.answered,
        1.0,
        1.0 - judged.answered if indicator.not_applicable else 0.0,
    )


def grow(case: Case, judged: Mapping[str, Judged]) -> Tree:
    """Fold *judged* into the tree of *case*'s framework and role."""
    how = case.framework.method.aggregation
    areas: dict[str, Branch] = {}
    dimensions: dict[str, Branch] = {}
    for area in case.framework.areas:
        for dimension in area.dimensions:
            dimensions[dimension.id] = _dimension(dimension, judged, how.dimension)
        areas[area.id] = _area(area, dimensions, how.area)
    return Tree(_overall(case, areas), areas, dimensions)


def regrow(case: Case, tree: Tree, judged: Mapping[str, Judged], changed: Set[str]) -> Tree:
    """*tree* with only the branches above the indicators in *changed* folded anew."""
    how = case.framework.method.aggregation
    areas, dimensions = dict(tree.areas), dict(tree.dimensions)
    touched = [case.framework.parents[node] for node in changed]
    for dimension in {dimension.id: dimension for _, dimension in touched}.values():
        dimensions[dimension.id] = _dimension(dimension, judged, how.dimension)
    for area in {area.id: area for area, _ in touched}.values():
        areas[area.id] = _area(area, dimensions, how.area)
    return Tree(_overall(case, areas), areas, dimensions)


def _overall(case: Case, areas: Mapping[str, Branch]) -> Branch:
    order = case.framework.areas
    weights = [case.role.weights.get(area.id, 0.0) for area in order]
    members = [areas[area.id].scores for area in order]
    return branch(weights, members, case.framework.method.aggregation.overall)


def _dimension(dimension: Dimension, judged: Mapping[str, Judged], how: Aggregation) -> Branch:
    members = [leaf(indicator, judged[indicator.id]) for indicator in dimension.indicators]
    return branch([indicator.weight for indicator in dimension.indicators], members, how)


def _area(area: Area, dimensions: Mapping[str, Branch], how: Aggregation) -> Branch:
    members = [dimensions[dimension.id].scores for dimension in area.dimensions]
    return branch([dimension.weight for dimension in area.dimensions], members, how)


def branch(weights: Sequence[float], members: Sequence[Scores], how: Aggregation) -> Branch:
    """Join *members* by *weights*; those left out or of weight 0 do not count."""
    asked = [
        (w, m) for w, m in zip(weights, members, strict=True) if w > 0 and m.applicable is not None
    ]
    scored = [(w, m) for w, m in asked if m.claimed is not None]
    return Branch(_join(asked, scored, how), tuple(weights), tuple(members))


def _join(
    asked: list[tuple[float, Scores]], scored: list[tuple[float, Scores]], how: Aggregation
) -> Scores:
    if not asked:
        return NOTHING
    whole = [w for w, _ in asked]
    applicable = _mean(whole, [m.applicable for _, m in asked])
    doubtful = _mean(whole, [m.doubtful for _, m in asked])
    if not scored:
        return Scores(applicable=applicable, doubtful=doubtful)
    weights = [w for w, _ in scored]
    claimed, proved, top, proved_top, coverage, *_ = zip(*(m for _, m in scored), strict=True)
    return Scores(
        aggregate(weights, claimed, how),
        aggregate(weights, proved, how),
        aggregate(weights, top, how),
        aggregate(weights, proved_top, how),
        _mean(weights, coverage),
        applicable,
        doubtful,
    )


def _mean(weights: Sequence[float], shares: Sequence[float | None]) -> float:
    present = [share or 0.0 for share in shares]
    return aggregate(weights, present, "mean") or 0.0
