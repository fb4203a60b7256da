"""What a new ruler would change: who crosses which line, why, and who could not be judged.

Scores are floats on 0..100 or None, shares are on 0..1. Nothing here is rounded.
"""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Frozen, Name, unless_empty
from dpcap.model.decision import DecisionKind
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, GateSeverity, GateState
from dpcap.model.standing import RuleMeasure
from dpcap.model.trace import UnmetLevelRule

WHATIF_VERDICT_SCHEMA: Literal["dpcap/whatif-verdict/1"] = "dpcap/whatif-verdict/1"
LineName = Literal["level", "gates", "tier"]
CrossingCause = Literal["common", "unanswered", "day"]
CAUSES: tuple[CrossingCause, ...] = ("common", "unanswered", "day")


class TurnedGate(Frozen):
    """A rule of the gates that turned out otherwise; `before`: None, it is a new rule.

    `result`: how it turned out under the new ruler; None: the new gates have no such rule.
    """

    id: str
    severity: GateSeverity
    before: GateState | None
    result: GateResult | None


class LineCrossing(Frozen):
    """A line that a provider crosses, from `before` to `after`.

    `line` is the proved level (ids of levels, None: none), what the gates propose, or the tier that
    the quarter leads to. `common`: what it would be on the questions that both rulers ask. `cause`
    is the first step that leads to where it ends: the ruler on common questions, the questions not
    yet answered, the day. After that step, `rules` are those of the level that it no longer meets
    (risen: those that it did not meet before), `gates` the rules that turned out otherwise, `tiers`
    the lines of tiers and what ended one.
    """

    line: LineName
    before: str | None
    common: str | None
    after: str | None
    rises: bool
    cause: CrossingCause
    rules: tuple[UnmetLevelRule, ...] = ()
    gates: tuple[TurnedGate, ...] = ()
    tiers: tuple[RuleMeasure, ...] = unless_empty(())


class UnansweredQuestions(Frozen):
    """Questions that the new ruler asks and that count as missing, though they were not missing.

    `share` is their weight, as a share of the role's whole; `facts` those asked for and not given.
    """

    nodes: tuple[str, ...] = ()
    share: float = 0.0
    facts: tuple[str, ...] = ()


class MovedProvider(Frozen):
    """One provider as its profile says, and as the new ruler has it.

    `level_*` are the proved levels, `proposed_*` what the gates propose; None: no level, nothing
    proposed. `as_of`: the day of the profile; `judged_on`: that on which the new ruler judges.
    `tier_*` are the tiers that the quarter leads to; None: no ledger was given.
    """

    status: Literal["judged"] = "judged"
    folder: str
    provider: str
    name: Name
    role: str
    groups: dict[str, tuple[str, ...]]
    edition: str
    as_of: Day
    judged_on: Day
    proved_before: float | None
    proved_after: float | None
    level_before: str | None
    level_after: str | None
    proposed_before: DecisionKind | None
    proposed_after: DecisionKind | None
    tier_before: str | None = unless_empty(None)
    tier_after: str | None = unless_empty(None)
    unanswered: UnansweredQuestions
    crossings: tuple[LineCrossing, ...]


class UnjudgedProvider(Frozen):
    """One that could not be scored by the new ruler, and why."""

    status: Literal["unjudged"] = "unjudged"
    folder: str
    provider: str | None
    findings: tuple[Finding, ...]


WhatIfRow = Annotated[MovedProvider | UnjudgedProvider, Field(discriminator="status")]


class RulerCheck(Frozen):
    """Profiles scored again by their own ruler: which, and those that came to something else."""

    providers: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


class WhatIfHead(Frozen):
    """What holds for all: the new ruler, and what there was before.

    `before`: the editions of the frameworks that the profiles name. `framework`, `gates`: the
    editions and the digests of the new ones; of gates the id. None: as before. `on`: the day named.
    `tiers`: the id of the tiers that are looked at; None: none are.
    """

    engine: str
    before: tuple[str, ...]
    framework: str | None
    framework_digest: str | None
    gates_before: str | None
    gates: str | None
    gates_digest: str | None
    gates_are_new: bool
    on: Day | None
    role: str | None
    tiers: str | None = unless_empty(None)


class RuleNotice(Frozen):
    """How long before its first day a new or changed version of a rule is announced.

    `needed` days ahead at least. `state`: `enough`; `short`, too few days; `untold`, no day of
    announcement (`warn_from`) is given; `undated`, it has no first day, so that it holds at once.
    `announce_by`: the last day on which announcing it is early enough.
    """

    rule: str
    since: Day | None
    announced: Day | None
    days: int | None
    needed: int
    state: Literal["enough", "short", "untold", "undated"]
    announce_by: Day | None


class CrossingCounts(Frozen):
    """How many providers: judged, crossed (each once), by the cause of their first crossing.

    `rose` and `fell` count lines crossed, not providers.
    """

    providers: int = 0
    judged: int = 0
    crossed: int = 0
    common: int = 0
    unanswered: int = 0
    day: int = 0
    unjudged: int = 0
    rose: int = 0
    fell: int = 0


class CrossingTally(Frozen):
    """How many cross, by what they have in common: `by` role or a group, `value` in words."""

    by: str
    value: str
    providers: int
    common: int
    unanswered: int
    day: int


class RuleTally(Frozen):
    """How many rose or fell by one rule: a gate's id, or a rule of a level and where it looks."""

    line: LineName
    rule: str
    node: str | None
    rose: int
    fell: int


class WhatIfVerdict(Frozen):
    """What a machine needs to go on or to stop.

    `max_crossing`: how many may cross; None: any number. `crossed` names who does, `tiers` whose
    tier moves. `notices`: new and changed rules, and whether they are announced early enough.
    """

    schema_: Annotated[Literal["dpcap/whatif-verdict/1"], Field(alias="schema")]
    exit_code: Literal[0, 1, 3, 4]
    head: WhatIfHead
    counts: CrossingCounts
    max_crossing: int | None
    checked: RulerCheck
    rules: tuple[RuleTally, ...]
    notices: tuple[RuleNotice, ...] = unless_empty(())
    crossed: tuple[str, ...]
    tiers: tuple[str, ...] = unless_empty(())
    unjudged: tuple[UnjudgedProvider, ...]


def whatif_exit_code(
    counts: CrossingCounts, checked: RulerCheck, max_crossing: int | None
) -> Literal[0, 1, 3, 4]:
    """3: nobody could be judged; 4: some could not, or the check failed; 1: too many cross."""
    if counts.unjudged and not counts.judged:
        return 3
    if counts.unjudged or checked.differing:
        return 4
    return 1 if max_crossing is not None and counts.crossed > max_crossing else 0
