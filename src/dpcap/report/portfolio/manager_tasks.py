"""The list of this week: who needs something done, by what it is, and by who looks after them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from dpcap.model.outcome import SOON_DAYS, ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import (
    KEPT,
    FirstFew,
    company,
    company_heads,
    marked,
    named,
    table,
)
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioTable,
    TaskGroup,
    WeekTasks,
)
from dpcap.report.terms import UNSET, PortfolioTerms, field_of, find
from dpcap.report.todo import RARE, TASKS, RowTask, kinds

# The first way in which the list is divided; the others are the framework's groups.
OWNER = "owner"
FAILED = "failed"
# A table of one line repeats the list.
_APART = 2


class WeekList:
    """Takes in every row and keeps what is to be done.

    `pressing` counts the rows with something to do that cannot wait.
    """

    def __init__(self) -> None:
        self._best: dict[str, FirstFew[tuple[RowProvider, RowTask]]] = {
            kind: FirstFew(KEPT) for kind in TASKS
        }
        self._concerned: Counter[str] = Counter()
        self._divided: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.pressing = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        for todo in look.todos:
            self._best[todo.kind].add((*todo.urgency, row.folder), (look.who, todo))
        found = {todo.kind for todo in look.todos}
        self.pressing += any(todo.presses for todo in look.todos)
        self._concerned.update(found)
        for place, names in enumerate(((look.who.owner,), *look.who.groups)):
            for name in names or ("",):
                self._divided[place].update((name, kind) for kind in found)

    def kinds(self, terms: PortfolioTerms) -> dict[str, str]:
        """The kinds that are listed, with their letters: rare ones only if there are any."""
        every = kinds(terms).items()
        return {kind: one for kind, one in every if kind not in RARE or self._concerned[kind]}

    def view(self, failed: int, terms: PortfolioTerms) -> WeekTasks:
        """The list, with *failed* folders beside it."""
        groups = [self._group(kind, terms) for kind in self.kinds(terms)]
        gone = TaskGroup(FAILED, terms.say("week.failed.title"), "", figures.number(failed), None)
        ways = ((OWNER, terms.say("common.owner")), *terms.groups)
        pivots = (self._pivot(at, way, what, terms) for at, (way, what) in enumerate(ways))
        return WeekTasks((*groups, gone), tuple(pivot for pivot in pivots if pivot is not None))

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
            PortfolioLine(named(who), (PortfolioCell(todo.detail(terms)), *company(who)))
            for who, todo in best
        )
        heads = (*terms.heads("week", "provider", "what"), *company_heads(terms))
        return table(terms, title, heads, lines, "list", count=best.count, find=find(todo=kind))

    def _pivot(self, at: int, way: str, what: str, terms: PortfolioTerms) -> PortfolioTable | None:
        """The list by *what*; None where that tells nobody apart."""
        counts = self._divided[at]
        sums: Counter[str] = Counter()
        for (name, _), count in counts.items():
            sums[name] += count
        if len(sums) < _APART:
            return None
        ranked = sorted(sums, key=lambda name: (not name, -sums[name], name))
        some = [kind for kind in TASKS if self._concerned[kind]]
        heads = (what, *(terms.say(f"week.{kind}.head") for kind in some))
        lines = (
            PortfolioLine(_head(name, terms), tuple(_counts(counts, name, field_of(way), some)))
            for name in ranked[:KEPT]
        )
        title = terms.say("week.by", what=what)
        return table(terms, title, heads, lines, "pivot", count=len(ranked))


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
