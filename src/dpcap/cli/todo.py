"""`dpcap todo`: what is still to collect, for whom, on which screen."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    PRINTED,
    CoreFirstOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    ReviewsOption,
    RoleOption,
)
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
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.todo_page import page
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return page(wanted.found, wanted.language, out, whole=wanted.whole)


TODO_FORMATS: FormatRegistry[Callable[[TodoList], str]] = FormatRegistry(
    OutputFormat("terminal", _page, ("todo",), default_of=("todo",)),
    OutputFormat("json", _json, ("todo",)),
)

if TYPE_CHECKING:
    TodoFormat = str
else:
    TodoFormat = TODO_FORMATS.choices("todo")
(DEFAULT_FORMAT,) = TODO_FORMATS.defaults("todo")


class GroupingName(StrEnum):
    """What rows are grouped by."""

    person = "person"
    screen = "screen"


def todo(
    folder: Folder,
    by: Annotated[
        GroupingName,
        typer.Option("--by", help=say("按人或按后台页面分组", "grouped by person or by screen")),
    ] = GroupingName.person,
    shape: Annotated[TodoFormat, PRINTED] = DEFAULT_FORMAT,
    whole: Annotated[
        bool,
        typer.Option("--all", help=say("逐项列出，不归并", "list every single one, none together")),
    ] = False,
    role: RoleOption = None,
    asked: CoreFirstOption = None,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Print what *folder* still lacks, with minutes."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named
    from dpcap.cli.write import print_out
    from dpcap.report.words import language_of
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.todo import list_open_work

    request = ProviderRequest(
        folder,
        role,
        bool(asked and asked.is_core),
        day_named(on),
        reviews,
        evidence_root,
        framework,
    )
    found = list_open_work(request, by.value, configuration(), core_first=asked is None)
    usual = found.profile.provider.language
    language = language_of(found.framework, lang.value if lang else None, usual)
    wanted = TodoList(found, by.value, language, whole)
    print_out(TODO_FORMATS.find("todo", shape).renderer(wanted))
