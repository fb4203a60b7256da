"""A page of tables, in a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from dpcap.report.lines import (
    BAD,
    INDENT,
    SOFT,
    STRONG,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.report.table_page import PagePart, TablePage


def table_page_terminal(page: TablePage, columns: int, *, colour: bool) -> str:
    """*page* as text, *columns* wide, without its charts."""
    out = TerminalPage(columns, colour=colour)
    out.panel(Words(page.title, STRONG), Words(" · ".join(page.strip), SOFT))
    for part in page.parts:
        _part(out, part)
    for line in page.foot:
        out.blank()
        out.line(line, SOFT)
    return out.text


def _part(out: TerminalPage, part: PagePart) -> None:
    out.heading(part.title)
    if part.intro:
        out.line(part.intro, SOFT)
    for table in part.tables:
        if table.title:
            out.line(table.title, STRONG)
        out.add(text_table(table.heads, table.rows, table.figures))
    for line in part.lines:
        out.line(line, BAD if part.warns else "", INDENT)


def text_table(
    heads: Sequence[str], rows: Iterable[Iterable[str]], figures: Collection[int]
) -> Table:
    """A table of texts: the columns at the places *figures* hold numbers, the first is not cut."""
    columns = (
        figure_column(head)
        if place in figures
        else text_column(head, whole=place == 0 and bool(head))
        for place, head in enumerate(heads)
    )
    made = listing(*columns)
    for row in rows:
        made.add_row(*map(Words, row))
    return made
