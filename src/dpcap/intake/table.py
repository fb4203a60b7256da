"""A CSV file as records, each cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.finding_limit import FindingLimit, refused
from dpcap.intake.merge_marks import MERGED, merge_mark
from dpcap.intake.office import cell_as_typed
from dpcap.intake.source import clipped
from dpcap.intake.total_words import sums_up
from dpcap.intake.values import ValueProblem
from dpcap.intake.yaml_values import harmful
from dpcap.model.base import PROSE
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

MAX_COLUMNS = 100
MAX_ROWS = 10_000
# A row with one cell filled may be data where there are hardly more.
_FEW_COLUMNS = 2
# So many columns a spreadsheet may write, most of them blank.
_MANY_BLANK = 1_000
# The comma first: it is taken where none is there. Elsewhere spreadsheets write semicolons, and
# tabs as "Unicode text".
_DELIMITERS = (",", "\t", ";")
_SHOWN, _HEADER = 60, 4_000
_MARKS = "value"

_WIDE = TwoLanguages(
    "列太多，最多 {limit} 列", "it has too many columns, {limit} is the most"
).fill({"limit": MAX_COLUMNS})
_FULL_WIDTH = "，"
_WIDE_COMMA = TwoLanguages(
    "分隔用的逗号是全角“，”。请全部改成半角 ,", "its commas are full-width (，). Write plain ones ,"
)
# Where a table must be there.
EMPTY_TABLE = TwoLanguages(
    "文件是空的。请用备份恢复，或重新导出，第一行是表头",
    "it is empty. Bring back an earlier copy or export it again, with the header in the first line",
)
_LONG_ROW = TwoLanguages(
    "这一行的格数多于表头。数里的千分位逗号请去掉，含逗号的文字请加引号",
    "the row has more cells than the header. Drop commas of thousands, put text with commas in"
    " quotes",
)


@dataclass(frozen=True)
class CsvRecord:
    """One row: `cells` by column, stripped; `line`: where it begins; `raw`: its text there.

    `delimiter` is what stands between its cells.
    """

    line: int
    cells: Mapping[str, str]
    raw: str
    delimiter: str = ","

    def column(self, name: str) -> int:
        """The character (from 1) at which the cell of column *name* begins; 1 if there is none."""
        return self._starts.get(name, 1)

    @cached_property
    def _starts(self) -> dict[str, int]:
        starts = _starts(self.raw, len(self.cells), self.delimiter)
        return dict(zip(self.cells, starts, strict=True))


@dataclass(frozen=True)
class CsvTable:
    """A header and the records under it that are not blank."""

    shown: str
    header: tuple[str, ...]
    header_raw: str
    records: tuple[CsvRecord, ...]
    delimiter: str = ","

    @cached_property
    def ration(self) -> FindingLimit:
        """How many findings of the file are told."""
        return FindingLimit(self.shown)

    def without_asides(self, keys: Collection[str]) -> tuple[CsvTable, tuple[Finding, ...]]:
        """The table without its totals and remarks, and the one finding that tells these rows.

        A total says so in one of the columns *keys*; a remark fills one cell of many.
        """
        kept, asides = list[CsvRecord](), list[CsvRecord]()
        for one in self.records:
            (asides if _is_aside(one, keys) else kept).append(one)
        if not asides:
            return self, ()
        alike = AlikeRows()
        for record in asides[1:]:
            alike.add(record.line)
        told = alike.told(self.finding("DP135", asides[0].line, 1, {}))
        return replace(self, records=tuple(kept)), (told,)

    def header_finding(self, index: int, problem: TwoLanguages) -> Finding:
        """A finding about the title of column number *index*."""
        params: Params = {"column": self.header[index] or "?", **problem.params}
        column = _starts(self.header_raw, index + 1, self.delimiter)[index]
        return self.finding("DP318", 1, column, params)

    def finding(self, code: str, line: int, column: int, params: Params) -> Finding:
        """A finding at a place of this file, while its ration lasts."""
        return self.ration.finding(code, lambda: _finding(self.shown, code, line, column, params))

    def finding_at(self, record: CsvRecord, node: str, complaint: ValueProblem) -> Finding:
        """A finding about one cell of *record*, the row of *node*."""
        code = complaint.code

        def made() -> Finding:
            params: Params = {"node": node, **complaint.said}
            return _finding(self.shown, code, record.line, record.column(complaint.key), params)

        return self.ration.finding(code, made)


def _is_aside(record: CsvRecord, keys: Collection[str]) -> bool:
    filled = [cell for cell in record.cells.values() if cell]
    is_remark = len(filled) == 1 and len(record.cells) > _FEW_COLUMNS
    return is_remark or any(sums_up(record.cells.get(key, "")) for key in keys)


class _Row(NamedTuple):
    """A row as the csv module reads it, the line it begins on, the raw text of that line."""

    line: int
    cells: list[str]
    raw: str
    delimiter: str


def parse_table(text: str, shown: str) -> CsvTable:
    """*text* as a table.

    Raises InvalidInputError if it is no CSV, has too many rows, or holds control characters.
    """
    ration = FindingLimit(shown)
    if line := merge_mark(text):
        raise InvalidInputError([_finding(shown, "DP321", line, 1, MERGED.params)])
    rows = _read(text, shown)
    head = next(rows, None)
    if head is None:
        return CsvTable(shown, (), "", ())
    filled = list(_filled(rows, shown))
    if filled and _is_title(head, filled[0]):
        raise InvalidInputError([_finding(shown, "DP325", 1, 1, {"line": filled[0].line})])
    if len(head.cells) > _MANY_BLANK:
        raise InvalidInputError([_finding(shown, "DP321", 1, 1, _WIDE.params)])
    header = tuple(cell.strip() for cell in head.cells)
    if _FULL_WIDTH in head.raw and len(header) == 1:
        raise InvalidInputError([_finding(shown, "DP321", 1, 1, _WIDE_COMMA.params)])
    header, (head, *filled) = _without_blank_columns(header, [head, *filled])
    if len(header) > MAX_COLUMNS:
        raise InvalidInputError([_finding(shown, "DP321", 1, 1, _WIDE.params)])
    found = [finding for row in (head, *filled) for finding in _wrong(row, header, ration)]
    if found:
        raise refused(found)
    records = tuple(_record(row, header) for row in filled)
    return CsvTable(shown, header, head.raw, records, head.delimiter)


def _is_title(head: _Row, after: _Row) -> bool:
    """Whether *head* is a title above the header, or what tells a spreadsheet the delimiter."""
    filled = [cell for cell in head.cells if cell.strip()]
    return len(filled) == 1 and sum(1 for cell in after.cells if cell.strip()) > 1


def _without_blank_columns(
    header: tuple[str, ...], rows: list[_Row]
) -> tuple[tuple[str, ...], list[_Row]]:
    """The columns up to the last that has a title, if in no other one there is anything."""
    width = max((place for place, name in enumerate(header, start=1) if name), default=0)
    if width == len(header):
        return header, rows
    blank = all(not any(map(str.strip, row.cells[width:])) for row in rows)
    if not blank:
        return header, rows
    return header[:width], [row._replace(cells=row.cells[:width]) for row in rows]


def _filled(rows: Iterator[_Row], shown: str) -> Iterator[_Row]:
    """The *rows* that are not blank. Raises InvalidInputError if there are too many."""
    for count, row in enumerate((row for row in rows if any(map(str.strip, row.cells))), start=1):
        if count > MAX_ROWS:
            raise InvalidInputError([_finding(shown, "DP123", row.line, 1, {"limit": MAX_ROWS})])
        yield row


def _read(text: str, shown: str) -> Iterator[_Row]:
    """The rows in *text*, one after the other."""
    lines = _Lines(io.StringIO(text, newline=""))
    delimiter = delimiter_of(text)
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield _Row(before + 1, cells, lines.taken(), delimiter)
            before = reader.line_num
    except csv.Error as error:
        said = TwoLanguages(
            "引号没有收尾，或一格过长。请用表格软件重新存一次", f"{error}. Save it again"
        )
        found = _finding(shown, "DP321", before + 1, 1, said.params)
        raise InvalidInputError([found]) from error


def delimiter_of(text: str) -> str:
    """What stands between the cells of *text*.

    Titles of columns hold none of these signs; a line above them may hold one.
    """
    head = text[:_HEADER]
    header = head.partition("\n")[0]
    sign = max(_DELIMITERS, key=header.count)
    return sign if header.count(sign) > 1 else max(_DELIMITERS, key=head.count)


class _Lines:
    """The lines that the csv module reads, as many as a row has."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._first: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self._first is None:
            self._first = line
        return line

    def taken(self) -> str:
        """The first line since this was asked last."""
        first, self._first = self._first, None
        return first or ""


