"""How the list of what is still to collect is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.todo import OpenWork


class TodoList(NamedTuple):
    """What is printed: the work, grouped by person or screen; *whole*: every row by itself."""

    found: OpenWork
    by: str
    language: Language
    whole: bool


def _json(wanted: TodoList) -> str:
    import json

    found, by, language, _ = wanted
    groups, framework = found.groups, found.framework
    listed = [
        {
            by: group.key or None,
            "title": group.title.say(language) if group.title else None,
            "minutes": group.minutes,
            "rows": [
                {
                    **row.model_dump(exclude={"screen"}),
                    "title": framework.by_id[row.node].title.say(language),
                    "screen": row.screen.say(language) if row.screen else None,
                }
                for row in group.rows
            ],
        }
        for group in groups
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _page(wanted: TodoList) -> str:
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.cli.todo_page import page
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return page(wanted.found, wanted.language, out, whole=wanted.whole)


TODO_FORMATS: FormatRegistry[Callable[[TodoList], str]] = FormatRegistry(
    OutputFormat("terminal", _page, ("todo",), default_of=("todo",)),
    OutputFormat("json", _json, ("todo",)),
)
