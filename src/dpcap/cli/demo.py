"""`dpcap demo`: the examples that come with dpcap, copied, and one of them assessed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import Lang
from dpcap.cli.typed_line import typed_line
from dpcap.real_paths import real_path

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.demo import Demo

FOLDER = Path("dpcap-demo")


def demo(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=say("放到哪个文件夹", "the folder to put them into")),
    ] = FOLDER,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help=say("报告语言；缺省为此处的语言", "language; ours by default")),
    ] = None,
) -> None:
    """Copy the examples into *directory*, assess one of them, and say what to open."""
    from dpcap.cli.render import render_all
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.report.formats import PROFILE_FORMATS
    from dpcap.workflow.assess import assess_provider
    from dpcap.workflow.demo import copy_demo
    from dpcap.workflow.report import ReportRequest

    made = copy_demo(directory)
    # No settings and no framework from around here: the examples are of the one that came along.
    scored = assess_provider(made.shown)
    formats = tuple(PROFILE_FORMATS.defaults("assess"))
    language = lang.value if lang else TALK
    wanted = ReportRequest(formats, language, colour=in_colour(), columns=screen_columns())
    render_all(scored, wanted, made.out)
    told = _what_next(made, scored.profile.provider.id, language)
    print(*told, sep="\n", file=sys.stderr)


def _what_next(made: Demo, provider: str, language: Language) -> Iterator[str]:
    report = real_path(made.out / provider / "report.html")
    batch = made.out / "batch"
    yield ""
    yield say(
        "示例都是虚构的。请用浏览器打开报告：",
        "The examples are invented. Open the report in a browser:",
    )
    yield f"  {report}"
    yield say("接着可以试：", "Then try:")
    yield from _tried(
        say("这个总分是怎么来的", "how its score came about"),
        *("explain", made.shown.folder, "--reviews", made.reviews, "--on", made.day),
        *("--lang", language),
    )
    yield from _tried(
        say(
            f"十家一起评，再打开 {batch / 'portfolio.html'}",
            f"all of them at once; then open {batch / 'portfolio.html'}",
        ),
        *("batch", made.providers, "--reviews", made.reviews, "--gates", "admission"),
        *("--on", made.day, "--out", batch),
    )
    yield from _tried(
        say("换成自己的公司", "your own company"), "new", say("我的公司", "my-company")
    )


def _tried(told: str, *words: object) -> Iterator[str]:
    """A call of dpcap as it is typed here, and what it is for."""
    yield f"  # {told}"
    yield f"  {typed_line(('dpcap', *map(str, words)))}"
