"""Normalisation: one answer on its scale becomes a score, 0..100. Pure formulas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import erf, fsum, log, nextafter, sqrt
from typing import NamedTuple

from dpcap.model.assessment import NpsCounts, Value
from dpcap.model.scale import (
    Boolean,
    ByCurve,
    ByGoalposts,
    ByPeer,
    ByPoints,
    Checklist,
    Choice,
    Direction,
    Nps,
    Numeric,
    Rubric,
    Scale,
)

TOLERANCE = 1e-9
FULL = 100.0
NONE_OPTION = "none"
NPS_MINIMUM = 30

# 2·erfc⁻¹(1/5), the spread at which the log-normal passes through .9 at its first anchor.
_INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232
_GOOD, _MIDDLING = 0.9, 0.5

Points = Sequence[tuple[float, float]]


def rubric_score(scale: Rubric, value: Value) -> float:
    """The score of level *value* (an index from 0)."""
    return scale.scores[int(value)]  # type: ignore[arg-type]


def boolean_score(scale: Boolean, value: Value) -> float:
    """100 for the good answer, else 0."""
    return FULL if value is scale.good else 0.0


def choice_score(scale: Choice, value: Value) -> float:
    """The score the chosen option names."""
    return next(option.score for option in scale.options if option.id == value)


def checklist_score(scale: Checklist, value: Value) -> float:
    """Share of the options' weights that is ticked, times 100."""
    ticked = fsum(option.weight for option in scale.options if option.id in value)  # type: ignore[operator]
    whole = fsum(option.weight for option in scale.options)
    return FULL * ticked / whole if whole else 0.0


def piecewise(points: Points, value: float) -> float:
    """Linear between (value, score) points, clamped outside; at a step the better side counts."""
    values = [point[0] for point in points]
    low = bisect_left(values, value - TOLERANCE)
    high = bisect_right(values, value + TOLERANCE)
    if high > low:
        return max(score for _, score in points[low:high])
    if low == 0:
        return points[0][1]
    if low == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[low - 1], points[low]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0)


def goalposts(worst: float, best: float, value: float) -> float:
    """Linear from *worst* (0) to *best* (100), clamped; the posts may stand either way round."""
    return FULL * min(1.0, max(0.0, (value - worst) / (best - worst)))


def log_normal(good: float, middling: float, value: float) -> float:
    """Lighthouse's curve for lower-is-better figures, on 0..1: *good* → .9, *middling* → .5.

    s = ½(1 − erf(ln(v/median)·0.9061938 / −ln(p10/median))), v ≤ 0 → 1, clamped so that rounding
    never carries a value over an anchor. Source: Lighthouse scoring calculator.
    """
    if value <= 0:
        return 1.0
    spread = -log(good / middling)
    raw = (1 - erf(log(value / middling) * _INVERSE_ERFC_ONE_FIFTH / spread)) / 2
    if value <= good:
        return max(_GOOD, min(1.0, raw))
    if value <= middling:
        return max(_MIDDLING, min(nextafter(_GOOD, 0), raw))
    return max(0.0, min(nextafter(_MIDDLING, 0), raw))


def curve_score(curve: ByCurve, direction: Direction, value: float) -> float:
    """The log-normal on 0..100; higher-is-better figures go in as their reciprocal."""
    if direction == "lower":
        return FULL * log_normal(curve.good, curve.middling, value)
    if value <= 0:
        return 0.0
    return FULL * log_normal(1 / curve.good, 1 / curve.middling, 1 / value)


def peer_score(scoring: ByPeer, direction: Direction, value: float, peer: float) -> float:
    """The ratio to the peer figure read through the points.

    Higher is better: value ÷ peer, or with shortfall (100 − peer) ÷ (100 − value); lower is
    better: peer ÷ value. Nothing left to improve (zero, or no shortfall) scores 100.
    """
    if scoring.ratio_of == "shortfall":
        better, worse = FULL - peer, FULL - value
    elif direction == "lower":
        better, worse = peer, value
    else:
        better, worse = value, peer
    return FULL if worse <= 0 else piecewise(scoring.points, better / worse)


def numeric_score(scale: Numeric, value: float, peer: float | None) -> float:
    """A number by its scale's mode. *peer* must be given where the mode is peer."""
    mode = scale.score
    if isinstance(mode, ByPoints):
        return piecewise(mode.points, value)
    if isinstance(mode, ByGoalposts):
        return goalposts(mode.worst, mode.best, value)
    if isinstance(mode, ByCurve):
        return curve_score(mode, scale.direction, value)
    if peer is None:
        raise ValueError("a peer scale needs a peer figure")
    return peer_score(mode, scale.direction, value, peer)


class NpsResult(NamedTuple):
    """A net promoter score with its 95 % interval, −100..100, and the number of replies."""

    nps: float
    low: float
    high: float
    replies: int


def net_promoter(counts: NpsCounts) -> NpsResult:
    """NPS with the adjusted-Wald interval: n' = n+3, p' = (P+.75)/n', d' = (D+.75)/n'.

    Source: Rocks 2016, by way of measuringu.com. Raises ZeroDivisionError without replies.
    """
    n = counts.promoters + counts.passives + counts.detractors
    nps = (counts.promoters - counts.detractors) / n
    p, d = (counts.promoters + 0.75) / (n + 3), (counts.detractors + 0.75) / (n + 3)
    half = 1.96 * sqrt((p + d - (p - d) ** 2) / (n + 3))
    return NpsResult(FULL * nps, FULL * (p - d - half), FULL * (p - d + half), n)


def nps_score(scale: Nps, value: NpsCounts) -> float:
    """The NPS of *value* read through the scale's points."""
    return piecewise(scale.points, net_promoter(value).nps)


_PLAIN: dict[str, Callable[..., float]] = {
    "rubric": rubric_score,
    "boolean": boolean_score,
    "choice": choice_score,
    "checklist": checklist_score,
    "nps": nps_score,
}


def normalise(scale: Scale, value: Value, peer: float | None = None) -> float:
    """The score, 0..100, of a *value* that fits *scale* (the reader of answers checked that)."""
    if isinstance(scale, Numeric):
        return numeric_score(scale, float(value), peer)  # type: ignore[arg-type]
    return _PLAIN[scale.kind](scale, value)
