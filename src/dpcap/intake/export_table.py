"""An export as it comes, CSV or .xlsx, as rows under their headings. Nothing is left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_kinds import EMPTY_FILE, no_table, not_text
from dpcap.intake.merge_marks import MERGED, merge_mark
from dpcap.intake.nearest import folded, hint_params
from dpcap.intake.office import cell_as_typed
from dpcap.intake.sheet_view import UNHIDDEN, SheetView
from dpcap.intake.source import bytes_up_to, decoded, too_large, unreadable
from dpcap.intake.table import delimiter_of
from dpcap.intake.workbook import Formula, ReadSheet, ReadValue, cell_name, workbook_of
from dpcap.intake.workbook_guard import refusal
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

MAX_EXPORT = 64 * 1024 * 1024
MAX_EXPORT_ROWS, MAX_EXPORT_COLUMNS = 200_000, 500
# So many rows may stand above the header: titles, filters, the day of the export.
_ABOVE = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SHOWN = 12
_BOOKS = (".xlsx", ".xlsm", ".xls")

ExportCell = ReadValue | Formula
_WIDE = TwoLanguages("超过 {limit} 列", "it has more than {limit} columns").fill(
    {"limit": MAX_EXPORT_COLUMNS}
)
_IN_SHEET = TwoLanguages("工作表“{sheet}”的 {cell}", "sheet “{sheet}”, {cell}")
_IN_FILE = TwoLanguages("第 {line} 行第 {column} 列", "line {line}, cell {column}")
_MANY = TwoLanguages(
    "超过 {limit} 行。请按店铺或按月分别导出、分别导入",
    "it has more than {limit} rows. Export and import by shop, or by month",
)
_QUOTES = TwoLanguages(
    "引号没有收尾，或一格过长。请重新导出",
    "a quote is not closed, or a cell is too long. Export it again",
)


_TWO_ROWS = TwoLanguages(
    "表头分成了两行（{lines}）：请取消合并，把列名并到一行再导入",
    "the header stands on two rows ({lines}): unmerge it and put the names of the columns on one",
)
_NO_CELLS = TwoLanguages(
    "工作簿里一个字也没有（多半是导出没有完成）。请重新导出或重新下载",
    "no cell of the workbook holds anything, as when an export was not finished. Export or download"
    " it again",
)
_OTHER_SIGN = TwoLanguages(
    "列与列之间用的不是逗号、分号或制表符（像是全角逗号或竖线）：请用表格软件打开，另存为 .xlsx",
    "its columns are not parted by commas, semicolons or tabs: open it in a spreadsheet and save it"
    " as .xlsx",
)
_NEAR = TwoLanguages(
    "表头里有相近的：{near}。请核对映射文件里的列名，与表头写成一致",
    "The header has names close to these: {near}. Write them in the mapping as they stand there",
)
_NO_SHEET = TwoLanguages(
    "映射文件的 sheet 指的工作表不在这里，这里有：{sheets}。请改正 sheet，或删去它",
    "The workbook has no sheet of the name that the mapping gives; there are: {sheets}. Correct"
    " sheet, or take it out",
)
_NO_HEADER = TwoLanguages(
    "没有一行有两个以上的格子，看不出表头。请核对是不是导出的那份表",
    "no row has two cells or more, so there is no header. Check that it is the export",
)
_CHECK_NAMES = TwoLanguages(
    "请核对映射文件里的列名，或用 dpcap import --learn 看这份文件的表头",
    "Check their names in the mapping; dpcap import --learn shows the headings of this file",
)


class ExportRow(NamedTuple):
    """One row; `line`: in the file (CSV) or sheet, from 1."""

    line: int
    cells: tuple[ExportCell, ...]


@dataclass(frozen=True)
class ExportTable:
    """The rows under `header`; `sheet`: of a workbook, else empty.

    `view`: what of the sheet is hidden or merged. `is_hidden`: the sheet itself is; `left_out`:
    hidden sheets that have the same headings and are not read.
    """

    shown: str
    name: str
    digest: str
    sheet: str
    header: tuple[str, ...]
    rows: Sequence[ExportRow]
    view: SheetView = UNHIDDEN
    is_hidden: bool = False
    left_out: tuple[str, ...] = ()

    def column(self, heading: str) -> int | None:
        """The place (from 0) of the column under *heading*; width, case, blanks do not count."""
        wanted = folded(heading)
        return next((n for n, one in enumerate(self.header) if folded(one) == wanted), None)

    def finding(self, code: str, line: int, column: int, params: Params) -> Finding:
        """A finding at the cell in *column* (from 0) of *line*."""
        cell = cell_name(line, column + 1)
        where = _IN_SHEET if self.sheet else _IN_FILE
        said = where.fill({"sheet": self.sheet, "cell": cell, "line": line, "column": column + 1})
        place: Params = {"where_zh": said.zh, "where_en": said.en, "cell": cell}
        return Finding(
            code=code, file=self.shown, line=line, column=column + 1, params={**place, **params}
        )


class ExportGrid(NamedTuple):
    """The rows of one sheet, or of a CSV, whose `name` is empty."""

    name: str
    rows: Sequence[ExportRow]
    is_hidden: bool = False
    view: SheetView = UNHIDDEN


@dataclass(frozen=True)
class ExportFile:
    """An export's rows, sheet by sheet, before anything is known of its headings."""

    shown: str
    name: str
    digest: str
    grids: tuple[ExportGrid, ...]

    def table(self, wanted: Collection[str] = (), sheet: str | None = None) -> ExportTable:
        """Its table: the header is the first row that has all the headings *wanted*.

        Without *wanted* it is the first row with two cells. A hidden sheet is read only where no
        other has them, or the mapping names it. Raises InvalidInputError.
        """
        grids = [one for one in self.grids if sheet is None or not one.name or one.name == sheet]
        places = [(grid, _header(grid.rows, wanted)) for grid in grids]
        found = [(grid, place) for grid, place in places if place is not None]
        if not found:
            if not wanted:
                raise unreadable(self.shown, _NO_HEADER)
            there = () if grids else tuple(one.name for one in self.grids)
            raise InvalidInputError([_no_header(self.shown, grids, wanted, there)])
        seen = [one for one in found if not one[0].is_hidden] or found
        if len(seen) > 1 and wanted:
            names: Params = {"sheets": ", ".join(grid.name for grid, _ in seen[:_SHOWN])}
            raise InvalidInputError([Finding(code="DP906", file=self.shown, params=names)])
        grid, place = seen[0]
        header = tuple(map(_heading, grid.rows[place].cells))
        table = ExportTable(
            self.shown, self.name, self.digest, grid.name, header, grid.rows[place + 1 :],
            grid.view, grid.is_hidden,
            tuple(one.name for one, _ in found if one.is_hidden and one is not grid),
        )  # fmt: skip
        _check_once(table, grid.rows[place].line, wanted)
        return table

    def lacking(self, wanted: Collection[str]) -> int:
        """How many of the headings *wanted* the row lacks that has the most of them."""
        rows = [row for grid in self.grids for row in grid.rows[:_ABOVE]]
        return min((len(_missing(wanted, row)) for row in rows), default=len(wanted))


