"""How many providers of which role are on which level."""

from __future__ import annotations

from collections import Counter

from dpcap.model.outcome import ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowSummary
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms, find
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
)

_STEPS = 4


class LevelCounts:
    """Takes in every row and counts it."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self.ungraded = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        self._counts[row.role, look.who.level] += 1
        self.ungraded += not row.graded

    def at_least(self, level: str, terms: PortfolioTerms) -> int:
        """How many reached *level*."""
        ids = [one.id for one in terms.framework.levels]
        high = set(ids[ids.index(level) :])
        return sum(count for (_, found), count in self._counts.items() if found in high)

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """A table of roles and levels, highest level first."""
        levels = self._levels(terms)
        seen = {role for role, _ in self._counts}
        known = [role for role in terms.framework.roles if role in seen]
        roles = [*known, *sorted(seen - set(known))]
        lines = tuple(self._line(role, levels, terms) for role in roles)
        head = (terms.say("common.role"), *levels, terms.say("common.total"))
        made = PortfolioTable(
            terms.say("counts.caption"), head, lines, "counts", foot=self._foot(levels, terms)
        )
        return PortfolioPart(
            "counts",
            terms.say("counts.title"),
            terms.say("counts.intro"),
            tables=(made,),
        )

    def _levels(self, terms: PortfolioTerms) -> list[str]:
        found = {level for _, level in self._counts}
        ids = [level.id for level in reversed(terms.framework.levels)]
        return [*ids, *sorted(found - set(ids))]

    def _line(self, role: str, levels: list[str], terms: PortfolioTerms) -> PortfolioLine:
        title = terms.role(role)
        most = max(_STEPS, *self._counts.values())
        cells = (
            _cell(self._counts[role, level], most, role=title, level=level) for level in levels
        )
        whole = sum(self._counts[role, level] for level in levels)
        return PortfolioLine(
            PortfolioCell(title),
            (*cells, PortfolioCell(figures.number(whole), find=find(role=title), kind="sum")),
        )

    def _foot(self, levels: list[str], terms: PortfolioTerms) -> PortfolioLine:
        sums: Counter[str] = Counter()
        for (_, level), count in self._counts.items():
            sums[level] += count
        cells = (_cell(sums[level], 0, level=level) for level in levels)
        return PortfolioLine(
            PortfolioCell(terms.say("common.total")),
            (*cells, PortfolioCell(figures.number(sums.total()), kind="sum")),
        )


def _cell(count: int, most: int, **wanted: str) -> PortfolioCell:
    """A count; its ground deepens in four steps with its part of *most*, unless that is 0."""
    if not count:
        return PortfolioCell(UNSET, kind="none")
    step = f"d{-(-_STEPS * count // most)}" if most else "sum"
    return PortfolioCell(figures.number(count), find=find(**wanted), kind=step)
