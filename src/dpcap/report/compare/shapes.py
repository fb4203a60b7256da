"""A comparison as ready strings: what templates and the terminal print, without arithmetic left.

Strings may carry marked own words (`clean.own`). Every row has a cell for each column.
"""

from __future__ import annotations

from typing import NamedTuple

from dpcap.report.shapes import Highlight, Question


class Column(NamedTuple):
    """One provider at the head of its column. `label` is its letter and name, unmarked."""

    letter: str
    name: str
    label: str
    role: str
    review: str
    reviewed: bool
    alerts: tuple[str, ...]
    proved_label: str
    proved: str
    graded: bool
    level: str
    claimed: str
    gap: str
    coverage: str
    critical: str


class Cell(NamedTuple):
    """One provider's value; `details` say how to read it, widths are 0..100."""

    text: str
    known: bool
    details: str = ""
    claimed: str = ""
    claimed_width: float = 0.0
    proved_width: float = 0.0


class Row(NamedTuple):
    """One thing across the providers: how far apart they lie, or a note on it."""

    title: str
    cells: tuple[Cell, ...]
    apart: str
    where: str = ""


class Table(NamedTuple):
    """Rows in order of spread; `rest` are those folded away under `more`."""

    id: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    more: str
    scores: bool


class Talk(NamedTuple):
    """What to talk about with one provider."""

    questions: tuple[Question, ...]
    strengths: tuple[Highlight, ...]
    risks: tuple[Highlight, ...]
    critical: tuple[str, ...]


class Page(NamedTuple):
    """The whole comparison."""

    language: str
    title: str
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    talks: tuple[Talk, ...]
    terms: tuple[Row, ...]
    foot: tuple[str, ...]
