"""A match in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

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
from dpcap.report.match.view import BriefSection, MatchLine, MatchPage

# What a terminal tells of each brief; the page has more.
_LISTED, _TOLD, _OUT = 20, 5, 12


def render_match_terminal(page: MatchPage, columns: int, *, colour: bool) -> str:
    """*page* as text, *columns* wide."""
    out = TerminalPage(columns, colour=colour)
    _Printer(out, page).all()
    return out.text


class _Printer:
    """Prints part by part; the lines go to *out*."""

    def __init__(self, out: TerminalPage, page: MatchPage) -> None:
        self.out, self.page, self.say = out, page, page.words.say

    def all(self) -> None:
        self.out.line(self.say("page.title"), STRONG)
        for said in self.page.says:
            self.out.line(said, SOFT)
        for warning in self.page.warnings:
            self.out.item("!", warning, BAD)
        for section in self.page.sections:
            self._brief(section)
        self._capacity()
        self.out.blank()
        for line in self.page.foot:
            self.out.line(line, SOFT)

    def _brief(self, section: BriefSection) -> None:
        self.out.heading(section.title)
        self.out.items([f"{name} {value}" for name, value in section.facts], SOFT)
        for notice in section.notices:
            self.out.item("!", notice, BAD)
        self._weights(section)
        self._shares(section)
        for line in section.lines[:_TOLD]:
            self._provider(line)
        self._excluded(section)

    def _weights(self, section: BriefSection) -> None:
        self.out.blank()
        self.out.line(self.say("weight.title"), ACCENT)
        made = listing(
            text_column(self.say("weight.need")),
            figure_column(self.say("weight.may")),
            figure_column(self.say("weight.mean")),
        )
        for one in section.weights:
            made.add_row(Words(one.title), Words(one.span), Words(one.mean))
        self.out.add(made)

    def _shares(self, section: BriefSection) -> None:
        if not section.lines:
            return
        self.out.blank()
        made = listing(
            text_column(self.say("share.who")),
            figure_column(self.say("share.first")),
            figure_column(self.say("share.ranks")),
        )
        for line in section.lines[:_LISTED]:
            made.add_row(Words(line.name), Words(line.share, STRONG), Words(line.ranks))
        self.out.add(made)
        self._cut(section.more)

    def _provider(self, line: MatchLine) -> None:
        self.out.blank()
        self.out.line(f"{line.name} · {line.role}", STRONG)
        self.out.line(line.leads, "", INDENT)
        for said in filter(None, (line.ahead, line.behind)):
            self.out.line(said, SOFT, INDENT)
        made = listing(text_column(), figure_column(), text_column(style=SOFT))
        for need in line.needs:
            made.add_row(Words(need.title), Words(need.score), Words(need.notes, SOFT))
        self.out.add(made, INDENT)
        self._list("page.unknown", line.unknown)
        self._list("page.questions", [f"{one.text} ({one.why})" for one in line.questions])

    def _list(self, key: str, items: Sequence[str]) -> None:
        if items:
            self.out.line(self.say(key), ACCENT, INDENT)
        for item in items:
            self.out.item("-", item, SOFT, INDENT)

    def _excluded(self, section: BriefSection) -> None:
        if not section.excluded:
            return
        self.out.blank()
        self.out.line(self.say("excluded.title"), ACCENT)
        for one in section.excluded[:_OUT]:
            self.out.line(one.name)
            for reason in one.reasons:
                self.out.item("-", reason, SOFT, INDENT)
        left = len(section.excluded) - _OUT
        self._cut(self.say("page.more", n=left) if left > 0 else section.excluded_more)

    def _capacity(self) -> None:
        if not self.page.capacity:
            return
        self.out.heading(self.say("capacity.title"))
        self.out.line(self.say("capacity.intro"), SOFT)
        heads = ("who", "fact", "left", "asked", "note")
        texts = {"who", "fact", "note"}
        made = listing(
            *(
                (text_column if name in texts else figure_column)(self.say(f"capacity.{name}"))
                for name in heads
            )
        )
        for one in self.page.capacity[:_LISTED]:
            style = BAD if one.over else ""
            cells = (one.name, one.fact, one.left, one.asked, one.note)
            made.add_row(*(Words(cell, style) for cell in cells))
        self.out.add(made)
        left = len(self.page.capacity) - _LISTED
        self._cut(self.say("page.more", n=left) if left > 0 else "")

    def _cut(self, said: str) -> None:
        if said:
            self.out.line(said, SOFT)
