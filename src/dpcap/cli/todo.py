"""`dpcap todo`: what is still to collect, for whom, on which screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    CoreOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    ReviewsOption,
    RoleOption,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dpcap.model.base import Language
    from dpcap.workflow.todo import OpenWork


class By(StrEnum):
    """What rows are grouped by."""

    person = "person"
    screen = "screen"


class Shape(StrEnum):
    """How the list is printed."""

    terminal = "terminal"
    json = "json"


def todo(
    folder: Folder,
    by: Annotated[
        By, typer.Option("--by", help=say("按人或按后台页面分组", "grouped by person or by screen"))
    ] = By.person,
    shape: Annotated[
        Shape, typer.Option("--format", help=say("输出形式", "how the list is printed"))
    ] = Shape.terminal,
    role: RoleOption = None,
    core: CoreOption = False,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Print what *folder* still lacks, with minutes."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import print_out
    from dpcap.errors import chosen
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.todo import list_open_work

    request = ProviderRequest(
        folder, role, core, on.date() if on else None, reviews, evidence_root, framework
    )
    found = list_open_work(request, by.value, configuration())
    language: Language = lang.value if lang else found.profile.provider.language
    print_out(chosen(SHAPES, shape.value)(found, by.value, language))


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


SHAPES: dict[str, Callable[[OpenWork, str, Language], str]] = {"terminal": _page, "json": _json}
