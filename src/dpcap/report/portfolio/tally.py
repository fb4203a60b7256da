"""One walk over the outcomes: every part of the page takes in each row, and no row is kept."""

from __future__ import annotations

from dpcap.model.outcome import Failed, Outcome, Scored
from dpcap.report.portfolio.counts import Counts
from dpcap.report.portfolio.coverage import Coverage
from dpcap.report.portfolio.doubts import Doubts
from dpcap.report.portfolio.failures import Failures
from dpcap.report.portfolio.heat import failed_row, scored_row
from dpcap.report.portfolio.look import look
from dpcap.report.portfolio.movers import Movers
from dpcap.report.portfolio.proof import Lapsed, Stakes
from dpcap.report.portfolio.rules import Rules
from dpcap.report.portfolio.spread import Spreads
from dpcap.report.portfolio.week import WeekList
from dpcap.report.terms import Terms

# Scored rows that the table of capabilities holds at most: ten thousand make five megabytes.
MOST_ROWS = 20_000
_NO_SCORE, _FAILED = -1.0, -2.0


class Tally:
    """What was taken in, part by part.

    `rows` are the table's rows as markup, each with what it is sorted by: the best proved score
    first, then in the order of the folders; those that failed come last.
    """

    def __init__(self, terms: Terms, columns: int) -> None:
        self._terms, self._columns = terms, columns
        self.week, self.counts, self.spreads = WeekList(), Counts(), Spreads(terms)
        self.rules, self.lapsed, self.movers = Rules(), Lapsed(), Movers()
        self.coverage, self.doubts, self.stakes = Coverage(terms), Doubts(), Stakes()
        self.failures = Failures()
        self.rows: list[tuple[float, int, bytes]] = []
        self.scored = self.reviewed = self.pieces = 0
        self._parts = (
            self.week,
            self.counts,
            self.spreads,
            self.rules,
            self.lapsed,
            self.movers,
            self.coverage,
            self.doubts,
            self.stakes,
        )

    def add(self, outcome: Outcome) -> None:
        """Take in one outcome."""
        if isinstance(outcome, Scored):
            self._scored(outcome)
        else:
            self._failed(outcome)

    def _scored(self, row: Scored) -> None:
        seen = look(row, self._terms)
        for part in self._parts:
            part.add(row, seen)
        self.scored += 1
        self.reviewed += row.reviewed
        self.pieces += row.pieces
        if self.scored <= MOST_ROWS:
            score = _NO_SCORE if row.proved is None else row.proved
            self._keep(score, scored_row(row, seen, self._terms))

    def _failed(self, row: Failed) -> None:
        self.failures.add(row)
        self._keep(_FAILED, failed_row(row, self._columns - 1, self._terms))

    def _keep(self, score: float, row: str) -> None:
        self.rows.append((-score, len(self.rows), row.encode()))
