"""The tabs of an `.xlsx` file as cells with their places."""

from __future__ import annotations

from pathlib import Path

from dpcap.intake.sheet.filled import Row, Tab, TypedCell
from dpcap.intake.workbook import PercentFigure, ReadSheet, read_workbook
from dpcap.intake.workbook_guard import refusal
from dpcap.model.two_languages import TwoLanguages

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_ONE_TAB = TwoLanguages(
    "CSV 只存一页，存不下整份填写表。请打开原来的表，另存为 .xlsx",
    "CSV keeps one tab and not the whole sheet. Open the sheet itself and save it as .xlsx",
)


def open_sheet(path: Path, shown: str) -> dict[str, Tab]:
    """The tabs of the workbook at *path* by name; *shown* is how messages name it.

    Raises InvalidInputError.
    """
    if path.suffix.lower() in _TABLES and path.is_file():
        raise refusal("DP900", shown, _ONE_TAB)
    return {sheet.name: _tab(sheet, shown) for sheet in read_workbook(path, shown).sheets}


def _tab(sheet: ReadSheet, shown: str) -> Tab:
    rows: dict[int, dict[int, TypedCell]] = {}
    for cell in sheet.cells():
        percent = isinstance(cell.value, PercentFigure)
        typed = TypedCell(cell.value, shown, sheet.name, cell.name, cell.is_formula, percent)
        rows.setdefault(cell.row, {})[cell.column] = typed
    found: list[Row] = [rows[row] for row in sorted(rows)]
    return tuple(found)
