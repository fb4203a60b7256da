"""Programme tiers: the lines to rise and to hold, and how many quarters in a row each takes."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import (
    FEW,
    Digested,
    Flag,
    Frozen,
    Id,
    Line,
    PassMark,
    Prose,
    Share,
    Text,
    Whole,
)
from dpcap.model.certification import EndingKind
from dpcap.model.gate import RuleSource

# No state of the chain that lint works out may grow past what a second holds.
MOST_TIERS, MOST_QUARTERS, LONGEST_WATCH = 5, 4, 16
NO_TIER = "none"
Quarters = Annotated[Whole, Field(ge=1, le=MOST_QUARTERS)]


class Tier(Frozen):
    """One tier: `rise_at` is the score that leads into it, `hold_at` the one that keeps it."""

    title: Text
    rise_at: PassMark
    hold_at: PassMark

    @model_validator(mode="after")
    def _holding_asks_no_more(self) -> Self:
        if self.hold_at > self.rise_at:
            raise PydanticCustomError("DP791", "the line to hold lies above the line to rise")
        return self


class HardStops(Frozen):
    """What ends a tier at once: failed rules of the gates, by id, and endings of certification."""

    gates: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()
    endings: Annotated[tuple[EndingKind, ...], Field(max_length=FEW)] = ()


class Steadiness(Frozen):
    """How seldom a tier may change by chance: lint works it out for true scores near each line.

    `reach`: how far from a line the true scores lie, `step` how far apart; `noise`: the standard
    deviations of a quarter's score; `quarters` are looked at, with `most_changes` at most in a
    share of `at_least` at the first noise.
    """

    reach: Annotated[float, Field(ge=0, le=10)] = 5.0
    step: Annotated[float, Field(ge=0.5, le=5)] = 0.5
    noise: Annotated[
        tuple[Annotated[float, Field(gt=0, le=10)], ...], Field(min_length=1, max_length=4)
    ] = (2.0, 4.0)
    quarters: Annotated[Whole, Field(ge=1, le=LONGEST_WATCH)] = 8
    most_changes: Annotated[Whole, Field(ge=0, le=8)] = 1
    at_least: Share = 0.95


class TierRules(Digested):
    """`tiers.yaml`: the tiers of a programme, the lowest first, and how one comes by them.

    `rise_after`: so many quarters in a row at or above the line to rise. `grace`: so many in a row
    below the line to hold are only watched. `restore_after`: so many in a row without a hard stop
    before a tier that one ended comes back. `needs_certification`: only who is admitted or
    certified has a tier.
    """

    schema_: Annotated[Literal["dpcap/tiers/1"], Field(alias="schema")]
    id: Id
    title: Text
    about: Text | None = None
    tiers: Annotated[dict[Id, Tier], Field(min_length=1, max_length=MOST_TIERS)]
    rise_after: Quarters
    grace: Annotated[Whole, Field(ge=0, lt=MOST_QUARTERS)]
    restore_after: Quarters
    hard_stops: HardStops = HardStops.model_construct()
    needs_certification: Flag = True
    steadiness: Steadiness = Steadiness.model_construct()
    clause: Prose | None = None
    source: RuleSource | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _tiers_ascend(self) -> Self:
        if NO_TIER in self.tiers:
            raise PydanticCustomError("DP792", "the name is taken", {"name": NO_TIER})
        each = list(self.tiers.values())
        for (name, above), below in zip(list(self.tiers.items())[1:], each, strict=False):
            if above.rise_at <= below.rise_at or above.hold_at <= below.hold_at:
                raise PydanticCustomError("DP793", "tiers must ascend", {"name": name})
        return self

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tiers' names, the lowest first, after the one for having none."""
        return (NO_TIER, *self.tiers)

    @cached_property
    def memory(self) -> int:
        """How many quarters decide at most."""
        return max(self.rise_after, self.grace + 1, self.restore_after)
