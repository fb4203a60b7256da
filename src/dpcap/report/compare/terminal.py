"""The comparison in a terminal: a letter a column, Chinese two columns wide."""

from __future__ import annotations

from collections.abc import Sequence

from dpcap.report.compare.view_models import (
    ComparisonCell,
    ComparisonPage,
    ComparisonRow,
    ComparisonTable,
    ProviderColumn,
    ProviderQuestions,
)
from dpcap.report.context import PageContext
from dpcap.report.figures import short
from dpcap.report.lines import ACCENT, BAD, END, INDENT, SOFT, STRONG, TerminalLines
from dpcap.report.sanitize import plain
from dpcap.report.words import WordBook

# Blanks between columns; the room of a title at least, of a pair of scores set wide, and of the
# points between them.
_GAP, _TITLE, _WIDE, _APART = 2, 16, len("83.7 / 83.7"), 5
_MOST_ROWS = 8


def render_compare_terminal(
    page: ComparisonPage, ctx: PageContext, words: WordBook, columns: int, *, colour: bool
) -> str:
    """*page* as text, *columns* wide; *ctx* holds the report's words, *words* the page's own."""
    out = TerminalLines(columns, colour=colour)
    _Printer(out, page, ctx, words, columns).all()
    return out.text


class _Printer:
    """Prints part by part; the lines go to *out*."""

    def __init__(
        self,
        out: TerminalLines,
        page: ComparisonPage,
        ctx: PageContext,
        words: WordBook,
        columns: int,
    ) -> None:
        self.out, self.page, self.ctx, self.words = out, page, ctx, words
        across, taken = len(page.columns), _APART + 2 * _GAP
        self.pair = min(_WIDE + _GAP, (columns - _TITLE - taken) // across - _GAP)
        self.titles = columns - taken - across * (self.pair + _GAP)

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
            self.out.line(f"! {warning}", BAD)

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
        letters = [(column.letter, SOFT) for column in self.page.columns]
        head = [("", ""), *letters, (self.words.say("page.apart"), SOFT), END]
        rows = [self._score_row(row) for row in table.rows]
        self.out.rows([head, *rows], right=range(1, len(letters) + 2))
        if table.rest:
            self.out.line(table.more, SOFT)

    def _score_row(self, row: ComparisonRow) -> list[tuple[str, str]]:
        cells = [(self._pair_of(cell), "" if cell.known else SOFT) for cell in row.cells]
        return [(short(row.title, self.titles), ""), *cells, (row.apart, STRONG), END]

    def _pair_of(self, cell: ComparisonCell) -> str:
        if not cell.claimed:
            return short(cell.text, self.pair)
        return (" / " if self.pair >= _WIDE else "/").join((cell.text, cell.claimed))

    def _facts(self, table: ComparisonTable) -> None:
        self.out.heading(table.title)
        for row in table.rows:
            self.out.line(" · ".join(part for part in (row.title, row.apart) if part), STRONG)
            self._across(row)

    def _across(self, row: ComparisonRow) -> None:
        """One line a provider, behind its letter."""
        told = [
            (column.letter, plain(" · ".join(filter(None, (cell.text, cell.details)))), cell)
            for column, cell in zip(self.page.columns, row.cells, strict=True)
        ]
        self.out.rows(
            [[("", ""), (one, SOFT), (text, "" if c.known else SOFT)] for one, text, c in told]
        )

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
            self.out.line(f"- {item}", SOFT, INDENT)
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
