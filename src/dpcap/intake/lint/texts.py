"""Rules about texts: the rungs of rubrics, where things come from, and both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dpcap.intake.source import Document
from dpcap.intake.source_map import Location, SourceMap
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding, Step
from dpcap.model.indicator import Source
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
    shared: set[str] = set()
    for spot in origin.spots:
        if isinstance(spot.indicator.scale, Rubric) and spot.shared not in shared:
            yield spot, spot.indicator.scale
        if spot.shared is not None:
            shared.add(spot.shared)


_Cited = tuple[str, Source, Document, tuple[Step, ...]]


def undated(origin: SourceMap) -> Iterator[Finding]:
    """A platform rule without address or date, a law without date."""
    for node, source, document, path in _cited(origin):
        wanted = {"platform_rule": ("url", "date"), "law": ("date",)}.get(source.mark, ())
        lacking = [name for name in wanted if getattr(source, name) is None]
        if lacking:
            params = {"fields": ", ".join(lacking)}
            yield document.finding("DP236", (*path, "source"), dict(params), key=True, node=node)


def _cited(origin: SourceMap) -> Iterator[_Cited]:
    for spot in origin.spots:
        if spot.indicator.source is not None:
            yield spot.indicator.id, spot.indicator.source, spot.document, spot.path
    for name, fact in origin.framework.facts.items():
        if fact.source is not None:
            yield name, fact.source, origin.head, ("facts", name)
    for name, crosswalk in origin.framework.crosswalks.items():
        yield name, crosswalk.source, origin.head, ("crosswalks", name)


# A text this short and without Chinese (ROI, GMV, %) may well be the same in both.
SHORT = 14

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def untranslated(origin: SourceMap) -> Iterator[Finding]:
    """Texts that are the same in both languages, and Chinese inside an English text."""
    for document in (origin.head, *origin.areas):
        for path, zh, en in _texts(document.data, ()):
            field = ".".join(str(step) for step in path if isinstance(step, str))
            if zh == en and (len(zh) > SHORT or _CHINESE.search(zh)):
                yield _finding("DP226", document, path, field)
            elif _CHINESE.search(en):
                yield _finding("DP227", document, path, field)


def _texts(data: Plain, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    if isinstance(data, dict):
        zh, en = data.get("zh"), data.get("en")
        if isinstance(zh, str) and isinstance(en, str):
            yield path, zh, en
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _texts(value, (*path, place))


def _finding(code: str, document: Document, path: tuple[Step, ...], field: str) -> Finding:
    return document.finding(code, (*path, "en"), {"field": field})
