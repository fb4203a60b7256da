"""Claims that contradict each other or could not be checked, inside one folder and across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dpcap.model.outcome import CrossFinding, ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.first_few import FirstFew
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import KEPT, named, table
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
)
from dpcap.report.sanitize import own


class _Contradiction(NamedTuple):
    who: RowProvider
    contradictions: int
    unchecked: int


class Contradictions:
    """Takes in every row and keeps those with most notes."""

    def __init__(self) -> None:
        self._best: FirstFew[_Contradiction] = FirstFew(KEPT)

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if row.contradictions or row.unchecked:
            key = (-row.contradictions, -row.unchecked, row.folder)
            self._best.add(key, _Contradiction(look.who, row.contradictions, row.unchecked))

    def view(self, crossings: tuple[CrossFinding, ...], terms: PortfolioTerms) -> PortfolioPart:
        """Who contradicts itself, and what was found across folders."""
        tables = tuple(self._tables(crossings, terms))
        says = () if tables else (terms.say("doubts.nothing"),)
        title, intro = terms.say("doubts.title"), terms.say("doubts.intro")
        return PortfolioPart("doubts", title, intro, says, tables)

    def _tables(
        self, crossings: tuple[CrossFinding, ...], terms: PortfolioTerms
    ) -> Iterator[PortfolioTable]:
        if crossings:
            yield _crossings(crossings, terms)
        if self._best.count:
            heads = terms.heads("doubts", "provider", "contradictions", "unchecked", "owner")
            caption = terms.say("doubts.caption", n=figures.number(self._best.count))
            lines = (_line(doubt) for doubt in self._best)
            yield table(terms, caption, heads, lines, "n2 n3", count=self._best.count)


def _line(doubt: _Contradiction) -> PortfolioLine:
    counts = (doubt.contradictions, doubt.unchecked)
    cells = (PortfolioCell(str(n or UNSET), kind="" if n else "none") for n in counts)
    return PortfolioLine(named(doubt.who), (*cells, PortfolioCell(own(doubt.who.owner))))


def _crossings(crossings: tuple[CrossFinding, ...], terms: PortfolioTerms) -> PortfolioTable:
    heads = terms.heads("doubts", "code", "says", "who")
    caption = terms.say("doubts.crossings", n=len(crossings))
    lines = _crossing_lines(crossings[:KEPT], terms)
    return table(terms, caption, heads, lines, "k1", count=len(crossings))


def _crossing_lines(
    crossings: Iterable[CrossFinding], terms: PortfolioTerms
) -> Iterator[PortfolioLine]:
    for crossing in crossings:
        message = own(crossing.finding.message(terms.language))
        who = terms.listed(own(provider) for provider in crossing.providers)
        yield PortfolioLine(
            PortfolioCell(crossing.finding.code), (PortfolioCell(message), PortfolioCell(who))
        )
