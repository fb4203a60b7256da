"""How all stand by the ledger and what is proposed: all that any output needs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dpcap.model.base import Name
from dpcap.model.certification import ReturnBar
from dpcap.model.finding import Finding
from dpcap.model.level_outcomes import LevelOutcomes
from dpcap.model.standing import RuleBooks, Standing, StandingEntry
from dpcap.model.standing_proposal import Stage, StandingProposal


class ProviderStanding(NamedTuple):
    """One provider: how it stands by the ledger, and what is proposed.

    `name`, `proposal`: None where the batch did not score it. `bar`: what keeps it out. `shops`:
    those counted. `score` is the proved one.
    """

    standing: Standing
    name: Name | None = None
    proposal: StandingProposal | None = None
    bar: ReturnBar | None = None
    shops: tuple[str, ...] = ()
    score: float | None = None


class StandingOverview(NamedTuple):
    """How all stand on a day, and what is proposed for a quarter.

    `gates`: the id of those that the batch was held to. `head`: the digest of the ledger's last
    row. `outcomes`: whether levels said something of the quarter after. `findings`: what keeps
    somebody from being looked at, and shops claimed twice.
    """

    on: date
    period: str
    gates: str | None
    stage: Stage
    books: RuleBooks
    rows: int
    head: str
    providers: tuple[ProviderStanding, ...]
    outcomes: tuple[LevelOutcomes, ...]
    findings: tuple[Finding, ...]

    @property
    def entries(self) -> tuple[StandingEntry, ...]:
        """All that is proposed, provider after provider."""
        return tuple(
            entry for one in self.providers if one.proposal for entry in one.proposal.entries
        )
