"""How the list of what is still to collect is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.todo import OpenWork


def _json(found: OpenWork, by: str, language: Language) -> str:
    import json

    groups, _, framework = found
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


def _page(found: OpenWork, _: str, language: Language) -> str:
    import shutil

    from dpcap.cli.todo_page import page

    width = min(120, max(60, shutil.get_terminal_size().columns))
    return page(found.groups, found.framework, found.profile, language, width)


TODO_FORMATS: FormatRegistry[Callable[[OpenWork, str, Language], str]] = FormatRegistry(
    OutputFormat("terminal", _page, ("todo",), default_of=("todo",)),
    OutputFormat("json", _json, ("todo",)),
)
