"""Decisions: until when one is in force, and who is one person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dpcap.model.decision import Decision, GatesAndDecision, is_one_person
from dpcap.model.decision_basis import BasisChanges

LAST = date(2026, 12, 31)


def decided(until: date | None = LAST) -> Decision:
    return Decision.model_construct(decision="admit", conditions=(), until=until)


@pytest.mark.parametrize(
    ("one", "others", "same"),
    [
        ("Ann Lee", ["ann  lee "], True),
        ("Ａｎｎ", ["Ann"], True),
        ("Straße", ["STRASSE"], True),
        ("Ann Lee", ["Ann", "Lee"], False),
        ("Ann", [], False),
    ],
)
def test_one_person_however_the_name_is_written(one: str, others: list[str], same: bool) -> None:
    assert is_one_person(one, others) is same


@pytest.mark.parametrize(("days", "ended"), [(-1, False), (0, False), (1, True)])
def test_a_decision_holds_on_its_last_day(days: int, ended: bool) -> None:
    on = LAST + timedelta(days=days)
    assert decided().has_ended(on) is ended
    assert GatesAndDecision.model_construct(decision=decided()).is_in_force(on) is not ended
    assert not decided(None).has_ended(on)


def test_nothing_is_in_force_that_was_not_decided_or_rests_on_something_else() -> None:
    assert not GatesAndDecision().is_in_force(LAST)
    changed = GatesAndDecision.model_construct(
        decision=decided(), changes=BasisChanges(gates=("r1",))
    )
    assert not changed.is_current
    assert not changed.is_in_force(LAST)


def test_nobody_is_said_to_have_decided_and_reviewed_unless_it_is_so() -> None:
    assert GatesAndDecision().one_person is False


def test_without_gates_only_what_they_changed_is_forgotten() -> None:
    rules, more = BasisChanges(gates=("r1",)), BasisChanges(gates=("r1",), answers=("A-1",))
    assert GatesAndDecision().without_gates() == GatesAndDecision()
    held = GatesAndDecision(gates_id="g", changes=rules)
    assert held.without_gates() == GatesAndDecision()
    held = GatesAndDecision(gates_id="g", changes=more)
    assert held.without_gates() == GatesAndDecision(changes=BasisChanges(answers=("A-1",)))
    framework = GatesAndDecision(changes=BasisChanges())
    assert framework.without_gates() == framework
