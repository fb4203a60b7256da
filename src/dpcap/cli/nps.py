"""`dpcap nps`: what buyers and brands say, wave by wave; on request a wave becomes an answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    PRINTED,
    EvidenceRootOption,
    FrameworkOption,
    MessageLangOption,
    ReviewsOption,
    YesOption,
    day_option,
)
from dpcap.report.nps.formats import NPS_FORMATS

if TYPE_CHECKING:
    NpsFormat = str
else:
    NpsFormat = NPS_FORMATS.choices("nps")
(DEFAULT_FORMAT,) = NPS_FORMATS.defaults("nps")


def nps(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help=say(
                "服务商文件夹（读其中的 voice/），或单独一个 voice 文件夹",
                "a provider's folder (its voice/ is read), or a folder voice alone",
            ),
        ),
    ],
    before: Annotated[
        Path | None,
        typer.Option(
            "--before",
            metavar="PROFILE",
            help=say(
                "同一家更早的 profile.json，用来看成交、退款等怎么变",
                "an earlier profile.json, to see how sales, refunds and the like moved",
            ),
        ),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help=say(
                "把一期写成 NPS 题的答案，证据类型看谁持有",
                "make a wave the answer about NPS; its proof hangs on who held it",
            ),
        ),
    ] = False,
    wave: Annotated[
        str | None,
        typer.Option(
            "--wave",
            metavar="WAVE",
            help=say(
                "写哪一期（须有 --write）；缺省为大促以外最近的一期",
                "which one to write (needs --write); else the last outside promotions",
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say("证据的日期（须有 --write）；缺省为今天", "the day of the evidence; today"),
        ),
    ] = None,
    yes: YesOption = False,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    shape: Annotated[NpsFormat, PRINTED] = DEFAULT_FORMAT,
    lang: MessageLangOption = None,
) -> None:
    """Print the NPS of all waves with intervals. Exits 3 if a wave cannot be read."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import print_findings
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import print_out
    from dpcap.errors import InvalidInputError, UsageError
    from dpcap.model.finding import has_errors
    from dpcap.workflow.nps import NpsRequest, nps_report, render_nps

    if wave is not None and not write:
        raise UsageError("--wave goes with --write", "--wave 要和 --write 一起用")
    here = configuration()
    request = NpsRequest(folder, reviews, before, framework, evidence_root)
    found = nps_report(request, here)
    if write:
        from dpcap.cli.nps_run import settle_answers
        from dpcap.workflow.nps_write import plan_nps_answers

        if has_errors(found.findings):
            raise InvalidInputError(found.findings)
        settle_answers(plan_nps_answers(request, found, day_of_run(on), wave, here), yes=yes)
        return
    language, columns = page_language(lang, here), screen_columns()
    print_out(render_nps(found, shape, language=language, columns=columns, colour=in_colour()))
    print_findings(found.findings)
    if has_errors(found.findings):
        raise typer.Exit(InvalidInputError.exit_code)
