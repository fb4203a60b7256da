"""How a profile stands: the gates it was held to, and what was decided of it, current or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dpcap.model.change import Change
from dpcap.model.decision import Decision, GatesAndDecision, is_one_person
from dpcap.model.decision_basis import DecisionBasis
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case
from dpcap.scoring.decision_basis import substance_of
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import profile_of


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
    later = replace(case, as_of=day)
    aged, results = profile_of(later), held.results
    if held.gates:
        results, _ = judge_gates(held.gates, framework, aged, held.change)
    return then, substance_of(later, aged, results if held.gates or results else None)
