"""What a new ruler would change, in a terminal."""

from __future__ import annotations

from dpcap.report.lines import (
    ACCENT,
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
from dpcap.report.whatif.view import CrossingLine, WhatIfPage, WhatIfTable

# What a terminal lists; the page has more, whatif.csv all.
_LISTED, _ROWS = 50, 20


def render_whatif_terminal(page: WhatIfPage, columns: int, *, colour: bool) -> str:
    """*page* as text, *columns* wide."""
    out = TerminalPage(columns, colour=colour)
    _Printer(out, page).all()
    return out.text


class _Printer:
    """Prints part by part; the lines go to *out*."""

    def __init__(self, out: TerminalPage, page: WhatIfPage) -> None:
        self.out, self.page, self.say = out, page, page.words.say

    def all(self) -> None:
        self.out.line(self.say("page.title"), STRONG)
        self.out.items([f"{name} {value}" for name, value in self.page.facts], SOFT)
        for notice in self.page.notices:
            self.out.item("!", notice, BAD)
        self.out.blank()
        for card in self.page.sums:
            self.out.line(f"{card.number:>4}  {card.title} · {card.note}")
        self._crossings()
        for table in self.page.tables:
            self._table(table)
        self.out.blank()
        self.out.line(self.page.foot[0], SOFT)

    def _crossings(self) -> None:
        self.out.heading(self.say("crossed.title"))
        lines = self.page.crossings
        if not lines:
            self.out.line(self.say("crossed.nobody"), ACCENT)
        for line in lines[:_LISTED]:
            self._crossing(line)
        self._cut(len(lines) - _LISTED)

    def _crossing(self, line: CrossingLine) -> None:
        sign = "↑" if line.rises else "↓"
        step = f"{line.line} {line.before} → {line.after}"
        self.out.item(sign, f"{line.name} · {step} · {line.cause}", "" if line.rises else BAD)
        for note in line.notes:
            self.out.line(note, SOFT, INDENT)
        for why in line.why:
            self.out.line(why, "", INDENT)

    def _table(self, table: WhatIfTable) -> None:
        self.out.heading(table.title)
        texts = len(table.heads) - table.figures
        columns = [
            text_column(head) if place < texts else figure_column(head)
            for place, head in enumerate(table.heads)
        ]
        made = listing(*columns)
        for row in table.rows[:_ROWS]:
            made.add_row(*(Words(cell) for cell in row))
        self.out.add(made)
        self._cut(len(table.rows) - _ROWS)

    def _cut(self, left: int) -> None:
        if left > 0:
            self.out.line(self.say("page.more", n=left), SOFT)
