"""The comparison in a terminal: a letter a column, Chinese two columns wide."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from dpcap.report.compare.view import (
    ComparisonCell,
    ComparisonPage,
    ComparisonRow,
    ComparisonTable,
    ProviderColumn,
    ProviderQuestions,
)
from dpcap.report.context import PageContext
from dpcap.report.lines import (
    ACCENT,
    BAD,
    INDENT,
    SOFT,
    STRONG,
    FirstThatFits,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.words import WordBook

_MOST_ROWS = 8


def render_compare_terminal(
    page: ComparisonPage, ctx: PageContext, words: WordBook, columns: int, *, colour: bool
) -> str:
    """*page* as text, *columns* wide; *ctx* holds the report's words, *words* the page's own."""
    out = TerminalPage(columns, colour=colour)
    _Printer(out, page, ctx, words).all()
    return out.text


class _Printer:
    """Prints part by part; the lines go to *out*."""

    def __init__(
        self, out: TerminalPage, page: ComparisonPage, ctx: PageContext, words: WordBook
    ) -> None:
        self.out, self.page, self.ctx, self.words = out, page, ctx, words

    def all(self) -> None:
        self.out.line(self.page.title, STRONG)
        for said in self.page.says:
            self.out.line(said, SOFT)
        self._warnings()
        self._glance()
        for table in self.page.tables:
            (self._scores if table.scores else self._facts)(table)
        for column, talk in zip(self.page.columns, self.page.talks, strict=True):
            self._talk(column, talk)
        self._terms()
        self.out.blank()
        for line in self.page.foot:
            self.out.line(line, SOFT)

    def _warnings(self) -> None:
        if self.page.warnings:
            self.out.heading(self.words.say("page.warnings"))
        for warning in self.page.warnings:
            self.out.item("!", warning, BAD)

    def _glance(self) -> None:
        self.out.heading(self.words.say("page.glance"))
        for column in self.page.columns:
            self.out.line(f"{column.letter}  {column.name}", STRONG)
            self.out.line(column.role, ACCENT, INDENT + 1)
            self.out.line(" · ".join((column.review, *column.alerts)), SOFT, INDENT + 1)
            self.out.line(" · ".join(self._figures(column)), "", INDENT + 1)

    def _figures(self, column: ProviderColumn) -> tuple[str, ...]:
        gap = f" ({column.gap})" if column.gap else ""
        return (
            f"{column.proved_label} {column.proved} {column.level}",
            f"{self.words.say('page.claimed')} {column.claimed}{gap}",
            f"{self.words.say('page.coverage')} {column.coverage}",
            f"{self.words.say('page.critical')} {column.critical}",
        )

    def _scores(self, table: ComparisonTable) -> None:
        self.out.heading(table.title)
        self.out.line(table.intro, SOFT)
        self.out.add(FirstThatFits([self._score_table(table, apart) for apart in (" / ", "/")]))
        if table.rest:
            self.out.line(table.more, SOFT)

    def _score_table(self, table: ComparisonTable, between: str) -> Table:
        """A row a title and a column a provider, *between* proved and claimed."""
        letters = (figure_column(column.letter) for column in self.page.columns)
        last = figure_column(self.words.say("page.apart"), style=STRONG)
        made = listing(text_column(), *letters, last)
        for row in table.rows:
            cells = (Words(_pair(cell, between), "" if cell.known else SOFT) for cell in row.cells)
            made.add_row(Words(row.title), *cells, Words(row.apart))
        return made

    def _facts(self, table: ComparisonTable) -> None:
        self.out.heading(table.title)
        for row in table.rows:
            self.out.line(" · ".join(part for part in (row.title, row.apart) if part), STRONG)
            self._across(row)

    def _across(self, row: ComparisonRow) -> None:
        """One line a provider, behind its letter."""
        made = listing(text_column(style=SOFT), text_column())
        for column, cell in zip(self.page.columns, row.cells, strict=True):
            told = " · ".join(filter(None, (cell.text, cell.details)))
            made.add_row(Words(column.letter), Words(told, "" if cell.known else SOFT))
        self.out.add(made, INDENT)

    def _talk(self, column: ProviderColumn, talk: ProviderQuestions) -> None:
        self.out.heading(column.label)
        self._list("critical", talk.critical)
        for kind, found in (("risks", talk.risks), ("strengths", talk.strengths)):
            self._list(kind, [f"{one.title} · {one.number} · {one.proof}" for one in found])
        asked = [f"{one.text} ({one.why})" for one in talk.questions]
        self._list("questions", asked)

    def _list(self, kind: str, items: Sequence[str]) -> None:
        if not items:
            self.out.line(f"{self.words.say(f'talk.{kind}')}  {self.words.say(f'talk.no_{kind}')}")
            return
        self.out.line(self.words.say(f"talk.{kind}"))
        for item in items[:_MOST_ROWS]:
            self.out.item("-", item, SOFT, INDENT)
        if len(items) > _MOST_ROWS:
            more = self.ctx.say("common.more", n=len(items) - _MOST_ROWS)
            self.out.line(more, SOFT, INDENT)

    def _terms(self) -> None:
        self.out.heading(self.words.say("terms.title"))
        for row in self.page.terms:
            if len({cell.text for cell in row.cells}) == 1:
                self.out.line(f"{row.title}  {row.cells[0].text}")
                continue
            self.out.line(" · ".join(filter(None, (row.title, row.apart))), STRONG)
            self._across(row)


def _pair(cell: ComparisonCell, between: str) -> str:
    """The proved and the claimed score, or why there are none."""
    return between.join((cell.text, cell.claimed)) if cell.claimed else cell.text
