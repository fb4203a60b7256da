"""What the gates propose to decide of a provider. A person decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.decision import DAYS_TO_MEET, DecisionKind
from dpcap.model.gate import GateResult, GateSeverity


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
