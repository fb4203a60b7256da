"""One step up on a scale, and at which values or ratios the steps of a figure lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from dpcap.model.assessment import Value
from dpcap.model.scale import (
    BEST_PEERS,
    BesidePeers,
    ByCurve,
    ByGoalposts,
    ByPeerSpread,
    Numeric,
    Scale,
)
from dpcap.scoring.normalise import FULL, TOLERANCE, AnchorPoints, PeerPair, best_ratio, line

_SCORE = itemgetter(1)
_FARTHEST = 1e300  # a step is a number that can be written down


class ScaleStep(NamedTuple):
    """The value an answer would take (None: it hangs on a figure not known here) and its score."""

    value: Value | None
    score: float


def next_ratios(
    scale: Scale, score: float, spreads: Iterable[float] = ()
) -> list[tuple[float, float]]:
    """The ratios to a peer figure at which steps above *score* may lie, each with what it scores.

    One by the points; beside *spreads* of peers all, for what a ratio scores hangs on them. None
    at the top, or if the scale has no peer figures.
    """
    if not isinstance(scale, Numeric) or not isinstance(scale.score, BesidePeers):
        return []
    above = [
        (float(step.value), step.score)  # type: ignore[arg-type]
        for step in ratios(scale.score)
        if step.score > score + TOLERANCE
    ]
    if not isinstance(scale.score, ByPeerSpread):
        return above[:1]
    more = [pair for best in spreads for pair in ((best, BEST_PEERS), (best * best, FULL))]
    return sorted([*above, *(pair for pair in more if pair[1] > score + TOLERANCE)])


def at_ratio(scale: Numeric, ratio: float, peer: float) -> float:
    """The value whose ratio to *peer* is *ratio* (above 0), by a peer scale."""
    mode = scale.score
    if isinstance(mode, BesidePeers) and mode.ratio_of == "shortfall":
        return FULL - (FULL - peer) / ratio
    return peer / ratio if scale.direction == "lower" else peer * ratio


def within(scale: Numeric, value: float) -> float:
    """*value*, or the plausible one nearest to it."""
    low, high = scale.plausible or (-_FARTHEST, _FARTHEST)
    if isinstance(scale.score, BesidePeers):
        low = max(low, 0.0)  # below 0 there is no ratio
    return min(max(value, low), high)


def first_above(score: float, steps: Iterable[ScaleStep]) -> ScaleStep | None:
    """The first of *steps* that scores more than *score*."""
    return next((step for step in steps if step.score > score + TOLERANCE), None)


def marks(scale: Numeric, value: Value | None, peers: PeerPair) -> Iterable[float]:
    """The values at which something new begins on the scale, the next one above *value* first."""
    mode = scale.score
    if isinstance(mode, ByGoalposts):
        return (mode.best,)
    if isinstance(mode, ByCurve):
        return (mode.middling, mode.good)
    if isinstance(mode, BesidePeers):
        best = best_ratio(mode, scale.direction, peers) if isinstance(mode, ByPeerSpread) else None
        at = [float(ratio) for ratio, _ in ratios(mode)]  # type: ignore[arg-type]
        if best is not None:
            at = [*(one for one in at if one <= 1), best, best * best]
        return [at_ratio(scale, one, peers.middle or 0.0) for one in at]
    return by_nearness(mode.points, value if isinstance(value, int | float) else None)


def ratios(mode: BesidePeers) -> Iterator[ScaleStep]:
    """The ratios at the breakpoints of a peer scale, each with its score, lowest score first."""
    through = line(mode.points)
    most = BEST_PEERS if isinstance(mode, ByPeerSpread) else FULL
    ratios = (ratio for ratio, _ in sorted(mode.points, key=_SCORE) if ratio > 0)
    return (ScaleStep(ratio, min(most, through(ratio))) for ratio in ratios)


def by_nearness(points: AnchorPoints, value: float | None) -> list[float]:
    """The breakpoints from the one nearest to *value* on; without a value by what they score.

    In a band, where both ends are bad, a step must not lead to the other end.
    """
    if value is None:
        return [at for at, _ in sorted(points, key=_SCORE)]
    return sorted((at for at, _ in points), key=lambda at: abs(at - value))