def _check_once(table: ExportTable, line: int, wanted: Collection[str]) -> None:
    """Raises InvalidInputError if one of the headings *wanted* stands twice."""
    names = [folded(one) for one in table.header]
    for one in wanted:
        if names.count(folded(one)) > 1:
            place = names.index(folded(one))
            raise InvalidInputError([table.finding("DP929", line, place, {"column": one})])


def open_export(path: Path, shown: str) -> ExportFile:
    """The export at *path*, CSV or .xlsx by its content. Raises InvalidInputError."""
    raw = _bytes(path, shown)
    digest = sha256(raw).hexdigest()
    if told := no_table(raw):
        raise unreadable(shown, told)
    if raw.startswith((_ZIP, _OLE)) or path.suffix.lower() in _BOOKS:
        sheets = workbook_of(raw, shown).sheets
        grids = [ExportGrid(one.name, [*_of_sheet(one)], one.hidden, one.view) for one in sheets]
        if not any(one.rows for one in grids):
            raise unreadable(shown, _NO_CELLS)
        return ExportFile(shown, path.name, digest, tuple(grids))
    rows = list(_of_csv(raw, shown))
    if not rows:
        raise unreadable(shown, EMPTY_FILE)
    return ExportFile(shown, path.name, digest, (ExportGrid("", rows),))


def _bytes(path: Path, shown: str) -> bytes:
    raw = bytes_up_to(path, shown, MAX_EXPORT)
    if len(raw) > MAX_EXPORT:
        raise too_large(shown, path.stat().st_size, MAX_EXPORT)
    return raw


