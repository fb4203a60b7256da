"""What a quarter proposes for one provider on both tracks, or why it proposes nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dpcap.model.standing import RuleMeasure, StandingEntry

Why = Literal[
    "not_invited",
    "not_admitted",
    "already",
    "unchecked",
    "not_yet",
    "running",
    "ended",
    "other_gates",
    "no_score",
    "not_certified",
    "taken_back",
]
Stage = Literal["admission", "quarter", "other"]


class TrackProposal(NamedTuple):
    """The entry proposed on one track, or why there is none; `rules` that it turned on."""

    entry: StandingEntry | None
    why: Why | None = None
    rules: tuple[RuleMeasure, ...] = ()


class StandingProposal(NamedTuple):
    """What is proposed for one provider on both tracks."""

    certification: TrackProposal
    tier: TrackProposal

    @property
    def entries(self) -> tuple[StandingEntry, ...]:
        """Those proposed, in the order in which they are signed."""
        return tuple(one.entry for one in self if one.entry)
