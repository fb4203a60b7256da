"""How providers stood before the quarter that a what-if looks at, by the ledger of standing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.standing_rules import load_rule_books, standing_records
from dpcap.model.certification import ReturnBar
from dpcap.model.gate import Gates
from dpcap.model.manager import normalised_number
from dpcap.model.standing import RuleBooks, Standing, StandingRecords, StandingRow
from dpcap.scoring.held_standing import bar_of
from dpcap.scoring.new_ruler import StoredProfile
from dpcap.scoring.standing_proposal import ProviderQuarter
from dpcap.scoring.standing_replay import Standings, replay
from dpcap.scoring.tier_reading import TierReading, rows_before
from dpcap.workflow.standing_batch import settled_period, stage_of
from dpcap.workflow.standing_ledger import open_ledger


@dataclass(frozen=True)
class TierReader:
    """Reads from a ledger's `rows` how each provider stood before its quarter.

    `records`: what the manager knows, such as who belongs together. `gates`: those that the batch
    was held to; `on`: the day on which the new ruler judges.
    """

    books: RuleBooks
    rows: tuple[StandingRow, ...]
    records: StandingRecords
    gates: Gates | None
    on: date | None
    _replayed: dict[str, Standings] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        ledger: Path,
        tiers: Path | None,
        reviews: Path | None,
        gates: Gates | None,
        on: date | None,
    ) -> TierReader:
        """*reviews*: where the manager's `standing.yaml` lies.

        Raises UsageError if there is no *ledger*, InvalidInputError for it, the *tiers* or records.
        """
        if not ledger.is_file():
            raise UsageError(f"there is no ledger {ledger}", f"没有台账 {ledger}")
        books, rows = load_rule_books(None, tiers), open_ledger(ledger).rows
        return cls(books, rows, standing_records(reviews), gates, on)

    def reading(self, stored: StoredProfile) -> TierReading:
        """How the provider of *stored* stood before the quarter, and what that quarter is."""
        profile = stored.profile
        number = normalised_number(profile.provider.registration_number)
        quarter = self._quarter(stored, number)
        standings = self._before(quarter.period)
        standing = standings.of(profile.provider.id, number)
        over = quarter.ends_on + timedelta(days=1)
        on = max(over, self.on or profile.as_of)
        return TierReading(standing, quarter, self.books, on, self._bar(standing, standings, on))

    def _quarter(self, stored: StoredProfile, number: str | None) -> ProviderQuarter:
        row, profile = stored.row, stored.profile
        stage = stage_of(self.gates, self.books.certification)
        decision = row.decision
        stands = decision is not None and decision.kind == "admit" and decision.current
        return ProviderQuarter(
            provider=row.provider,
            number=number,
            period=settled_period(None, self.gates, stage, profile.as_of),
            stage=stage,
            gates=row.gates,
            score=None,
            admitted=decision.on if decision and stands else None,
        )

    def _before(self, period: str) -> Standings:
        """How everybody stood before *period*."""
        if period not in self._replayed:
            self._replayed[period] = replay(rows_before(self.rows, period))
        return self._replayed[period]

    def _bar(self, standing: Standing, standings: Standings, on: date) -> ReturnBar | None:
        """What keeps somebody out: its own endings, or those of a firm that it belongs with."""
        bar = bar_of(standing, standings, self.records, self.books)
        return bar if bar is not None and bar.holds(on) else None