def _of_csv(raw: bytes, shown: str) -> Iterator[ExportRow]:
    text = decoded(raw, shown)
    if told := not_text(text):
        raise unreadable(shown, told)
    if line := merge_mark(text):
        found = Finding(code="DP321", file=shown, line=line, column=1, params=MERGED.params)
        raise InvalidInputError([found])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter_of(text))
    count = before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cells):
                continue
            count += 1
            if count > MAX_EXPORT_ROWS:
                raise refusal("DP903", shown, _MANY, limit=MAX_EXPORT_ROWS)
            if len(cells) > MAX_EXPORT_COLUMNS:
                raise InvalidInputError(
                    [Finding(code="DP321", file=shown, line=line, params=_WIDE.params)]
                )
            yield ExportRow(line, tuple(cells))
    except csv.Error as error:
        found = Finding(code="DP321", file=shown, line=before + 1, params=_QUOTES.params)
        raise InvalidInputError([found]) from error


def _of_sheet(sheet: ReadSheet) -> Iterator[ExportRow]:
    for line, cells in sheet.rows.items():
        if any(cells) or any(one is not None and one != "" for one in cells):
            yield ExportRow(line, cells)


def _header(rows: Sequence[ExportRow], wanted: Collection[str]) -> int | None:
    """Which of the first *rows* is the header."""
    names = {folded(one) for one in wanted}
    for place, row in enumerate(rows[:_ABOVE]):
        there = {folded(text) for cell in row.cells if (text := _text(cell))}
        if names <= there and len(there) > 1:
            return place
    return None


def _missing(wanted: Collection[str], row: ExportRow) -> list[str]:
    """Those of the headings *wanted* that do not stand in *row*."""
    names = {folded(_text(cell)) for cell in row.cells}
    return [one for one in wanted if folded(one) not in names]


def _heading(cell: ExportCell) -> str:
    """The name of a column on one line, however it is broken in its cell."""
    return " ".join(text_of_cell(cell).split())


def _text(cell: ExportCell) -> str:
    return "" if cell is None or isinstance(cell, Formula) else cell_as_typed(str(cell).strip())


def text_of_cell(cell: ExportCell) -> str:
    """What stands in a *cell*, as a text; days as they are written here."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _text(cell)


def _no_header(
    shown: str, grids: Sequence[ExportGrid], wanted: Collection[str], there_are: Sequence[str]
) -> Finding:
    """That no row has all that is wanted; what the best one lacks.

    *there_are*: the sheets, where there is none of the name that the mapping gives.
    """
    rows = [row for grid in grids for row in grid.rows[:_ABOVE]]
    there = [{folded(_text(cell)) for cell in row.cells} for row in rows]
    least = min((_missing(wanted, row) for row in rows), key=len, default=list(wanted))
    said = _near_headings(least, rows) or _CHECK_NAMES
    if len(least) == len(wanted) and _is_in_one_cell(rows, wanted):
        said = _OTHER_SIGN
    for (upper, lower), (names, more) in zip(pairwise(rows), pairwise(there), strict=True):
        if {folded(one) for one in wanted} <= names | more:
            said = _TWO_ROWS.fill({"lines": f"{upper.line}, {lower.line}"})
    if there_are:
        said = _NO_SHEET.fill({"sheets": ", ".join(there_are[:_SHOWN])})
    params: Params = {"columns": ", ".join(least[:_SHOWN]), **hint_params(said)}
    return Finding(code="DP912", file=shown, params=params)


def _is_in_one_cell(rows: Sequence[ExportRow], wanted: Collection[str]) -> bool:
    """Whether all names that are *wanted* stand in one cell."""
    names = [folded(one) for one in wanted]
    alone = [folded(_text(row.cells[0])) for row in rows if len(row.cells) == 1]
    return any(all(name in one for name in names) for one in alone)


def _near_headings(missing: Sequence[str], rows: Sequence[ExportRow]) -> TwoLanguages | None:
    """What to say of headings that differ from the *missing* ones by little, such as a unit."""
    there = [text for row in rows for cell in row.cells if (text := _heading(cell))]
    near = {
        one: next((text for text in there if _without_unit(text) == _without_unit(one)), "")
        for one in missing[:_SHOWN]
    }
    shown = ", ".join(dict.fromkeys(filter(None, near.values())))
    return _NEAR.fill({"near": shown}) if shown else None


def _without_unit(heading: str) -> str:
    """*heading* as it is compared, without what stands in brackets at its end."""
    return folded(heading).partition("(")[0]
