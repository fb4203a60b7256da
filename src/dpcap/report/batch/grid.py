"""A table of rows as CSV, JSON and workbook: numbers as numbers, the same bytes each time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from dpcap.report.batch.results_csv import BOM, csv_line, guarded

GridRow = Sequence[Any]
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTH = 18


def as_csv(columns: Sequence[str], rows: Iterable[GridRow]) -> Iterator[bytes]:
    """A line a row, for spreadsheets; numbers in full, texts guarded against formulas."""
    yield BOM.encode() + csv_line(guarded(column) for column in columns)
    for row in rows:
        yield csv_line(_cell(value) for value in row)


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return ""
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return str(value)
    return guarded(value if isinstance(value, str) else as_text(value))


def as_json(columns: Sequence[str], rows: Iterable[GridRow]) -> Iterator[bytes]:
    """A list of objects, one a line; numbers in full."""
    lines = (_json(dict(zip(columns, row, strict=True))) for row in rows)
    first = next(lines, None)
    if first is None:
        yield b"[]\n"
        return
    yield b"[\n" + first.encode()
    yield from (f",\n{line}".encode() for line in lines)
    yield b"\n]\n"


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)


def as_text(value: object) -> str:
    """A list or a truth as text: as JSON writes it, a list of texts with commas."""
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return _json(value) if isinstance(value, (dict, list, tuple, bool)) else str(value)


def _plain(value: object) -> object:
    """*value* as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    return value if value is None or isinstance(value, (str, int)) else str(value)


def as_xlsx(name: str, heads: Sequence[str], rows: Iterable[GridRow]) -> bytes:
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
