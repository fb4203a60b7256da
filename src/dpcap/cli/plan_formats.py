"""How the course of a plan is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.model.base import Language
    from dpcap.report.plan_page import PlanTable
    from dpcap.scoring.plan_course import GoalCourse, IndexedLine, MilestoneCourse
    from dpcap.workflow.plan_track import TrackedPlan

PLAN_TRACK = "plan track"


class PlanPrint(NamedTuple):
    """What is printed, in which language."""

    found: TrackedPlan
    language: Language


def _text(wanted: PlanPrint) -> str:
    from dpcap.cli.plan_view import plan_view
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words

    out, view = TerminalPage(screen_columns(), colour=in_colour()), plan_view(*wanted)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    if view.value:
        out.line(view.value)
    if view.warnings:
        out.heading(view.warnings_head)
        for warning in view.warnings:
            out.line(warning, BAD)
    out.heading(view.goals_head)
    out.add(_table(view.goals.narrow))
    out.line(view.rule, SOFT)
    if view.milestones.rows:
        out.heading(view.milestones_head)
        out.add(_table(view.milestones))
    out.heading(view.flywheel_head)
    for line in view.flywheel_lines:
        out.line(line)
    return out.text


def _table(found: PlanTable) -> Table:
    from dpcap.report.lines import Words, listing, text_column

    columns = (
        text_column(head, whole=place in found.whole) for place, head in enumerate(found.heads)
    )
    made = listing(*columns)
    for row in found.rows:
        made.add_row(*map(Words, row))
    return made


def _markdown(wanted: PlanPrint) -> str:
    from dpcap.cli.plan_view import plan_view
    from dpcap.report.plan_page import plan_markdown

    return plan_markdown(plan_view(*wanted))


def _html(wanted: PlanPrint) -> str:
    from dpcap.cli.plan_view import plan_view
    from dpcap.report.plan_page import plan_html

    return plan_html(plan_view(*wanted))


def _json(wanted: PlanPrint) -> str:
    import json

    plan, course = wanted.found.plan, wanted.found.course
    said = {
        "schema": "dpcap/plan-course/1",
        "plan": plan.id,
        "title": plan.title,
        "provider": plan.provider,
        "on": course.on.isoformat(),
        "profiles": wanted.found.profiles,
        "readings": wanted.found.readings,
        "goals": [_goal(one) for one in course.goals],
        "milestones": [_milestone(one) for one in course.milestones],
        "flywheel": [_line(one) for one in course.flywheel],
        "findings": [{"code": one.code, "file": one.file} for one in wanted.found.findings],
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


PLAN_FORMATS: FormatRegistry[Callable[[PlanPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, (PLAN_TRACK,), default_of=(PLAN_TRACK,)),
    OutputFormat("json", _json, (PLAN_TRACK,)),
    OutputFormat("md", _markdown, (PLAN_TRACK,)),
    OutputFormat("html", _html, (PLAN_TRACK,)),
)
