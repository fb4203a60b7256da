"""`dpcap whatif`: who would cross a line by a new framework, or by new gates."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    LangOption,
    ReviewsOption,
    TiersOption,
    day_option,
    formats_option,
)
from dpcap.report.whatif.formats import WHATIF_FORMATS

if TYPE_CHECKING:
    from dpcap.report.whatif.outcome import WhatIfOutcome
    from dpcap.workflow.whatif import WhatIfRequest

    WhatIfFormat = str
else:
    WhatIfFormat = WHATIF_FORMATS.choices("whatif")


def whatif(
    batch_output: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help=say(
                "dpcap batch 的输出目录，或其中一家的 OUT/<编号>",
                "the output folder of dpcap batch, or OUT/<id> in one",
            ),
        ),
    ],
    framework: Annotated[
        Path | None,
        typer.Option(
            "--framework",
            metavar="DIR",
            help=say("新框架的目录；缺省不换", "the new framework; else as it was"),
        ),
    ] = None,
    gates: Annotated[
        str | None,
        typer.Option(
            "--gates",
            metavar="FILE",
            help=say(
                "新门槛：文件，或自带的 admission、review；缺省不换",
                "the new gates: a file, or one of ours: admission, review; else as they were",
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say(
                "新规则按哪一天判，证据也须在这一天有效；缺省各按画像上的日期",
                "the day on which the new rules judge, and proof must hold; else each profile's",
            ),
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=say("只看按此角色评分的", "only those judged in this role"),
        ),
    ] = None,
    max_crossing: Annotated[
        int | None,
        typer.Option(
            "--max-crossing",
            min=0,
            metavar="N",
            help=say("会变的多于 N 家时退出码为 1", "exit with 1 if more than N cross a line"),
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="FILE",
            help=say("台账 standing.jsonl：一并看牌级", "standing.jsonl: look at tiers as well"),
        ),
    ] = None,
    tiers: TiersOption = None,
    reviews: ReviewsOption = None,
    letters: Annotated[
        Path | None,
        typer.Option(
            "--letters",
            metavar="DIR",
            help=say(
                "把给会变各家的提醒信草稿（中英文）写到这里，不寄出",
                "write drafts of letters to all who cross, in both languages; none is sent",
            ),
        ),
    ] = None,
    formats: Annotated[
        list[WhatIfFormat] | None, formats_option(WHATIF_FORMATS, "whatif", WHAT_TO_WRITE)
    ] = None,
    lang: LangOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say(
                "输出目录；缺省为 OUT-whatif；- 为标准输出",
                "where to write; OUT-whatif by default; - is standard output",
            ),
        ),
    ] = None,
) -> None:
    """Print who would cross a line by the new rules, and write the page."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_named
    from dpcap.cli.findings import line_of
    from dpcap.cli.render import only
    from dpcap.cli.screen import columns_of, in_colour, say_written
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.workflow.whatif import WhatIfRequest, render_what_if, what_if, write_what_if

    here = configuration()
    request = WhatIfRequest(
        batch_output, framework, gates, day_named(on), role, max_crossing, ledger, tiers, reviews
    )
    names = [*(formats or WHATIF_FORMATS.defaults("whatif"))]
    if out == STDOUT:
        only(names)
    found = what_if(request, here)
    language = page_language(lang, here)
    columns, colour = columns_of(out or batch_output), out != STDOUT and in_colour()
    for name in names:
        made = render_what_if(found, name, language=language, columns=columns, colour=colour)
        if made.file is None or out == STDOUT:
            print_out(made.text)
        else:
            say_written(write_what_if(made, request, out))
    if letters is not None:
        _draft_letters(found, request, letters)
    for finding in found.findings:
        print(line_of(finding, TALK), file=sys.stderr)
    raise typer.Exit(found.verdict.exit_code)


def _draft_letters(found: WhatIfOutcome, request: WhatIfRequest, folder: Path) -> None:
    """Write the drafts, and tell on stderr who would get one; nothing is sent."""
    from dpcap.report.sanitize import printable
    from dpcap.workflow.extras import needing
    from dpcap.workflow.whatif_letters import draft_ahead_letters

    with needing("mail", "--letters"):
        drafts = draft_ahead_letters(found, request, folder)
    told = [
        say(
            f"{folder}：{len(drafts)} 家的提醒信草稿，未寄出",
            f"{folder}: drafts for {len(drafts)}, none sent",
        )
    ]
    for one in drafts:
        to = one.to or say("没有可用的联系邮箱", "no usable address")
        told.append(printable(f"  {one.provider} · {one.name.say(TALK)} · {to}"))
    print("\n".join(told), file=sys.stderr)
