"""`dpcap status`: how a round stands, and what to do first today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpcap.model.base import Language
    from dpcap.model.round_status import ProviderStatus, RoundStatus

_COLUMNS = (
    *("provider", "name", "state", "turn", "since", "days", "due_on", "extended"),
    *("asked", "answered", "share", "open_rows", "minutes", "pieces", "reviewed", "misfits"),
    "review_minutes",
    *("contested", "decision", "decided_on", "stale", "overdue", "lapsing", "problem", "folder"),
)
ALL_INVALID, SOME_FAILED = 3, 4


class StatusPage(NamedTuple):
    """What is printed, in which language."""

    found: RoundStatus
    language: Language


def _text(wanted: StatusPage) -> str:
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.status_page import page
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return page(wanted.found, wanted.language, out)


def _json(wanted: StatusPage) -> str:
    import json

    from dpcap.cli.findings import finding_data

    found, language = wanted
    whole = found.model_dump(mode="json", by_alias=True, exclude={"providers", "findings"})
    whole["counts"] = found.counts
    whole["first"] = [one.model_dump(mode="json") for one in found.tasks]
    whole["providers"] = [_provider(one, language) for one in found.providers]
    whole["findings"] = [finding_data(one, language) for one in found.findings]
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _provider(one: ProviderStatus, language: Language) -> dict[str, object]:
    from dpcap.cli.findings import finding_data

    told = one.model_dump(mode="json", exclude={"findings", "name"})
    told["name"] = one.name.say(language) if one.name else None
    told["share"] = one.share
    told["findings"] = [finding_data(each, language) for each in one.findings]
    return told


def _csv(wanted: StatusPage) -> str:
    from dpcap.report.batch.grid import as_csv

    rows = (tuple(_cells(one, wanted.language)) for one in wanted.found.providers)
    return b"".join(as_csv(_COLUMNS, rows)).decode()


def _cells(one: ProviderStatus, language: Language) -> Iterator[object]:
    from dpcap.cli.findings import line_of

    own = {
        "name": one.name.say(language) if one.name else None,
        "lapsing": [f"{each.until} {each.kind} {each.name}" for each in one.lapsing],
        "problem": " ".join(line_of(each, language) for each in one.findings) or None,
    }
    for column in _COLUMNS:
        yield own[column] if column in own else getattr(one, column)


STATUS_FORMATS: FormatRegistry[Callable[[StatusPage], str]] = FormatRegistry(
    OutputFormat("text", _text, ("status",), default_of=("status",)),
    OutputFormat("json", _json, ("status",)),
    OutputFormat("csv", _csv, ("status",)),
)

if TYPE_CHECKING:
    StatusFormat = str
else:
    StatusFormat = STATUS_FORMATS.choices("status")
(DEFAULT_FORMAT,) = STATUS_FORMATS.defaults("status")


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
