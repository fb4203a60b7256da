"""How all stand, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpcap.report.lines import SOFT, STRONG, TerminalPage, Words
from dpcap.report.table_terminal import text_table

if TYPE_CHECKING:
    from dpcap.report.standing.page import StandingView


def standing_terminal(view: StandingView, columns: int, *, colour: bool) -> str:
    """*view* as text, *columns* wide."""
    out = TerminalPage(columns, colour=colour)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    if view.warnings:
        out.heading(view.warnings_head)
        for warning in view.warnings:
            out.line(warning)
    out.heading(view.head)
    out.add(text_table(view.table))
    out.heading(view.details_head)
    for one in view.details:
        out.line(one.name, STRONG)
        for line in one.lines:
            out.line(line, indent=2)
    out.heading(view.outcomes_head)
    if view.outcomes:
        out.add(text_table(view.outcomes))
    for note in view.notes:
        out.line(note, SOFT)
    return out.text
