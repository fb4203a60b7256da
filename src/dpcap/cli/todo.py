"""`dpcap todo`: what is still to collect, for whom, on which screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

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

    from dpcap.intake.todo import TodoGroup
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile


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
    from dpcap.cli.load import Wanted, load
    from dpcap.cli.write import print_out
    from dpcap.errors import chosen
    from dpcap.intake.todo import grouped
    from dpcap.intake.todo import todo as collect
    from dpcap.scoring.score import profile_of

    wanted = Wanted(framework, role, core, on, reviews, evidence_root)
    loaded = load(folder, wanted)
    profile = profile_of(loaded.case(wanted))
    groups = grouped(collect(loaded.framework, profile), loaded.framework, by.value)
    language: Language = lang.value if lang else profile.provider.language
    found = Found(groups, by.value, loaded.framework, profile, language)
    print_out(chosen(SHAPES, shape.value)(found))


class Found(NamedTuple):
    """What is printed: the groups, what they are grouped by, whose they are."""

    groups: tuple[TodoGroup, ...]
    by: str
    framework: Framework
    profile: Profile
    language: Language


def _json(found: Found) -> str:
    import json

    groups, by, framework, _, language = found
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


def _page(found: Found) -> str:
    import shutil

    from dpcap.cli.todo_page import page

    width = min(120, max(60, shutil.get_terminal_size().columns))
    return page(found.groups, found.framework, found.profile, found.language, width)


SHAPES: dict[str, Callable[[Found], str]] = {"terminal": _page, "json": _json}
