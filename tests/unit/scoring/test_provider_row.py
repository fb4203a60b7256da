"""The row that a batch keeps of a provider: what was decided, and the day on which it turns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.manager import ManagerRecords
from dpcap.model.outcome import DecisionRow, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import score

ONCE = {"ask": {"zh": "给", "en": "give"}}
OURS = framework(
    area(
        "AAA",
        [
            indicator("AAA-1.1", evidence={**ONCE, "valid_days": 100}),
            indicator("AAA-1.2", evidence=ONCE),
        ],
    )
)
FILE = "a" * 64
SAW = {"sha256": FILE, "kind": "screenshot", "captured_on": DAY}
RULED = {"by": "r", "on": DAY, "reason": "seen", "framework": "small 1"}
GIVEN = assessment(
    {"AAA-1.1": {"value": True, "evidence": ["e"]}, "AAA-1.2": True},
    evidence={"e": evidence("e", "screenshot", sha256=FILE)},
)


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def scored(on: date = DAY, **parts: Any) -> Profile:
    head = {"schema": "dpcap/review/2", "provider": "p1"}
    review = Review.model_validate({**head, **parts})
    return score(OURS, GIVEN, as_of=on, records=ManagerRecords(review=review))


def row(profile: Profile, **context: Any) -> ScoredOutcome:
    digests = RowDigests("0" * 64, "inputs", "verdict")
    return provider_row(profile, OURS, "folder", digests, RowContext(**context))


@pytest.mark.parametrize(("until", "current"), [(DAY, True), (days(-1), False)])
def test_a_row_says_what_was_decided_and_whether_it_is_in_force(until: date, current: bool) -> None:
    made = Decision.model_construct(
        decision="admit", on=days(-9), by="甲", until=until, conditions=(), reason="合同"
    )
    standing = GatesAndDecision.model_construct(decision=made)
    assert row(scored(), standing=standing).decision == DecisionRow(
        kind="admit",
        on=days(-9),
        by="甲",
        until=until,
        current=current,
        changes=None,
        conditions=(),
    )
    changed = standing.model_copy(update={"changes": BasisChanges(gates=("r",))})
    found = row(scored(), standing=changed).decision
    assert found is not None
    assert (found.current, found.changes) == (False, BasisChanges(gates=("r",)))
    assert row(scored()).decision is None


def test_a_row_turns_when_proof_has_lapsed() -> None:
    assert row(scored()).turns_on == days(101)
    assert row(scored(days(101))).turns_on is None


def test_a_row_turns_the_day_after_the_last_of_a_verification_of_a_piece() -> None:
    one = {"ruling": "verified", "saw": SAW, **RULED, "until": days(5)}
    assert row(scored(evidence={"e": one})).turns_on == days(6)
    # As long as it holds it is as good as fresh proof; what follows is the proof's own last day.
    assert row(scored(days(6), evidence={"e": one})).turns_on == days(101)


@pytest.mark.parametrize(
    ("node", "told", "last"),
    [("AAA-1.1", {"until": days(3)}, 3), ("AAA-1.2", {}, 180), ("AAA-1.1", {}, 100)],
)
def test_a_row_turns_the_day_after_the_last_of_a_verification_of_an_answer(
    node: str, told: dict[str, Any], last: int
) -> None:
    """As ruled, else as long as proof of it holds, else 180 days."""
    saw = seen_answer(GIVEN, node).model_dump()
    ruled = {node: {"ruling": "verified", "saw": saw, **RULED, **told}}
    proof = 101
    turns = [one for one in sorted({proof, last + 1}) if one > 0]
    assert row(scored(indicators=ruled)).turns_on == days(turns[0])
    assert row(scored(days(101), indicators=ruled)).turns_on == (days(181) if last == 180 else None)
