"""Scales whose numbers contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from dpcap.intake.scale_input import scale_input
from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.finding import Finding
from dpcap.model.scale import ByCurve, ByGoalposts, Figure, Numeric

_STEP = 2


def check_scales(origin: SourceMap) -> Iterator[Finding]:
    """Findings about points, anchors and ranges."""
    for spot in origin.spots:
        scale = spot.indicator.scale
        if curve := scale_input(scale).curve():
            yield from _points(spot, curve.points, "scale", *curve.path)
        if isinstance(scale, Numeric):
            yield from _numeric(spot, scale)
        if (
            isinstance(scale, Figure)
            and scale.plausible
            and scale.plausible[0] > scale.plausible[1]
        ):
            low, high = scale.plausible
            yield spot.finding(
                "DP216", ("scale", "plausible"), {"field": "plausible", "low": low, "high": high}
            )


def _numeric(spot: Location, scale: Numeric) -> Iterator[Finding]:
    how = scale.score
    if isinstance(how, ByGoalposts):
        rises = how.best > how.worst
        if how.best == how.worst or rises != (scale.direction == "higher"):
            yield _anchors(spot, how.worst, how.best)
    elif isinstance(how, ByCurve):
        rises = how.good > how.middling
        if how.good == how.middling or rises != (scale.direction == "higher"):
            yield _anchors(spot, how.middling, how.good)


def _points(
    spot: Location, points: tuple[tuple[float, float], ...], *path: str
) -> Iterator[Finding]:
    """Values rise; one may repeat once, to make a step."""
    values = [value for value, _ in points]
    rise = all(a <= b for a, b in pairwise(values))
    if not rise or any(len(list(same)) > _STEP for _, same in groupby(values)):
        yield spot.finding("DP210", (*path,))


def _anchors(spot: Location, low: float, high: float) -> Finding:
    return spot.finding("DP215", ("scale", "score"), {"low": low, "high": high})
