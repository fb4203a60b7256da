"""`dpcap trend`: the course of a provider or of all over several batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from dpcap.cli.table_output import TableSetup, TableTarget, beside, put_tables, table_formats
from dpcap.report.registry import FormatRegistry

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.table_page import TablePage
    from dpcap.workflow.trend import TrendResult


def _page(found: TrendResult, language: Language) -> TablePage:
    from dpcap.cli.trend_view import trend_page

    return trend_page(found, language)


def _rows(found: TrendResult, language: Language) -> tuple[Sequence[str], Iterable[GridRow]]:
    from dpcap.cli.trend_view import trend_table

    return trend_table(found, language)


def _data(found: TrendResult, language: Language) -> dict[str, object]:
    from dpcap.cli.findings import finding_data

    said = found.overview.model_dump(mode="json", exclude={"findings"})
    told = [finding_data(one, language) for one in found.overview.findings]
    return {"schema": "dpcap/trend/1", **said, "findings": told}


TREND_FORMATS: FormatRegistry[Callable[[TrendResult, TableSetup], str | bytes]] = FormatRegistry(
    *table_formats("trend", _page, _rows, _data)
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
