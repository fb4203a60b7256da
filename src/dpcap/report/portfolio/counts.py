"""How many providers of which role are on which level, and how much is answered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from dpcap.model.outcome import ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import KEPT, FirstFew, company, company_heads, named, table
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
    SpreadChart,
)
from dpcap.report.terms import UNSET, PortfolioTerms, find

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


_EDGES = (0.5, 0.8, 0.9, 0.95)


class Coverage:
    """Takes in every row, counts it in a band and keeps those below the framework's line."""

    def __init__(self, terms: PortfolioTerms) -> None:
        self._line = terms.framework.method.min_coverage
        self._edges = sorted({*_EDGES, self._line})
        self._bands = [0] * (len(self._edges) + 1)
        self._low: FirstFew[tuple[RowProvider, float]] = FirstFew(KEPT)

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        coverage = row.coverage or 0.0
        self._bands[bisect_right(self._edges, coverage + figures.TOLERANCE)] += 1
        if coverage < self._line - figures.TOLERANCE:
            self._low.add((coverage, row.folder), (look.who, coverage))

    def bands(self) -> Iterator[SpreadChart]:
        """One line a band: how many, and what share of all."""
        whole, most = sum(self._bands), max(self._bands)
        limits = [None, *self._edges, None]
        for low, high, count in zip(limits, limits[1:], self._bands, strict=False):
            long = round(200 * count / most) if most else 0
            bar = (
                '<svg viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">'
                f'<path class="b" d="M0 0h{long}v10H0z"/></svg>'
            )
            share = figures.percent(count / whole) if whole else UNSET
            yield SpreadChart(_band(low, high), bar, (figures.number(count), share))

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """Those below the line."""
        line = figures.limit(self._line)
        title, intro = terms.say("coverage.title"), terms.say("coverage.intro", line=line)
        if not self._low.count:
            return PortfolioPart("coverage", title, intro, (terms.say("coverage.nothing"),))
        heads = (*terms.heads("coverage", "provider", "band"), *company_heads(terms))
        caption = terms.say("coverage.low", line=line, n=figures.number(self._low.count))
        lines = (
            PortfolioLine(named(who), (PortfolioCell(self._held(covered)), *company(who)))
            for who, covered in self._low
        )
        made = table(terms, caption, heads, lines, "numbers-2", count=self._low.count)
        return PortfolioPart("coverage", title, intro, tables=(made,))

    def _held(self, covered: float) -> str:
        return figures.held(covered, self._line, show=figures.percent)


def _band(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        edge = figures.limit(low or high or 0.0)
        return f"≥ {edge}" if low is not None else f"< {edge}"
    return f"{figures.limit(low).rstrip('%')}–{figures.limit(high)}"
