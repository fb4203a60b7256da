"""The ledger of standing: its rows as they are signed, and what they come to when replayed."""

from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import (
    FEW,
    MANY,
    Day,
    Digest,
    Frozen,
    Id,
    Line,
    Number,
    OwnId,
    Prose,
    ProviderId,
    Quarter,
    Whole,
    unless_empty,
)
from dpcap.model.certification import CertificationRules, CertificationState
from dpcap.model.tiers import NO_TIER, TierRules

Track = Literal["certification", "tier"]
StandingEvent = Literal[
    "invited",
    "admitted",
    "certified",
    "exempted",
    "assessment_ended",
    "removed_for_violation",
    "withdrawn",
    "risen",
    "held",
    "watch",
    "fallen",
    "stopped",
    "restored",
    "corrected",
]
TIER_EVENTS = frozenset(("risen", "held", "watch", "fallen", "stopped", "restored"))
_BY_QUARTER = TIER_EVENTS | {"certified", "exempted", "assessment_ended"}


class QuarterScore(Frozen):
    """What somebody scored in a quarter, proved."""

    period: Quarter
    score: Number


class RuleMeasure(Frozen):
    """A rule that an entry rests on: what it needed, and what was found."""

    rule: Line
    needed: bool | float | str | None = None
    found: bool | float | str | None = None


class KnownOutcomes(Frozen):
    """What is known of the quarter beside the score: the level, complaints, renewal; None: not."""

    level: str | None = unless_empty(None)
    complaints: float | None = unless_empty(None)
    renewal: float | None = unless_empty(None)


class StandingEntry(Frozen):
    """What is proposed: who moves from where to where, by which rules, and what that rests on.

    `registration_number` is as numbers are compared. `measures`: the rules with needed and found;
    `window`: the quarters that counted, the last one being `period`; `shops`: those counted.
    `rules`: id and digest of the file of rules; `profile`, `decision`: SHA-256 of the files.
    `effective_on`: the day from which it holds. `corrects`: the row that it takes back.
    """

    provider: ProviderId
    registration_number: Line | None = unless_empty(None)
    track: Track
    event: StandingEvent
    period: Quarter | None = unless_empty(None)
    from_: Annotated[Id, Field(alias="from")]
    to: Id
    measures: Annotated[tuple[RuleMeasure, ...], Field(max_length=FEW)] = unless_empty(())
    window: Annotated[tuple[QuarterScore, ...], Field(max_length=FEW)] = unless_empty(())
    shops: Annotated[tuple[OwnId, ...], Field(max_length=MANY)] = unless_empty(())
    rules: tuple[Id, Digest] | None = unless_empty(None)
    profile: Digest | None = unless_empty(None)
    decision: Digest | None = unless_empty(None)
    known: KnownOutcomes = unless_empty(KnownOutcomes.model_construct())
    effective_on: Day
    reason: Prose | None = unless_empty(None)
    corrects: Annotated[Whole, Field(ge=1)] | None = unless_empty(None)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.event == "corrected") != (self.corrects is not None):
            raise PydanticCustomError("DP785", "a correction names the row, and nothing else does")
        if self.event != "corrected" and (self.event in TIER_EVENTS) != (self.track == "tier"):
            raise PydanticCustomError("DP786", "no event of this track", {"event": self.event})
        if self.event in _BY_QUARTER and self.period is None:
            raise PydanticCustomError("DP787", "no period", {"event": self.event})
        return self


class StandingRow(StandingEntry):
    """One line of the ledger: an entry, who signed it when, and the digest of the line before.

    `row` counts from 1; `previous` is the SHA-256 of the line before without its line end, of the
    first one sixty-four noughts.
    """

    schema_: Annotated[Literal["dpcap/standing-row/1"], Field(alias="schema")]
    row: Annotated[Whole, Field(ge=1)]
    previous: Digest
    by: Line
    on: Day


class TierState(Frozen):
    """Which tier somebody has and since when, the last quarters, and the tier that a stop took.

    `period`: the last quarter settled; a stop leaves no `quarters` behind. `lost`: None while no
    stop is in force; else the tier of before it, `none` if there was none.
    """

    tier: Id = NO_TIER
    since: Day | None = None
    event: StandingEvent | None = None
    period: Quarter | None = None
    quarters: tuple[QuarterScore, ...] = ()
    lost: Id | None = None


class Standing(Frozen):
    """How one provider stands by the ledger: `rows` in force, and those `taken_back`."""

    provider: ProviderId
    registration_number: Line | None = None
    certification: CertificationState = CertificationState.model_construct()
    tier: TierState = TierState.model_construct()
    rows: tuple[StandingRow, ...] = ()
    taken_back: tuple[StandingRow, ...] = ()

    def was_taken_back(self, entry: StandingEntry) -> bool:
        """Whether what *entry* says of a quarter was said before, and taken back."""
        said = (entry.track, entry.event, entry.period, entry.profile)
        rows = ((one.track, one.event, one.period, one.profile) for one in self.taken_back)
        return said in rows

    def rows_of(self, track: Track) -> tuple[StandingRow, ...]:
        """Those of one track, in order."""
        return tuple(one for one in self.rows if one.track == track)

    def label(self, track: Track) -> str:
        """Where it stands on *track*, as rows name it."""
        return self.certification.label if track == "certification" else self.tier.tier


class AffiliateGroup(Frozen):
    """Firms that count as one, by the manager: they share what keeps one of them out."""

    members: Annotated[tuple[ProviderId, ...], Field(min_length=2, max_length=MANY)]
    reason: Prose
    source: Line
    on: Day


class SeasonalProvider(Frozen):
    """A provider whose main category is seasonal, so that it may be let off a quarter."""

    reason: Prose
    by: Line
    until: Day


class StandingRecords(Frozen):
    """`<reviews>/standing.yaml`: what the manager knows that standing depends on."""

    schema_: Annotated[Literal["dpcap/standing/1"], Field(alias="schema")]
    affiliates: Annotated[tuple[AffiliateGroup, ...], Field(max_length=MANY)] = ()
    seasonal: Annotated[dict[ProviderId, SeasonalProvider], Field(max_length=MANY)] = {}

    def affiliates_of(self, provider: str) -> tuple[str, ...]:
        """Everybody who shares a group with *provider*, in order."""
        groups = (one.members for one in self.affiliates if provider in one.members)
        return tuple(sorted({name for members in groups for name in members} - {provider}))


class RuleBooks(NamedTuple):
    """The rules of both tracks."""

    certification: CertificationRules
    tiers: TierRules


def quarter_number(period: str) -> int:
    """Quarters in a row have numbers in a row."""
    return int(period[:4]) * 4 + int(period[-1])


def last_in_a_row(quarters: Iterable[QuarterScore]) -> tuple[QuarterScore, ...]:
    """The quarters up to the last one between which none is missing."""
    run: list[QuarterScore] = []
    for one in quarters:
        if run and quarter_number(one.period) != quarter_number(run[-1].period) + 1:
            run = []
        run.append(one)
    return tuple(run)
