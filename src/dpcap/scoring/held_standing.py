"""How a provider stands, as pages say it: what the ledger comes to, and when it may return."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dpcap.model.certification import ReturnBar
from dpcap.model.held_standing import HeldStanding
from dpcap.model.standing import RuleBooks, Standing, StandingRecords, StandingRow
from dpcap.scoring.certification import return_bar, strictest
from dpcap.scoring.standing_replay import Standings, replay


def bar_of(
    standing: Standing, standings: Standings, records: StandingRecords, books: RuleBooks
) -> ReturnBar | None:
    """What keeps somebody out longest: its own endings, or those of a firm that it belongs with."""
    group = (standings.of(name) for name in records.affiliates_of(standing.provider))
    bars = (
        return_bar(one.provider, one.certification.endings, books.certification)
        for one in (standing, *group)
    )
    return strictest(bar for bar in bars if bar)


@dataclass(frozen=True)
class StandingLookup:
    """What the rows of a ledger say of everybody, by the rules and by what the manager knows."""

    rows: tuple[StandingRow, ...]
    books: RuleBooks
    records: StandingRecords

    def of(self, provider: str, number: str | None) -> HeldStanding | None:
        """How *provider*, a firm of that *number*, stands; None: the ledger does not know it."""
        standing = self._standings.of(provider, number)
        if not (standing.rows or standing.taken_back):
            return None
        names = self.records.affiliates_of(standing.provider)
        group = [standing, *(self._standings.of(name) for name in names)]
        bar = bar_of(standing, self._standings, self.records, self.books)
        return _shown(standing, bar, self.books, max(map(self._last_row, group)))

    def upto(self, row: int) -> StandingLookup:
        """The same by the rows up to *row*, as it was when that was the last one."""
        return StandingLookup(self.rows[:row], self.books, self.records)

    @cached_property
    def _standings(self) -> Standings:
        return replay(self.rows)

    @cached_property
    def _corrections(self) -> dict[int, int]:
        """The row that takes back each row that was."""
        return {row.corrects: row.row for row in self.rows if row.corrects is not None}

    def _last_row(self, standing: Standing) -> int:
        """The last row about who stands so; 0: there is none."""
        taken_back = [self._corrections.get(one.row, one.row) for one in standing.taken_back]
        return max((*(one.row for one in standing.rows), *taken_back), default=0)


def _shown(standing: Standing, bar: ReturnBar | None, books: RuleBooks, row: int) -> HeldStanding:
    state, tier = standing.certification, standing.tier
    ended = state.endings[-1].kind if state.label == "ended" and state.endings else None
    found = books.tiers.tiers.get(tier.tier)
    return HeldStanding(
        row=row,
        label=state.label,
        since=state.since,
        certified_to=_passed(standing),
        ended=ended,
        returns_on=bar.from_day if ended and bar else None,
        never_returns=bool(ended and bar and bar.from_day is None),
        tier=tier.tier,
        tier_title=found.title if found else None,
        tier_since=tier.since,
        watch=tier.event == "watch",
        stopped=tier.lost is not None,
    )


def _passed(standing: Standing) -> str | None:
    """The last quarter passed by who is certified; an exemption passes none."""
    if standing.certification.label != "certified":
        return None
    passed = [one.period for one in standing.rows if one.event == "certified"]
    return passed[-1] if passed else None
