"""How a north-star plan goes: each goal against the straight line to its target.

The line runs from the baseline over the milestones of the goal, in the order of their days, to the
target. A reading is on course if it is as good as the line on its own day; on the day of the
baseline the line is the baseline, from the day of the target on it is the target. Readings before
the baseline, and after the day looked at, do not count. What a profile says of a plan's metrics is
a reading of its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import isclose
from typing import NamedTuple

from dpcap.model.assessment import NpsCounts, figure_of
from dpcap.model.north_star import CounterMetric, NorthStarPlan, PlanGoal, PlanMilestone
from dpcap.model.plan_course import (
    CourseRole,
    CourseState,
    GoalCourse,
    IndexedLine,
    MilestoneCourse,
    PlanCourse,
)
from dpcap.model.plan_metrics import CAPABILITY, FLYWHEEL, PlanMetric, PlanMetrics
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode
from dpcap.scoring.normalise import net_promoter

# What is measured: the metric, and for the score of a question which question.
Measured = tuple[str, str | None]

_FEWEST = 2
# What is no more than this cannot be 100: the rest would have no room on a page.
_SMALLEST = 1e-9
# What computing the line may add or lose.
_ROUNDING = 1e-9
_Known = dict[Measured, tuple[tuple[date, float], ...]]


class PlanReading(NamedTuple):
    """A figure of a metric on a day; `source`: the file it stands in."""

    metric: str
    indicator: str | None
    on: date
    value: float
    source: str = ""

    @property
    def measured(self) -> Measured:
        """What is measured."""
        return self.metric, self.indicator


def plan_course(
    plan: NorthStarPlan, metrics: PlanMetrics, readings: Iterable[PlanReading], on: date
) -> PlanCourse:
    """How *plan* goes *on* a day by the *readings* up to it."""
    held: dict[Measured, dict[date, float]] = defaultdict(dict)
    for one in readings:
        if one.on <= on:
            held[one.measured][one.on] = one.value
    known = {key: tuple(sorted(days.items())) for key, days in held.items()}
    counters = [_counter(one, metrics, known) for one in plan.counter_metrics]
    goals = (
        *(one for one in counters if one.state == "worse"),
        *(_goal("leading", one, metrics, known, on) for one in plan.process_metrics),
        _goal("north_star", plan.north_star, metrics, known, on),
        *(one for one in counters if one.state != "worse"),
    )
    milestones = tuple(_milestone(one, on) for one in sorted(plan.milestones, key=_day_of))
    return PlanCourse(on, goals, milestones, tuple(_flywheel(metrics, known)))


def line_of(goal: PlanGoal) -> tuple[tuple[date, float], ...]:
    """The points of the line of *goal*: baseline, milestones, target; none unless it is whole."""
    start = goal.baseline.pair if goal.baseline else None
    end = goal.target.pair if goal.target else None
    if start is None or end is None or start[0] >= end[0]:
        return ()
    between = sorted((one.on, one.value) for one in goal.milestones if start[0] < one.on < end[0])
    return (start, *between, end)


def expected_on(points: Sequence[tuple[date, float]], day: date) -> float:
    """The figure that the line through *points* has on *day*; beyond its ends that of the end."""
    if day <= points[0][0]:
        return points[0][1]
    for (before, low), (after, high) in pairwise(points):
        if day <= after:
            return low + (high - low) * ((day - before).days / (after - before).days)
    return points[-1][1]


def _goal(
    role: CourseRole, goal: PlanGoal, metrics: PlanMetrics, known: _Known, on: date
) -> GoalCourse:
    found = metrics.find(goal.metric)
    points = line_of(goal)
    named = GoalCourse(role, found or goal.metric or "", goal.indicator, goal.owner, "not_set")
    if found is None or not points:
        return named
    start, end = points[0], points[-1]
    key = (found, goal.indicator if found == CAPABILITY else None)
    placed = named._replace(baseline=start, target=end, state="no_reading")
    counted = [one for one in known.get(key, ()) if one[0] >= start[0]]
    if not counted:
        return placed._replace(state="ended_unread") if on > end[0] else placed
    latest, way = counted[-1], end[1] - start[1]
    expected = expected_on(points, latest[0])
    return placed._replace(
        latest=latest,
        expected=expected,
        share=(latest[1] - start[1]) / way if way else None,
        state=_state(metrics.metrics[found], latest, expected, end, on),
    )


def _state(
    metric: PlanMetric,
    latest: tuple[date, float],
    expected: float,
    end: tuple[date, float],
    on: date,
) -> CourseState:
    if metric.is_as_good(latest[1], end[1]):
        return "reached"
    if latest[0] >= end[0]:
        return "missed"
    if on > end[0]:
        return "ended_unread"
    is_there = isclose(latest[1], expected, rel_tol=_ROUNDING, abs_tol=_ROUNDING)
    return "on_course" if is_there or metric.is_as_good(latest[1], expected) else "behind"


def _counter(kept: CounterMetric, metrics: PlanMetrics, known: _Known) -> GoalCourse:
    found, start = metrics.find(kept.metric), kept.baseline.pair if kept.baseline else None
    named = GoalCourse("counter", found or kept.metric or "", None, kept.owner, "not_set")
    if found is None or start is None:
        return named
    limit = start[1] if kept.limit is None else kept.limit
    placed = named._replace(baseline=start, target=(None, limit), state="no_reading")
    counted = [one for one in known.get((found, None), ()) if one[0] >= start[0]]
    if not counted:
        return placed
    is_held = metrics.metrics[found].is_as_good(counted[-1][1], limit)
    return placed._replace(latest=counted[-1], expected=limit, state="held" if is_held else "worse")


def _day_of(milestone: PlanMilestone) -> date:
    return milestone.on


def _milestone(one: PlanMilestone, on: date) -> MilestoneCourse:
    if one.reached is not None and one.reached <= on:
        late = (one.reached - one.on).days
        return MilestoneCourse(one, "reached_late" if late > 0 else "reached", max(late, 0))
    days = (one.on - on).days
    return MilestoneCourse(one, "late" if days < 0 else "due", abs(days))


def _flywheel(metrics: PlanMetrics, known: _Known) -> Iterator[IndexedLine]:
    for line in FLYWHEEL:
        names = [name for name, one in metrics.metrics.items() if one.flywheel == line]
        rows = {name: known.get((name, None), ()) for name in names}
        best = max(names, key=lambda name: len(rows[name]), default=None)
        if best is None or len(rows[best]) < _FEWEST:
            yield IndexedLine(line, None)
            continue
        first = rows[best][0][1]
        is_usable = first > _SMALLEST
        points = tuple((day, 100 * value / first) for day, value in rows[best]) if is_usable else ()
        yield IndexedLine(line, best, rows[best], points)


def profile_figures(profile: Profile, metrics: PlanMetrics) -> dict[Measured, float]:
    """The figure of each metric that a question of *profile* asks for, and all proved scores.

    Of several questions of one metric the first that has a figure counts.
    """
    found: dict[Measured, float] = {}
    for node in profile.indicators():
        metric, figure = metrics.of_indicator(node.id), _figure(node)
        if metric is not None and figure is not None:
            found.setdefault((metric, None), figure)
        if node.proved is not None:
            found[CAPABILITY, node.id] = node.proved
    return found


def profile_readings(profile: Profile, metrics: PlanMetrics, source: str) -> Iterator[PlanReading]:
    """The figures of *profile* as readings of its day; *source*: the file it stands in."""
    for (metric, indicator), value in profile_figures(profile, metrics).items():
        yield PlanReading(metric, indicator, profile.as_of, value, source)


def _figure(node: IndicatorNode) -> float | None:
    if node.state != "answered":
        return None
    if isinstance(node.value, NpsCounts):
        return net_promoter(node.value).nps if any(dict(node.value).values()) else None
    return figure_of(node.value)
