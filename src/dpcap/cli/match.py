"""`dpcap match`: which stored profiles fit a brand's brief, and by which priorities they lead."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    FrameworkOption,
    LangOption,
    OutOption,
    day_option,
    formats_option,
)
from dpcap.report.match.formats import MATCH_FORMATS

if TYPE_CHECKING:
    MatchFormat = str
else:
    MatchFormat = MATCH_FORMATS.choices("match")


class MatchReaderName(StrEnum):
    """Whom a match can be for."""

    brand = "brand"
    reviewer = "reviewer"


def match(
    brief: Annotated[
        Path,
        typer.Argument(
            metavar="BRIEF",
            help=say(
                "一份需求书，或放需求书的目录（一次配几份）",
                "a brief, or a folder of several",
            ),
        ),
    ],
    places: Annotated[
        list[Path],
        typer.Argument(
            metavar="OUT...",
            help=say(
                "dpcap batch 的输出目录，或 profile.json",
                "output folders of dpcap batch, or a profile.json",
            ),
        ),
    ],
    on: Annotated[
        datetime | None,
        day_option("--on", say("匹配的日期；缺省为今天", "the day of the match; today by default")),
    ] = None,
    audience: Annotated[
        MatchReaderName,
        typer.Option("--audience", help=say("给谁看", "who reads it")),
    ] = MatchReaderName.brand,
    formats: Annotated[
        list[MatchFormat] | None, formats_option(MATCH_FORMATS, "match", WHAT_TO_WRITE)
    ] = None,
    lang: LangOption = None,
    out: OutOption = None,
    framework: FrameworkOption = None,
) -> None:
    """Print who fits the brief, who leads by which priorities, and write the page."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import line_of
    from dpcap.cli.render import only
    from dpcap.cli.screen import columns_of, in_colour, say_written
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.workflow.match import MatchRequest, match_profiles, render_match

    here = configuration()
    names, root = [*(formats or MATCH_FORMATS.defaults("match"))], here.out(out)
    if root == STDOUT:
        only(names)
    found = match_profiles(MatchRequest(brief, tuple(places), day_of_run(on), framework), here)
    language = page_language(lang, here)
    columns, colour = columns_of(root), root != STDOUT and in_colour()
    for name in names:
        made = render_match(
            found, name, audience=audience.value, language=language, columns=columns, colour=colour
        )
        if made.file is None or root == STDOUT:
            print_out(made.text)
            continue
        write_atomically(root / made.file, made.text, durable=False)
        say_written(root / made.file)
    for finding in found.findings:
        print(line_of(finding, TALK), file=sys.stderr)
