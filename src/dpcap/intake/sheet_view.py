"""What a sheet of a workbook hides or joins: hidden rows and columns, merged cells; its title."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from typing import Any, NamedTuple

_TRUE = rb"[\"'](?:1|true|on)[\"']"
_ROW = re.compile(rb"<(?:[^<>\s/:]+:)?row\s([^<>]*?\bhidden\s*=\s*" + _TRUE + rb"[^<>]*)>")
_COLUMN = re.compile(rb"<(?:[^<>\s/:]+:)?col\s([^<>]*?\bhidden\s*=\s*" + _TRUE + rb"[^<>]*)>")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
_FIRST = re.compile(rb"\bmin\s*=\s*[\"'](\d{1,5})[\"']")
_LAST = re.compile(rb"\bmax\s*=\s*[\"'](\d{1,5})[\"']")
_MERGED = re.compile(
    rb"<(?:[^<>\s/:]+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']"
    rb"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']"
)
_LONGEST_BOOK = 1 << 20


class MergedCells(NamedTuple):
    """Cells that are one: rows and columns from 1, both ends included; `name`: such as A2:A32."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    name: str

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell at *row* and *column* is one of them."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


class SheetView(NamedTuple):
    """`hidden_rows` by number, `hidden_columns` as first and last of each run, from 1."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[MergedCells, ...] = ()

    def hides_column(self, column: int) -> bool:
        """Whether the *column* (from 1) is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


UNHIDDEN = SheetView()


def sheet_view(pieces: Iterable[bytes]) -> SheetView:
    """What the XML of a sheet, which comes in *pieces*, says of what is hidden and merged."""
    rows: set[int] = set()
    columns: list[tuple[int, int]] = []
    merged: list[MergedCells] = []
    kept = b""
    for piece in pieces:
        text = kept + piece
        cut = text.rfind(b">") + 1
        text, kept = text[:cut], text[cut:]
        if b"hidden" in text:
            rows.update(_number(_NUMBER, found[1]) for found in _ROW.finditer(text))
            columns += [
                (_number(_FIRST, found[1]), _number(_LAST, found[1]))
                for found in _COLUMN.finditer(text)
            ]
        if b"mergeCell" in text:
            merged += [_merged(found[1].decode()) for found in _MERGED.finditer(text)]
    return SheetView(frozenset(rows - {0}), tuple(columns), tuple(merged))


def _number(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1]) if found else 0


def _merged(name: str) -> MergedCells:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - with the reader of workbooks

    places: tuple[Any, ...] = range_boundaries(name)  # whole numbers, since all four are named
    first_column, first_row, last_column, last_row = places
    return MergedCells(first_row, first_column, last_row, last_column, name)


def sheet_title(archive: zipfile.ZipFile, part: str) -> str:
    """What people call the sheet that is kept in *part*; else the name of the part."""
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - rarely needed

    try:
        book = fromstring(archive.read("xl/workbook.xml")[:_LONGEST_BOOK])  # noqa: S314 - no DTD
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels")[:_LONGEST_BOOK])  # noqa: S314
    except (ParseError, KeyError):
        return part
    ids = [one.get("Id") for one in links if part.endswith(one.get("Target", "?").lstrip("./"))]
    for sheet in book.iter():
        if ids and ids[0] in sheet.attrib.values() and sheet.get("name"):
            return sheet.get("name", part)
    return part
