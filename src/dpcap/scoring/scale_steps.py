"""One step up a scale: the next rung, option, tick or breakpoint of a scale, and what it scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from dpcap.model.assessment import NpsCounts, Value
from dpcap.model.scale import (
    Boolean,
    ByCurve,
    ByGoalposts,
    ByPeer,
    Checklist,
    Choice,
    Nps,
    Numeric,
    Rubric,
    Scale,
)
from dpcap.scoring.normalise import (
    FULL,
    TOLERANCE,
    Points,
    checklist_score,
    line,
    net_promoter,
    scorer,
)

_SCORE = itemgetter(1)
_FARTHEST = 1e300  # a step is a number that can be written down


class ScaleStep(NamedTuple):
    """The value an answer would take (None: it hangs on a figure not known here) and its score."""

    value: Value | None
    score: float


def next_step(
    scale: Scale, value: Value | None, score: float, peer: float | None = None
) -> ScaleStep | None:
    """The next step above *score* for an answer of *value* (None: no answer); None at the top.

    What it scores is what scoring makes of its value. A figure stays within what is plausible. The
    value of an NPS is the NPS itself.
    """
    return _first_above(score, _STEPS[scale.kind](scale, value, peer))


def next_ratio(scale: Scale, score: float) -> float | None:
    """The ratio to a peer figure at which the next step above *score* lies.

    None at the top, or if the scale has no peer figures.
    """
    if not isinstance(scale, Numeric) or not isinstance(scale.score, ByPeer):
        return None
    step = _first_above(score, _ratios(scale.score))
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


def _first_above(score: float, steps: Iterable[ScaleStep]) -> ScaleStep | None:
    return next((step for step in steps if step.score > score + TOLERANCE), None)


def _rubric(scale: Rubric, _value: Value | None, _peer: float | None) -> Iterator[ScaleStep]:
    ranked = sorted((score, place) for place, score in enumerate(scale.scores))
    return (ScaleStep(place, score) for score, place in ranked)


def _boolean(scale: Boolean, _value: Value | None, _peer: float | None) -> Iterator[ScaleStep]:
    yield ScaleStep(scale.good, FULL)


def _choice(scale: Choice, _value: Value | None, _peer: float | None) -> Iterator[ScaleStep]:
    ranked = sorted(scale.options, key=lambda option: option.score)
    return (ScaleStep(option.id, option.score) for option in ranked)


def _checklist(scale: Checklist, value: Value | None, _peer: float | None) -> Iterator[ScaleStep]:
    ticked = value if isinstance(value, tuple) else ()
    open_boxes = [box for box in scale.options if box.id not in ticked and box.weight > 0]
    if open_boxes:
        added = max(open_boxes, key=lambda box: box.weight).id
        after = tuple(box.id for box in scale.options if box.id in ticked or box.id == added)
        yield ScaleStep(after, checklist_score(scale, after))


def _numeric(scale: Numeric, value: Value | None, peer: float | None) -> Iterator[ScaleStep]:
    mode = scale.score
    if isinstance(mode, ByPeer) and (peer is None or peer <= 0):
        return (ScaleStep(None, score) for _, score in _ratios(mode))
    score = scorer(scale)
    inside = (within(scale, at) for at in _marks(scale, value, peer))
    return (ScaleStep(at, score(at, peer)) for at in inside)


def _marks(scale: Numeric, value: Value | None, peer: float | None) -> Iterable[float]:
    """The values at which something new begins on the scale, the next one above *value* first."""
    mode = scale.score
    if isinstance(mode, ByGoalposts):
        return (mode.best,)
    if isinstance(mode, ByCurve):
        return (mode.middling, mode.good)
    if isinstance(mode, ByPeer):
        return [at_ratio(scale, float(at), peer or 0.0) for at, _ in _ratios(mode)]  # type: ignore[arg-type]
    return _by_nearness(mode.points, value if isinstance(value, int | float) else None)


def _ratios(mode: ByPeer) -> Iterator[ScaleStep]:
    """The ratios at the breakpoints of a peer scale, each with its score, lowest score first."""
    through = line(mode.points)
    ratios = (ratio for ratio, _ in sorted(mode.points, key=_SCORE) if ratio > 0)
    return (ScaleStep(ratio, through(ratio)) for ratio in ratios)


def _nps(scale: Nps, value: Value | None, _peer: float | None) -> Iterator[ScaleStep]:
    through = line(scale.points)
    now = net_promoter(value).nps if isinstance(value, NpsCounts) else None
    inside = (min(max(at, -FULL), FULL) for at in _by_nearness(scale.points, now))
    return (ScaleStep(at, through(at)) for at in inside)


def _by_nearness(points: Points, value: float | None) -> list[float]:
    """The breakpoints from the one nearest to *value* on; without a value by what they score.

    In a band, where both ends are bad, a step must not lead to the other end.
    """
    if value is None:
        return [at for at, _ in sorted(points, key=_SCORE)]
    return sorted((at for at, _ in points), key=lambda at: abs(at - value))


_STEPS: dict[str, Callable[..., Iterator[ScaleStep]]] = {
    "rubric": _rubric,
    "boolean": _boolean,
    "choice": _choice,
    "checklist": _checklist,
    "number": _numeric,
    "nps": _nps,
}
