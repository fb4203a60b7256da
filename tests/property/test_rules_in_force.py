"""The laws of rules with days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from builders import area, assessment, framework, indicator, text
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.scoring.compiled_gates import ready
from dpcap.scoring.decision_basis import propose
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.rules_in_force import rules_on
from dpcap.scoring.score import score

FIRST = date(2026, 11, 20)
OURS: Framework = framework(
    area("AAA", [indicator("AAA-1.1")]),
    facts={
        "people": {"title": text("people"), "kind": "number"},
        "left_on": {"title": text("left on"), "kind": "date"},
    },
)
DAYS = st.integers(-400, 400).map(lambda n: FIRST + timedelta(n))
LATER = st.integers(0, 400).map(lambda n: FIRST + timedelta(n))
PERIODS = st.sampled_from([None, "2026-Q1", "2026-Q3", "2026-Q4", "2026-11"])
BY = st.sampled_from([None, "day", "period_end", "occurrence"])


@st.composite
def versions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Versions whose days do not overlap; days between them may be without any."""
    edges = sorted(draw(st.sets(DAYS, min_size=1, max_size=5)))
    made = []
    for begins, ends in zip(edges, [*edges[1:], None], strict=True):
        if draw(st.booleans()) or not made:
            gap = draw(st.integers(1, 30)) if ends else 0
            until = max(begins, ends - timedelta(gap)) if ends else None
            until = min(until, ends - timedelta(1)) if ends and until else until
            days = {"from": begins, "until": until if draw(st.booleans()) or ends else None}
            made.append({**days, "at_least": draw(st.integers(0, 100))})
    return draw(st.permutations(made))


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    measure = draw(st.sampled_from(["fact_people", "fact_people * years_since.left_on"]))
    made: dict[str, Any] = {"measure": measure, "message": text("r")}
    by = draw(BY)
    if by:
        made["applies_by"] = by
    if draw(st.booleans()):
        return {**made, "at_least": draw(st.integers(0, 100))}
    return {**made, "versions": draw(versions())}


def profile(day: date, facts: dict[str, Any]) -> Any:
    folder = assessment({}, provider={"facts": facts})
    return score(OURS, folder.model_copy(update={"assessed_on": FIRST}), as_of=day)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "people": st.builds(
            lambda value, period: {"value": float(value), **({"period": period} if period else {})},
            st.integers(0, 100),
            PERIODS,
        ),
        "left_on": DAYS.map(lambda day: {"value": day.isoformat()}),
    },
)
EACH = st.dictionaries(st.sampled_from(["a", "b", "c"]), rules(), min_size=1)


def gates(each: dict[str, Any], period: str | None = None) -> Gates:
    head = {"schema": "dpcap/gates/1", "id": "g", "title": text("g")}
    return Gates.model_validate({**head, "period": period, "rules": each})


@given(EACH, FACTS, LATER, PERIODS)
def test_the_version_chosen_is_the_one_whose_days_hold_the_day(
    each: dict[str, Any], facts: dict[str, Any], day: date, period: str | None
) -> None:
    made = gates(each, period)
    for rule in rules_on(made.once(ready, OURS), profile(day, facts), day):
        by, own = rule.chosen.day, made.rules[rule.id].each
        if not rule.dated or by is None:
            continue
        holding = [one for one in own if (one.from_ or by) <= by <= (one.until or by)]
        assert [rule.version.gate] == holding if rule.force == "in_force" else not holding
        later = [one.from_ for one in own if one.from_ and one.from_ > by]
        assert (rule.coming.gate.from_ if rule.coming else None) == min(later, default=None)
        assert rule.force != "to_come" or later


@given(EACH, FACTS, LATER, PERIODS)
def test_a_rule_not_in_force_never_changes_a_verdict(
    each: dict[str, Any], facts: dict[str, Any], day: date, period: str | None
) -> None:
    one, made = profile(day, facts), gates(each, period)
    results, _ = judge_gates(made, OURS, one)
    out = {rule.id for rule in rules_on(made.once(ready, OURS), one, day) if not rule.counts}
    assert all(one.state == "not_applicable" for one in results if one.id in out)
    left = {name: rule for name, rule in each.items() if name not in out}
    fewer = judge_gates(gates(left, period), OURS, one)[0] if left else ()
    assert [one for one in results if one.id not in out] == list(fewer)
    assert propose(results, graded=True) == propose(fewer, graded=True)


@given(EACH, FACTS, LATER, PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_rules_and_versions_changes_nothing(
    each: dict[str, Any], facts: dict[str, Any], day: date, period: str | None, random: Any
) -> None:
    def shuffled(items: list[Any]) -> list[Any]:
        return random.sample(items, len(items))

    other = {
        name: {**rule, "versions": shuffled(rule["versions"])} if "versions" in rule else rule
        for name, rule in shuffled(list(each.items()))
    }
    one = profile(day, facts)
    first, _ = judge_gates(gates(each, period), OURS, one)
    second, _ = judge_gates(gates(other, period), OURS, one)
    assert {one.id: one for one in first} == {one.id: one for one in second}
