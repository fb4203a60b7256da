"""What follows page one, as ready strings. `None` means: leave the line out."""

from __future__ import annotations

from typing import Any, NamedTuple

from dpcap.report.page_one_view import LabelledText, PageOne


class DetailRow(NamedTuple):
    """One row of a table: what heads it, where that points, and the other cells."""

    head: str
    cells: tuple[str, ...]
    href: str | None = None


class DetailTable(NamedTuple):
    """A plain table whose first column heads each row.

    `columns`: class names of the theme, `numbers-2` for a second column of figures, `unbroken-4`
    for a fourth that never wraps. `rest` are the rows folded away under `more`.
    """

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[DetailRow, ...]
    columns: str = ""
    note: str | None = None
    rest: tuple[DetailRow, ...] = ()
    more: str = ""


class IndicatorView(NamedTuple):
    """One indicator: answer, scores, proof, what was missing."""

    id: str
    title: str
    tags: tuple[str, ...]
    question: str
    answer: str
    state: str
    scored: bool
    claimed: str
    proved: str
    claimed_width: float
    proved_width: float
    details: str
    wanted: str | None
    note: str | None
    shops: tuple[str, ...]


class DimensionView(NamedTuple):
    """One dimension."""

    id: str
    title: str
    about: str | None
    claimed: str
    proved: str
    ceiling: str
    coverage: str
    answered: str
    claimed_width: float
    proved_width: float
    indicators: tuple[IndicatorView, ...]


class AreaView(NamedTuple):
    """One area."""

    id: str
    title: str
    about: str
    figures: tuple[LabelledText, ...]
    dimensions: tuple[DimensionView, ...]


class MatrixCell(NamedTuple):
    """One cell of a matrix: strength 1..3, the area's proved score, and whose reading it is."""

    strength: int
    dots: str
    proved: str
    mark: str


class MatrixRow(NamedTuple):
    """One area across the columns of a lens; an empty cell: no link."""

    area: str
    proved: str
    claimed: str
    cells: tuple[MatrixCell | None, ...]


class LensMatrix(NamedTuple):
    """A lens: areas down, columns across."""

    id: str
    title: str
    about: str | None
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    claimed: tuple[str, ...]
    proved: tuple[str, ...]
    coverage: tuple[str, ...]


class TextSection(NamedTuple):
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


class CompensationView(NamedTuple):
    """What averaging hides: the same area scores joined four ways, widths 0..100."""

    rows: tuple[tuple[LabelledText, float], ...]
    says: str


class ReportSection(NamedTuple):
    """One section after page one; `kind` names its template, `body` is what that expects."""

    kind: str
    title: str
    intro: str | None
    body: Any


class ReportView(NamedTuple):
    """The whole report, ready to be laid out. `asks`: page one asks questions instead of moving.

    `seal` says who signed it.
    """

    language: str
    title: str
    name: str
    audience: str
    asks: bool
    page: PageOne
    sections: tuple[ReportSection, ...]
    seal: str | None = None