def _wrong(row: _Row, header: tuple[str, ...], ration: FindingLimit) -> Iterator[Finding]:
    if len(row.cells) > len(header):
        yield ration.finding("DP321", lambda: _too_long(row, header, ration.shown))
        return
    if max(map(len, row.cells), default=0) <= PROSE and harmful("".join(row.cells)) is None:
        return
    for index, (name, cell) in enumerate(zip(header, row.cells, strict=False)):
        if problem := _problem(name, cell):
            code, more = problem
            made = partial(_unfit, row, index, code, {"field": name[:_SHOWN] or "?", **more})
            yield ration.finding(code, partial(made, ration.shown))


def _too_long(row: _Row, header: tuple[str, ...], shown: str) -> Finding:
    column = _starts(row.raw, len(header) + 1, row.delimiter)[-1]
    return _finding(shown, "DP321", row.line, column, _LONG_ROW.params)


def _problem(name: str, cell: str) -> tuple[str, Params] | None:
    """Why a cell cannot be taken: a control character in it, or more text than anything takes.

    A value may be longer: the marks of many replies.
    """
    if name != _MARKS and len(cell.strip()) > PROSE:
        return "DP140", {"length": len(cell.strip()), "limit": PROSE}
    char = harmful(cell)
    return ("DP113", {"char": char}) if char else None


def _unfit(row: _Row, index: int, code: str, params: Params, shown: str) -> Finding:
    column = _starts(row.raw, index + 1, row.delimiter)[index]
    return _finding(shown, code, row.line, column, params)


def _record(row: _Row, header: tuple[str, ...]) -> CsvRecord:
    padded = [*row.cells, *("" for _ in header[len(row.cells) :])]
    typed = (cell_as_typed(cell.strip()) for cell in padded)
    cells = dict(zip(header, typed, strict=True))
    return CsvRecord(row.line, cells, row.raw, row.delimiter)


def _starts(raw: str, count: int, delimiter: str) -> list[int]:
    """The characters (from 1) at which the first *count* cells of a CSV line begin."""
    starts = [1]
    quoted = False
    for place, character in enumerate(raw, start=2):
        if len(starts) >= count:
            break
        quoted ^= character == '"'
        if character == delimiter and not quoted:
            starts.append(place)
    return starts + [len(raw) + 1] * (count - len(starts))


def _finding(shown: str, code: str, line: int, column: int, params: Params) -> Finding:
    return Finding(code=code, file=shown, line=line, column=column, params=clipped(params))
