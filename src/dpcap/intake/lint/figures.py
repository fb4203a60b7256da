"""Lint rules about the scales of figures: their points, their plausible range, their period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never

from dpcap.intake.envelope import PERIOD
from dpcap.intake.scale_input import FULL, Curve, scale_input
from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.finding import Finding
from dpcap.model.scale import (
    BesidePeers,
    ByCurve,
    ByGoalposts,
    ByPeer,
    ByPeerSpread,
    ByPoints,
    Figure,
    Nps,
    Numeric,
    Rate,
    Scoring,
)

# Above two thirds a ratio to the peer figure hardly moves: the shortfall from 100 does.
HIGH_RATE = 66.0

Measured = Numeric | Nps | Rate


def against_direction(origin: SourceMap) -> Iterator[Finding]:
    """Points that fall where more is better, or rise where less is."""
    for spot, curve in _pointed(origin):
        rises = all(a <= b for (_, a), (_, b) in pairwise(curve.points))
        falls = all(a >= b for (_, a), (_, b) in pairwise(curve.points))
        way = curve.direction
        if (way == "higher" and not rises) or (way == "lower" and not falls):
            yield spot.finding("DP228", ("scale", *curve.path))


def never_full(origin: SourceMap) -> Iterator[Finding]:
    """Points that stop below 100."""
    for spot, curve in _pointed(origin):
        most = max(score for _, score in curve.points)
        if most < FULL:
            yield spot.finding("DP229", ("scale", *curve.path), {"points": most})


def shortfall_wanted(origin: SourceMap) -> Iterator[Finding]:
    """A rate that is usually near 100, and is compared with peers as a ratio of itself."""
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
    """A figure whose answer need not say of which period it is."""
    for spot, scale in _figures(origin):
        if PERIOD not in scale.envelope:
            yield spot.finding("DP232", ("scale", "envelope"), key=True)


def without_range(origin: SourceMap) -> Iterator[Finding]:
    """A figure without a plausible range, which takes any typing error; NPS has its own."""
    for spot, scale in _figures(origin):
        if not isinstance(scale, Nps) and scale.plausible is None:
            yield spot.finding("DP233", ("scale",), key=True)


def anchors_beyond_range(origin: SourceMap) -> Iterator[Finding]:
    """An anchor of the score outside the plausible range, so that no figure can reach it."""
    for spot, scale in _figures(origin):
        if scale.plausible is None:
            continue
        low, high = scale.plausible
        beyond = [value for value in _anchors(scale) if not low <= value <= high]
        if beyond:
            params = {"value": f"{beyond[0]:g}", "low": f"{low:g}", "high": f"{high:g}"}
            yield spot.finding("DP185", ("scale", "plausible"), {**params})


def _anchors(scale: Measured) -> tuple[float, ...]:
    """The values that a figure's own score is anchored at; ratios to a peer are none."""
    match scale:
        case Nps() | Rate():
            return tuple(value for value, _ in scale.points)
        case Numeric():
            return _of_number(scale.score)
        case _:
            assert_never(scale)


def _of_number(how: Scoring) -> tuple[float, ...]:
    match how:
        case ByPoints():
            return tuple(value for value, _ in how.points)
        case ByGoalposts():
            return how.worst, how.best
        case ByCurve():
            return how.good, how.middling
        case ByPeer() | ByPeerSpread():
            return ()
        case _:
            assert_never(how)


def typical_beyond_range(origin: SourceMap) -> Iterator[Finding]:
    """A typical value outside the plausible range."""
    for spot, scale in _figures(origin):
        if scale.plausible is None or scale.typical is None:
            continue
        low, high = scale.plausible
        if not low <= scale.typical <= high:
            params = {"value": f"{scale.typical:g}", "low": f"{low:g}", "high": f"{high:g}"}
            yield spot.finding("DP186", ("scale", "typical"), {**params})


def _figures(origin: SourceMap) -> Iterator[tuple[Location, Measured]]:
    for spot in origin.spots:
        if isinstance(spot.indicator.scale, Figure):
            yield spot, spot.indicator.scale


def _pointed(origin: SourceMap) -> Iterator[tuple[Location, Curve]]:
    for spot in origin.spots:
        if curve := scale_input(spot.indicator.scale).curve():
            yield spot, curve
