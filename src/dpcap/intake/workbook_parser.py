"""The library's reader of a sheet, quicker where cells are plain, as nearly all of an export are.

Imported only once a workbook has passed `workbook_guard`: openpyxl takes time to load.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

from dpcap.intake.workbook_guard import MAX_COLUMNS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COLUMNS = {get_column_letter(number): number for number in range(1, MAX_COLUMNS + 1)}
_SPACE = INLINE_STRING.removesuffix("is")
_TEXT_TAG, _ENTRY_TAG, _RUN_TAG, _FONT_TAG = (f"{_SPACE}{one}" for one in ("t", "si", "r", "rPr"))


class PlainTextReader(ExcelReader):  # type: ignore[misc, unused-ignore] # openpyxl has no types
    """Opens a workbook; texts in one font, as nearly all are, it reads by itself."""

    def read_strings(self) -> None:
        """Takes in the texts that cells share."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call, unused-ignore]
        if part is None:
            return
        from dpcap.intake.workbook_rows import texts_at_once  # noqa: PLC0415 - it needs this module

        name, root = part.PartName[1:], f"{_SPACE}sst"
        texts = texts_at_once(self.archive.read(name), root)
        if texts is not None:
            self.shared_strings = [text.replace("x005F_", "") for text in texts]
            return
        with self.archive.open(name) as source:
            self.shared_strings = [*_shared_texts(source)]


def _shared_texts(source: IO[bytes]) -> Iterator[str]:
    """Each text of the part in *source*, as the library says it."""
    for _, entry in iterparse(source):
        if entry.tag == _ENTRY_TAG:
            is_plain = len(entry) == 1 and entry[0].tag == _TEXT_TAG and not len(entry[0])
            text: str = (entry[0].text or "") if is_plain else _in_fonts(entry)
            yield text.replace("x005F_", "")
            entry.clear()


def _in_fonts(entry: Element) -> str:
    """A text of which parts are in other fonts, or that says how it is read out.

    There is a font for each change of script; each takes longer to read than the text in it.
    """
    runs = [[part for part in run if part.tag != _FONT_TAG] for run in entry.iterfind(_RUN_TAG)]
    if len(runs) == len(entry) and all([one.tag for one in run] == [_TEXT_TAG] for run in runs):
        return "".join(text.text or "" for (text,) in runs)
    made: Any = Text
    text = made.from_tree(entry)
    said: str = text.content
    return said


class FormulalessParser(WorkSheetParser):  # type: ignore[misc, unused-ignore] # openpyxl has no types
    """Does not take formulas apart, which may cost much time.

    Cells that hold one number without a date's style, or one text, at the address that their row
    gives them, it reads by itself; all others as the library does.
    """

    _row, _digits = 0, "0"

    def parse_formula(self, element: Element) -> str:  # noqa: ARG002
        """That there is one is all that is asked."""
        return "="

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """What the library says of a cell."""
        column = self._column(element.get("r", ""))
        if column and len(element) == 1:
            style, value = int(element.get("s", 0)), self._plain(element)
            if value is not None and style not in self.date_formats:
                self.col_counter = column
                return {
                    "row": self.row_counter,
                    "column": column,
                    "style_id": style,
                    "value": value,
                    "data_type": "n",
                }
        parsed: dict[str, Any] = super().parse_cell(element)
        return parsed

    def _column(self, address: str) -> int:
        """The column of an *address* in this row; 0: the address is not as usual."""
        if self.row_counter != self._row:
            self._row, self._digits = self.row_counter, str(self.row_counter)
        here = address.endswith(self._digits)
        return _COLUMNS.get(address[: -len(self._digits)], 0) if here else 0

    def _plain(self, element: Element) -> str | int | float | None:
        """The value of a cell that has one child; None: it is not plain."""
        child, kind = element[0], element.get("t", "n")
        if kind == "inlineStr":
            is_text = child.tag == INLINE_STRING and len(child) == 1 and child[0].tag == _TEXT_TAG
            return child[0].text if is_text else None
        text = child.text
        if child.tag != VALUE_TAG or not text or not text.isascii():
            return None
        if text.isdigit():
            if kind == "s":
                shared: str = self.shared_strings[int(text)]
                return shared
            return int(text) if kind == "n" else None
        return float(text) if kind == "n" and text.replace(".", "", 1).isdigit() else None
