"""`dpcap trend`: the course of a provider or of all over several batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    FrameworkOption,
    LangOption,
    LedgerOption,
    ProvidersOption,
    formats_option,
)
from dpcap.cli.table_output import TableTarget, beside, put_tables
from dpcap.report.trend.formats import TREND_FORMATS

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
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.workflow.trend import TrendRequest, provider_trend

    here = configuration()
    request = TrendRequest(tuple(batch_outputs), tuple(provider or ()), ledger, framework)
    found = provider_trend(request, here)
    language = page_language(lang, here)
    names = formats or TREND_FORMATS.defaults("trend")
    target = TableTarget(names, out, beside(found.last, "trend"))
    put_tables(TREND_FORMATS, "trend", found, language, target)
    if any(one.severity == "error" for one in found.overview.findings):
        raise typer.Exit(SOME_FAILED)
