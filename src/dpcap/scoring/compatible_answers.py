"""Fitting: which answers to an earlier framework still have a meaning in a later one."""

from __future__ import annotations

from typing import TypeVar

from dpcap.model.assessment import Assessment, Reply
from dpcap.model.framework import Framework
from dpcap.model.scale import Scale
from dpcap.scoring.scale_scoring import scale_scoring

_R = TypeVar("_R", bound=Reply)


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
    if reply.value is None or scale_scoring(scale).fits(reply.value):
        return reply
    return reply.model_copy(update={"value": None})
