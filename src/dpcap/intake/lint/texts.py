"""Rules about the two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpcap.intake.source import Document
from dpcap.intake.source_map import SourceMap
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding, Step

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
