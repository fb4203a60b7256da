"""What a decision rests on, whether it is still current, and what the gates propose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, assert_never

from dpcap.model.assessment import NpsCounts, RateCounts, Value
from dpcap.model.change import Change
from dpcap.model.decision import (
    DAYS_TO_MEET,
    Decision,
    DecisionKind,
    GatesAndDecision,
    is_one_person,
)
from dpcap.model.decision_basis import Aspect, DecisionBasis
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates, GateSeverity
from dpcap.model.manager import normalised_number
from dpcap.model.profile import Profile
from dpcap.model.review import verified_until
from dpcap.model.seen_today import content_of
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.scoring.case import Case
from dpcap.scoring.evidence import VERIFIED, state_for
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.rulings import NOT_RULED
from dpcap.scoring.score import profile_of

_DECIMALS = 6

Said = IndicatorNode | ShopScore


def substance_of(
    case: Case, profile: Profile, gates: Iterable[GateResult] | None = None
) -> DecisionBasis:
    """What a decision on *profile*, which is of *case*, rests on.

    *gates*: how each rule turned out; None: it was held to none.
    """
    provider, role, framework = profile.provider, profile.role, case.framework
    told = _Told(case)
    return DecisionBasis(
        provider=(provider.id, normalised_number(provider.registration_number)),
        role=(role.id, role.confirmed, profile.asked),
        framework=(framework.id, framework.scoring_digest),
        indicators={
            node.id: told.aspects(node)
            for node in profile.indicators()
            if node.state != "not_asked"
        },
        gates=None if gates is None else {one.id: one.state for one in gates},
    )


class _Told:
    """What the indicators of one profile say of themselves, in plain."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._given = case.assessment.evidence

    def aspects(self, node: IndicatorNode) -> dict[Aspect, Any]:
        """The aspects of one indicator, rows of shops in the order of their ids."""
        rows = sorted(node.shops, key=lambda row: row.shop)
        return {
            "answers": [
                *(node.state, node.reason, _plain(node.value), node.envelope),
                [(row.shop, _plain(row.value), row.envelope, row.valid) for row in rows],
            ],
            "rulings": [*self._ruled(node.id), self._rulings(node)],
            "proof": [
                self._counting(node.id, node),
                [(row.shop, self._counting(node.id, row)) for row in rows],
            ],
            "scores": [*_scores(node), [(row.shop, *_scores(row)) for row in rows]],
        }

    def _ruled(self, node: str) -> list[str | None]:
        """The rulings on the answer to an indicator, and on its N/A."""
        rulings = self._case.rulings
        ruled = (rulings.answers.get(node), rulings.exemptions.get(node))
        return [one.ruling if one else None for one in ruled]

    def _rulings(self, node: IndicatorNode) -> list[tuple[str, str, str]]:
        """The rulings on what it names as proof, whatever that is called."""
        named = {*node.evidence, *(name for row in node.shops for name in row.evidence)}
        ruled = ((name, one) for name in named for one in self._on_piece(name, node.id))
        return sorted((*self._content(name), one) for name, one in ruled)

    def _on_piece(self, name: str, node: str) -> Iterator[str]:
        """The rulings on the piece *name* that hold for the indicator *node* on the day."""
        found = self._case.rulings.evidence.get(name, NOT_RULED)
        if node in found.claims:
            yield "refused"
        ruling, proof = found.ruling, self._case.framework.by_id[node].proof
        if ruling is None:
            return
        ends = verified_until(ruling, proof.valid_days if proof else None)
        if ruling.ruling != VERIFIED or self._case.as_of <= ends:
            yield ruling.ruling

    def _counting(self, node: str, said: Said) -> list[tuple[str, str]]:
        """The content and the kind of each piece that counts for what was *said* of *node*."""
        proof = self._case.framework.by_id[node].proof
        if proof is None:
            return []
        shown = self._case.dated_evidence
        found = (name for name in said.evidence if state_for(shown[name], node, proof) == "counts")
        return sorted({self._content(name) for name in found})

    def _content(self, name: str) -> tuple[str, str]:
        """What a piece is, by its bytes or its address, and of which kind."""
        piece = self._given[name]
        digest, url = content_of(piece)
        return digest or url or "", piece.kind


