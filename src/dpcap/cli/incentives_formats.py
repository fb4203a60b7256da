"""How incentives are put out: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.cli.table_output import TableSetup
    from dpcap.workflow.incentives import IncentiveOverview


def _terminal(found: IncentiveOverview, setup: TableSetup) -> str:
    from dpcap.cli.incentives_view import incentives_page
    from dpcap.report.table_terminal import table_page_terminal

    page = incentives_page(found, setup.language)
    return table_page_terminal(page, setup.columns, colour=setup.colour)


def _html(found: IncentiveOverview, setup: TableSetup) -> str:
    from dpcap.cli.incentives_view import incentives_page
    from dpcap.report.table_page import table_page_html

    return table_page_html(incentives_page(found, setup.language))


def _markdown(found: IncentiveOverview, setup: TableSetup) -> str:
    from dpcap.cli.incentives_view import incentives_page
    from dpcap.report.table_page import table_page_markdown

    return table_page_markdown(incentives_page(found, setup.language))


def _json(found: IncentiveOverview, setup: TableSetup) -> str:
    import json

    from dpcap.cli.table_output import finding_data

    said = {
        "schema": "dpcap/incentives-overview/1",
        **found.proposal.model_dump(mode="json"),
        "findings": [finding_data(one, setup.language) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _csv(found: IncentiveOverview, setup: TableSetup) -> str:
    from dpcap.cli.incentives_view import incentives_table
    from dpcap.report.batch.grid import as_csv

    return b"".join(as_csv(*incentives_table(found, setup.language))).decode()


def _xlsx(found: IncentiveOverview, setup: TableSetup) -> bytes:
    from dpcap.cli.incentives_view import incentives_table
    from dpcap.report.grid_xlsx import as_xlsx

    return as_xlsx("incentives", *incentives_table(found, setup.language))


_COMMAND = ("incentives",)
INCENTIVE_FORMATS: FormatRegistry[Callable[[IncentiveOverview, TableSetup], str | bytes]]
INCENTIVE_FORMATS = FormatRegistry(
    OutputFormat("terminal", _terminal, _COMMAND, default_of=_COMMAND),
    OutputFormat("html", _html, _COMMAND, file="incentives.html"),
    OutputFormat("md", _markdown, _COMMAND, file="incentives.md"),
    OutputFormat("json", _json, _COMMAND, file="incentives.json"),
    OutputFormat("csv", _csv, _COMMAND, file="incentives.csv"),
    OutputFormat("xlsx", _xlsx, _COMMAND, file="incentives.xlsx", binary=True),
)
