"""How a plan goes, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words, listing, text_column

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.report.plan.page import PlanTable, PlanView


def plan_terminal(view: PlanView, columns: int, *, colour: bool) -> str:
    """*view* as text, *columns* wide."""
    out = TerminalPage(columns, colour=colour)
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
    columns = (
        text_column(head, whole=place in found.whole) for place, head in enumerate(found.heads)
    )
    made = listing(*columns)
    for row in found.rows:
        made.add_row(*map(Words, row))
    return made
