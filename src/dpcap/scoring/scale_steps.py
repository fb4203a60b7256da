"""One step up on a scale, and at which values or ratios the steps of a figure lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from dpcap.model.assessment import Value
from dpcap.model.scale import ByCurve, ByGoalposts, ByPeer, Numeric, Scale
from dpcap.scoring.normalise import FULL, TOLERANCE, Points, line

_SCORE = itemgetter(1)
_FARTHEST = 1e300  # a step is a number that can be written down


class ScaleStep(NamedTuple):
    """The value an answer would take (None: it hangs on a figure not known here) and its score."""

    value: Value | None
    score: float


def next_ratio(scale: Scale, score: float) -> float | None:
    """The ratio to a peer figure at which the next step above *score* lies.

    None at the top, or if the scale has no peer figures.
    """
    if not isinstance(scale, Numeric) or not isinstance(scale.score, ByPeer):
        return None
    step = first_above(score, ratios(scale.score))
    return None if step is None else float(step.value)  # type: ignore[arg-type]


def at_ratio(scale: Numeric, ratio: float, peer: float) -> float:
    """The value whose ratio to *peer* is *ratio* (above 0), by a peer scale."""
    mode = scale.score
    if isinstance(mode, ByPeer) and mode.ratio_of == "shortfall":
        return FULL - (FULL - peer) / ratio
    return peer / ratio if scale.direction == "lower" else peer * ratio


def within(scale: Numeric, value: float) -> float:
    """*value*, or the plausible one nearest to it."""
    low, high = scale.plausible or (-_FARTHEST, _FARTHEST)
    if isinstance(scale.score, ByPeer):
        low = max(low, 0.0)  # below 0 there is no ratio
    return min(max(value, low), high)


def first_above(score: float, steps: Iterable[ScaleStep]) -> ScaleStep | None:
    """The first of *steps* that scores more than *score*."""
    return next((step for step in steps if step.score > score + TOLERANCE), None)


def marks(scale: Numeric, value: Value | None, peer: float | None) -> Iterable[float]:
    """The values at which something new begins on the scale, the next one above *value* first."""
    mode = scale.score
    if isinstance(mode, ByGoalposts):
        return (mode.best,)
    if isinstance(mode, ByCurve):
        return (mode.middling, mode.good)
    if isinstance(mode, ByPeer):
        return [at_ratio(scale, float(at), peer or 0.0) for at, _ in ratios(mode)]  # type: ignore[arg-type]
    return by_nearness(mode.points, value if isinstance(value, int | float) else None)


def ratios(mode: ByPeer) -> Iterator[ScaleStep]:
    """The ratios at the breakpoints of a peer scale, each with its score, lowest score first."""
    through = line(mode.points)
    ratios = (ratio for ratio, _ in sorted(mode.points, key=_SCORE) if ratio > 0)
    return (ScaleStep(ratio, through(ratio)) for ratio in ratios)


def by_nearness(points: Points, value: float | None) -> list[float]:
    """The breakpoints from the one nearest to *value* on; without a value by what they score.

    In a band, where both ends are bad, a step must not lead to the other end.
    """
    if value is None:
        return [at for at, _ in sorted(points, key=_SCORE)]
    return sorted((at for at, _ in points), key=lambda at: abs(at - value))
