"""Scales that stand once in `framework.yaml`, under `scales`, and that indicators call by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dpcap.intake.nearest import did_you_mean, hint_params
from dpcap.intake.source import Document
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding, Step

SCALES, SCALE = "scales", "scale"
# How many values all areas may hold together once their scales are written out.
MOST = 200_000
# Stands in for a scale that cannot be had, so that nothing is said of it a second time.
_STAND_IN: Plain = {"kind": "boolean"}


class NamedScale(NamedTuple):
    """An indicator that calls its scale by name, as it is written, and its place in the file."""

    indicator: dict[str, Plain]
    path: tuple[Step, ...]
    name: str


class SharedScales:
    """The scales of a framework by name, put in where indicators name them."""

    def __init__(self, head: Document, *, sound: bool) -> None:
        """For the scales in *head*; unless they are *sound*, stand-ins take their places."""
        written = head.data.get(SCALES) if isinstance(head.data, dict) else None
        self._scales: Mapping[str, Plain] = written if isinstance(written, dict) else {}
        self._sound = sound
        self._sizes = {name: _size(scale) for name, scale in self._scales.items()}
        self._left = MOST

    def put_in(self, document: Document, found: list[Finding]) -> Plain:
        """The data of an area's *document* with each scale that it names; what lacks is *found*."""
        named = list(_named(document.data))
        instead = {id(each.indicator): self._scale(document, each, found) for each in named}
        return _replaced(document.data, instead) if named else document.data

    def _scale(self, document: Document, each: NamedScale, found: list[Finding]) -> Plain:
        if each.name not in self._scales:
            hint = hint_params(did_you_mean(each.name, self._scales))
            params = {"field": SCALE, "name": each.name, **hint}
            found.append(document.finding("DP201", (*each.path, SCALE), params))
            return _STAND_IN
        before, self._left = self._left, self._left - self._sizes[each.name]
        if self._left < 0 <= before:
            path = (*each.path, SCALE)
            found.append(document.finding("DP169", path, {"name": each.name, "limit": MOST}))
        return self._scales[each.name] if self._sound and self._left >= 0 else _STAND_IN


def shared_name(document: Document, path: Sequence[Step]) -> str | None:
    """The name by which the indicator at *path* calls its scale; None if it is written out."""
    here: object = document.data
    for step in (*path, SCALE):
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here if isinstance(here, str) else None


def _named(area: Plain) -> Iterator[NamedScale]:
    for d, dimension in _entries(area, "dimensions"):
        for i, indicator in _entries(dimension, "indicators"):
            name = indicator.get(SCALE) if isinstance(indicator, dict) else None
            if isinstance(indicator, dict) and isinstance(name, str):
                yield NamedScale(indicator, ("dimensions", d, "indicators", i), name)


def _entries(holder: Plain, key: str) -> Iterator[tuple[int, Plain]]:
    listed = holder.get(key) if isinstance(holder, dict) else None
    return enumerate(listed) if isinstance(listed, list) else enumerate(())


def _replaced(data: Plain, instead: Mapping[int, Plain]) -> Plain:
    """*data* anew, the scale of each indicator in *instead* exchanged."""
    if isinstance(data, list):
        return [_replaced(one, instead) for one in data]
    if not isinstance(data, dict):
        return data
    if id(data) in instead:
        return {**data, SCALE: instead[id(data)]}
    return {key: _replaced(one, instead) for key, one in data.items()}


def _size(data: Plain) -> int:
    """How many values *data* holds."""
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + sum(map(_size, inside))
