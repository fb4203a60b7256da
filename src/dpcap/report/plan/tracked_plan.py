"""A north-star plan and how it goes: all that any output needs."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_course import PlanCourse
from dpcap.model.plan_metrics import PlanMetrics


class TrackedPlan(NamedTuple):
    """A plan and how it goes; `sources`: how many profiles and readings were read."""

    plan: NorthStarPlan
    metrics: PlanMetrics
    course: PlanCourse
    profiles: int
    readings: int
    findings: tuple[Finding, ...]
