"""What follows page one, as ready strings. `None` means: leave the line out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dpcap.report.shapes import Item, PageOne


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what heads it, where that points, and the other cells."""

    head: str
    cells: tuple[str, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table whose first column heads each row.

    `columns`: class names, `n2` for a second column of figures, `k4` for a fourth that never
    wraps. `rest` are the rows folded away under `more`.
    """

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: str = ""
    note: str | None = None
    rest: tuple[Row, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorView:
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


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension."""

    id: str
    title: str
    about: str | None
    claimed: str
    proved: str
    ceiling: str
    coverage: str
    answered: str
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area."""

    id: str
    title: str
    about: str
    figures: tuple[Item, ...]
    bars: str
    dimensions: tuple[DimensionView, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a matrix: strength 1..3, the area's proved score, and whose reading it is."""

    strength: int
    dots: str
    proved: str
    mark: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One area across the columns of a lens; an empty cell: no link."""

    area: str
    proved: str
    claimed: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A lens: areas down, columns across."""

    id: str
    title: str
    about: str | None
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    claimed: tuple[str, ...]
    proved: tuple[str, ...]
    coverage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What averaging hides: the same area scores joined four ways, widths 0..100."""

    rows: tuple[tuple[Item, float], ...]
    says: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section after page one; `kind` names its template, `body` is what that expects."""

    kind: str
    title: str
    intro: str | None
    body: Any


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, ready to be laid out. `asks`: page one asks questions instead of moving."""

    language: str
    title: str
    name: str
    audience: str
    asks: bool
    page: PageOne
    sections: tuple[Section, ...]
