"""Fitting: which answers to an earlier framework still have a meaning in a later one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dpcap.model.assessment import Assessment, NpsCounts, Reply, Value
from dpcap.model.framework import Framework
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Numeric, Rubric, Scale

NONE_TICKED = ("none",)
_R = TypeVar("_R", bound=Reply)


def fits(value: Value, scale: Scale) -> bool:
    """Whether *value* can be read on *scale*: its kind, its range, its options."""
    return _FITS[scale.kind](value, scale)


def compatible_answers(given: Assessment, framework: Framework) -> Assessment:
    """*given* without what *framework* cannot read.

    Answers and rows of an indicator that is gone are left out; a value that its scale does not
    take any more is taken out of its answer, which then is missing.
    """
    known = framework.by_id
    answers = {
        node: _fitted(answer, known[node].scale)
        for node, answer in given.answers.items()
        if node in known
    }
    rows = {
        node: tuple(_fitted(row, known[node].scale) for row in each)
        for node, each in given.rows.items()
        if node in known
    }
    return given.model_copy(update={"answers": answers, "rows": rows})


def _fitted(reply: _R, scale: Scale) -> _R:
    if reply.value is None or fits(reply.value, scale):
        return reply
    return reply.model_copy(update={"value": None})


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rubric(value: Value, scale: Rubric) -> bool:
    return _is_number(value) and value in range(len(scale.levels))


def _boolean(value: Value, _scale: Boolean) -> bool:
    return isinstance(value, bool)


def _choice(value: Value, scale: Choice) -> bool:
    return any(value == option.id for option in scale.options)


def _checklist(value: Value, scale: Checklist) -> bool:
    if not isinstance(value, tuple):
        return False
    return value == NONE_TICKED or {*value} <= {option.id for option in scale.options}


def _numeric(value: Value, _scale: Numeric) -> bool:
    return _is_number(value)


def _nps(value: Value, _scale: Nps) -> bool:
    return isinstance(value, NpsCounts)


_FITS: Mapping[str, Callable[[Value, Any], bool]] = {
    "rubric": _rubric,
    "boolean": _boolean,
    "choice": _choice,
    "checklist": _checklist,
    "number": _numeric,
    "nps": _nps,
}
