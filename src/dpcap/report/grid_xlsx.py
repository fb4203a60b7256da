"""A table as a workbook: numbers as numbers, texts as texts, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from dpcap.report.batch.grid import Row
from dpcap.report.batch.results_csv import guarded

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTH = 18


def as_xlsx(name: str, heads: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet of that *name*, the *heads* frozen above the *rows*."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - no other format needs it

    out = io.BytesIO()
    workbook = Workbook(out, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet(name)
    strong = workbook.add_format({"bold": True})
    sheet.set_column(0, max(len(heads) - 1, 0), _WIDTH)
    sheet.freeze_panes(1, 1)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, guarded(head), strong)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                sheet.write_number(line, column, float(value))
            elif value is not None:
                sheet.write_string(line, column, guarded(str(value)))
    workbook.close()
    return out.getvalue()
