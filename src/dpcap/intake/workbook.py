"""Workbooks (.xlsx) from strangers, read as plain values.

    book = read_workbook(Path("a.xlsx"), "a.xlsx")      # or workbook_of(raw, "a.xlsx")
    for sheet in book.sheets:                           # hidden ones too: `sheet.hidden`
        for cell in sheet.cells():                      # those that are not blank, row by row
            cell.row, cell.column, cell.name            # from 1; "B7"
            cell.value                                  # str, int, float, bool, date, datetime
            cell.is_formula                             # then `value` is None: nothing is computed
        sheet.rows[7]                                   # the values of row 7 by place, or Formula
    book.refusal("DP9xx", TwoLanguages(…), sheet="…", cell="B7")   # an InvalidInputError to raise

Both raise InvalidInputError with one finding (DP103, DP110, DP900 to DP903) that names the file,
where there is one the sheet and cell, and the way out. `workbook_guard` looks at the file before
openpyxl opens it. The size that a sheet says it has is not believed: its rows are read as they
stand, each cell where its own address says. Formulas, and the results that are stored with them,
are never read: a cell that has one is `is_formula` and has no value. A text that only looks like a
formula is a text. Durations and hours are texts, days without an hour are dates, errors such as
`#N/A` are texts.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.sheet_view import UNHIDDEN, SheetView, sheet_view
from dpcap.intake.source import bytes_up_to
from dpcap.intake.workbook_guard import (
    MAX_COLUMNS,
    MAX_FILE,
    MAX_HELD,
    MAX_TEXT,
    check_workbook,
    refusal,
)
from dpcap.model.two_languages import TwoLanguages

if TYPE_CHECKING:
    from dpcap.intake.workbook_parser import FormulalessParser

ReadValue = str | int | float | bool | date | datetime | None
_LETTERS = 26
_PIECE = 1 << 20
_PLAIN = (str, int, float, bool, type(None))

_LONG = TwoLanguages("这一格的文字超过 {limit} 字", "the cell has more than {limit} characters")
_TWICE = TwoLanguages(
    "这一格写了两次，或列超出范围。请用表格软件打开，另存一次",
    "the cell stands twice or beyond the last column. Open it in a spreadsheet and save it again",
)
_UNREADABLE = TwoLanguages(
    "表格软件不会这样写，无法读取。请用表格软件打开，另存一次",
    "it is written as no spreadsheet would. Open it in a spreadsheet and save it again",
)


class PercentFigure(float):
    """A figure that its cell shows in per cent: 0.163 that a person sees as 16.3 %."""


class Formula(NamedTuple):
    """What stands in a cell that is computed; its result is not read."""


class ReadCell(NamedTuple):
    """One cell that is not blank; `row` and `column` from 1."""

    row: int
    column: int
    value: ReadValue
    is_formula: bool = False

    @property
    def name(self) -> str:
        """The cell as spreadsheets name it, such as B7."""
        return cell_name(self.row, self.column)


class ReadSheet(NamedTuple):
    """One sheet: by number of the row (from 1, those that have cells) its values by place.

    `view`: which rows and columns are hidden, which cells are merged.
    """

    name: str
    rows: Mapping[int, tuple[ReadValue | Formula, ...]]
    hidden: bool = False
    view: SheetView = UNHIDDEN

    def cells(self) -> Iterator[ReadCell]:
        """The cells that are not blank, row by row."""
        for row, values in self.rows.items():
            for column, value in enumerate(values, start=1):
                if isinstance(value, Formula):
                    yield ReadCell(row, column, None, is_formula=True)
                elif value is not None and value != "":
                    yield ReadCell(row, column, value)


class ReadWorkbook(NamedTuple):
    """A workbook; `shown` is how messages name its file."""

    shown: str
    sheets: tuple[ReadSheet, ...]

    def refusal(
        self, code: str, problem: TwoLanguages, *, sheet: str, cell: str
    ) -> InvalidInputError:
        """An error about one place of it."""
        return refusal(code, self.shown, problem, sheet=sheet, cell=cell)


def cell_name(row: int, column: int) -> str:
    """The cell as spreadsheets name it: B7 for the seventh row's second."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def read_workbook(path: Path, shown: str) -> ReadWorkbook:
    """The workbook at *path*. Raises InvalidInputError."""
    return workbook_of(bytes_up_to(path, shown, MAX_FILE), shown)


def workbook_of(raw: bytes, shown: str) -> ReadWorkbook:
    """The workbook whose file has the bytes *raw*. Raises InvalidInputError."""
    held = check_workbook(raw, shown)
    from dpcap.intake.workbook_parser import (  # noqa: PLC0415 - most commands read no workbook
        PlainTextReader,
    )

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PlainTextReader(io.BytesIO(raw), read_only=True, keep_links=False)
            reader.read()
            sheets = tuple(_sheet(one, shown, held) for one in reader.wb.worksheets)
    except InvalidInputError:
        raise
    except Exception as error:  # a library meets what a stranger wrote: it may raise anything
        raise refusal("DP900", shown, _UNREADABLE) from error
    return ReadWorkbook(shown, sheets)


