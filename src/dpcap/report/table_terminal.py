"""A page of tables, in a terminal."""

from __future__ import annotations

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

    from dpcap.report.table_page import PagePart, PartTable, TablePage


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
        out.add(text_table(table))
    for line in part.lines:
        out.line(line, BAD if part.warns else "", INDENT)


def text_table(table: PartTable) -> Table:
    """*table* without its title; its first column is not cut."""
    columns = (
        figure_column(head)
        if place in table.figures
        else text_column(head, whole=place == 0 and bool(head))
        for place, head in enumerate(table.heads)
    )
    made = listing(*columns)
    for row in table.rows:
        made.add_row(*map(Words, row))
    return made
