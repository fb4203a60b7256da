"""The formats of a proposal of incentives, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat, PageSetup
from dpcap.report.table_page_formats import table_formats

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.incentives.overview import IncentiveOverview
    from dpcap.report.table_page import TablePage


def _page(found: IncentiveOverview, language: Language) -> TablePage:
    from dpcap.report.incentives.view import incentives_page  # noqa: PLC0415 - not for --help

    return incentives_page(found, language)


def _rows(found: IncentiveOverview, language: Language) -> tuple[Sequence[str], Iterable[GridRow]]:
    from dpcap.report.incentives.view import incentives_table  # noqa: PLC0415

    return incentives_table(found, language)


def _data(found: IncentiveOverview, language: Language) -> dict[str, object]:
    from dpcap.report.finding_lines import finding_data  # noqa: PLC0415

    wording = found.framework.wording
    return {
        "schema": "dpcap/incentives-overview/1",
        **found.proposal.model_dump(mode="json"),
        "findings": [finding_data(one, language, wording) for one in found.findings],
    }


def _xlsx(found: IncentiveOverview, setup: PageSetup) -> bytes:
    from dpcap.report.batch.grid import as_xlsx  # noqa: PLC0415

    return as_xlsx("incentives", *_rows(found, setup.language))


INCENTIVE_FORMATS: FormatRegistry[Callable[[IncentiveOverview, PageSetup], str | bytes]]
INCENTIVE_FORMATS = FormatRegistry(
    *table_formats("incentives", _page, _rows, _data),
    OutputFormat("xlsx", _xlsx, ("incentives",), file="incentives.xlsx", binary=True),
)
