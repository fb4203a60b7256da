"""`dpcap new`: a provider's folder, ready to edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import CoreFirstOption, FrameworkOption, LangOption, QuestionSet

if TYPE_CHECKING:
    from dpcap.model.framework import Framework


def new(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("要新建的文件夹", "the folder to make"))
    ],
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=say("角色；缺省为框架的第一个", "role; the framework's first by default"),
        ),
    ] = None,
    asked: CoreFirstOption = None,
    lang: LangOption = None,
    framework: FrameworkOption = None,
) -> None:
    """Make *directory* with the questions asked, commented, in the chosen language."""
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.workflow.new_provider import NewProviderRequest, new_provider

    made = new_provider(
        NewProviderRequest(
            directory,
            day_of_run(),
            lang.value if lang else TALK,
            role,
            asked is not QuestionSet.role,
            framework,
        ),
        configuration(),
    )
    for path in made.files:
        print(path)
    print(_what_next(directory, made.framework), file=sys.stderr)


def _what_next(directory: Path, framework: Framework) -> str:
    return say(
        f"按《{framework.title.zh}》新建。逐题作答：dpcap assess {directory}",
        f"Made for “{framework.title.en}”. To answer one by one: dpcap assess {directory}",
    )
