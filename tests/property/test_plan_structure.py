"""Laws of the lint of plans: the order of parts says nothing, and a whole plan has no fault."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.intake.lint.plan_fault import PlanFault
from dpcap.intake.lint.plan_rules import plan_faults
from dpcap.intake.north_star import load_plan_metrics
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import CAPABILITY
from north_star_plans import clean_plan, labels, read_labelled

METRICS = load_plan_metrics()
OUTCOMES = sorted(name for name, one in METRICS.metrics.items() if one.kind == "outcome")
EFFECTS = sorted(
    name
    for name, one in METRICS.metrics.items()
    if one.kind == "process" and not one.activity and name != CAPABILITY
)
PARTS = ("strategies", "process_metrics", "counter_metrics", "milestones", "resources")
START = date(2026, 1, 1)
NAMES = st.sampled_from(("周敏", "Chen Lu", "何静", "Yu"))
FEW = settings(max_examples=60, deadline=None)


def faults(plan: dict[str, Any]) -> tuple[PlanFault, ...]:
    return plan_faults(NorthStarPlan.model_validate(plan), METRICS)


def told(plan: dict[str, Any]) -> Counter[tuple[str, str]]:
    """What is wrong, whatever the places."""
    return Counter((one.code, str(sorted(one.params.items()))) for one in faults(plan))


@FEW
@given(st.data())
def test_the_order_of_parts_changes_nothing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(labels())))
    plan = read_labelled(name)
    mixed = {
        key: data.draw(st.permutations(one)) if key in PARTS else one for key, one in plan.items()
    }
    assert told(mixed) == told(plan)


@st.composite
def goals(draw: st.DrawFn, metric: str, ends: date) -> dict[str, Any]:
    """A goal that goes the right way, by somebody, in time."""
    low, way = draw(st.integers(1, 50)), draw(st.integers(1, 40))
    up = METRICS.metrics[metric].direction == "up"
    start, target = (low, low + way) if up else (low + way, low)
    last = draw(st.dates(START + timedelta(2), ends))
    middle = [{"on": START + timedelta(1), "value": (start + target) / 2}]
    return {
        "metric": draw(st.sampled_from((metric, METRICS.metrics[metric].title.zh))),
        "owner": draw(NAMES),
        "baseline": {"value": start, "on": START},
        "target": {"value": target, "on": last},
        "milestones": draw(st.sampled_from(([], middle))),
    }


@st.composite
def whole_plans(draw: st.DrawFn) -> dict[str, Any]:
    """Plans without a fault: everything is there, and points to what is there."""
    ends = START + timedelta(draw(st.integers(10, 700)))
    north = draw(st.sampled_from(OUTCOMES))
    ids = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
    process = []
    for place, metric in enumerate(
        draw(st.lists(st.sampled_from(EFFECTS), min_size=len(ids), max_size=8, unique=True))
    ):
        goal = draw(goals(metric, ends))
        process.append({**goal, "strategy": ids[place % len(ids)]})
    watched = {w for one in (north, *process_ids(process)) for w in METRICS.metrics[one].watch}
    counters = sorted({*watched, "sell_through", "product_rating"} - {north})
    kept = [
        {"metric": one, "owner": draw(NAMES), "baseline": {"value": 3, "on": START}}
        for one in counters
    ]
    named = {"owner": draw(NAMES)}
    return {
        **clean_plan(),
        "stage": None,
        "starts": START,
        "ends": ends,
        "north_star": {**draw(goals(north, ends)), **named, "counters": counters[:1]},
        "strategies": [{"id": one, "goal": "买得对"} for one in ids],
        "process_metrics": process,
        "counter_metrics": kept,
        "milestones": [{"on": ends, "what": "x", "done": "y", "strategy": ids[0]}],
        "resources": [{"strategy": one, "people": 2, "budget": "3万"} for one in ids],
    }


def process_ids(process: list[dict[str, Any]]) -> list[str]:
    found = [METRICS.find(one["metric"]) for one in process]
    return [one for one in found if one]


@FEW
@given(whole_plans())
def test_a_plan_without_a_fault_lints_clean(plan: dict[str, Any]) -> None:
    assert faults(plan) == ()


@FEW
@given(whole_plans(), st.data())
def test_what_is_taken_out_is_told(plan: dict[str, Any], data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(("owner", "baseline", "target")))
    goal = data.draw(st.sampled_from([plan["north_star"], *plan["process_metrics"]]))
    goal[part] = None
    code = {"owner": "DP517", "baseline": "DP518", "target": "DP515"}[part]
    assert code in {one.code for one in faults(plan)}
