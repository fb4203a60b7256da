"""One step up: the next rung, option, tick or breakpoint of a scale, and what it scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dpcap.model.assessment import Value
from dpcap.model.scale import (
    Boolean,
    ByCurve,
    ByGoalposts,
    ByPeer,
    ByPoints,
    Checklist,
    Choice,
    Nps,
    Numeric,
    Rubric,
    Scale,
)
from dpcap.scoring.normalise import FULL, TOLERANCE, checklist_score

_CURVE_MARKS = (50.0, 90.0)


class Step(NamedTuple):
    """The value an answer would take (None: it hangs on a figure not known here) and its score."""

    value: Value | None
    score: float


def next_step(
    scale: Scale, value: Value | None, score: float, peer: float | None = None
) -> Step | None:
    """The next step above *score* for an answer of *value* (None: no answer); None at the top."""
    return _STEPS[scale.kind](scale, value, score, peer)


def _rubric(scale: Rubric, _value: Value | None, score: float, _peer: float | None) -> Step | None:
    above = [(s, i) for i, s in enumerate(scale.scores) if s > score + TOLERANCE]
    return Step(min(above)[1], min(above)[0]) if above else None


def _boolean(
    scale: Boolean, value: Value | None, _score: float, _peer: float | None
) -> Step | None:
    return None if value is scale.good else Step(scale.good, FULL)


def _choice(scale: Choice, _value: Value | None, score: float, _peer: float | None) -> Step | None:
    above = [option for option in scale.options if option.score > score + TOLERANCE]
    best = min(above, key=lambda option: option.score, default=None)
    return Step(best.id, best.score) if best else None


def _checklist(
    scale: Checklist, value: Value | None, _score: float, _peer: float | None
) -> Step | None:
    ticked = value if isinstance(value, tuple) else ()
    open_boxes = [box for box in scale.options if box.id not in ticked and box.weight > 0]
    if not open_boxes:
        return None
    added = max(open_boxes, key=lambda box: box.weight).id
    after = tuple(box.id for box in scale.options if box.id in ticked or box.id == added)
    return Step(after, checklist_score(scale, after))


def _numeric(scale: Numeric, _value: Value | None, score: float, peer: float | None) -> Step | None:
    mode = scale.score
    if isinstance(mode, ByGoalposts):
        return Step(mode.best, FULL) if score < FULL - TOLERANCE else None
    if isinstance(mode, ByCurve):
        marks = zip((mode.middling, mode.good), _CURVE_MARKS, strict=True)
        return next((Step(v, s) for v, s in marks if s > score + TOLERANCE), None)
    point = _next_point(mode.points, score)
    if point is None or isinstance(mode, ByPoints):
        return point
    return Step(_at_ratio(scale, mode, float(point.value), peer), point.score)  # type: ignore[arg-type]


def _at_ratio(scale: Numeric, mode: ByPeer, ratio: float, peer: float | None) -> float | None:
    """The value whose ratio to *peer* is *ratio*."""
    if peer is None or ratio <= 0:
        return None
    if mode.ratio_of == "shortfall":
        return FULL - (FULL - peer) / ratio
    return peer / ratio if scale.direction == "lower" else peer * ratio


def _nps(scale: Nps, _value: Value | None, score: float, _peer: float | None) -> Step | None:
    return _next_point(scale.points, score)


def _next_point(points: tuple[tuple[float, float], ...], score: float) -> Step | None:
    above = [Step(value, at) for value, at in points if at > score + TOLERANCE]
    return min(above, key=lambda step: step.score, default=None)


_STEPS: dict[str, Callable[..., Step | None]] = {
    "rubric": _rubric,
    "boolean": _boolean,
    "choice": _choice,
    "checklist": _checklist,
    "number": _numeric,
    "nps": _nps,
}
