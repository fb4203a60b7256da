"""`dpcap framework`: a framework of one's own, begun and shown."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import FrameworkOption, Lang, OutOption, TemplatesOption
from dpcap.report.questions.formats import QUESTION_FORMATS

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.framework import ShowFrameworkRequest

    QuestionFormat = str
else:
    QuestionFormat = QUESTION_FORMATS.choices("framework")
(DEFAULT_FORMAT,) = QUESTION_FORMATS.defaults("framework")


class FrameworkAction(StrEnum):
    """What is done with a framework."""

    new = "new"
    show = "show"


def framework(
    action: Annotated[
        FrameworkAction,
        typer.Argument(
            help=say(
                "new：在 DIR 里新建一份小框架；show：列出全部问题与权重，供评议",
                "new: make a small one in DIR; show: all questions with weights, for a committee",
            )
        ),
    ],
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help=say(
                "框架目录；show 也可用 --framework", "its directory; for show, as --framework"
            ),
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=say(
                "只列这一角色的问题；缺省为全部，各角色权重并列",
                "the questions of this role; else all, with the weights of every role",
            ),
        ),
    ] = None,
    shape: Annotated[
        QuestionFormat, typer.Option("--format", help=say("输出形式", "how it is written"))
    ] = DEFAULT_FORMAT,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help=say("页面语言；缺省为此处的语言", "language; ours by default")),
    ] = None,
    framework: FrameworkOption = None,
    out: OutOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Begin a framework of one's own, or show one to those who decide on it."""
    if action is FrameworkAction.new:
        _new(directory)
        return
    from dpcap.workflow.framework import ShowFrameworkRequest

    language: Language | None = lang.value if lang else None
    request = ShowFrameworkRequest(shape, role, directory or framework, language, TALK, templates)
    _show(request, out)


def _new(directory: Path | None) -> None:
    from dpcap.errors import UsageError
    from dpcap.workflow.framework import start_framework

    if directory is None:
        raise UsageError(
            "dpcap framework new needs the directory to make",
            "dpcap framework new 后面要写新建的目录",
        )
    for path in start_framework(directory):
        print(path)
    told = say(
        f"检查：dpcap lint {directory} --strict；试答：dpcap new 某服务商 --framework {directory}",
        f"check it: dpcap lint {directory} --strict; "
        f"answer it: dpcap new SOMEBODY --framework {directory}",
    )
    print(told, file=sys.stderr)


def _show(request: ShowFrameworkRequest, out: Path | None) -> None:
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.workflow.framework import show_framework

    here = configuration()
    text = show_framework(request, here)
    entry, root = QUESTION_FORMATS.find("framework", request.format), here.out(out)
    if root == STDOUT or entry.file is None:
        print_out(text)
        return
    path = root / entry.file
    root.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)
