"""A sheet filled in as a person would: cells are found by the ids that stand beside them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def _id(cell: Cell) -> str:
    text = str(cell.value or "")
    return text.rsplit("·", 1)[1].strip() if "·" in text else ""


class Book:
    """A workbook under somebody's hands."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def answer(self, node: str, value: Any, field: str = "value") -> Book:
        """Fills in *field* of the answer to *node*."""
        self.cell(node, field).value = value
        return self

    def cell(self, node: str, field: str = "value") -> Cell:
        for sheet in self.book:
            for row in sheet.iter_rows():
                heads = {_id(cell): cell.column for cell in row}
                if not {"id", "note"} <= heads.keys():
                    continue
                for number in range(row[0].row + 1, sheet.max_row + 1):
                    if sheet.cell(number, heads["id"]).value == node:
                        return sheet.cell(number, heads[field])
        raise LookupError(node)

    def figure(self, node: str, shop: str, value: Any, field: str = "value") -> Book:
        """Fills in a figure of *shop*, or what its line says."""
        self.shop_cell(node, shop, field).value = value
        return self

    def shop_cell(self, node: str, shop: str, field: str = "value", line: int = 0) -> Cell:
        sheet, ids, table = self._screen(node)
        rows = [one.row for one in sheet["A"] if one.row > table and str(one.value or "") == shop]
        for column in range(1, sheet.max_column + 1):
            head = _id(sheet.cell(table, column))
            of_node = sheet.cell(ids, column).value
            if head == field and (of_node == node or of_node is None):
                return sheet.cell(rows[line], column)
        raise LookupError((node, shop, field))

    def head(self, node: str, name: str, value: Any, *, whole: bool = False) -> Book:
        """Says *value* of *name* above the column of *node*, or for the whole tab."""
        sheet, ids, _ = self._screen(node)
        row = next(one.row for one in sheet["A"] if _id(one) == name)
        column = 2 if whole else next(c.column for c in sheet[ids] if c.value == node)
        sheet.cell(row, column).value = value
        return self

    def _screen(self, node: str) -> tuple[Worksheet, int, int]:
        for sheet in self.book:
            rows = {_id(one): one.row for one in sheet["A"]}
            if "indicator" in rows and node in {c.value for c in sheet[rows["indicator"]]}:
                return sheet, rows["indicator"], rows["shop"]
        raise LookupError(node)

    def without(self, *names: str) -> Book:
        """The workbook without the tabs of these names."""
        for name in names:
            if name in self.book.sheetnames:
                del self.book[name]
        return self

    def save(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path
