"""How much of what was asked is answered, over the batch, and who answered too little."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from dpcap.model.outcome import ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.first_few import FirstFew
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import KEPT, company, named, table
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    SpreadChart,
)

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
        heads = terms.heads("coverage", "provider", "band", "owner", "category", "track")
        caption = terms.say("coverage.low", line=line, n=figures.number(self._low.count))
        lines = (
            PortfolioLine(named(who), (PortfolioCell(self._held(covered)), *company(who)))
            for who, covered in self._low
        )
        made = table(terms, caption, heads, lines, "n2", count=self._low.count)
        return PortfolioPart("coverage", title, intro, tables=(made,))

    def _held(self, covered: float) -> str:
        return figures.held(covered, self._line, show=figures.percent)


def _band(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        edge = figures.limit(low or high or 0.0)
        return f"≥ {edge}" if low is not None else f"< {edge}"
    return f"{figures.limit(low).rstrip('%')}–{figures.limit(high)}"
