"""How a plan goes, for machines."""

from __future__ import annotations

import json
from datetime import date

from dpcap.model.plan_course import GoalCourse, IndexedLine, MilestoneCourse
from dpcap.report.plan.tracked_plan import TrackedPlan


def plan_json(found: TrackedPlan) -> str:
    """The course of *found*, unrounded."""
    plan, course = found.plan, found.course
    said = {
        "schema": "dpcap/plan-course/1",
        "plan": plan.id,
        "title": plan.title,
        "provider": plan.provider,
        "on": course.on.isoformat(),
        "profiles": found.profiles,
        "readings": found.readings,
        "goals": [_goal(one) for one in course.goals],
        "milestones": [_milestone(one) for one in course.milestones],
        "flywheel": [_line(one) for one in course.flywheel],
        "findings": [{"code": one.code, "file": one.file} for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _pair(pair: tuple[date | None, float] | None) -> dict[str, object] | None:
    if pair is None:
        return None
    return {"on": pair[0].isoformat() if pair[0] else None, "value": pair[1]}


def _goal(one: GoalCourse) -> dict[str, object]:
    dated = {name: _pair(getattr(one, name)) for name in ("baseline", "target", "latest")}
    return {**one._asdict(), **dated}


def _milestone(one: MilestoneCourse) -> dict[str, object]:
    written = one.milestone.model_dump(mode="json")
    return {**written, "state": one.state, "days": one.days}


def _line(one: IndexedLine) -> dict[str, object]:
    return {
        "line": one.line,
        "metric": one.metric,
        "readings": [_pair(each) for each in one.readings],
        "index": [_pair(each) for each in one.points],
    }
