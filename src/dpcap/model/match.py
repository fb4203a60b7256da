"""What a match of briefs and stored profiles found. A person chooses; nothing here is one score."""

from typing import Literal

from dpcap.model.base import Day, Frozen, Name
from dpcap.model.brief import Brief

MustKind = Literal["role", "category", "level", "scope", "score", "fact", "capacity"]
# Why nothing of an area, a dimension or an indicator was to be answered.
UnaskedWhy = Literal["not_asked", "out_of_scope", "not_applicable"]
# Why a must-have is not met: it is there and falls short, or it cannot be told.
UnmetWhy = Literal[
    "short",
    "not_asked",
    "out_of_scope",
    "not_applicable",
    "not_given",
    "unreadable",
    "not_graded",
    "core_only",
]
# Why a score is an interval, or is read with care.
NeedDoubt = Literal[
    "not_asked",
    "out_of_scope",
    "partly_out",
    "not_applicable",
    "open",
    "unreviewed",
    "core_only",
    "own_word",
    "not_given",
    "band",
]


class UnmetMust(Frozen):
    """One must-have that a provider does not meet: `what` is an id, `found` what it has instead."""

    kind: MustKind
    what: str
    why: UnmetWhy
    found: str | None = None


class NeedScore(Frozen):
    """What a provider has of one need, 0..100: the least and the most that it may be, and why."""

    need: str
    low: float
    high: float
    doubts: tuple[NeedDoubt, ...] = ()


class PriorityShare(Frozen):
    """How a provider stands over the priorities that fit a brief.

    `first`: the share of priorities that put it first, 0..1; `best`, `worst`: its ranks over all
    draws, `low`, `high`: over the middle nine of ten. `central`: the mean weights of those that put
    it first, in the order of the needs; empty if none does.
    """

    first: float
    best: int
    worst: int
    low: int
    high: int
    central: tuple[float, ...] = ()


class MatchedProvider(Frozen):
    """A provider that has every must-have.

    `ahead_of`: those that it leads by every priority; `behind`: those that lead it. `own_word`: the
    facts that must-haves rest on and the manager does not confirm. `valid_until`: the last day on
    which its proof holds as it was scored; None: nothing lapses.
    """

    provider: str
    name: Name
    scores: tuple[NeedScore, ...]
    share: PriorityShare
    ahead_of: tuple[str, ...]
    behind: tuple[str, ...]
    own_word: tuple[str, ...] = ()
    valid_until: Day | None = None


class MatchQuestion(Frozen):
    """A question to ask a provider on what a brief needs: of which indicator, in words, and why."""

    indicator: str
    text: str
    why: str


class ExcludedProvider(Frozen):
    """A provider that lacks must-haves."""

    provider: str
    name: Name
    unmet: tuple[UnmetMust, ...]


class WeightSpan(Frozen):
    """What a need may weigh by the brief, 0..1, and its mean over the priorities drawn."""

    need: str
    low: float
    high: float
    mean: float


class BriefMatch(Frozen):
    """What one brief finds: `matched` in the order of their share, `excluded` by id."""

    brief: Brief
    digest: str
    draws: int
    closed: bool
    weights: tuple[WeightSpan, ...]
    matched: tuple[MatchedProvider, ...]
    excluded: tuple[ExcludedProvider, ...]


class CapacityLeft(Frozen):
    """Of one provider what is left of a fact, and what briefs that it fits ask together.

    `confirmed`: by the manager's facts; else it is its own word.
    """

    provider: str
    name: Name
    fact: str
    left: float
    confirmed: bool
    asked: float
    briefs: tuple[str, ...]

    @property
    def is_oversubscribed(self) -> bool:
        """Whether all of these briefs together ask for more than there is."""
        return self.asked > self.left


class MatchOutcome(Frozen):
    """What all briefs found on the day `on`; `providers`: how many were looked at."""

    on: Day
    providers: int
    briefs: tuple[BriefMatch, ...]
    capacity: tuple[CapacityLeft, ...]
