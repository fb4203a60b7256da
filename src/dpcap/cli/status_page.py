"""The status of a round, laid out for a terminal.

First what to do today, then a line for each provider, then what lapses soon, what is contested, and
what keeps folders from being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dpcap.cli.findings import WORDING, line_of, printable
from dpcap.cli.status_words import WORDS
from dpcap.model.round_status import LAPSING_DAYS, REMIND_DAYS
from dpcap.report.lines import (
    BAD,
    SOFT,
    STRONG,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.workflow.round_words import DAYS

if TYPE_CHECKING:
    from rich.table import Column, Table

    from dpcap.model.base import Language
    from dpcap.model.round_status import (
        LapsingItem,
        ProviderStatus,
        RoundStatus,
        RoundTask,
    )

_MOST_NAMES = 6
_WIDE = 100
_ALL = ("provider", "name", "state", "answered", "minutes", "reviewed", "turn", "days", "due")
# What a narrow page leaves out can be read in the table or the JSON.
_FEW = tuple(name for name in _ALL if name not in {"name", "reviewed"})
_FIGURES = frozenset(("answered", "minutes", "reviewed", "days", "due"))
_WHOLE = frozenset(("provider", "turn"))
_LATE = frozenset(("unreadable", "late", "contested"))


def page(found: RoundStatus, language: Language, out: TerminalPage) -> str:
    """How *found* stands, on *out*."""
    _Page(found, language).print(out)
    return out.text


@dataclass(frozen=True)
class _Page:
    found: RoundStatus
    language: Language

    def print(self, out: TerminalPage) -> None:
        out.panel(*self._head())
        out.items(self._counts())
        out.heading(self.say("list"))
        out.add(self._table(_ALL if out.columns >= _WIDE else _FEW))
        self._lapsing(out)
        self._details(out)

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self.language, WORDING.wording, **fields)

    # ── what comes first ─────────────────────────────────────────────────────────────────────────

    def _head(self) -> Iterator[Words]:
        held = self.found.round
        named = held.title.say(self.language) if held and held.title else None
        title = printable(named or (held.id if held else self.say("no_round")))
        count = len(self.found.providers)
        yield Words(self.say("head", title=title, on=str(self.found.on), count=count), STRONG)
        if held is not None:
            yield Words(self._next(), SOFT)
        for at, task in enumerate(self.found.tasks):
            yield Words(self.say("then" if at else "first", what=self._task(task)))
        if not self.found.tasks:
            yield Words(self.say("nothing"))

    def _next(self) -> str:
        """The next day of the round, and in how many days it is."""
        if self.found.next_day is None:
            return self.say("over")
        key, day = self.found.next_day
        days = (day - self.found.on).days
        when = self.say("ahead", days=days) if days else self.say("today")
        return self.say("next", what=DAYS.say(key, self.language), day=str(day), when=when)

    def _task(self, task: RoundTask) -> str:
        ahead = REMIND_DAYS if task.kind == "due_soon" else LAPSING_DAYS
        who, count = self._listed(task.providers), len(task.providers)
        text = self.say(f"task.{task.kind}", count=count, who=who, ahead=ahead)
        if task.minutes:
            text += self.say("planned", minutes=f"{task.minutes:.0f}")
        return text + self.say("longest", days=task.days) if task.days else text

    def _listed(self, names: Sequence[str]) -> str:
        """The first few of *names*."""
        text = self.say("comma").join(map(printable, names[:_MOST_NAMES]))
        return self.say("and_more", text=text) if len(names) > _MOST_NAMES else text

    def _counts(self) -> Iterator[str]:
        for state, count in self.found.counts.items():
            yield self.say("count", state=self.say(f"state.{state}"), count=count)

    # ── a line for each ──────────────────────────────────────────────────────────────────────────

    def _table(self, shown: Sequence[str]) -> Table:
        """A line for each provider, with the columns that are *shown*."""
        table = listing(*(self._column(name) for name in shown))
        for one in self.found.providers:
            cells = self._cells(one)
            table.add_row(*(cells[name] for name in shown))
        return table

    def _column(self, name: str) -> Column:
        head = self.say(f"column.{name}")
        if name in _FIGURES:
            return figure_column(head)
        return text_column(head, whole=name in _WHOLE)

    def _cells(self, one: ProviderStatus) -> dict[str, Words]:
        name = one.name.say(self.language) if one.name else ""
        share = "" if one.share is None else f"{int(one.share * 100)}%"
        minutes = self.say("minutes", minutes=f"{one.minutes:.0f}") if one.open_rows else ""
        reviewed = self.say("pieces", reviewed=one.reviewed, pieces=one.pieces)
        waiting = one.turn is not None and one.days is not None
        return {
            "provider": Words(printable(one.provider)),
            "name": Words(printable(name)),
            "state": Words(self._state(one), BAD if one.state in _LATE else ""),
            "answered": Words(share),
            "minutes": Words(minutes),
            "reviewed": Words(reviewed if one.pieces else ""),
            "turn": Words(self.say(f"turn.{one.turn}") if one.turn else ""),
            "days": Words(self.say("days", days=one.days or 0) if waiting else ""),
            "due": Words(self._due(one)),
        }

    def _state(self, one: ProviderStatus) -> str:
        if one.state == "decided" and one.decision:
            return self.say("decided", decision=self.say(f"decision.{one.decision}"))
        return self.say("stale" if one.stale else f"state.{one.state}")

    def _due(self, one: ProviderStatus) -> str:
        if one.due_on is None:
            return ""
        day = f"{one.due_on:%m-%d}"
        return self.say("extended", day=day) if one.extended else day

    # ── what there is to know of single ones ─────────────────────────────────────────────────────

    def _lapsing(self, out: TerminalPage) -> None:
        listed = [one for one in self.found.providers if one.lapsing]
        if not listed:
            return
        out.heading(self.say("lapsing", ahead=LAPSING_DAYS))
        for one in listed:
            parts = groupby(one.lapsing, key=lambda each: (each.until, each.kind))
            told = (self._lapse(list(held)) for _, held in parts)
            out.item(printable(one.provider), self.say("semicolon").join(told))

    def _lapse(self, held: Sequence[LapsingItem]) -> str:
        names = self._listed([one.name for one in held])
        return f"{held[0].until:%m-%d} {self.say(f'lapse.{held[0].kind}', names=names)}"

    def _details(self, out: TerminalPage) -> None:
        contested = [one for one in self.found.providers if one.contested]
        if contested:
            out.heading(self.say("contested"))
        for one in contested:
            out.item(printable(one.provider), printable(one.contested or ""))
        told = [each for one in self.found.providers for each in one.findings]
        if told:
            out.heading(self.say("problems"))
        for each in told:
            out.line(line_of(each, self.language))