def _scores(said: Said) -> tuple[float | None, float | None]:
    return _rounded(said.claimed), _rounded(said.proved)


def _rounded(score: float | None) -> float | None:
    """A score without what the order of sums may leave in its last places."""
    return None if score is None else round(score, _DECIMALS) + 0.0


def _plain(value: Value | None) -> object:
    """A value as JSON; the boxes of a checklist in no order."""
    match value:
        case NpsCounts() | RateCounts():
            return value.model_dump()
        case tuple():
            return sorted(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            assert_never(value)


def gates_and_decision(
    case: Case | None,
    profile: Profile,
    decision: Decision | None,
    gates: Gates | None = None,
    results: tuple[GateResult, ...] = (),
) -> GatesAndDecision:
    """How *profile* stands: held to *gates* with these *results*, and decided on or not.

    *case* is the one that the profile is of; without a decision it is not asked for.
    """
    held = GatesAndDecision(
        gates_id=gates.id if gates else None,
        gates_digest=gates.digest if gates else None,
        gates=results,
        verdicts=gates.verdicts if gates else None,
    )
    if decision is None or case is None:
        return held
    now = substance_of(case, profile, results if gates else None)
    decided = {
        "decision": decision,
        "changes": decision.changes(now),
        "one_person": is_one_person(decision.by, reviewers(profile)),
    }
    return held.model_copy(update=decided)


def reviewers(profile: Profile) -> tuple[str, ...]:
    """Everybody who ruled or remarked on something of *profile*."""
    records = profile.kept.records
    return records.review.people if records and records.review else ()


class EarlierAndNow(NamedTuple):
    """What a profile was held to: gates (None: none), their results, change since a baseline."""

    gates: Gates | None
    results: tuple[GateResult, ...]
    change: Change | None = None


def then_and_on(
    framework: Framework, profile: Profile, held: EarlierAndNow, day: date
) -> tuple[DecisionBasis, DecisionBasis]:
    """What a decision on *profile* rests on, and what it would rest on were it judged on *day*.

    Nothing is judged before the profile's own day.
    """
    case = rebuild_case(framework, profile)
    then = substance_of(case, profile, held.results if held.gates or held.results else None)
    if day <= profile.as_of:
        return then, then
    later = case.on_day(day)
    aged, results = profile_of(later), held.results
    if held.gates:
        results, _ = judge_gates(held.gates, framework, aged, held.change)
    return then, substance_of(later, aged, results if held.gates or results else None)


class Proposal(NamedTuple):
    """What is proposed, and the rules that it rests on; of a conditional one, each a condition."""

    kind: DecisionKind
    gates: tuple[GateResult, ...] = ()


def propose(gates: Iterable[GateResult], *, graded: bool) -> Proposal | None:
    """What the outcome of *gates* proposes; *graded*: enough is answered for a level.

    The first that holds counts:

    1. no rule applies (none was given, or none to this provider): nothing is proposed;
    2. a rule of severity error failed: decline;
    3. one of severity error could not be checked, or the profile is not graded: reassess;
    4. a rule of severity warn failed or could not be checked: conditional, a condition for each;
    5. else: admit.

    A rule that is waived counts as met, one that does not apply is left out.
    """
    held = [one for one in gates if one.severity != "off" and one.state != "not_applicable"]
    if not held:
        return None
    if failed := _those(held, "error", "failed"):
        return Proposal("decline", failed)
    unchecked = _those(held, "error", "unchecked")
    if unchecked or not graded:
        return Proposal("reassess", unchecked)
    if warned := _those(held, "warn", "failed", "unchecked"):
        return Proposal("conditional", warned)
    return Proposal("admit")


def due_on(decided_on: date) -> date:
    """The last day that is proposed for a condition of a decision of *decided_on*."""
    return decided_on + timedelta(DAYS_TO_MEET)


def _those(
    gates: Iterable[GateResult], severity: GateSeverity, *states: str
) -> tuple[GateResult, ...]:
    return tuple(one for one in gates if one.severity == severity and one.state in states)
