"""What a new ruler makes of a stored profile: before is what the profile says, after is worked out.

Only the new ruler is computed. Where a line is crossed, the score on the questions that both rulers
ask tells whether the ruler did it, or the questions that nobody has answered yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from math import fsum
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.model.carry_over import origins
from dpcap.model.decision import DecisionKind
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.migration import version_by_digest
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.trace import ReachedLevel, UnmetLevelRule
from dpcap.model.whatif import (
    CrossingCause,
    LineCrossing,
    MovedProvider,
    TurnedGate,
    UnansweredQuestions,
)
from dpcap.scoring.case import Case
from dpcap.scoring.decision_basis import propose
from dpcap.scoring.evaluate import HANGS_OPEN, evaluate
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.indicator_result import NOT_ASKED, IndicatorResult
from dpcap.scoring.measures import rank_of
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import measured_profile
from dpcap.scoring.score_tree import ScoreTree, grow_tree, regrow_tree
from dpcap.scoring.tier_reading import FoundTier, TierReading, telling_measures

NO_SUCH_ROLE = "DP642"
# The better the higher; where no rule applies, nothing is held against the provider.
_PROPOSED: dict[DecisionKind | None, int] = {
    "decline": 0,
    "reassess": 1,
    "conditional": 2,
    "admit": 3,
    None: 3,
}
# States of a rule that hold something against a provider.
_SHORT = frozenset({"failed", "unchecked"})


class NewRuler(NamedTuple):
    """What providers are judged by: a framework, gates (None: none), a day (None: each its own).

    `ahead`: the gates as they are in force on that day; None: as `gates`.
    """

    framework: Framework
    gates: Gates | None
    day: date | None = None
    ahead: Gates | None = None

    def day_of(self, profile: Profile) -> date:
        """The day on which *profile* is judged: none before its own."""
        return max(self.day, profile.as_of) if self.day else profile.as_of

    def gates_for(self, profile: Profile) -> Gates | None:
        """The gates by which *profile* is judged: on a later day those that are in force then."""
        return (self.ahead if self.day_of(profile) > profile.as_of else None) or self.gates


class StoredProfile(NamedTuple):
    """What is known of one provider: the row of the batch, its profile, the framework of that."""

    row: ScoredOutcome
    profile: Profile
    framework: Framework


class _Judged(NamedTuple):
    """How a provider stands by one ruler, on some questions, on some day."""

    level: ReachedLevel
    rank: float
    proposed: DecisionKind | None
    gates: tuple[GateResult, ...]
    proved: float | None
    tier: FoundTier | None


class _Step(NamedTuple):
    """A step between two rulers, and how the provider stands after it."""

    cause: CrossingCause
    found: _Judged


class _Worked(NamedTuple):
    """A case worked out."""

    case: Case
    judged: dict[str, IndicatorResult]
    tree: ScoreTree


def judged_anew(
    stored: StoredProfile, ruler: NewRuler, tiers: TierReading | None = None
) -> MovedProvider:
    """What *ruler* makes of *stored*; before is as it was stored.

    *tiers*: how it stood before the quarter; None: tiers are not looked at.

    Raises InvalidInputError if the framework of *ruler* has no such role, or the profile names what
    is not in it.
    """
    row, profile = stored.row, stored.profile
    move = _Move(stored, ruler, tiers)
    before, after = move.before, move.after
    return MovedProvider(
        folder=row.folder,
        provider=row.provider,
        name=row.name,
        role=row.role,
        groups=row.groups,
        edition=stored.framework.edition,
        as_of=profile.as_of,
        judged_on=ruler.day_of(profile),
        proved_before=before.proved,
        proved_after=after.proved,
        level_before=before.level.id,
        level_after=after.level.id,
        proposed_before=before.proposed,
        proposed_after=after.proposed,
        tier_before=before.tier.tier if before.tier else None,
        tier_after=after.tier.tier if after.tier else None,
        unanswered=move.unanswered,
        crossings=tuple(one for one in move.crossings() if one is not None),
    )


class _Move:
    """One provider between two rulers. Each step is worked out when it is asked for."""

    def __init__(self, stored: StoredProfile, ruler: NewRuler, tiers: TierReading | None) -> None:
        self._stored, self._ruler, self._tiers = stored, ruler, tiers
        self._profile = stored.profile
        # Where nothing was proposed before, nobody can cross by a proposal.
        self._held = bool(stored.row.gates) and ruler.gates is not None

    @property
    def _aged(self) -> bool:
        return self._ruler.day_of(self._profile) > self._profile.as_of

    @property
    def _same_framework(self) -> bool:
        return self._profile.framework.digest == self._ruler.framework.digest

    @cached_property
    def before(self) -> _Judged:
        """What is stored."""
        row, profile = self._stored.row, self._profile
        level = profile.overall.level.proved
        proposal = propose(row.gates, graded=row.graded)
        return _Judged(
            level,
            rank_of(self._stored.framework, level.id) or 0.0,
            proposal.kind if proposal else None,
            row.gates,
            profile.overall.proved,
            self._tier(row.gates, row.proved if row.graded else None),
        )

    @cached_property
    def _worked(self) -> _Worked:
        """The provider by the new framework, on its own day."""
        framework, profile = self._ruler.framework, self._profile
        if profile.role.id not in framework.roles:
            params: dict[str, str | int | float] = {
                "role": profile.role.id,
                "edition": framework.edition,
            }
            raise InvalidInputError([Finding(code=NO_SUCH_ROLE, params=params)])
        return _work(rebuild_case(framework, profile))

    @cached_property
    def _measured(self) -> Profile:
        """The profile by the new framework on its own day; where that is its own, as stored."""
        return self._profile if self._same_framework else measured_profile(*self._worked)

    @cached_property
    def _whole(self) -> _Judged:
        """By the new ruler, everything asked, on its own day."""
        return self._by_gates(self._measured)

    @cached_property
    def after(self) -> _Judged:
        """By the new ruler, everything asked, on the day named."""
        if not self._aged:
            return self._whole
        case = rebuild_case(self._ruler.framework, self._profile)
        aged = case.on_day(self._ruler.day_of(self._profile))
        return self._by_gates(measured_profile(*_work(aged)))

    @cached_property
    def unanswered(self) -> UnansweredQuestions:
        """What the new ruler asks and nobody was asked, or has answered since."""
        if self._same_framework:
            return UnansweredQuestions()
        nodes = _unanswered(self._worked, self._profile)
        wanted = frozenset(nodes)
        shares = [n.effective_weight for n in self._measured.indicators() if n.id in wanted]
        facts = _facts_not_given(self._worked.case, self._stored)
        return UnansweredQuestions(nodes=nodes, share=fsum(shares), facts=facts)

    @cached_property
    def _common(self) -> _Judged:
        """By the new ruler on its own day, without what nobody has answered yet."""
        left_out, facts = frozenset(self.unanswered.nodes), self.unanswered.facts
        if not left_out and not facts:
            return self._whole
        case, judged, tree = self._worked
        less = {**judged, **dict.fromkeys(left_out, NOT_ASKED)}
        folded = regrow_tree(case, tree, less, left_out)
        asked = replace(case, unasked_facts=frozenset(facts))
        return self._by_gates(measured_profile(asked, less, folded))

    def _by_gates(self, profile: Profile) -> _Judged:
        """How *profile*, of the new framework, stands by the new gates."""
        ruler, row = self._ruler, self._stored.row
        results: tuple[GateResult, ...] = ()
        gates = ruler.gates_for(self._profile)
        if gates is not None:
            results, _ = judge_gates(gates, ruler.framework, profile, row.change)
        level = profile.overall.level.proved
        proposal = propose(results, graded=level.graded)
        return _Judged(
            level,
            rank_of(ruler.framework, level.id) or 0.0,
            proposal.kind if proposal else None,
            results,
            profile.overall.proved,
            self._tier(results, profile.overall.proved if level.graded else None),
        )

    def _tier(self, gates: tuple[GateResult, ...], score: float | None) -> FoundTier | None:
        return self._tiers.tier(gates, score) if self._tiers else None

    def crossings(self) -> tuple[LineCrossing | None, ...]:
        """The crossing of each line; None where it is not crossed."""
        return self.of_level(), self.of_gates(), self.of_tier()

    def of_level(self) -> LineCrossing | None:
        """The crossing from one proved level to another, if there is one."""
        step = self._step(lambda one: one.rank)
        if step is None:
            return None
        rises = self.after.rank > self.before.rank
        short, framework = (
            (self.before, self._stored.framework) if rises else (step.found, self._ruler.framework)
        )
        return LineCrossing(
            line="level",
            before=self.before.level.id,
            common=self._common.level.id,
            after=self.after.level.id,
            rises=rises,
            cause=step.cause,
            rules=_next_unmet(short, framework),
        )

    def of_gates(self) -> LineCrossing | None:
        """The crossing from one proposal to another, where there were gates before."""
        step = self._step(lambda one: _PROPOSED[one.proposed]) if self._held else None
        if step is None:
            return None
        rises = _PROPOSED[self.after.proposed] > _PROPOSED[self.before.proposed]
        turned = _turned(self.before.gates, step.found.gates)
        return LineCrossing(
            line="gates",
            before=self.before.proposed,
            common=self._common.proposed,
            after=self.after.proposed,
            rises=rises,
            cause=step.cause,
            gates=tuple(one for one in turned if _counts(one, rises=rises)),
        )

    def of_tier(self) -> LineCrossing | None:
        """The crossing from one tier to another, where a ledger says how it stood."""
        step = self._step(lambda one: one.tier.rank if one.tier else 0)
        was, common, after = self.before.tier, self._common.tier, self.after.tier
        if step is None or was is None or common is None or after is None:
            return None
        found = step.found.tier or after
        return LineCrossing(
            line="tier",
            before=was.tier,
            common=common.tier,
            after=after.tier,
            rises=after.rank > was.rank,
            cause=step.cause,
            tiers=telling_measures(was, found),
        )

    def _step(self, place: Callable[[_Judged], float]) -> _Step | None:
        """The first step that leads from before to where it ends; None where that is no way off.

        *place*: the better the higher.
        """
        was, now = place(self.before), place(self.after)
        if was == now:
            return None
        if (place(self._common) - was) * (now - was) > 0:
            return _Step("common", self._common)
        if (place(self._whole) - was) * (now - was) > 0:
            return _Step("unanswered", self._whole)
        return _Step("day", self.after)


def _work(case: Case) -> _Worked:
    judged = evaluate(case)
    return _Worked(case, judged, grow_tree(case, judged))


def _unanswered(worked: _Worked, profile: Profile) -> tuple[str, ...]:
    """The indicators that count as missing now and did not then, and have no answer at all."""
    case = worked.case
    was = {node.id: node.state for node in profile.indicators()}
    own = version_by_digest(case.framework, profile.framework.digest)
    named = origins(case.framework, own.edition) if own else {node: node for node in was}
    return tuple(
        node
        for node, one in worked.judged.items()
        if one.state == "missing"
        and was.get(named.get(node, "")) != "missing"
        and (one.open == HANGS_OPEN or not _is_given(case, node))
    )


def _facts_not_given(case: Case, stored: StoredProfile) -> tuple[str, ...]:
    """The facts asked for that are lacking now, and were not asked for then, or given."""
    asked, given = stored.framework.facts, stored.profile.provider.facts
    lacking = (name for name in case.framework.facts if name not in case.facts)
    return tuple(name for name in lacking if name not in asked or name in given)


def _is_given(case: Case, node: str) -> bool:
    """Whether there is an answer, or a row, though it does not count."""
    answer = case.assessment.answers.get(node)
    said = answer is not None and (answer.value, answer.not_applicable) != (None, None)
    return said or any(row.value is not None for row in case.assessment.rows.get(node, ()))


def _next_unmet(short: _Judged, framework: Framework) -> tuple[UnmetLevelRule, ...]:
    """What keeps *short*, judged by *framework*, from the next level."""
    place = int(short.rank)
    following = framework.levels[place].id if place < len(framework.levels) else None
    return tuple(rule for rule in short.level.blocked if rule.level == following)


def _turned(before: Iterable[GateResult], after: Iterable[GateResult]) -> Iterator[TurnedGate]:
    """The rules that turned out otherwise, new and gone ones among them."""
    was, now = ({one.id: one for one in gates} for gates in (before, after))
    for name in dict.fromkeys((*was, *now)):
        old, new = was.get(name), now.get(name)
        known = new or old
        if known is None or (old and new and old.state == new.state):
            continue
        yield TurnedGate(
            id=name, severity=known.severity, before=old.state if old else None, result=new
        )


def _counts(gate: TurnedGate, *, rises: bool) -> bool:
    """Whether *gate* helps to tell why the proposal rose, or fell."""
    short_now = gate.result is not None and gate.result.state in _SHORT
    return (gate.before in _SHORT and not short_now) if rises else short_now
