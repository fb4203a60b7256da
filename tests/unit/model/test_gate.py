"""A rule and its versions: marks, days, which version is meant, and the digest that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from dpcap.model.gate import Gate, Gates

HEAD = {"measure": "proved", "message": {"zh": "甲", "en": "A"}}
OLD, NEW = date(2026, 1, 1), date(2026, 10, 1)
TWO = [
    {"from": OLD, "until": date(2026, 9, 30), "at_least": 200},
    {"from": NEW, "at_least": 300},
]


@dataclass(frozen=True)
class Judged:
    """What was judged by the version that begins on `since`."""

    id: str
    since: date | None


def rule(**said: Any) -> Gate:
    return Gate.model_validate({**HEAD, **said})


def gates(review_on: date | None = None, **said: Any) -> Gates:
    head = {"schema": "dpcap/gates/1", "id": "g", "title": HEAD["message"]}
    return Gates.model_validate({**head, "review_on": review_on, "rules": {"r": {**HEAD, **said}}})


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"at_least": 1, "at_most": 2},
        {"at_least": 1, "versions": [{"at_least": 1, "equals": 2}]},
        {"versions": [{"at_least": 1}, {"from": NEW}]},
    ],
)
def test_a_rule_has_one_mark_and_no_more(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="exactly one of"):
        rule(**said)


def test_versions_that_all_have_a_mark_need_none_of_the_rule() -> None:
    assert [one.needed for one in rule(versions=TWO).each] == [200, 300]
    assert [one.needed for one in rule(at_least=1, versions=[{"from": NEW}]).each] == [1]


def test_a_rule_is_dated_where_some_day_has_another() -> None:
    roles = [{"applies_to": ["media"]}, {"applies_to": ["full_service"]}]
    assert not rule(at_least=1).dated
    assert not rule(at_least=1, versions=roles[:1]).dated
    assert rule(at_least=1, versions=roles).dated
    assert rule(at_least=1, until=NEW).dated
    assert rule(at_least=1, **{"from": NEW}).dated


def test_the_version_meant_is_that_of_the_day_or_the_one_judged_by() -> None:
    def needed(found: Gate | None) -> object:
        return found and found.needed

    assert needed(gates(versions=TWO).version("r")) == 300
    assert needed(gates(OLD, versions=TWO).version("r")) == 200
    assert needed(gates(NEW, versions=TWO).version("r")) == 300
    assert needed(gates(NEW, versions=TWO).version(Judged("r", OLD))) == 200
    assert needed(gates(OLD, versions=TWO).version(Judged("r", NEW))) == 300
    assert needed(gates(OLD, versions=TWO).version(Judged("r", date(2020, 1, 1)))) == 300
    assert gates(versions=TWO).version("other") is None


def test_what_is_in_force_on_a_day_has_its_marks_and_no_days() -> None:
    found = rule(versions=TWO).in_force_on(OLD)
    assert found is not None
    assert [(one.needed, one.from_, one.until) for one in found.each] == [(200, None, None)]
    assert rule(versions=TWO).in_force_on(date(2025, 12, 31)) is None
    plain = rule(at_least=1, until=NEW, severity="warn").in_force_on(NEW)
    assert plain == rule(at_least=1, severity="warn")


def test_the_digest_of_rules_is_the_one_that_decisions_and_ledgers_have_kept() -> None:
    kept = "c9772a41df0d9c6b22391e64118b886377c7f59b28e0d03bfa1fe44fc906c913"
    assert gates(NEW, versions=TWO).digest == kept
    assert gates(NEW, versions=TWO, severity="error").digest == kept
    assert gates(NEW, versions=TWO, severity="warn").digest != kept
