"""Rules about weights and levels."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from dpcap.intake.source_map import SourceMap
from dpcap.model.asked import never_asked
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.weights import effective_weights

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
    """An indicator that moves the overall score by less than 0.1 under every role.

    One that no role is ever asked is told by its condition.
    """
    most, roles = _influence(origin.framework), origin.framework.roles
    for spot in origin.spots:
        points = most.get(spot.indicator.id, 0.0)
        if points < LEAST and not all(never_asked(spot.indicator, role) for role in roles):
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
    for role in framework.roles:
        for node, share in effective_weights(framework, role).items():
            most[node] = max(100 * share, most.get(node, 0.0))
    return most
