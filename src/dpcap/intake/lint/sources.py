"""Rules about where things come from."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source import Document
from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding, Step
from dpcap.model.indicator import Source

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
        yield spot.indicator.id, spot.indicator.source, spot.document, spot.path
    for name, fact in origin.framework.facts.items():
        if fact.source is not None:
            yield name, fact.source, origin.head, ("facts", name)
    for name, crosswalk in origin.framework.crosswalks.items():
        yield name, crosswalk.source, origin.head, ("crosswalks", name)
