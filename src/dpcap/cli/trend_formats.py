"""How a course is put out: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
