"""What the core set alone tells of the score and the level that the role's whole set would give.

How far the two lie apart is drawn: providers whose answers hang together (one is good or weak as a
whole, in an area, in a dimension, in what is core, and only then in one question) are folded once
over the core and once over the role's set. The drawn are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import ceil
from random import Random
from typing import NamedTuple

from dpcap.model.asked import asked_of_role
from dpcap.model.framework import Framework
from dpcap.model.trace import LevelEstimate
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.level_rules import RoleStanding, graded, reached
from dpcap.scoring.score_tree import RestatedScores

DRAWS = 400
# So many of the drawn lie within the margin.
COVERED = 0.9
# Mean and spread of a provider; the spread of an area, a dimension and a question around it; by how
# much core questions are better, and the spread of that: what everybody needs first is more often
# in place. All measured on the example providers, see `docs/core-set.md`.
MEAN, PROVIDER, AREA, DIMENSION, QUESTION = 58.0, 14.0, 12.0, 12.0, 19.0
CORE_MEAN, CORE = 5.0, 6.0
_SEED = 1
_TOP = "overall"
_ROUNDING = 1e-9
# The margin of what the core set does not ask at all.
_ANY = 100.0

Scores = Mapping[str, float]


class CoreMargins(NamedTuple):
    """How far core and role's set lie apart, in points, rounded up: the overall, and each node."""

    overall: float
    nodes: Mapping[str, float]


def core_margins(framework: Framework, role: str) -> CoreMargins:
    """The margins within which nine of ten drawn providers lie. Call it with `framework.once`."""
    apart: dict[str, list[float]] = {}
    whole, core = (_ids(framework, role, core=core) for core in (False, True))
    for drawn in draw_scores(framework):
        full, part = (_folded(framework, role, drawn, asked) for asked in (whole, core))
        for node, score in full.items():
            gap = abs(score - part[node]) if node in part else _ANY
            apart.setdefault(node, []).append(gap)
    found = {node: _margin(each) for node, each in apart.items()}
    return CoreMargins(found.pop(_TOP, _ANY), found)


def estimate(framework: Framework, role: str, at: RoleStanding) -> LevelEstimate | None:
    """The range in which the level of the role's set lies; None where nothing is graded.

    *at*: the provider as the core set shows it. Critical indicators stand as they are: the core set
    has all of them.
    """
    if not graded(framework.method, at.tree.overall.scores, at.scope):
        return None
    margins = framework.once(core_margins, role)
    low, high = (reached(framework, _shifted(framework, at, margins, way)) for way in (-1, 1))
    return LevelEstimate(margin=margins.overall, low=low, high=high)


def draw_scores(framework: Framework, count: int = DRAWS) -> Iterator[Scores]:
    """*count* drawn providers: the score of every indicator, by its id."""
    draw = Random(_SEED)  # noqa: S311 - it draws examples, and no secrets
    for _ in range(count):
        yield dict(_scores(framework, draw.gauss))


def _scores(
    framework: Framework, normal: Callable[[float, float], float]
) -> Iterator[tuple[str, float]]:
    provider, better = normal(MEAN, PROVIDER), normal(CORE_MEAN, CORE)
    for area in framework.areas:
        here = normal(provider, AREA)
        for dimension in area.dimensions:
            around = normal(here, DIMENSION)
            for indicator in dimension.indicators:
                score = normal(around, QUESTION) + (better if indicator.core else 0.0)
                yield indicator.id, min(100.0, max(0.0, score))


def _ids(framework: Framework, role: str, *, core: bool) -> frozenset[str]:
    return frozenset(one.id for one in asked_of_role(framework, role, core))


def _folded(
    framework: Framework, role: str, scores: Scores, asked: frozenset[str]
) -> dict[str, float]:
    """The score of every group that has one, by its id, and of the top."""
    how, weights = framework.method.aggregation, framework.roles[role].weights
    found: dict[str, float] = {}
    for area in framework.areas:
        for dimension in area.dimensions:
            own = [one for one in dimension.indicators if one.id in asked]
            joined = aggregate(*_sides((one.weight, scores[one.id]) for one in own), how.dimension)
            _keep(found, dimension.id, joined)
        inside = [one for one in area.dimensions if one.id in found]
        joined = aggregate(*_sides((one.weight, found[one.id]) for one in inside), how.area)
        _keep(found, area.id, joined)
    tops = [area.id for area in framework.areas if area.id in found]
    joined = aggregate(*_sides((weights.get(one, 0.0), found[one]) for one in tops), how.overall)
    _keep(found, _TOP, joined)
    return found


def _sides(pairs: Iterable[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Weights and scores side by side, of those that weigh something."""
    kept = [pair for pair in pairs if pair[0] > 0]
    return [weight for weight, _ in kept], [score for _, score in kept]


def _keep(found: dict[str, float], node: str, score: float | None) -> None:
    if score is not None:
        found[node] = score


def _margin(apart: list[float]) -> float:
    """The smallest whole number of points within which `COVERED` of *apart* lie."""
    place = min(len(apart) - 1, ceil(COVERED * len(apart)) - 1)
    return float(ceil(sorted(apart)[place] - _ROUNDING))


def _shifted(
    framework: Framework, at: RoleStanding, margins: CoreMargins, way: int
) -> RoleStanding:
    """*at* with every score at one end of its margin; what the core set leaves open may be any."""
    areas = framework.areas
    inside = (one.id for area in areas for one in area.dimensions)
    groups = (*(area.id for area in areas), *inside)
    ends: dict[str, float | None] = {
        node: _end(at.score(node), margins.nodes.get(node), way) for node in groups
    }
    return at._replace(instead=RestatedScores(_end(at.overall, margins.overall, way), ends))


def _end(score: float | None, margin: float | None, way: int) -> float | None:
    """One end of *score*'s margin; what the role's set alone asks may come to anything."""
    if margin is None or (score is None and way < 0):
        return score
    return min(100.0, max(0.0, (score or 0.0) + way * margin))
