"""`dpcap framework`: a framework and its versions, for those who write one or decide on it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.command import Command, CommandGroup
from dpcap.cli.language import TALK, say
from dpcap.cli.options import PRINTED, FrameworkOption, Lang, LangOption, OutOption, TemplatesOption
from dpcap.report.framework_diff import FRAMEWORK_DIFF, FRAMEWORK_DIFF_FORMATS
from dpcap.report.questions.formats import FRAMEWORK_SHOW, QUESTION_FORMATS

if TYPE_CHECKING:
    from dpcap.model.base import Language

    FrameworkDiffFormat = str
    QuestionFormat = str
else:
    FrameworkDiffFormat = FRAMEWORK_DIFF_FORMATS.choices(FRAMEWORK_DIFF)
    QuestionFormat = QUESTION_FORMATS.choices(FRAMEWORK_SHOW)
(DEFAULT_FORMAT,) = FRAMEWORK_DIFF_FORMATS.defaults(FRAMEWORK_DIFF)
(DEFAULT_QUESTION_FORMAT,) = QUESTION_FORMATS.defaults(FRAMEWORK_SHOW)

framework = typer.Typer(cls=CommandGroup, no_args_is_help=True, rich_markup_mode=None)


@framework.command(
    "new", cls=Command, help=say("新建一份小框架，供改写", "make a small framework to begin from")
)
def new(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("新建的目录", "the directory to make"))
    ],
) -> None:
    """Make a small framework in *directory*."""
    from dpcap.workflow.framework import start_framework

    for path in start_framework(directory):
        print(path)
    told = say(
        f"检查：dpcap lint {directory} --strict；试答：dpcap new 某服务商 --framework {directory}",
        f"check it: dpcap lint {directory} --strict; "
        f"answer it: dpcap new SOMEBODY --framework {directory}",
    )
    print(told, file=sys.stderr)


@framework.command(
    "show",
    cls=Command,
    help=say("列出全部问题与权重，供评议", "all questions with their weights, for a committee"),
)
def show(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help=say("框架目录；也可用 --framework", "its directory; or give --framework"),
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
    ] = DEFAULT_QUESTION_FORMAT,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help=say("页面语言；缺省为此处的语言", "language; ours by default")),
    ] = None,
    framework: FrameworkOption = None,
    out: OutOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Show a framework to those who decide on it."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.errors import UsageError
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.workflow.framework import ShowFrameworkRequest, show_framework

    if directory is not None and framework is not None:
        raise UsageError(
            "give the directory or --framework, not both", "目录与 --framework 只能写一个"
        )
    here = configuration()
    language: Language | None = lang.value if lang else None
    request = ShowFrameworkRequest(shape, role, directory or framework, language, TALK, templates)
    text = show_framework(request, here)
    entry, root = QUESTION_FORMATS.find(FRAMEWORK_SHOW, request.format), here.out(out)
    if root == STDOUT or entry.file is None:
        print_out(text)
        return
    path = root / entry.file
    root.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)


@framework.command(
    "diff", cls=Command, help=say("两版框架之间改了什么", "what changed between two versions")
)
def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help=say(
                "旧版：目录、releases 里的 json，或版本号",
                "the older: a directory, a json of releases, or a version",
            ),
        ),
    ],
    after: Annotated[
        str, typer.Argument(metavar="B", help=say("新版：目录或 json", "the newer: likewise"))
    ],
    shape: Annotated[FrameworkDiffFormat, PRINTED] = DEFAULT_FORMAT,
    lang: LangOption = None,
) -> None:
    """Print what changed from *before* to *after*."""
    from dpcap.cli.write import print_out
    from dpcap.workflow.framework import diff_frameworks

    changes = diff_frameworks(before, after)
    language = lang.value if lang else TALK
    print_out(
        FRAMEWORK_DIFF_FORMATS.find(FRAMEWORK_DIFF, shape).renderer(changes, language).rstrip("\n")
    )


@framework.command(
    "release",
    cls=Command,
    help=say(
        "把现在的框架编译存进 releases，改下一版之前做",
        "keep the framework as it is in releases, before the next version is begun",
    ),
)
def release(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("框架目录", "the framework's directory"))
    ],
) -> None:
    """Keep the framework in *directory* among its releases."""
    from dpcap.workflow.framework import release_framework

    made, path = release_framework(directory)
    print(f"{path}: {made.edition}", file=sys.stderr)
