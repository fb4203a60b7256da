"""Rules about KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dpcap.intake.envelope import PERIOD
from dpcap.intake.scale_input import FULL, scale_input
from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.finding import Finding
from dpcap.model.scale import BesidePeers, Figure, Numeric, Points, Rate

# Above two thirds a ratio to the peer figure hardly moves: the shortfall from 100 does.
HIGH_RATE = 66.0


def against_direction(origin: SourceMap) -> Iterator[Finding]:
    """Points that fall where more is better, or rise where less is."""
    for spot, points, path in _pointed(origin):
        scale = spot.indicator.scale
        direction = scale.direction if isinstance(scale, Numeric | Rate) else "higher"
        if isinstance(scale, Numeric) and isinstance(scale.score, BesidePeers):
            direction = "higher"  # the ratio is turned round where less is better
        rises = all(a <= b for (_, a), (_, b) in pairwise(points))
        falls = all(a >= b for (_, a), (_, b) in pairwise(points))
        if (direction == "higher" and not rises) or (direction == "lower" and not falls):
            yield spot.finding("DP228", path)


def never_full(origin: SourceMap) -> Iterator[Finding]:
    """Points that stop below 100."""
    for spot, points, path in _pointed(origin):
        most = max(score for _, score in points)
        if most < FULL:
            yield spot.finding("DP229", path, {"points": most})


def shortfall_wanted(origin: SourceMap) -> Iterator[Finding]:
    """A rate that lives near 100, compared as a ratio."""
    for spot, scale in _figures(origin):
        if (
            isinstance(scale, Numeric)
            and isinstance(scale.score, BesidePeers)
            and scale.score.ratio_of != "shortfall"
            and scale.direction == "higher"
            and scale.percent
            and (scale.typical or 0.0) > HIGH_RATE
        ):
            yield spot.finding("DP230", ("scale", "score"), {"typical": scale.typical or 0.0})


def without_period(origin: SourceMap) -> Iterator[Finding]:
    """A KPI that does not say of when it is."""
    for spot, scale in _figures(origin):
        if PERIOD not in scale.envelope:
            yield spot.finding("DP232", ("scale", "envelope"), key=True)


def without_range(origin: SourceMap) -> Iterator[Finding]:
    """A KPI that would take any typing error; NPS has its range by definition."""
    for spot, scale in _figures(origin):
        if isinstance(scale, Numeric | Rate) and scale.plausible is None:
            yield spot.finding("DP233", ("scale",), key=True)


def _figures(origin: SourceMap) -> Iterator[tuple[Location, Figure]]:
    for spot in origin.spots:
        if isinstance(spot.indicator.scale, Figure):
            yield spot, spot.indicator.scale


def _pointed(origin: SourceMap) -> Iterator[tuple[Location, Points, tuple[str, ...]]]:
    for spot in origin.spots:
        if curve := scale_input(spot.indicator.scale).curve():
            yield spot, curve.points, ("scale", *curve.path)
