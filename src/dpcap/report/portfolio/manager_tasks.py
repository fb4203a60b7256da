"""The list of this week: who needs something done, by what it is, and by who looks after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpcap.model.outcome import SOON_DAYS, ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import CAN_WAIT, TASKS, RowProvider, RowSummary, kinds
from dpcap.report.portfolio.tables import KEPT, FirstFew, company, marked, named, table
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms, find
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioTable,
    TaskGroup,
    WeekTasks,
)

# The ways in which the list is divided.
WAYS = ("owner", "category", "track")
FAILED = "failed"


class WeekList:
    """Takes in every row and keeps what is to be done.

    `pressing` counts the rows with something to do that cannot wait.
    """

    def __init__(self) -> None:
        self._best: dict[str, FirstFew[tuple[RowProvider, str]]] = {
            kind: FirstFew(KEPT) for kind in TASKS
        }
        self._concerned: Counter[str] = Counter()
        self._divided: dict[str, Counter[tuple[str, str]]] = {way: Counter() for way in WAYS}
        self.pressing = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        for todo in look.todos:
            self._best[todo.kind].add((*todo.urgency, row.folder), (look.who, todo.detail))
        found = {todo.kind for todo in look.todos}
        self.pressing += bool(found - CAN_WAIT)
        self._concerned.update(found)
        for way in WAYS:
            for name in _names(look.who, way):
                self._divided[way].update((name, kind) for kind in found)

    def view(self, failed: int, terms: PortfolioTerms) -> WeekTasks:
        """The list, with *failed* folders beside it."""
        groups = [self._group(kind, terms) for kind in kinds(terms)]
        gone = TaskGroup(FAILED, terms.say("week.failed.title"), "", figures.number(failed), None)
        pivots = tuple(self._pivot(way, terms) for way in WAYS)
        return WeekTasks((*groups, gone), tuple(pivot for pivot in pivots if pivot.lines))

    def _group(self, kind: str, terms: PortfolioTerms) -> TaskGroup:
        count = self._concerned[kind]
        title = terms.say(f"week.{kind}.title", days=SOON_DAYS)
        note = terms.say(f"week.{kind}.note")
        return TaskGroup(
            kind,
            title,
            note,
            figures.number(count),
            self._table(kind, title, terms) if count else None,
        )

    def _table(self, kind: str, title: str, terms: PortfolioTerms) -> PortfolioTable:
        best = self._best[kind]
        lines = (
            PortfolioLine(named(who), (PortfolioCell(detail), *company(who)))
            for who, detail in best
        )
        heads = terms.heads("week", "provider", "what", "owner", "category", "track")
        return table(terms, title, heads, lines, "list", count=best.count, find=find(todo=kind))

    def _pivot(self, way: str, terms: PortfolioTerms) -> PortfolioTable:
        counts = self._divided[way]
        sums: Counter[str] = Counter()
        for (name, _), count in counts.items():
            sums[name] += count
        ranked = sorted(sums, key=lambda name: (not name, -sums[name], name))
        what = terms.say(f"common.{way}")
        some = [kind for kind in TASKS if self._concerned[kind]]
        heads = (what, *(terms.say(f"week.{kind}.head") for kind in some))
        lines = (
            PortfolioLine(_head(name, terms), tuple(_counts(counts, name, way, some)))
            for name in ranked[:KEPT]
        )
        return table(terms, terms.say(f"week.by_{way}"), heads, lines, "pivot", count=len(ranked))


def _names(who: RowProvider, way: str) -> tuple[str, ...]:
    if way == "category":
        return who.categories or ("",)
    return (who.owner if way == "owner" else who.track,)


def _head(name: str, terms: PortfolioTerms) -> PortfolioCell:
    return (
        PortfolioCell(marked(name))
        if name
        else PortfolioCell(terms.say("common.unset"), kind="none")
    )


def _counts(
    counts: Counter[tuple[str, str]], name: str, way: str, kinds: list[str]
) -> Iterator[PortfolioCell]:
    for kind in kinds:
        count = counts[name, kind]
        query = find(**{way: name or UNSET, "todo": kind}) if count else None
        yield PortfolioCell(
            figures.number(count) if count else UNSET, find=query, kind="" if count else "none"
        )
