"""New and changed rules are held against the days for which they are announced."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.gate import Gates
from dpcap.scoring.rule_notice import LEGAL_NOTICE_DAYS, notice_count, rule_notices

DAY = date(2027, 6, 1)
WORDS = {"zh": "够", "en": "enough"}


def gates(*, days: int | None = None, **rules: dict[str, Any]) -> Gates:
    head = {"schema": "dpcap/gates/1", "id": "test", "title": WORDS, "notice_days": days}
    made = {
        name: {"measure": "proved.overall", "at_least": 60, "message": WORDS, **own}
        for name, own in rules.items()
    }
    return Gates.model_validate({**head, "rules": made})


@pytest.mark.parametrize(
    ("announced", "state"),
    [
        (DAY - timedelta(days=LEGAL_NOTICE_DAYS), "enough"),
        (DAY - timedelta(days=LEGAL_NOTICE_DAYS - 1), "short"),
        (None, "untold"),
    ],
)
def test_a_new_rule_is_announced_early_enough_or_not(announced: date | None, state: str) -> None:
    (one,) = rule_notices(None, gates(new={"from": DAY, "warn_from": announced}))
    assert (one.state, one.needed, one.announce_by) == (state, 7, date(2027, 5, 25))


def test_a_rule_without_a_first_day_holds_at_once() -> None:
    (one,) = rule_notices(gates(), gates(new={}))
    assert (one.state, one.days, one.announce_by) == ("undated", None, None)


def test_the_gates_say_how_many_days() -> None:
    new = {"from": DAY, "warn_from": DAY - timedelta(days=10)}
    assert [one.state for one in rule_notices(None, gates(days=30, new=new))] == ["short"]
    assert [one.state for one in rule_notices(None, gates(days=0, new=new))] == ["enough"]


def test_only_what_is_read_otherwise_is_announced() -> None:
    old = gates(kept={}, changed={}, told={"from": DAY}, gone={})
    now = gates(
        kept={"clause": "1.2", "message": {"zh": "换词", "en": "other words"}},
        changed={"at_least": 61},
        told={"from": DAY, "warn_from": DAY - timedelta(days=1)},
        silent={"severity": "off"},
    )
    assert [one.rule for one in rule_notices(old, now)] == ["changed"]


def test_of_versions_only_the_new_one_is_announced() -> None:
    first = {"from": date(2026, 1, 1), "until": DAY - timedelta(days=1)}
    later = {"from": DAY, "at_least": 70, "warn_from": date(2027, 5, 1)}
    old, now = gates(rule=first), gates(rule={"versions": [first, later]})
    assert [(one.since, one.days) for one in rule_notices(old, now)] == [(DAY, 31)]


def test_a_version_that_ends_to_make_room_is_no_new_one() -> None:
    first = {"from": date(2026, 1, 1)}
    ended = {**first, "until": DAY - timedelta(days=1)}
    later = {"from": DAY, "at_least": 70, "warn_from": date(2027, 5, 1)}
    old, now = gates(rule=first), gates(rule={"versions": [ended, later]})
    assert [one.since for one in rule_notices(old, now)] == [DAY]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400), st.integers(0, 365))
def test_announced_on_the_last_day_told_is_always_enough(day: date, ahead: int, days: int) -> None:
    found = notice_count(day, day - timedelta(days=ahead), days)
    assert found.days == ahead
    assert found.announce_by is not None
    assert (found.state == "enough") == (day - timedelta(days=ahead) <= found.announce_by)
    assert notice_count(day, found.announce_by, days).state == "enough"


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.booleans())
def test_nothing_new_needs_no_notice(names: list[str], dated: bool) -> None:
    own = {"from": DAY} if dated else {}
    one = gates(**dict.fromkeys(names, own))
    assert rule_notices(one, one) == ()
    assert rule_notices(one, None) == ()
