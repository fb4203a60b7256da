"""One walk over the outcomes: every part of the page takes in each row, and no row is kept."""

from __future__ import annotations

from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.portfolio.counts import Coverage, LevelCounts
from dpcap.report.portfolio.largest_changes import LargestChanges
from dpcap.report.portfolio.manager_tasks import WeekList
from dpcap.report.portfolio.problems import (
    Contradictions,
    DecisiveProof,
    FailedFolders,
    LapsedProof,
)
from dpcap.report.portfolio.row_summary import look
from dpcap.report.portfolio.rules import GateRulesPart
from dpcap.report.portfolio.score_table import failed_row, scored_row
from dpcap.report.portfolio.spread import AreaSpreads
from dpcap.report.portfolio.terms import PortfolioTerms

# Scored rows that the table of capabilities holds at most: ten thousand make five megabytes.
MOST_ROWS = 20_000
_NO_SCORE, _FAILED = -1.0, -2.0


class PortfolioCounts:
    """What was taken in, part by part.

    `rows` are the table's rows as markup, each with what it is sorted by: the best proved score
    first, then in the order of the folders; those that failed come last.
    """

    def __init__(self, terms: PortfolioTerms, columns: int) -> None:
        self._terms, self._columns = terms, columns
        self.week, self.counts, self.spreads = WeekList(), LevelCounts(), AreaSpreads(terms)
        self.rules, self.lapsed, self.movers = GateRulesPart(), LapsedProof(), LargestChanges()
        self.coverage, self.doubts, self.stakes = Coverage(terms), Contradictions(), DecisiveProof()
        self.failures = FailedFolders()
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
        if isinstance(outcome, ScoredOutcome):
            self._scored(outcome)
        else:
            self._failed(outcome)

    def _scored(self, row: ScoredOutcome) -> None:
        seen = look(row, self._terms)
        for part in self._parts:
            part.add(row, seen)
        self.scored += 1
        self.reviewed += row.reviewed
        self.pieces += row.pieces
        if self.scored <= MOST_ROWS:
            score = _NO_SCORE if row.proved is None else row.proved
            self._keep(score, scored_row(row, seen, self._terms))

    def _failed(self, row: FailedOutcome) -> None:
        self.failures.add(row)
        self._keep(_FAILED, failed_row(row, self._columns - 1, self._terms))

    def _keep(self, score: float, row: str) -> None:
        self.rows.append((-score, len(self.rows), row.encode()))
