"""A CSV file as records, each cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.build import harmful
from dpcap.intake.source import clipped
from dpcap.intake.wording import Both, Params
from dpcap.model.base import PROSE
from dpcap.model.finding import Finding

MAX_COLUMNS = 100
_SHOWN = 60
_MARKS = "value"

_WIDE = Both("列太多，最多 {limit} 列", "it has too many columns, {limit} is the most").fill(
    {"limit": MAX_COLUMNS}
)
_LONG_ROW = Both(
    "这一行的格数多于表头。含逗号的内容请加引号",
    "the row has more cells than the header. Put text with commas in quotes",
)


@dataclass(frozen=True)
class Record:
    """One row: `cells` by column, stripped; `line`: where it begins; `raw`: its text there."""

    line: int
    cells: Mapping[str, str]
    raw: str

    def column(self, name: str) -> int:
        """The character (from 1) at which the cell of column *name* begins; 1 if there is none."""
        return self._starts.get(name, 1)

    @cached_property
    def _starts(self) -> dict[str, int]:
        return dict(zip(self.cells, _starts(self.raw, len(self.cells)), strict=True))


@dataclass(frozen=True)
class Table:
    """A header and the records under it that are not blank."""

    shown: str
    header: tuple[str, ...]
    header_raw: str
    records: tuple[Record, ...]

    def header_finding(self, index: int, problem: Both) -> Finding:
        """A finding about the title of column number *index*."""
        params: Params = {"column": self.header[index] or "?", **problem.params}
        return self.finding("DP318", 1, _starts(self.header_raw, index + 1)[index], params)

    def finding(self, code: str, line: int, column: int, params: Params) -> Finding:
        """A finding at a place of this file."""
        return _finding(self.shown, code, line, column, params)


class _Row(NamedTuple):
    """A row as the csv module reads it, the line it begins on, the raw text of that line."""

    line: int
    cells: list[str]
    raw: str


def parse_table(text: str, shown: str) -> Table:
    """*text* as a table. Raises InvalidInputError if it is no CSV, or holds control characters."""
    rows = _read(text, shown)
    if not rows:
        return Table(shown, (), "", ())
    head, *others = rows
    header = tuple(cell.strip() for cell in head.cells)
    if len(header) > MAX_COLUMNS:
        raise InvalidInputError([_finding(shown, "DP321", 1, 1, _WIDE.params)])
    filled = [row for row in others if any(cell.strip() for cell in row.cells)]
    found = [finding for row in (head, *filled) for finding in _wrong(row, header, shown)]
    if found:
        raise InvalidInputError(found)
    return Table(shown, header, head.raw, tuple(_record(row, header) for row in filled))


def _read(text: str, shown: str) -> list[_Row]:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    rows: list[_Row] = []
    before = 0
    try:
        for cells in reader:
            rows.append(_Row(before + 1, cells, lines[before]))
            before = reader.line_num
    except csv.Error as error:
        said = Both("引号没有收尾，或一格过长。请用表格软件重新存一次", f"{error}. Save it again")
        found = _finding(shown, "DP321", before + 1, 1, said.params)
        raise InvalidInputError([found]) from error
    return rows


def _wrong(row: _Row, header: tuple[str, ...], shown: str) -> Iterator[Finding]:
    if len(row.cells) > len(header):
        column = _starts(row.raw, len(header) + 1)[-1]
        yield _finding(shown, "DP321", row.line, column, _LONG_ROW.params)
        return
    cells = zip(header, row.cells, strict=False)
    wrong = [(at, *one) for at, (name, cell) in enumerate(cells) if (one := _unfit(name, cell))]
    starts = _starts(row.raw, len(row.cells)) if wrong else []
    for index, code, more in wrong:
        params: Params = {"field": header[index][:_SHOWN] or "?", **more}
        yield _finding(shown, code, row.line, starts[index], params)


def _unfit(name: str, cell: str) -> tuple[str, Params] | None:
    """Why a cell cannot be taken: a control character in it, or more text than anything takes.

    A value may be longer: the marks of many replies.
    """
    if name != _MARKS and len(cell.strip()) > PROSE:
        return "DP140", {"length": len(cell.strip()), "limit": PROSE}
    char = harmful(cell)
    return ("DP113", {"char": char}) if char else None


def _record(row: _Row, header: tuple[str, ...]) -> Record:
    padded = [*row.cells, *("" for _ in header[len(row.cells) :])]
    cells = {name: cell.strip() for name, cell in zip(header, padded, strict=True)}
    return Record(row.line, cells, row.raw)


def _starts(raw: str, count: int) -> list[int]:
    """The characters (from 1) at which the first *count* cells of a CSV line begin."""
    starts = [1]
    quoted = False
    for place, character in enumerate(raw, start=2):
        if len(starts) >= count:
            break
        quoted ^= character == '"'
        if character == "," and not quoted:
            starts.append(place)
    return starts + [len(raw) + 1] * (count - len(starts))


def _finding(shown: str, code: str, line: int, column: int, params: Params) -> Finding:
    return Finding(code=code, file=shown, line=line, column=column, params=clipped(params))
