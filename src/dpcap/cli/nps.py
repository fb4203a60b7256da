"""`dpcap nps`: what buyers and brands say, wave by wave; on request a wave becomes an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.workflow.nps import NpsReport


class NpsPrint(NamedTuple):
    """What is printed, with whose titles, in which language."""

    found: NpsReport
    framework: Framework
    language: Language


def _text(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words
    from dpcap.report.sanitize import plain
    from dpcap.report.table_terminal import text_table

    out, view = TerminalPage(screen_columns(), colour=in_colour()), nps_view(*wanted)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    for said in view.alerts:
        out.item("!", plain(said), BAD)
    for one in view.sections:
        out.heading(one.title)
        for line in one.lines:
            out.line(plain(line))
        for caption, table in one.tables:
            if caption:
                out.line(plain(caption), STRONG)
            rows = tuple(tuple(map(plain, row)) for row in table.rows)
            out.add(text_table(table._replace(rows=rows)))
    out.blank()
    for said in view.foot:
        out.line(said, SOFT)
    return out.text


def _markdown(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.report.nps_page import nps_markdown

    return nps_markdown(nps_view(*wanted))


def _html(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.report.nps_page import nps_html

    return nps_html(nps_view(*wanted))


def _json(wanted: NpsPrint) -> str:
    import json

    from dpcap.cli.findings import finding_data

    found = wanted.found
    said = {
        "schema": "dpcap/nps/1",
        "provider": found.provider,
        "waves": [one.model_dump(mode="json", by_alias=True) for one in found.waves],
        "comparisons": [one.model_dump(mode="json") for one in found.comparisons],
        "contested": [one.model_dump(mode="json") for one in found.contested],
        "values": found.values.model_dump(mode="json"),
        "findings": [finding_data(one, wanted.language) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


NPS_FORMATS: FormatRegistry[Callable[[NpsPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, ("nps",), default_of=("nps",)),
    OutputFormat("json", _json, ("nps",)),
    OutputFormat("md", _markdown, ("nps",)),
    OutputFormat("html", _html, ("nps",)),
)

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
    from dpcap.cli.write import print_out
    from dpcap.errors import InvalidInputError, UsageError
    from dpcap.model.finding import has_errors
    from dpcap.workflow.nps import NpsRequest, nps_report

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
    language = page_language(lang, here)
    wanted = NpsPrint(found, here.framework(framework), language)
    print_out(NPS_FORMATS.find("nps", shape).renderer(wanted))
    print_findings(found.findings)
    if has_errors(found.findings):
        raise typer.Exit(InvalidInputError.exit_code)
