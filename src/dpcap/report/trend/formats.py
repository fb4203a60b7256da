"""The formats of a course, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, PageSetup
from dpcap.report.table_page_formats import table_formats

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.table_page import TablePage
    from dpcap.report.trend.result import TrendResult


def _page(found: TrendResult, language: Language) -> TablePage:
    from dpcap.report.trend.view import trend_page  # noqa: PLC0415 - not for --help

    return trend_page(found, language)


def _rows(found: TrendResult, language: Language) -> tuple[Sequence[str], Iterable[GridRow]]:
    from dpcap.report.trend.view import trend_table  # noqa: PLC0415

    return trend_table(found, language)


def _data(found: TrendResult, language: Language) -> dict[str, object]:
    from dpcap.report.finding_lines import finding_data  # noqa: PLC0415

    said = found.overview.model_dump(mode="json", exclude={"findings"})
    wording = found.framework.wording
    told = [finding_data(one, language, wording) for one in found.overview.findings]
    return {"schema": "dpcap/trend/1", **said, "findings": told}


TREND_FORMATS: FormatRegistry[Callable[[TrendResult, PageSetup], str | bytes]] = FormatRegistry(
    *table_formats("trend", _page, _rows, _data)
)
