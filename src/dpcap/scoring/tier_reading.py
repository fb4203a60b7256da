"""The tier that a quarter leads to, by one ruler or another, from how somebody stood before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dpcap.model.certification import ReturnBar
from dpcap.model.gate import GateResult
from dpcap.model.standing import RuleBooks, RuleMeasure, Standing, StandingRow, quarter_number
from dpcap.scoring.standing_proposal import ProviderQuarter, propose_standing

_LINES = (".hold_at", ".rise_at")


class FoundTier(NamedTuple):
    """A tier, the better the higher its `rank`; `measures`: the lines, or why nothing moves it."""

    tier: str
    rank: int
    measures: tuple[RuleMeasure, ...]


class TierReading(NamedTuple):
    """How one provider stood before a quarter, and what is known of that quarter but its score.

    `on`: a day on which the quarter is over.
    """

    standing: Standing
    quarter: ProviderQuarter
    books: RuleBooks
    on: date
    bar: ReturnBar | None = None

    def tier(self, gates: tuple[GateResult, ...], score: float | None) -> FoundTier:
        """The tier after the quarter, were *gates* and the proved *score* (None: none) its own."""
        quarter = self.quarter._replace(gates=gates, score=score)
        proposal = propose_standing(self.standing, quarter, self.books, self.on, self.bar).tier
        entry, names = proposal.entry, self.books.tiers.names
        tier = entry.to if entry else self.standing.tier.tier
        measures = entry.measures if entry else (RuleMeasure(rule=proposal.why or "no_score"),)
        return FoundTier(tier, names.index(tier) if tier in names else 0, measures)


def rows_before(rows: Iterable[StandingRow], period: str) -> tuple[StandingRow, ...]:
    """The rows of a ledger that settle nothing of *period* or of a later quarter."""
    number = quarter_number(period)
    return tuple(one for one in rows if one.period is None or quarter_number(one.period) < number)


def telling_measures(was: FoundTier, now: FoundTier) -> tuple[RuleMeasure, ...]:
    """Why the tier is *now* another one: the lines that the score passed or fell below, or a stop.

    Where no line is passed, all that *now* rests on.
    """
    met = {one.rule: _is_met(one) for one in was.measures}
    told = tuple(one for one in now.measures if met.get(one.rule) != _is_met(one))
    return told or now.measures


def _is_met(measure: RuleMeasure) -> bool | None:
    """Whether a line is reached; None: it is no line."""
    if not isinstance(measure.needed, float | int) or not isinstance(measure.found, float | int):
        return None
    return measure.rule.endswith(_LINES) and measure.found >= measure.needed
