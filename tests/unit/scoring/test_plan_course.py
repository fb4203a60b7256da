"""The course of a plan: the straight line and its ends, states, milestones, the flywheel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dpcap.intake.north_star import load_plan_metrics
from dpcap.model.north_star import NorthStarPlan, PlanGoal
from dpcap.model.plan_course import GoalCourse, PlanCourse
from dpcap.scoring.plan_course import (
    PlanReading,
    expected_on,
    line_of,
    plan_course,
)

METRICS = load_plan_metrics()
START, END = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days


def plan(metric: str = "repurchase_rate", low: float = 10, high: float = 20, **more: Any) -> Any:
    goal = {
        "metric": metric,
        "baseline": {"value": low, "on": START},
        "target": {"value": high, "on": END},
    }
    return {"schema": "dpcap/plan/1", "id": "p", "title": "t", "north_star": {**goal, **more}}


def course(
    readings: list[tuple[str, int, float]], on: int = 200, whole: dict[str, Any] | None = None
) -> PlanCourse:
    read = [PlanReading(m, None, START + timedelta(days), value) for m, days, value in readings]
    made = NorthStarPlan.model_validate(whole or plan())
    return plan_course(made, METRICS, read, START + timedelta(on))


def star(readings: list[tuple[int, float]], on: int = 200, **more: Any) -> GoalCourse:
    named = [("repurchase_rate", days, value) for days, value in readings]
    return next(one for one in course(named, on, plan(**more)).goals if one.role == "north_star")


@pytest.mark.parametrize(
    ("days", "value", "on", "state"),
    [
        (0, 10, 0, "on_course"),  # on the day of the baseline the line is the baseline
        (0, 9.9, 0, "behind"),
        (-1, 30, 50, "no_reading"),  # before it nothing counts
        (50, 15, 50, "on_course"),
        (50, 14.99, 50, "behind"),
        (99, 19.9, 99, "on_course"),
        (100, 20, 100, "reached"),  # from the day of the target on it is the target
        (100, 19.99, 100, "missed"),
        (101, 20, 101, "reached"),
        (101, 19.99, 101, "missed"),
        (30, 20, 30, "reached"),
        (99, 19.8, 100, "behind"),  # on that day a reading may still come
        (99, 19.9, 101, "ended_unread"),
        (60, 30, 59, "no_reading"),  # nor does what comes after the day looked at
    ],
)
def test_a_reading_is_held_against_the_line_on_its_day(
    days: int, value: float, on: int, state: str
) -> None:
    assert star([(days, value)], on).state == state


def test_the_last_reading_counts() -> None:
    assert star([(30, 20), (50, 12)], 60).state == "behind"
    found = star([(50, 12), (30, 20)], 60)
    assert (found.latest, found.expected, found.share) == ((START + timedelta(50), 12), 15, 0.2)


def test_without_readings_the_end_is_told() -> None:
    assert star([], 50).state == "no_reading"
    assert star([], 100).state == "no_reading"
    assert star([], 101).state == "ended_unread"


def test_the_line_goes_over_the_milestones_in_the_order_of_their_days() -> None:
    steps = [
        {"on": START + timedelta(80), "value": 12},
        {"on": START + timedelta(40), "value": 11},
    ]
    goal = PlanGoal.model_validate(plan(milestones=steps)["north_star"])
    points = line_of(goal)
    at = [expected_on(points, START + timedelta(days)) for days in (-5, 0, 20, 40, 60, 80, 90, 300)]
    assert at == [10, 10, 10.5, 11, 11.5, 12, 16, 20]
    assert star([(40, 11)], 40, milestones=steps).state == "on_course"
    assert star([(40, 10.9)], 40, milestones=steps).state == "behind"


def test_lower_is_better_where_the_list_says_so() -> None:
    whole = plan("refund_rate", 20, 10)
    for value, state in ((15, "on_course"), (15.1, "behind"), (10, "reached")):
        (found,) = course([("refund_rate", 50, value)], 50, whole).goals
        assert found.state == state


def test_what_is_not_whole_is_not_judged() -> None:
    assert star([(50, 15)], 60, target={"value": 20}).state == "not_set"
    assert star([(50, 15)], 60, baseline=None).state == "not_set"
    assert star([(50, 15)], 60, metric="unheard_of").state == "not_set"
    assert star([(50, 15)], 60, target={"value": 20, "on": START}).state == "not_set"


def counters(limit: float | None = None) -> dict[str, Any]:
    kept = {"metric": "refund_rate", "baseline": {"value": 10, "on": START}, "limit": limit}
    lead = {**plan()["north_star"], "metric": "watch_time", "strategy": "s"}
    return {
        **plan(),
        "counter_metrics": [{**kept, "metric": "experience_score"}, kept],
        "process_metrics": [lead],
    }


def test_a_counter_metric_that_got_worse_is_told_first() -> None:
    rows = [("refund_rate", 50, 10.1), ("experience_score", 50, 10), ("watch_time", 50, 15)]
    found = course(rows, 60, counters())
    assert [(one.role, one.metric, one.state) for one in found.goals] == [
        ("counter", "refund_rate", "worse"),
        ("leading", "watch_time", "on_course"),
        ("north_star", "repurchase_rate", "no_reading"),
        ("counter", "experience_score", "held"),
    ]


@pytest.mark.parametrize(("value", "limit", "state"), [(10, None, "held"), (12, 12, "held")])
def test_a_counter_metric_holds_at_its_line(value: float, limit: float | None, state: str) -> None:
    found = course([("refund_rate", 0, value)], 0, counters(limit)).goals[-1]
    assert (found.metric, found.state) == ("refund_rate", state)
    worse = course([("refund_rate", 0, value + 0.1)], 0, counters(limit)).goals[0]
    assert (worse.metric, worse.state) == ("refund_rate", "worse")


def test_milestones_are_due_late_or_reached() -> None:
    days = [START + timedelta(n) for n in (10, 20, 30, 40)]
    whole = {
        **plan(),
        "milestones": [
            {"on": days[3], "what": "d"},
            {"on": days[2], "what": "c"},
            {"on": days[1], "what": "b", "reached": days[2]},
            {"on": days[0], "what": "a", "reached": days[0]},
        ],
    }
    found = [(one.milestone.what, one.state, one.days) for one in course([], 31, whole).milestones]
    assert found == [
        ("a", "reached", 0),
        ("b", "reached_late", 10),
        ("c", "late", 1),
        ("d", "due", 9),
    ]
    at_day = course([], 30, whole).milestones[2]
    assert (at_day.state, at_day.days) == ("due", 0)


def test_the_flywheel_begins_at_a_hundred() -> None:
    rows = [("videos_posted", 0, 40), ("videos_posted", 30, 60), ("plays", 30, 5), ("plays", 0, 0)]
    lines = {one.line: one for one in course([*rows, ("exposure", 0, 9)]).flywheel}
    assert [value for _, value in lines["content"].points] == [100, 150]
    assert (lines["reach"].metric, lines["reach"].points) == ("plays", ())
    assert (lines["interaction"].metric, lines["return"].metric) == (None, None)
