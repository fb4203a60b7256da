"""Rules with days: which version is judged by, on which day, and what only is to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates, WaiverResult
from dpcap.model.profile import Profile
from dpcap.scoring.compiled_gates import ready
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.rules_in_force import rules_on
from dpcap.scoring.score import score

FACTS = {
    "sales": {"title": text("sales"), "kind": "number"},
    "people": {"title": text("people"), "kind": "number"},
    "left_on": {"title": text("left on"), "kind": "date"},
}
Q3 = {"value": 250.0, "period": "2026-Q3"}
TWO = [
    {"from": "2026-01-01", "until": "2026-09-30", "at_least": 200},
    {"from": "2026-10-01", "at_least": 300},
]
ON = date(2026, 11, 24)


def ours() -> Framework:
    figure = number(
        {"by": "points", "points": [[0, 0], [10, 100]], "anchor": "illustrative"},
        envelope={"period": "any"},
    )
    return framework(area("AAA", [indicator("AAA-1.1", figure), indicator("AAA-1.2")]), facts=FACTS)


def profile(on: date = ON, facts: dict[str, Any] | None = None, **answers: Any) -> Profile:
    given = {
        name: value if isinstance(value, dict) else {"value": value}
        for name, value in (facts or {}).items()
    }
    nodes = {node.replace("_", "-", 1).replace("_", "."): one for node, one in answers.items()}
    folder = assessment(nodes, provider={"facts": given})
    return score(
        ours(), folder.model_copy(update={"assessed_on": min(on, folder.assessed_on)}), as_of=on
    )


def gates(rule: dict[str, Any], **more: Any) -> Gates:
    head = {"schema": "dpcap/gates/1", "id": "g", "title": text("g")}
    return Gates.model_validate({**head, "rules": {"r": {"message": text("r"), **rule}}, **more})


def judge(one: Profile, rule: dict[str, Any], **more: Any) -> GateResult:
    return judge_gates(gates(rule, **more), ours(), one)[0][0]


SALES = {"measure": "fact_sales", "versions": TWO}


def test_a_quarter_reviewed_later_is_judged_by_the_rule_of_the_quarter() -> None:
    found = judge(profile(facts={"sales": Q3}), SALES)
    assert (found.state, found.needed) == ("met", 200.0)
    assert (found.since, found.judged_by) == (date(2026, 1, 1), date(2026, 9, 30))
    assert found.coming is not None
    assert (found.coming.since, found.coming.state) == (date(2026, 10, 1), "failed")


def test_the_period_of_the_gates_goes_before_that_of_the_figure() -> None:
    found = judge(profile(facts={"sales": Q3}), SALES, period="2026-Q4")
    assert (found.state, found.needed, found.judged_by) == ("failed", 300.0, date(2026, 12, 31))
    assert found.coming is None


def test_by_day_the_day_of_the_decision_counts() -> None:
    found = judge(profile(facts={"sales": Q3}), {**SALES, "applies_by": "day"})
    assert (found.state, found.needed, found.judged_by) == ("failed", 300.0, ON)


def test_what_has_no_period_is_judged_by_the_day() -> None:
    found = judge(profile(facts={"sales": 250.0}), SALES)
    assert (found.needed, found.judged_by) == (300.0, ON)


def test_an_answer_brings_its_own_period() -> None:
    answer = {"AAA_1_1": {"value": 4.0, "envelope": {"period": "2026-08"}}}
    found = judge(profile(**answer), {"measure": "AAA_1_1", "versions": TWO})
    assert (found.needed, found.judged_by) == (200.0, date(2026, 8, 31))


def test_what_happened_is_judged_by_the_rule_of_that_day() -> None:
    rule = {
        "measure": "years_since.left_on",
        "applies_by": "occurrence",
        "versions": [
            {"until": "2025-12-31", "at_least": 0.5},
            {"from": "2026-01-01", "at_least": 1.0},
        ],
    }
    old = judge(profile(facts={"left_on": "2025-12-31"}), rule)
    assert (old.state, old.needed, old.judged_by) == ("met", 0.5, date(2025, 12, 31))
    new = judge(profile(facts={"left_on": "2026-01-01"}), rule)
    assert (new.state, new.needed) == ("failed", 1.0)
    unknown = judge(profile(), rule)
    assert (unknown.state, unknown.missing) == ("unchecked", ("left_on",))


def test_a_rule_to_come_fails_from_its_day_and_counts_nowhere() -> None:
    rule = {"measure": "fact_people", "at_least": 50, "from": "2027-06-01"}
    found = judge(profile(facts={"people": 20}), rule)
    assert (found.state, found.force, found.found) == ("not_applicable", "to_come", None)
    assert found.coming is not None
    assert (found.coming.since, found.coming.state) == (date(2027, 6, 1), "failed")
    begun = judge(profile(date(2027, 6, 1), {"people": 20}), rule)
    assert (begun.state, begun.force, begun.coming) == ("failed", "in_force", None)


def test_what_is_to_come_is_told_from_its_day() -> None:
    rule = {"measure": "fact_people", "at_least": 50, "from": "2027-06-01"}
    told = {**rule, "warn_from": "2026-11-25"}
    assert judge(profile(ON, {"people": 20}), told).coming is None
    assert judge(profile(date(2026, 11, 25), {"people": 20}), told).coming is not None


def test_a_lapsed_rule_counts_nowhere_and_holds_on_its_last_day() -> None:
    rule = {"measure": "fact_people", "at_least": 50, "until": "2026-11-24"}
    assert judge(profile(ON, {"people": 20}), rule).state == "failed"
    after = judge(profile(date(2026, 11, 25), {"people": 20}), rule)
    assert (after.state, after.force, after.coming) == ("not_applicable", "lapsed", None)


def test_a_rule_for_other_roles_does_not_apply() -> None:
    role = next(iter(ours().roles))
    rule = {"measure": "fact_people", "at_least": 50}
    one = profile(facts={"people": 20})
    assert judge(one, {**rule, "applies_to": [role]}).state == "failed"
    assert judge(one, {**rule, "applies_to": ["other"]}).state == "not_applicable"


def test_a_period_that_nobody_gives_leaves_a_dated_rule_unchecked() -> None:
    rule = {"measure": "fact_people", "at_least": 5, "applies_by": "period_end"}
    one = profile(facts={"people": 20})
    assert judge(one, rule).state == "met"
    dated = judge(one, {**rule, "from": "2026-01-01"})
    assert (dated.state, dated.missing) == ("unchecked", ("period",))
    spared = {**rule, "from": "2026-01-01", "where": "fact_people > 30.0"}
    assert judge(one, spared).state == "not_applicable"


def test_one_version_that_measures_a_period_has_all_chosen_by_it() -> None:
    versions = [
        {"until": "2026-09-30", "at_least": 1},
        {"from": "2026-10-01", "measure": "AAA_1_1", "at_least": 1},
    ]
    rule = {"measure": "fact_people", "versions": versions}
    one = profile(facts={"people": 20})
    found = judge(one, rule)
    assert (found.state, found.missing) == ("unchecked", ("period",))
    assert judge(one, rule, period="2026-Q3").state == "met"


def test_the_core_set_makes_no_rule_count_that_is_not_in_force() -> None:
    rule = {"measure": "fact_people", "at_least": 50, "from": "2027-06-01"}
    one = profile(facts={"people": 20}).model_copy(update={"asked": "core"})
    found = judge(one, rule)
    assert found.state == "not_applicable"
    assert found.coming is not None
    assert found.coming.state == "unchecked"


def waiver_of(expires_on: str, **rule: Any) -> WaiverResult:
    whole = {"measure": "fact_people", "at_least": 50, **rule}
    one = profile(facts={"people": 20})
    let_off = {
        "provider": one.provider.id,
        "rule": "r",
        "owner": "w",
        "reason": "r",
        "expires_on": expires_on,
    }
    return judge_gates(gates(whole, waivers=[let_off]), ours(), one)[1][0]


def test_a_waiver_given_ahead_is_not_unneeded() -> None:
    assert waiver_of("2027-12-31", **{"from": "2027-06-01"}).state == "used"
    assert waiver_of("2027-05-31", **{"from": "2027-06-01"}).state == "unneeded"
    assert waiver_of("2027-05-31", until="2026-01-01").state == "unneeded"


def test_a_version_that_is_off_suspends_the_rule() -> None:
    rule = {"measure": "fact_people", "at_least": 50}
    days = [{"until": "2026-10-31"}, {"from": "2026-11-01", "severity": "off"}]
    found = judge(profile(facts={"people": 20}), {**rule, "versions": days})
    assert (found.state, found.force) == ("not_applicable", "lapsed")


def test_the_rules_of_another_day_can_be_asked_for() -> None:
    one = profile(facts={"people": 20})
    made = gates({"measure": "fact_people", "versions": TWO})
    (now,) = rules_on(made.once(ready, ours()), one, ON)
    (then,) = rules_on(made.once(ready, ours()), one, date(2026, 9, 30))
    (before,) = rules_on(made.once(ready, ours()), one, date(2025, 12, 31))
    assert [(x.force, x.version.needed) for x in (now, then)] == [
        ("in_force", 300.0),
        ("in_force", 200.0),
    ]
    assert (before.force, before.counts) == ("to_come", False)
    assert before.coming is before.version


@pytest.mark.parametrize("place", [0, 1])
def test_versions_take_the_rest_from_the_rule(place: int) -> None:
    versions = [{"until": "2026-10-31"}, {"from": "2026-11-01", "at_most": 30, "severity": "warn"}]
    rule = {"measure": "fact_people", "at_least": 50, "where": "true", "versions": versions}
    made = gates(rule).rules["r"].each[place]
    assert made.operator == ("at_least", "at_most")[place]
    assert made.severity == ("error", "warn")[place]
    assert made.where == "true"
