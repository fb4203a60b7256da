"""How long questions take: by set, role and number of shops."""

from __future__ import annotations

import pytest

from builders import area as area_of
from builders import framework, indicator, text
from dpcap.intake.framework import load_framework
from dpcap.model.answer_time import SHOPS, added_by_role_set, load_of
from dpcap.model.asked import asked_of_role
from dpcap.model.weights import effective_weights
from locations import QUESTIONNAIRES

SHIPPED = load_framework(QUESTIONNAIRES)
MADE = framework(
    area_of(
        "AAA",
        [
            indicator("AAA-1.1", core=True, minutes=2),
            indicator("AAA-1.2", core=False, minutes=5, per="shop"),
        ],
    ),
    roles={"one": {"title": text("one"), "weights": {"aaa": 1}}},
)


@pytest.mark.parametrize(("shops", "minutes"), [(0, 2), (1, 7), (3, 17), (8, 42), (16, 42)])
def test_a_question_per_shop_takes_its_minutes_for_each_shop_due(shops: int, minutes: int) -> None:
    assert load_of(MADE, "one", shops) == (2, minutes)
    assert load_of(MADE, "one", shops, core=True) == (1, 2)
    assert added_by_role_set(MADE, "one", shops) == (1, minutes - 2)


@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_core_and_what_is_added_make_the_whole(role: str) -> None:
    for shops in SHOPS:
        core, added = (
            load_of(SHIPPED, role, shops, core=True),
            added_by_role_set(SHIPPED, role, shops),
        )
        whole = load_of(SHIPPED, role, shops)
        assert whole.questions == core.questions + added.questions
        assert whole.minutes == pytest.approx(core.minutes + added.minutes)


@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_effective_weights_are_of_what_is_asked_and_add_up(role: str) -> None:
    found = effective_weights(SHIPPED, role)
    assert set(found) == {one.id for one in asked_of_role(SHIPPED, role, False)}
    assert sum(found.values()) == pytest.approx(1.0)


BY_ROLE = framework(
    area_of(
        "AAA",
        [
            indicator("AAA-1.1"),
            indicator("AAA-1.2", when="role == 'two'"),
            indicator("AAA-1.3", when="role == 'two' && AAA_1_1"),
            indicator("AAA-1.4", when="role == 'two' || AAA_1_1"),
        ],
    ),
    roles={role: {"title": text(role), "weights": {"aaa": 1}} for role in ("one", "two")},
)


@pytest.mark.parametrize(("role", "asked"), [("one", "14"), ("two", "1234")])
def test_what_the_role_alone_rules_out_is_not_asked_and_weighs_nothing(
    role: str, asked: str
) -> None:
    nodes = [f"AAA-1.{n}" for n in asked]
    assert [one.id for one in asked_of_role(BY_ROLE, role, False)] == nodes
    assert effective_weights(BY_ROLE, role) == dict.fromkeys(nodes, 1 / len(nodes))
    assert load_of(BY_ROLE, role, 1).questions == len(nodes)
