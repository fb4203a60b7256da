"""What the page's templates are given: text and numbers made ready, nothing else."""

from __future__ import annotations

from typing import NamedTuple


class PortfolioCell(NamedTuple):
    """One cell: its text; where it points, or which providers it counts; its class.

    `find` is a query such as `owner=X&todo=soon` that the table of capabilities is filtered by.
    `lines` stand below each other instead of the text.
    """

    text: str
    href: str | None = None
    find: str | None = None
    kind: str = ""
    lines: tuple[str, ...] = ()


class PortfolioLine(NamedTuple):
    """One row of a table: its head, and the cells after it."""

    head: PortfolioCell
    cells: tuple[PortfolioCell, ...]


class PortfolioTable(NamedTuple):
    """A table: `columns` are classes of the theme (`numbers-2`: figures in the second column).

    `rest` are rows folded away under `more`; `cut` says how many rows are not here at all, and
    `find` which rows of the table of capabilities they are.
    """

    caption: str
    head: tuple[str, ...]
    lines: tuple[PortfolioLine, ...]
    columns: str = ""
    rest: tuple[PortfolioLine, ...] = ()
    more: str = ""
    cut: str = ""
    find: str | None = None
    foot: PortfolioLine | None = None


class PortfolioFigure(NamedTuple):
    """One number of the head, in large, with a word on it and which providers it counts."""

    title: str
    value: str
    note: str
    find: str | None = None
    bad: bool = False


class PortfolioHead(NamedTuple):
    """Which batch this is, and what it came to in a few numbers."""

    title: str
    facts: tuple[tuple[str, str, str], ...]
    figures: tuple[PortfolioFigure, ...]
    sums: str
    warnings: tuple[str, ...]


class TaskGroup(NamedTuple):
    """One kind of thing to do this week, and who is concerned."""

    id: str
    title: str
    note: str
    number: str
    table: PortfolioTable | None


class WeekTasks(NamedTuple):
    """The list of this week, and how it divides by owner and by the groups of the framework."""

    groups: tuple[TaskGroup, ...]
    pivots: tuple[PortfolioTable, ...]


class SpreadChart(NamedTuple):
    """How one area's scores are spread; `chart` is markup of our own making."""

    title: str
    chart: str
    cells: tuple[str, ...]


class PortfolioPart(NamedTuple):
    """A plain part of the page: its tables, or what it says instead of them.

    `pairs` are narrow tables, set beside each other where there is room.
    """

    id: str
    title: str
    intro: str
    says: tuple[str, ...] = ()
    tables: tuple[PortfolioTable, ...] = ()
    pairs: tuple[PortfolioTable, ...] = ()
