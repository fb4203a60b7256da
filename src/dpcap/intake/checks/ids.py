"""Ids: each stands once, begins with its area's code, and has a name of its own in expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.intake.scale_input import scale_input
from dpcap.intake.source import Document
from dpcap.intake.source_map import Location, SourceMap
from dpcap.intake.values import NONE_OPTION
from dpcap.model.expression import FACT_PREFIX, ROLE_NAME, cel_name
from dpcap.model.finding import Finding, Step

Place = tuple[str, Document, tuple[Step, ...]]


def check_ids(origin: SourceMap) -> Iterator[Finding]:
    """Findings about ids of nodes, levels, rules and options."""
    yield from _twice(_nodes(origin))
    yield from _twice(_codes(origin))
    head = origin.head
    levels = origin.framework.levels
    yield from _twice((level.id, head, ("levels", i, "id")) for i, level in enumerate(levels))
    rules = origin.framework.consistency
    yield from _twice((rule.id, head, ("consistency", i, "id")) for i, rule in enumerate(rules))
    for spot in origin.spots:
        yield from _prefix(spot)
        yield from _options(spot)
    yield from _file_names(origin)
    yield from _collisions(origin)


def _twice(places: Iterable[Place]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, document, path in places:
        if name in seen:
            yield document.finding("DP202", path, {"name": name})
        seen.add(name)


def _nodes(origin: SourceMap) -> Iterator[Place]:
    for document, area in zip(origin.areas, origin.framework.areas, strict=True):
        yield area.id, document, ("id",)
        for d, dimension in enumerate(area.dimensions):
            yield dimension.id, document, ("dimensions", d, "id")
            for i, indicator in enumerate(dimension.indicators):
                yield indicator.id, document, ("dimensions", d, "indicators", i, "id")


def _codes(origin: SourceMap) -> Iterator[Place]:
    for document, area in zip(origin.areas, origin.framework.areas, strict=True):
        yield area.code, document, ("code",)


def _prefix(spot: Location) -> Iterator[Finding]:
    prefix = spot.area.code + "-"
    if not spot.indicator.id.startswith(prefix):
        yield spot.finding("DP203", ("id",), {"prefix": prefix})


def _options(spot: Location) -> Iterator[Finding]:
    scale = scale_input(spot.indicator.scale)
    options = scale.options()
    if options is None:
        return
    ids = scale.ids()
    document, path = spot.place(("scale", options.key))
    yield from _twice((name, document, (*path, i, "id")) for i, name in enumerate(ids))
    if scale.several():
        for i, name in enumerate(ids):
            if name == NONE_OPTION:
                yield spot.finding("DP214", ("scale", options.key, i, "id"))


def _file_names(origin: SourceMap) -> Iterator[Finding]:
    """An area's file is found by its id."""
    for document, area in zip(origin.areas, origin.framework.areas, strict=True):
        file = document.shown.rsplit("/", 1)[-1]
        if file != f"{area.id}.yaml":
            yield document.finding("DP213", ("id",), {"file": file, "name": area.id})


def _collisions(origin: SourceMap) -> Iterator[Finding]:
    """`TRA-1.1` and `TRA-1-1` are one name in an expression; so are a fact's name and the role."""
    taken = {FACT_PREFIX + fact: fact for fact in origin.framework.facts} | {ROLE_NAME: ROLE_NAME}
    for spot in origin.spots:
        node = spot.indicator.id
        name = cel_name(node)
        other = taken.setdefault(name, node)
        if other != node:
            yield spot.finding("DP206", ("id",), {"other": other, "name": name})
