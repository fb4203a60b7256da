"""Rules about the rungs of rubrics."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.finding import Finding
from dpcap.model.scale import Rubric


def not_rising(origin: SourceMap) -> Iterator[Finding]:
    """A rung worth no more than the one below: nobody gains by climbing it."""
    for spot, scale in _rubrics(origin):
        for rung, (below, here) in enumerate(pairwise(scale.scores), start=1):
            if here <= below:
                yield spot.finding("DP222", ("scale", "levels", rung), {"rung": rung})


def repeated(origin: SourceMap) -> Iterator[Finding]:
    """A rung that reads like another: it was copied, not observed."""
    seen: dict[str, str] = {}
    for spot, scale in _rubrics(origin):
        for rung, level in enumerate(scale.levels):
            others = [seen[text] for text in (level.zh, level.en) if text in seen]
            if others:
                params: dict[str, str | int | float] = {"rung": rung, "other": others[0]}
                yield spot.finding("DP237", ("scale", "levels", rung), params)
            seen.update(dict.fromkeys((level.zh, level.en), spot.indicator.id))


def _rubrics(origin: SourceMap) -> Iterator[tuple[Location, Rubric]]:
    for spot in origin.spots:
        if isinstance(spot.indicator.scale, Rubric):
            yield spot, spot.indicator.scale
