"""What a new ruler would change as ready strings: what templates and the terminal print."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.report.words import WordBook


class CrossingLine(NamedTuple):
    """One line that one provider crosses; `notes` say what it hangs on, `why` by which rules."""

    name: str
    provider: str
    role: str
    line: str
    before: str
    after: str
    rises: bool
    way: str
    cause: str
    notes: tuple[str, ...]
    why: tuple[str, ...]


class CountCard(NamedTuple):
    """A number at the head, what it counts, and how to read it."""

    number: int
    title: str
    note: str


class WhatIfTable(NamedTuple):
    """A plain table; `figures` of its last columns are numbers. `more`: what was left out."""

    id: str
    title: str
    intro: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int
    more: str = ""


class WhatIfPage(NamedTuple):
    """The whole page."""

    language: str
    words: WordBook
    facts: tuple[tuple[str, str], ...]
    sums: tuple[CountCard, ...]
    notices: tuple[str, ...]
    crossings: tuple[CrossingLine, ...]
    more: str
    tables: tuple[WhatIfTable, ...]
    foot: tuple[str, ...]
