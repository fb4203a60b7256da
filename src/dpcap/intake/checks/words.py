"""What a framework says of its own words: its groups, its marks of sources, its languages."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import CATEGORIES
from dpcap.model.indicator import MARKS, Source
from dpcap.model.two_languages import Params

# A group gathers those of whom the same is true; hardly two have the same number or link.
_GROUPING = ("choice", "boolean", "text", "texts")
# How many names a message lists.
_MOST = 12


def check_words(origin: SourceMap) -> Iterator[Finding]:
    """Groups that are no facts, marks that nothing names, a language or group named twice."""
    yield from _groups(origin)
    yield from _marks(origin)


def _groups(origin: SourceMap) -> Iterator[Finding]:
    framework = origin.framework
    facts = (name for name, spec in framework.facts.items() if spec.kind in _GROUPING)
    known = (CATEGORIES, *facts)
    for place, name in enumerate(framework.group_by):
        path: tuple[Step, ...] = ("group_by", place)
        if name in framework.group_by[:place]:
            yield origin.head.finding("DP139", path, {"name": name})
        elif name not in known:
            params = {"name": name, "known": ", ".join(known[:_MOST])}
            yield origin.head.finding("DP137", path, dict(params))
    for place, language in enumerate(framework.languages):
        if language in framework.languages[:place]:
            yield origin.head.finding("DP139", ("languages", place), {"name": language})


def _marks(origin: SourceMap) -> Iterator[Finding]:
    framework = origin.framework
    known = frozenset((*MARKS, *framework.source_marks))
    for name, fact in framework.facts.items():
        if fact.source and fact.source.mark not in known:
            path: tuple[Step, ...] = ("facts", name, "source", "mark")
            yield origin.head.finding("DP138", path, _unknown(fact.source, known))
    for spot in origin.spots:
        one = spot.indicator
        if one.source and one.source.mark not in known:
            yield spot.finding("DP138", ("source", "mark"), _unknown(one.source, known))
    for name, list_ in framework.crosswalks.items():
        if list_.source.mark not in known:
            path = ("crosswalks", name, "source", "mark")
            yield origin.head.finding("DP138", path, _unknown(list_.source, known))


def _unknown(source: Source, known: frozenset[str]) -> Params:
    return {"name": source.mark, "known": ", ".join(sorted(known))}
