"""Normalisation: one answer on its scale becomes a score, 0..100. Pure formulas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from math import ceil, erf, fsum, inf, log, nextafter, sqrt
from typing import Any, NamedTuple

from dpcap.model.assessment import NpsCounts, RateCounts, Value
from dpcap.model.scale import (
    BEST_PEERS,
    LEVEL_WITH_PEERS,
    BesidePeers,
    ByCurve,
    ByPeerSpread,
    Checklist,
    Direction,
    counts_as_spread,
)

TOLERANCE = 1e-9
FULL = 100.0
_MOST_REPLIES = 10**8
NPS_MINIMUM = 30

# 2·erfc⁻¹(1/5), the spread at which the log-normal passes through .9 at its first anchor.
_INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232
_GOOD, _MIDDLING = 0.9, 0.5

AnchorPoints = Sequence[tuple[float, float]]
Scorer = Callable[[Any, Any], float]  # each scale has a type of value of its own


def line(points: AnchorPoints) -> Callable[[float], float]:
    """Linear between (value, score) points, clamped outside; at a step the better side counts."""
    values, scores = [value for value, _ in points], [score for _, score in points]

    def read(value: float) -> float:
        low = bisect_left(values, value - TOLERANCE)
        high = bisect_right(values, value + TOLERANCE)
        if high > low:
            return max(scores[low:high])
        if low == 0 or low == len(values):
            return scores[min(low, len(values) - 1)]
        x0, y0, x1, y1 = values[low - 1], scores[low - 1], values[low], scores[low]
        return y0 + (y1 - y0) * (value - x0) / (x1 - x0)

    return read


def goalposts(worst: float, best: float, value: float) -> float:
    """Linear from *worst* (0) to *best* (100), clamped; the posts may stand either way round."""
    return FULL * min(1.0, max(0.0, (value - worst) / (best - worst)))


def log_normal(good: float, middling: float, value: float) -> float:
    """Lighthouse's curve for lower-is-better figures, on 0..1: *good* → .9, *middling* → .5.

    s = ½(1 − erf(ln(v/median)·0.9061938 / −ln(p10/median))), v ≤ 0 → 1, clamped so that rounding
    never carries a value over an anchor. Source: Lighthouse scoring calculator.
    """
    ratio = value / middling
    if ratio <= 0:  # the value itself, or what is left of it once divided
        return 1.0
    spread = -log(good / middling)
    raw = (1 - erf(log(ratio) * _INVERSE_ERFC_ONE_FIFTH / spread)) / 2
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


class PeerPair(NamedTuple):
    """The peer figures in force: the middle of the peers (中间值), and of the best (标杆)."""

    middle: float | None = None
    best: float | None = None


def peer_score(mode: BesidePeers, direction: Direction) -> Callable[[float, PeerPair], float]:
    """The ratio of a value to its peer figure, read through the points.

    Higher is better: value ÷ peer, or with shortfall (100 − peer) ÷ (100 − value); lower is
    better: peer ÷ value. Nothing left to improve (zero, or no shortfall) scores 100. Beside a
    spread of peers a ratio above 1 is read by where the best of them stand.
    """
    through = line(mode.points)
    spread = isinstance(mode, ByPeerSpread)

    def read(value: float, peers: PeerPair) -> float:
        ratio = peer_ratio(mode, direction, value, peers.middle or 0.0)
        plain = FULL if ratio == inf else through(ratio)
        if not spread or ratio <= 1:
            return plain
        best = best_ratio(mode, direction, peers)
        return min(BEST_PEERS, plain) if best is None else spread_score(best, ratio)

    return read


def peer_ratio(mode: BesidePeers, direction: Direction, value: float, peer: float) -> float:
    """The ratio of *value* to *peer*, above 1 where it is better; infinite at the zero end."""
    better, worse = value, peer
    if mode.ratio_of == "shortfall":
        better, worse = FULL - peer, FULL - value
    elif direction == "lower":
        better, worse = peer, value
    return inf if worse <= 0 else better / worse


def best_ratio(mode: BesidePeers, direction: Direction, peers: PeerPair) -> float | None:
    """The ratio of the best peers to the middle ones; None: it is unknown or not taken for real."""
    if peers.best is None or not peers.middle:
        return None
    found = peer_ratio(mode, direction, peers.best, peers.middle)
    return found if counts_as_spread(found) else None


def spread_score(best: float, ratio: float) -> float:
    """The score of a *ratio* above 1: 60 at 1, 85 at *best*, 100 at *best* squared.

    Piecewise linear in the logarithm of the ratio.
    """
    steps = log(ratio) / log(best) if ratio < inf else inf
    if steps <= 1:
        return LEVEL_WITH_PEERS + (BEST_PEERS - LEVEL_WITH_PEERS) * steps
    return min(FULL, BEST_PEERS + (FULL - BEST_PEERS) * (steps - 1))


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


def checklist_score(scale: Checklist, ticked: Collection[str]) -> float:
    """Share of the options' weights that is ticked, times 100."""
    whole = fsum(option.weight for option in scale.options)
    found = fsum(option.weight for option in scale.options if option.id in ticked)
    return FULL * found / whole if whole else 0.0


def counts_of(nps: Value | None) -> NpsCounts:
    """Replies enough to count whose NPS is the number *nps*, -100..100, to twelve digits."""
    share = (Fraction(str(nps)) / 100).limit_denominator(_MOST_REPLIES)
    times = ceil(NPS_MINIMUM / share.denominator)
    ahead, replies = share.numerator * times, share.denominator * times
    return NpsCounts(
        promoters=max(ahead, 0), passives=replies - abs(ahead), detractors=max(-ahead, 0)
    )


def rate_counts(rate: float, per: float, least: int) -> RateCounts:
    """Counts over a base of at least *least* whose rate is *rate* of *per*, to nine digits."""
    share = (Fraction(str(rate)) / Fraction(str(per))).limit_denominator(_MOST_REPLIES)
    times = ceil(least / share.denominator)
    return RateCounts(cases=share.numerator * times, base=share.denominator * times, per=per)
