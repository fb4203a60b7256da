"""What the gates propose; whatever they came to, never more than they allow."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.gate import GateResult, GateSeverity, GateState
from dpcap.scoring.decision_basis import due_on, propose

STATES: tuple[GateState, ...] = get_args(GateState)
SEVERITIES: tuple[GateSeverity, ...] = get_args(GateSeverity)


def gate(severity: GateSeverity, state: GateState, name: str = "") -> GateResult:
    return GateResult(
        id=name or f"{severity}-{state}",
        severity=severity,
        state=state,
        operator="at_least",
        needed=1.0,
        found=None,
    )


GATES = st.lists(
    st.builds(gate, st.sampled_from(SEVERITIES), st.sampled_from(STATES), st.uuids().map(str)),
    max_size=6,
)


@pytest.mark.parametrize(
    ("gates", "graded", "kind", "rests_on"),
    [
        ([("error", "met"), ("warn", "met")], True, "admit", []),
        ([("error", "waived")], True, "admit", []),
        ([("error", "failed"), ("error", "unchecked")], True, "decline", ["error-failed"]),
        ([("error", "failed")], False, "decline", ["error-failed"]),
        ([("error", "unchecked"), ("warn", "failed")], True, "reassess", ["error-unchecked"]),
        ([("error", "met")], False, "reassess", []),
        (
            [("error", "met"), ("warn", "failed"), ("warn", "unchecked"), ("warn", "waived")],
            True,
            "conditional",
            ["warn-failed", "warn-unchecked"],
        ),
        ([("off", "failed"), ("warn", "met"), ("error", "not_applicable")], True, "admit", []),
    ],
)
def test_the_first_line_that_holds_counts(
    gates: list[tuple[GateSeverity, GateState]], graded: bool, kind: str, rests_on: list[str]
) -> None:
    for order in permutations(gates):
        found = propose([gate(*one) for one in order], graded=graded)
        assert found is not None
        assert found.kind == kind
        assert sorted(one.id for one in found.gates) == rests_on


@pytest.mark.parametrize("gates", [[], [("error", "not_applicable")], [("off", "failed")]])
def test_where_no_rule_applies_nothing_is_proposed(
    gates: list[tuple[GateSeverity, GateState]],
) -> None:
    assert propose([gate(*one) for one in gates], graded=True) is None


@given(gates=GATES, graded=st.booleans())
def test_nobody_is_proposed_for_admission_while_a_grave_gate_is_not_met(
    gates: list[GateResult], graded: bool
) -> None:
    found = propose(gates, graded=graded)
    unmet = [one for one in gates if one.state in ("failed", "unchecked")]
    if any(one.severity == "error" for one in unmet) or not graded:
        assert found is None or found.kind in ("decline", "reassess")
    if found is not None and found.kind == "admit":
        assert not [one for one in unmet if one.severity != "off"]
    if found is not None and found.kind == "conditional":
        assert found.gates == tuple(one for one in unmet if one.severity == "warn")


@given(gates=GATES, graded=st.booleans(), place=st.integers(0, 5))
def test_to_meet_a_rule_never_makes_the_proposal_worse(
    gates: list[GateResult], graded: bool, place: int
) -> None:
    rank = {"decline": 0, "reassess": 1, "conditional": 2, "admit": 3}
    held = [one for one in gates if one.state != "not_applicable"]
    before = propose(held, graded=graded)
    if before is None:
        return
    better = list(held)
    better[place % len(held)] = better[place % len(held)].model_copy(update={"state": "met"})
    after = propose(better, graded=graded)
    assert after is not None
    assert rank[after.kind] >= rank[before.kind]


def test_a_condition_is_proposed_a_month_for() -> None:
    assert due_on(date(2026, 11, 26)) == date(2026, 12, 26)
