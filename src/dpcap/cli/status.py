"""`dpcap status`: how a round stands, and what to do first today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    PRINTED,
    EvidenceRootOption,
    FrameworkOption,
    LookDayOption,
    MessageLangOption,
    ReviewsOption,
)
from dpcap.cli.status_formats import STATUS_FORMATS, StatusPage

if TYPE_CHECKING:
    from dpcap.model.round_status import RoundStatus

    StatusFormat = str
else:
    StatusFormat = STATUS_FORMATS.choices("status")
(DEFAULT_FORMAT,) = STATUS_FORMATS.defaults("status")
ALL_INVALID, SOME_FAILED = 3, 4


def status(
    providers: Annotated[
        list[str],
        typer.Argument(
            metavar="PROVIDERS",
            help=say(
                "服务商文件夹，或装着它们的目录", "provider folders, or directories that hold some"
            ),
        ),
    ],
    reviews: ReviewsOption = None,
    round_: Annotated[
        Path | None,
        typer.Option(
            "--round",
            metavar="FILE",
            help=say(
                "本轮的日期；缺省取 dpcap.toml 的 round，再缺省为复核目录里的 round.yaml",
                "the days of the round; else the setting round, or round.yaml among the reviews",
            ),
        ),
    ] = None,
    on: LookDayOption = None,
    shape: Annotated[StatusFormat, PRINTED] = DEFAULT_FORMAT,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help=say(
                "把本轮日期写成日历文件（需 dpcap[calendar]）",
                "write the days of the round as a calendar (needs dpcap[calendar])",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: MessageLangOption = None,
) -> None:
    """Print how each of *providers* stands. Exits 3 if none can be read, 4 if some cannot."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out, write_calendar
    from dpcap.workflow.status import StatusRequest, round_calendar, round_status

    request = StatusRequest(
        tuple(providers), day_of_run(on), reviews, round_, framework, evidence_root
    )
    here = configuration()
    language = page_language(lang, here)
    found = round_status(request, here)
    calendar = round_calendar(found, language) if ics else None
    print_out(STATUS_FORMATS.find("status", shape).renderer(StatusPage(found, language)))
    print_findings(found.findings)
    if ics is not None and calendar is not None:
        write_calendar(ics, calendar)
    if code := _exit_code(found):
        raise typer.Exit(code)


def _exit_code(found: RoundStatus) -> int:
    unreadable = found.counts.get("unreadable", 0)
    if unreadable == len(found.providers):
        return ALL_INVALID
    return SOME_FAILED if unreadable else 0
