"""Gates: marks, conditions, blanks, waivers, change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number, text
from dpcap.model.change import Change, ChangeParts
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates, WaiverResult
from dpcap.model.measure import MEASURES, names
from dpcap.model.profile import Profile
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.measures import READERS
from dpcap.scoring.score import score

FACTS = {
    "people": {"title": text("people"), "kind": "number"},
    "listed": {"title": text("listed"), "kind": "boolean"},
    "track": {"title": text("track"), "kind": "text"},
    "cities": {"title": text("cities"), "kind": "texts"},
    "founded": {"title": text("founded"), "kind": "date"},
}


def ours() -> Framework:
    proof = {"ask": text("show"), "valid_days": 90}
    figure = number(
        {"by": "points", "points": [[0, 0], [10, 100]], "anchor": "illustrative"},
        envelope={"period": "any"},
    )
    return framework(
        area(
            "AAA",
            [
                indicator("AAA-1.1", critical=True, evidence=proof),
                indicator("AAA-1.2", figure, not_applicable=["closed"]),
                indicator("AAA-1.3", when="fact_listed"),
            ],
        ),
        facts=FACTS,
    )


def profile(facts: dict[str, Any] | None = None, **answers: Any) -> Profile:
    given = {
        name: value if isinstance(value, dict) else {"value": value}
        for name, value in (facts or {}).items()
    }
    nodes = {node.replace("_", "-", 1).replace("_", "."): one for node, one in answers.items()}
    pieces = {"e1": evidence("e1")}
    return score(ours(), assessment(nodes, provider={"facts": given}, evidence=pieces))


def gates(*rules: dict[str, Any], **more: Any) -> Gates:
    made = {f"r{n}": {"message": text("rule"), **rule} for n, rule in enumerate(rules, 1)}
    head = {"schema": "dpcap/gates/1", "id": "g", "title": text("g")}
    return Gates.model_validate({**head, "rules": made, **more})


def judge(one: Profile, *rules: dict[str, Any], **more: Any) -> tuple[GateResult, ...]:
    change = more.pop("change", None)
    return judge_gates(gates(*rules, **more), ours(), one, change)[0]


def state(one: Profile, **rule: Any) -> str:
    return judge(one, rule)[0].state


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ({"at_least": 20}, "met"),
        ({"at_least": 20.5}, "failed"),
        ({"at_most": 20}, "met"),
        ({"at_most": 19.5}, "failed"),
        ({"equals": 20}, "met"),
        ({"equals": 21}, "failed"),
        ({"at_least": 20 + 1e-10}, "met"),
        ({"at_most": 20 - 1e-10}, "met"),
        ({"at_least": 20.001}, "failed"),
    ],
)
def test_a_figure_is_held_against_its_mark(mark: dict[str, Any], outcome: str) -> None:
    assert state(profile({"people": 20}), measure="fact_people", **mark) == outcome


def test_the_result_says_what_was_needed_and_found() -> None:
    (result,) = judge(
        profile({"people": 14}), {"measure": "fact_people + proved.AAA_1_2", "at_least": 20}
    )
    assert result == GateResult(
        id="r1",
        severity="error",
        state="failed",
        operator="at_least",
        needed=20.0,
        found=14.0,
        nodes=("AAA-1.2",),
        facts=("people",),
    )
    assert GateResult.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("found", [True, False])
def test_yes_and_text_are_held_against_their_like(found: bool) -> None:
    one = profile({"listed": found, "track": "brand"})
    assert state(one, measure="fact_listed", equals=found) == "met"
    assert state(one, measure="fact_listed", equals=not found) == "failed"
    assert state(one, measure="fact_track", equals="brand") == "met"
    assert state(one, measure="fact_track", equals="belt") == "failed"
    assert state(one, measure="fact_track", equals=found) == "unchecked"
    assert state(one, measure="fact_listed", equals=1) == "unchecked"


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        ({"measure": "fact_people", "at_least": 0}, ("people",)),
        ({"measure": "AAA_1_2", "at_most": 100}, ("AAA-1.2",)),
        ({"measure": "fact_people + AAA_1_2", "at_most": 0}, ("people", "AAA-1.2")),
        ({"measure": "shops", "where": "fact_listed", "at_least": 0}, ("listed",)),
        ({"measure": "years_since.founded", "at_least": 0}, ("founded",)),
        ({"measure": "off_period", "at_most": 0}, ("period",)),
        ({"measure": "in_period.people", "equals": True}, ("period",)),
        ({"measure": "review_share", "at_least": 0}, ("review_share",)),
        ({"measure": "proved.overall / shops", "at_least": 0}, ()),
        ({"measure": "1.0 / shops", "at_least": 0}, ()),
        ({"measure": "-1.0 / shops", "at_most": 0}, ()),
    ],
)
def test_what_cannot_be_worked_out_is_never_met(
    rule: dict[str, Any], missing: tuple[str, ...]
) -> None:
    (result,) = judge(profile(), rule)
    assert (result.state, result.found, result.missing) == ("unchecked", None, missing)


def test_a_condition_decides_whether_a_rule_applies() -> None:
    rule = {"measure": "fact_people", "at_least": 20, "where": "fact_track == 'belt'"}
    assert state(profile({"track": "belt", "people": 1}), **rule) == "failed"
    assert state(profile({"track": "brand"}), **rule) == "not_applicable"
    assert state(profile({"people": 30}), **rule) == "unchecked"


def test_a_blank_matters_only_where_the_outcome_hangs_on_it() -> None:
    rule = {"measure": "shops", "at_least": 1, "where": "fact_track == 'belt' && fact_listed"}
    assert state(profile({"track": "brand"}), **rule) == "not_applicable"
    assert state(profile({"listed": False}), **rule) == "not_applicable"
    assert state(profile({"track": "belt"}), **rule) == "unchecked"


def test_a_rule_that_is_off_is_left_out() -> None:
    off = {"measure": "fact_people", "at_least": 1, "severity": "off"}
    warn = {"measure": "fact_people", "at_least": 1, "severity": "warn"}
    assert [(r.id, r.severity) for r in judge(profile(), off, warn)] == [("r2", "warn")]


# ── waivers ──────────────────────────────────────────────────────────────────────────────────


def waived(days: int, people: int = 1, **more: Any) -> tuple[GateResult, tuple[WaiverResult, ...]]:
    waiver = {
        "provider": "p1",
        "rule": "r1",
        "owner": "王",
        "reason": "已说明",
        "expires_on": DAY + timedelta(days=days),
        **more,
    }
    made = gates({"measure": "fact_people", "at_least": 20}, waivers=[waiver])
    (result,), waivers = judge_gates(made, ours(), profile({"people": people}))
    return result, waivers


@pytest.mark.parametrize("days", [0, 30])
def test_a_waiver_holds_to_its_last_day(days: int) -> None:
    result, (waiver,) = waived(days)
    assert (result.state, result.found, result.needed) == ("waived", 1.0, 20.0)
    assert (result.waiver_owner, result.waiver_until) == ("王", waiver.expires_on)
    assert waiver.state == "used"


def test_an_expired_waiver_lets_nobody_off() -> None:
    result, (waiver,) = waived(-1)
    assert (result.state, result.waiver_owner, waiver.state) == ("failed", None, "expired")


def test_a_waiver_no_longer_needed_is_said() -> None:
    for days in (-1, 0):
        result, (waiver,) = waived(days, people=20)
        assert (result.state, result.waiver_until, waiver.state) == ("met", None, "unneeded")


def test_a_waiver_covers_what_could_not_be_checked() -> None:
    made = gates(
        {"measure": "fact_people", "at_least": 20},
        waivers=[
            {"provider": "p1", "rule": "r1", "owner": "a", "reason": "b", "expires_on": DAY},
        ],
    )
    assert judge_gates(made, ours(), profile())[0][0].state == "waived"


def test_waivers_of_others_and_of_unknown_rules() -> None:
    result, waivers = waived(30, provider="p2")
    assert (result.state, waivers) == ("failed", ())
    result, (waiver,) = waived(30, rule="r9")
    assert (result.state, waiver.state) == ("failed", "unknown")


def test_a_waiver_of_a_rule_that_is_off_is_unneeded() -> None:
    made = gates(
        {"measure": "fact_people", "at_least": 20, "severity": "off"},
        waivers=[{"provider": "p1", "rule": "r1", "owner": "a", "reason": "b", "expires_on": DAY}],
    )
    results, (waiver,) = judge_gates(made, ours(), profile())
    assert (results, waiver.state) == ((), "unneeded")


# ── change ───────────────────────────────────────────────────────────────────────────────────


def changed(answers: float, proof: float, level: str | None = "L1") -> Change:
    split = ChangeParts(
        before=50, after=50 + answers + proof, ruler=0, provider=0, peers=0,
        answers=answers, proof=proof,
    )  # fmt: skip
    return Change(
        before_digest="0", before_as_of=DAY, before_assessed_on=DAY, before_framework="0",
        before_role="one", level_before="L2", level_after=level, overall=split,
        areas={"aaa": split},
    )  # fmt: skip


def test_rules_on_change_apply_only_to_what_is_in_the_baseline() -> None:
    rule = {"measure": "change.overall.answers", "at_least": -5}
    assert judge(profile(), rule)[0].state == "not_applicable"
    assert judge(profile(), rule, change=changed(-6, 9))[0].state == "failed"
    assert judge(profile(), rule, change=changed(-5, 0))[0].state == "met"
    where = {"measure": "shops", "at_least": 0, "where": "change.aaa.total < 0.0"}
    assert judge(profile(), where)[0].state == "not_applicable"
    assert judge(profile(), where, change=changed(-3, 2))[0].state == "met"
    assert judge(profile(), where, change=changed(-3, 4))[0].state == "not_applicable"


@pytest.mark.parametrize(
    ("after", "outcome"),
    [("L3", "met"), ("L2", "met"), ("L1", "failed"), (None, "failed"), ("X", "unchecked")],
)
def test_a_fall_of_the_level_is_told_in_ranks(after: str | None, outcome: str) -> None:
    rule = {"measure": "change_level", "at_least": 0}
    assert judge(profile(), rule, change=changed(0, 0, after))[0].state == outcome


# ── measures ─────────────────────────────────────────────────────────────────────────────────


def found(one: Profile, measure: str, **more: Any) -> object:
    """What a measure comes to: each type of mark finds its own."""
    marks: tuple[dict[str, Any], ...] = ({"at_least": 0}, {"equals": True}, {"equals": "x"})
    results = judge(one, *({"measure": measure, **mark} for mark in marks), **more)
    return next((r.found for r in results if r.found is not None), None)


def test_every_measure_is_read() -> None:
    assert {measure.root for measure in MEASURES} == set(READERS)
    assert {name.root for name in ours().once(names).values()} == set(READERS)


def test_scores_counts_and_states() -> None:
    one = profile(
        {"listed": True, "cities": ["甲", "乙"], "people": 3},
        AAA_1_1={"value": True, "evidence": ["e1"]},
        AAA_1_2={"value": 7, "envelope": {"period": "2026-10"}},
    )
    expected: dict[str, object] = {
        "claimed.AAA_1_2": 70.0,
        "proved.AAA_1": 170 / 3,
        "proved.aaa": 170 / 3,
        "proved.overall": 170 / 3,
        "proved_ceiling.overall": 90.0,
        "coverage.overall": 2 / 3,
        "applicable.overall": 1.0,
        "asked.AAA_1_3": True,
        "graded": False,
        "level.proved": 0.0,
        "level_id.proved": "none",
        "critical.asked": 1.0,
        "critical.passed": 1.0,
        "critical.open": 0.0,
        "critical_state.AAA_1_1": "passed",
        "findings.warnings": 0.0,
        "findings.contradictions": 0.0,
        "findings.unchecked": 0.0,
        "findings.serious": 0.0,
        "findings.serious_unchecked": 0.0,
        "review.pieces": 1.0,
        "review.unreviewed": 1.0,
        "review_share": 0.0,
        "review_age_days": None,
        "contested": False,
        "role_confirmed": False,
        "role": "one",
        "role_declared": "one",
        "shops": 0.0,
        "age_days": 0.0,
        "fact_people": 3.0,
        "size(fact_cities)": 2.0,
        "size(categories)": 0.0,
        "AAA_1_1": True,
        "AAA_1_2": 7.0,
        "AAA_1_3": None,
        "basis.people": None,
        "days_since.people": None,
    }
    assert {name: found(one, name) for name in expected} == pytest.approx(expected)


def test_facts_tell_their_day_period_and_basis() -> None:
    one = profile(
        {
            "people": {
                "value": 3,
                "on": DAY - timedelta(days=9),
                "basis": "paid",
                "period": "2026-08",
            },
            "founded": "2024-02-29",
            "listed": {"value": True, "period": "next week"},
        }
    )
    assert found(one, "days_since.people") == 9.0
    assert found(one, "basis.people") == "paid"
    assert found(one, "in_period.people", period="2026-Q3") is True
    assert found(one, "in_period.people", period="2026-Q4") is False
    assert found(one, "in_period.listed", period="2026-Q4") is False
    assert found(one, "years_since.founded") == pytest.approx(2 + 265 / 365)


def test_figures_outside_the_wanted_period_are_counted() -> None:
    for period, count in (("2026-Q4", 0.0), ("2026-10", 0.0), ("2026-11", 1.0)):
        one = profile(AAA_1_2={"value": 7, "envelope": {"period": "2026-10"}})
        assert found(one, "off_period", period=period) == count


def test_the_last_review_has_an_age_and_none_has_none() -> None:
    one = profile(AAA_1_1=True)
    assert found(one, "review_age_days") is None
    for days in (0, 30):
        last = one.as_of - timedelta(days=days)
        seen = one.model_copy(update={"review": one.review.model_copy(update={"last_on": last})})
        assert found(seen, "review_age_days") == days


def test_a_question_not_asked_can_be_told_from_a_blank() -> None:
    rule = {"measure": "AAA_1_3", "equals": True, "where": "asked.AAA_1_3"}
    assert state(profile({"listed": False}), **rule) == "not_applicable"
    assert state(profile({"listed": True}), **rule) == "unchecked"
    assert state(profile(), **rule) == "unchecked"


def test_a_median_that_a_lacking_row_could_move_has_no_value() -> None:
    """The answer counts; but a gate on its figure could not be checked."""
    figure = number(
        {"by": "points", "points": [[0, 0], [10, 100]], "anchor": "illustrative"},
        envelope={"period": "any"},
    )
    of = framework(area("AAA", [indicator("AAA-1.1", figure, per="shop")]))
    rows = [{"shop": f"s{n}", "value": float(n), "envelope": {"period": "2026-10"}} for n in (1, 2)]
    for given, outcome in ((rows, "met"), (rows[:1], "unchecked")):
        one = score(of, assessment({}, shops=2, rows={"AAA-1.1": given}))
        (found,) = judge_gates(gates({"measure": "AAA_1_1", "at_least": 1}), of, one, None)[0]
        assert next(one.indicators()).state == "answered"
        assert found.state == outcome
