"""Rules about weights and levels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import floor

from dpcap.intake.lint.best import (
    asked,
    asks_all,
    best_of_area,
    best_of_dimension,
    best_overall,
    shares,
)
from dpcap.intake.scale_input import scale_input
from dpcap.intake.source_map import SourceMap
from dpcap.intake.wording import TwoLanguages
from dpcap.model.finding import Finding
from dpcap.model.framework import Area, Framework, Level

# The least that an indicator should be able to move the overall score, in points of 100.
LEAST = 0.1


def all_zero(origin: SourceMap) -> Iterator[Finding]:
    """A group in which nothing has any weight."""
    for document, area in zip(origin.areas, origin.framework.areas, strict=True):
        if not any(dimension.weight for dimension in area.dimensions):
            yield document.finding("DP224", ("dimensions",), {"what": area.id}, key=True)
        for place, dimension in enumerate(area.dimensions):
            if not any(indicator.weight for indicator in dimension.indicators):
                path = ("dimensions", place, "indicators")
                yield document.finding("DP224", path, {"what": dimension.id}, key=True)
    for name, role in origin.framework.roles.items():
        if not any(role.weights.values()):
            yield origin.head.finding("DP224", ("roles", name, "weights"), {"what": name}, key=True)


def without_influence(origin: SourceMap) -> Iterator[Finding]:
    """An indicator that moves the overall score by less than 0.1 under every role."""
    most = _influence(origin.framework)
    for spot in origin.spots:
        points = most.get(spot.indicator.id, 0.0)
        if points < LEAST:
            yield spot.finding("DP225", ("id",), {"points": f"{floor(points * 1000) / 1000:.3f}"})


def areas_without_role(origin: SourceMap) -> Iterator[Finding]:
    """An area that no role gives any weight."""
    for place, area in enumerate(origin.framework.areas):
        if not any(role.weights.get(area.id) for role in origin.framework.roles.values()):
            yield origin.head.finding("DP238", ("areas", place), {"area": area.id})


def empty_lenses(origin: SourceMap) -> Iterator[Finding]:
    """A lens, or a column of one, that names nothing."""
    for name, lens in origin.framework.lenses.items():
        if not lens.columns:
            yield origin.head.finding("DP231", ("lenses", name), {"what": name}, key=True)
        for column_id, column in lens.columns.items():
            if not column.cells:
                path = ("lenses", name, "columns", column_id)
                yield origin.head.finding("DP231", path, {"what": f"{name}.{column_id}"}, key=True)


def _influence(framework: Framework) -> dict[str, float]:
    """The most points of 100 that each indicator can move the overall, over all roles."""
    most: dict[str, float] = {}
    for role in framework.roles.values():
        parts = shares(framework, role)
        for area in framework.areas:
            for node, points in _within(framework, area, parts[area.id]):
                most[node] = max(points, most.get(node, 0.0))
    return most


def _within(framework: Framework, area: Area, share: float) -> Iterator[tuple[str, float]]:
    full = asks_all(framework, share)
    sums = [sum(one.weight for one in asked(each, full=full)) for each in area.dimensions]
    total = sum(each.weight for each, weight in zip(area.dimensions, sums, strict=True) if weight)
    for dimension, weight in zip(area.dimensions, sums, strict=True):
        if not weight or not total:
            continue
        for indicator in asked(dimension, full=full):
            yield indicator.id, 100 * share * dimension.weight / total * indicator.weight / weight


# Words of the platform's own badges: a level that bears one would pass for the platform's.
BADGE_WORDS = ("钻石", "金牌", "银牌", "星级", "认证")

_SLACK = 1e-9


def unreachable(origin: SourceMap) -> Iterator[Finding]:
    """A level whose mark or requirement no answer can meet, or that is not above the one before."""
    framework = origin.framework
    for place, (below, level) in enumerate(pairwise(framework.levels), start=1):
        if level.from_ <= below.from_:
            said = TwoLanguages(f"不高于 {below.id}", f"it does not lie above {below.id}")
            yield _finding(origin, place, level, said)
    nodes = _best_by_node(framework)
    for place, level in enumerate(framework.levels):
        for said in (
            *_mark(framework, level),
            *_at_least(nodes, level),
            *_min_area(framework, nodes, level),
            *_critical(framework, level),
        ):
            yield _finding(origin, place, level, said)


def borrowed_words(origin: SourceMap) -> Iterator[Finding]:
    """A level title that uses a word of the platform's badges."""
    for place, level in enumerate(origin.framework.levels):
        for word in BADGE_WORDS:
            if word in level.title.zh or word in level.title.en:
                params: dict[str, str | int | float] = {"level": level.id, "word": word}
                yield origin.head.finding("DP234", ("levels", place, "title"), params)


def _mark(framework: Framework, level: Level) -> Iterator[TwoLanguages]:
    best = max(best_overall(framework, role) or 0.0 for role in framework.roles.values())
    if level.from_ > best + _SLACK:
        yield _too_high("overall", level.from_, best)


def _at_least(nodes: dict[str, float], level: Level) -> Iterator[TwoLanguages]:
    for node, needed in level.requires.at_least.items():
        if needed > nodes[node] + _SLACK:
            yield _too_high(node, needed, nodes[node])


def _min_area(
    framework: Framework, nodes: dict[str, float], level: Level
) -> Iterator[TwoLanguages]:
    """Only if every role has a main area that cannot get there."""
    needed = level.requires.min_area
    if needed is None:
        return
    weakest = [
        min(
            (nodes[area], area)
            for area, share in shares(framework, role).items()
            if share >= framework.method.main_area_share - _SLACK
        )
        for role in framework.roles.values()
    ]
    best, area = max(weakest)
    if needed > best + _SLACK:
        yield _too_high(area, needed, best)


def _critical(framework: Framework, level: Level) -> Iterator[TwoLanguages]:
    if not level.requires.critical:
        return
    for indicator in framework.by_id.values():
        best = scale_input(indicator.scale).best()
        if indicator.critical and indicator.pass_mark > best + _SLACK:
            yield _too_high(indicator.id, indicator.pass_mark, best)


def _best_by_node(framework: Framework) -> dict[str, float]:
    nodes: dict[str, float] = {}
    for area, dimension, indicator in framework.walk():
        nodes[area.id] = best_of_area(area) or 0.0
        nodes[dimension.id] = best_of_dimension(dimension) or 0.0
        nodes[indicator.id] = scale_input(indicator.scale).best()
    return nodes


def _too_high(node: str, needed: float, best: float) -> TwoLanguages:
    most = floor(best * 10) / 10  # never shown as reaching it
    return TwoLanguages(
        f"{node} 需 {needed:g}，最多只能到 {most:.1f}",
        f"{node} needs {needed:g}, {most:.1f} is the most",
    )


def _finding(origin: SourceMap, place: int, level: Level, said: TwoLanguages) -> Finding:
    return origin.head.finding(
        "DP221", ("levels", place, "from"), {"level": level.id, **said.params}
    )
