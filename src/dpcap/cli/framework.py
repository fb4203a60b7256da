"""`dpcap framework`: a framework and its versions, for those who write one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import LangOption
from dpcap.report.framework_diff import COMMAND, FRAMEWORK_DIFF_FORMATS

if TYPE_CHECKING:
    FrameworkDiffFormat = str
else:
    FrameworkDiffFormat = FRAMEWORK_DIFF_FORMATS.choices(COMMAND)
(DEFAULT_FORMAT,) = FRAMEWORK_DIFF_FORMATS.defaults(COMMAND)

framework = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@framework.command("diff", help=say("两版框架之间改了什么", "what changed between two versions"))
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
    shape: Annotated[
        FrameworkDiffFormat, typer.Option("--format", help=say("输出形式", "how it is printed"))
    ] = DEFAULT_FORMAT,
    lang: LangOption = None,
) -> None:
    """Print what changed from *before* to *after*."""
    from dpcap.cli.write import print_out
    from dpcap.workflow.framework_versions import diff_frameworks

    changes = diff_frameworks(before, after)
    language = lang.value if lang else TALK
    print_out(FRAMEWORK_DIFF_FORMATS.find(COMMAND, shape).renderer(changes, language).rstrip("\n"))


@framework.command(
    "release",
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
    from dpcap.workflow.framework_versions import release_framework

    made, path = release_framework(directory)
    print(f"{path}: {made.edition}", file=sys.stderr)
