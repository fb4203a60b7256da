"""A comparison as ready strings: what templates and the terminal print, without arithmetic left.

Strings may carry marked own words (`clean.own`). Every row has a cell for each column.
"""

from __future__ import annotations

from typing import NamedTuple

from dpcap.report.page_one_view import BrandQuestion, Highlight


class ProviderColumn(NamedTuple):
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


class ComparisonCell(NamedTuple):
    """One provider's value; `details` say how to read it, widths are 0..100."""

    text: str
    known: bool
    details: str = ""
    claimed: str = ""
    claimed_width: float = 0.0
    proved_width: float = 0.0


class ComparisonRow(NamedTuple):
    """One thing across the providers: how far apart they lie, or a note on it."""

    title: str
    cells: tuple[ComparisonCell, ...]
    apart: str
    where: str = ""


class ComparisonTable(NamedTuple):
    """Rows in order of spread; `rest` are those folded away under `more`."""

    id: str
    title: str
    intro: str
    rows: tuple[ComparisonRow, ...]
    rest: tuple[ComparisonRow, ...]
    more: str
    scores: bool


class ProviderQuestions(NamedTuple):
    """What to talk about with one provider."""

    questions: tuple[BrandQuestion, ...]
    strengths: tuple[Highlight, ...]
    risks: tuple[Highlight, ...]
    critical: tuple[str, ...]


class ComparisonPage(NamedTuple):
    """The whole comparison."""

    language: str
    title: str
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: tuple[ProviderColumn, ...]
    tables: tuple[ComparisonTable, ...]
    talks: tuple[ProviderQuestions, ...]
    terms: tuple[ComparisonRow, ...]
    foot: tuple[str, ...]