# The rows that openpyxl gives to all fill gaps, of a million rows too, and drop what comes twice.
def _sheet(
    sheet: Any,  # noqa: ANN401 - its types know no private name
    shown: str,
    held: Mapping[str, bytes],
) -> ReadSheet:
    sheet.reset_dimensions()
    archive, path = sheet.parent._archive, sheet._worksheet_path  # noqa: SLF001
    raw = held.get(path)
    if raw is None and archive.getinfo(path).file_size <= MAX_HELD:
        raw = archive.read(path)
    rows = None if raw is None else _at_once(sheet, raw, shown)
    if rows is None:
        with archive.open(path) as source:
            percent = _percent_styles(sheet.parent)
            rows = {
                row: _values(cells, sheet.title, shown, percent)
                for row, cells in _parser(sheet, source).parse()
            }
    view = sheet_view(_pieces(archive, path) if raw is None else [raw])
    return ReadSheet(sheet.title, rows, sheet.sheet_state != "visible", view)


def _pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    with archive.open(path) as source:
        while piece := source.read(_PIECE):
            yield piece


def _at_once(
    sheet: Any,  # noqa: ANN401 - see _sheet
    raw: bytes,
    shown: str,
) -> dict[int, tuple[ReadValue | Formula, ...]] | None:
    """The rows of a *sheet* that is written as usual; None: it is to be read cell by cell."""
    from dpcap.intake.workbook_rows import (  # noqa: PLC0415 - see workbook_of
        RowReading,
        longest,
        rows_at_once,
    )

    if longest(sheet._shared_strings) > MAX_TEXT:  # noqa: SLF001
        return None
    percent = _percent_styles(sheet.parent)
    reading = RowReading(
        _parser(sheet, io.BytesIO()),
        lambda value, style: PercentFigure(value) if style in percent else value,
        lambda cells: _values(cells, sheet.title, shown, percent),
    )
    try:
        return dict(rows_at_once(raw, reading))
    except InvalidInputError:
        raise
    except Exception:  # noqa: BLE001 - whatever is unusual, the library is to judge it
        return None


def _percent_styles(book: Any) -> frozenset[int]:  # noqa: ANN401
    """The styles of cells that show their figure in per cent."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - see workbook_of

    own = dict(enumerate(book._number_formats, 164))  # noqa: SLF001
    formats = {**BUILTIN_FORMATS, **own}
    styles = enumerate(book._cell_styles)  # noqa: SLF001
    return frozenset(at for at, one in styles if "%" in formats.get(one.numFmtId, ""))


def _parser(sheet: Any, source: IO[bytes]) -> FormulalessParser:  # noqa: ANN401
    """What reads the rows of *sheet* as they stand in *source*, one after the other."""
    from dpcap.intake.workbook_parser import FormulalessParser  # noqa: PLC0415 - see workbook_of

    return FormulalessParser(
        source,
        sheet._shared_strings,  # noqa: SLF001
        epoch=sheet.parent.epoch,
        date_formats=sheet.parent._date_formats,  # noqa: SLF001
        timedelta_formats=sheet.parent._timedelta_formats,  # noqa: SLF001
    )


def _values(
    cells: list[dict[str, Any]], sheet: str, shown: str, percent: frozenset[int]
) -> tuple[ReadValue | Formula, ...]:
    """The values of one row, each at the place that its cell's address says."""
    values: list[ReadValue | Formula] = []
    for cell in cells:
        column, before = cell["column"], len(values)
        if column <= before or column > MAX_COLUMNS:
            name = cell_name(cell["row"], column)
            raise refusal("DP903", shown, _TWICE, sheet=sheet, cell=name)
        if column - 1 > before:
            values.extend([None] * (column - 1 - before))
        value = _value(cell)
        kind = type(value)
        if kind is str and len(value) > MAX_TEXT:  # type: ignore[arg-type]
            name = cell_name(cell["row"], column)
            raise refusal("DP903", shown, _LONG, sheet=sheet, cell=name, limit=MAX_TEXT)
        if (kind is float or kind is int) and cell.get("style_id") in percent:
            value = PercentFigure(value)  # type: ignore[arg-type]
        values.append(value)
    return tuple(values)


def _value(cell: dict[str, Any]) -> ReadValue | Formula:
    if cell["data_type"] == "f":
        return Formula()
    value: Any = cell["value"]
    if type(value) in _PLAIN:
        return value  # type: ignore[no-any-return]
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
