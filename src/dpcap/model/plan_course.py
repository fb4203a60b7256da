"""How a north-star plan goes: its goals, its milestones and its flywheel on a day."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from dpcap.model.north_star import PlanMilestone
from dpcap.model.plan_metrics import FlywheelLine

CourseRole = Literal["leading", "north_star", "counter"]
CourseState = Literal[
    "worse",
    "missed",
    "behind",
    "ended_unread",
    "no_reading",
    "not_set",
    "on_course",
    "held",
    "reached",
]
MilestoneState = Literal["reached", "reached_late", "late", "due"]


class GoalCourse(NamedTuple):
    """One metric of the plan and where it is.

    `baseline`, `target`: day and figure; for a counter-metric the target is what it must not get
    worse than. `latest`: the last reading that counts; `expected`: the line on its day; `share`:
    how much of the way is gone (None: no way, or no reading).
    """

    role: CourseRole
    metric: str
    indicator: str | None
    owner: str | None
    state: CourseState
    baseline: tuple[date, float] | None = None
    target: tuple[date | None, float] | None = None
    latest: tuple[date, float] | None = None
    expected: float | None = None
    share: float | None = None


class MilestoneCourse(NamedTuple):
    """A milestone, and how many days it is away (late: how many it is over)."""

    milestone: PlanMilestone
    state: MilestoneState
    days: int


class IndexedLine(NamedTuple):
    """One line of the flywheel: its metric, its readings, and these with the first as 100."""

    line: FlywheelLine
    metric: str | None
    readings: tuple[tuple[date, float], ...] = ()
    points: tuple[tuple[date, float], ...] = ()


class PlanCourse(NamedTuple):
    """How the plan goes on a day; `goals`: counter-metrics that got worse first, then the rest."""

    on: date
    goals: tuple[GoalCourse, ...]
    milestones: tuple[MilestoneCourse, ...]
    flywheel: tuple[IndexedLine, ...]
