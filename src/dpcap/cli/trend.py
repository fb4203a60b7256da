"""`dpcap trend`: the course of a provider or of all over several batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    FrameworkOption,
    LangOption,
    LedgerOption,
    ProvidersOption,
    formats_option,
)
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.cli.table_output import TableSetup
    from dpcap.workflow.trend import TrendResult


def _terminal(found: TrendResult, setup: TableSetup) -> str:
    from dpcap.cli.trend_view import trend_page
    from dpcap.report.table_terminal import table_page_terminal

    page = trend_page(found, setup.language)
    return table_page_terminal(page, setup.columns, colour=setup.colour)


def _html(found: TrendResult, setup: TableSetup) -> str:
    from dpcap.cli.trend_view import trend_page
    from dpcap.report.table_page import table_page_html

    return table_page_html(trend_page(found, setup.language))


def _markdown(found: TrendResult, setup: TableSetup) -> str:
    from dpcap.cli.trend_view import trend_page
    from dpcap.report.table_page import table_page_markdown

    return table_page_markdown(trend_page(found, setup.language))


def _json(found: TrendResult, setup: TableSetup) -> str:
    import json

    from dpcap.cli.table_output import finding_data

    said = found.overview.model_dump(mode="json", exclude={"findings"})
    told = [finding_data(one, setup.language) for one in found.overview.findings]
    whole = {"schema": "dpcap/trend/1", **said, "findings": told}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _csv(found: TrendResult, setup: TableSetup) -> str:
    from dpcap.cli.trend_view import trend_table
    from dpcap.report.batch.grid import as_csv

    return b"".join(as_csv(*trend_table(found, setup.language))).decode()


_COMMAND = ("trend",)
TREND_FORMATS: FormatRegistry[Callable[[TrendResult, TableSetup], str | bytes]] = FormatRegistry(
    OutputFormat("terminal", _terminal, _COMMAND, default_of=_COMMAND),
    OutputFormat("html", _html, _COMMAND, file="trend.html"),
    OutputFormat("md", _markdown, _COMMAND, file="trend.md"),
    OutputFormat("json", _json, _COMMAND, file="trend.json"),
    OutputFormat("csv", _csv, _COMMAND, file="trend.csv"),
)

if TYPE_CHECKING:
    TrendFormat = str
else:
    TrendFormat = TREND_FORMATS.choices("trend")


SOME_FAILED = 4


def trend(
    batch_outputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="OUT...",
            help=say(
                "几次 dpcap batch 的输出目录，先后不限", "output folders of batches, in any order"
            ),
        ),
    ],
    provider: ProvidersOption = None,
    ledger: LedgerOption = None,
    formats: Annotated[
        list[TrendFormat] | None, formats_option(TREND_FORMATS, "trend", WHAT_TO_WRITE)
    ] = None,
    lang: LangOption = None,
    framework: FrameworkOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say(
                "输出目录；缺省为最近一次的 OUT-trend；- 为标准输出",
                "where to write; OUT-trend of the last one; - is standard output",
            ),
        ),
    ] = None,
) -> None:
    """Print the course and what each step came from. Exits 4 if something was left out."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.table_output import TableTarget, beside, put_tables
    from dpcap.workflow.trend import TrendRequest, provider_trend

    here = configuration()
    request = TrendRequest(tuple(batch_outputs), tuple(provider or ()), ledger, framework)
    found = provider_trend(request, here)
    language = (lang.value if lang else None) or here.language() or TALK
    names = formats or TREND_FORMATS.defaults("trend")
    target = TableTarget(names, out, beside(found.last, "trend"))
    put_tables(TREND_FORMATS, "trend", found, language, target)
    if any(one.severity == "error" for one in found.overview.findings):
        raise typer.Exit(SOME_FAILED)
