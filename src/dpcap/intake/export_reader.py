"""What the cells of an export say by a mapping: whose row it is, of which days, which amounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.export_table import ExportCell, ExportRow, ExportTable, text_of_cell
from dpcap.intake.export_words import amount_problem, day_problem
from dpcap.intake.nearest import folded
from dpcap.intake.office import (
    amount_as_read,
    cell_as_typed,
    day_as_read,
    day_of_serial,
    period_as_read,
    says_no_data,
    tidy,
    without_hours,
    without_unseen,
)
from dpcap.intake.private_columns import SHORTEST_PRIVATE, is_private_number
from dpcap.intake.sheet_view import MergedCells
from dpcap.intake.total_words import is_whole, marked
from dpcap.intake.workbook import Formula, PercentFigure
from dpcap.model.finding import Finding
from dpcap.model.mapping import ExportMapping
from dpcap.model.period import Span, span_of
from dpcap.model.two_languages import Params, TwoLanguages

# An amount that is kept as it stands: what a Decimal of it would be written as.
_WRITTEN = r"-?(?:0|[1-9]\d{0,23})(?:\.\d{1,12})?"
_AS_WRITTEN = re.compile(_WRITTEN, re.ASCII)
# What stands between amounts that are looked at together: a sign that no amount holds.
_BETWEEN = "\x1f"
_WRITTEN_KINDS = frozenset((str, int, float, Decimal))
_NO_AMOUNT: dict[type, str] = {Formula: "DP920", PercentFigure: "DP919"}
# Figures of more digits, before or after the point, are none that a shop has.
_DIGITS = 24
_LONGEST_ROW = 400
# The day of the week after a day: 2026-10-01（周四）.
_WEEKDAY = re.compile(r"(?<![\s(（])[\s(（]*(?:周|星期)[一二三四五六日天](?:\s*[)）])?\s*$")
_FEWEST_PRIVATE = 2
# Fewer rows do not sum one another up.
_FEWEST = 3
# A day that lost its format, with the part of the day that may follow.
_NUMBERED = re.compile(r"\d{5}(?:\.\d{1,17})?", re.ASCII)

# One row's amounts, each as a plain number; empty: no data.
RowAmounts = tuple[str, ...]


class RowAside(NamedTuple):
    """Why rows are not added: the count they go into ("": none), codes with what they tell of.

    `is_sure`: what they say of shop and day tells it; else each row has to be looked at.
    """

    counted: str
    told: tuple[tuple[str, int | None, Params], ...] = ()
    is_sure: bool = True


UNSURE = RowAside("", is_sure=False)
BARE = RowAside("totals", (("DP935", 0, {}),))


class ExportReader:
    """The places of a mapping's columns in one table, and what its cells say."""

    def __init__(self, mapping: ExportMapping, table: ExportTable, percent: frozenset[str]) -> None:
        self._mapping, self._table = mapping, table
        self._told: dict[tuple[str, int], tuple[Finding, AlikeRows]] = {}
        self.shop = self._place(mapping.shop)
        self.date = self._place(mapping.date)
        self._mode = self._place(mapping.mode.column if mapping.mode else None)
        self._values = (
            {folded(k): v for k, v in mapping.mode.values.items()} if mapping.mode else {}
        )
        self._only = [
            (self._place(one) or 0, {folded(value) for value in values})
            for one, values in mapping.only.items()
        ]
        shares = _peers_in_per_cent(mapping, percent)
        self._numbers = [
            (self._place(one) or 0, _peer_amount if one in shares else _amount)
            for one in mapping.numbers
        ]
        self._amount_cells = _cells_at([n for n, _ in self._numbers])
        self._as_written = re.compile(_BETWEEN.join([_WRITTEN] * len(self._numbers)), re.ASCII)
        mode = () if self._mode is None else (self._mode,)
        self._named = [n for n in (self.shop, self.date) if n is not None]
        self._where = (*self._named, *mode, *[n for n, _ in self._only])
        self._read = {*self._where, *(n for n, _ in self._numbers)}
        self._header = tuple(folded(table.header[n]) for n in self._where)
        self._headings_below: list[ExportRow] = []
        self._others = self._others_with_text()
        self.totals = tuple(self._totals())

    def _others_with_text(self) -> dict[int, set[ExportCell]]:
        """The columns that the mapping does not read and that hold texts: what stands in each."""
        others = [n for n in range(len(self._table.header)) if n not in self._read]
        cells = {
            n: {row.cells[n] for row in self._table.rows if n < len(row.cells)} for n in others
        }
        return {n: each for n, each in cells.items() if any(map(_is_words, each))}

    def _totals(self) -> Iterator[tuple[int, frozenset[object]]]:
        """The columns, beside those that are read, in which some rows say that they are totals."""
        for place, each in self._others.items():
            words = marked(each)
            rest = each - words
            if words and rest:
                parts = frozenset(one for one in words if is_whole(str(one)))
                if parts and any(map(_is_words, rest)):
                    row = next(one for one in self._table.rows if _cell(one, place) in parts)
                    self.tell("DP937", row, place, {"column": self.title(place)})
                yield place, words

    def is_header(self, cells: Sequence[ExportCell]) -> bool:
        """Whether a row may be the header once more, or that of another table below this one."""
        where = tuple(folded(text_of_cell(cells[n])) for n in self._where)
        return bool(where) and (where == self._header or self._names_columns(cells))

    def _names_columns(self, cells: Sequence[ExportCell]) -> bool:
        """Whether a row has texts where the amounts stand, each another one, and no day."""
        texts = [text_of_cell(cells[n]) for n, _ in self._numbers]
        if not self._named or len(set(texts)) < len(texts) or not all(map(_is_heading, texts)):
            return False
        return self.date is None or span_in(cells[self.date]) is None

    @cached_property
    def _heads(self) -> frozenset[tuple[str, ...]]:
        """What the header says, and what stands right below it in other words or as units."""
        rows = (self._full(row.cells) for row in self._table.rows)
        below = takewhile(self._names_columns, rows)
        return frozenset(map(self._said, (self._table.header, *below)))

    def _full(self, cells: Sequence[ExportCell]) -> Sequence[ExportCell]:
        width = len(self._table.header)
        return (*cells, *(None,) * (width - len(cells)))[:width]

    def _said(self, cells: Sequence[ExportCell]) -> tuple[str, ...]:
        return tuple(folded(text_of_cell(cells[n])) for n in sorted(self._read))

    def lacks_place(self, cells: Sequence[ExportCell]) -> bool:
        """Whether a row does not say which shop or day it is of."""
        return any(_is_blank(cells[n]) for n in self._named)

    def judged(self, row: ExportRow, cells: Sequence[ExportCell]) -> RowAside:
        """What becomes of a row that does not say which shop or day it is of."""
        if self._names_columns(cells) and self._said(cells) not in self._heads:
            self._headings_below.append(row)
        if not any(_is_amount(cells[n]) for n, _ in self._numbers):
            return RowAside("notes")  # there is nothing in it that could be added
        if row is self._lone_row:
            return BARE
        blank = [n for n in self._named if _is_blank(cells[n])]
        if not blank:
            told = self.unread(cells, None, self.mode_of(cells))
            return RowAside("", told or (("DP916", self.shop, {}),))
        merged = [one for n in blank for one in self._merged(row.line, n)]
        name = f" {merged[0].name}" if merged else ""
        params: Params = {"column": self.title(blank[0]), "merged": name}
        return RowAside("", (("DP934", blank[0], params),))

    def _merged(self, line: int, place: int) -> Iterator[MergedCells]:
        return (one for one in self._table.view.merged if one.holds(line, place + 1))

    @cached_property
    def only_bare(self) -> ExportRow | None:
        """Where no column says shop or day: the only row without what all others say of theirs."""
        return None if self._named or len(self._table.rows) < _FEWEST else self._lone_row

    @cached_property
    def _lone_row(self) -> ExportRow | None:
        """The only row with amounts that has no text at all and is no part of merged cells.

        It sums the others up; where there are several, they may be anything.
        """
        if not self._named and not self._others:
            return None
        bare = [row for row in self._table.rows if self._is_bare(row)]
        if len(bare) != 1 or any(any(self._merged(bare[0].line, n)) for n in self._named):
            return None
        return bare[0]

    def _is_bare(self, row: ExportRow) -> bool:
        said = (*self._named, *self._others)
        amounts = (_cell(row, n) for n, _ in self._numbers)
        return all(_is_blank(_cell(row, n)) for n in said) and any(map(_is_amount, amounts))

    @cached_property
    def where(self) -> Callable[[Sequence[ExportCell]], tuple[ExportCell, ...]]:
        """What gives the cells of a row that say whose amounts its are."""
        return _cells_at(self._where)

    def _place(self, heading: str | None) -> int | None:
        return None if heading is None else self._table.column(heading)

    def title(self, place: int) -> str:
        """The heading of a column."""
        return self._table.header[place]

    def is_meant(self, cells: Sequence[ExportCell]) -> bool:
        """Whether a row is one of those that the mapping takes."""
        return all(folded(text_of_cell(cells[n])) in values for n, values in self._only)

    def mode_of(self, cells: Sequence[ExportCell]) -> str | None:
        """The value of the envelope that a row's mode says; "" without such a column."""
        if self._mode is None:
            return ""
        return self._values.get(folded(text_of_cell(cells[self._mode])))

    def unread(
        self, cells: Sequence[ExportCell], span: Span | None, mode: str | None
    ) -> tuple[tuple[str, int | None, Params], ...]:
        """What is told of rows whose days or mode cannot be read (None)."""
        told: list[tuple[str, int | None, Params]] = []
        if span is None and self.date is not None:
            problem = day_problem(without_unseen(text_of_cell(cells[self.date])))
            told.append(("DP914", self.date, self._params(self.date, problem)))
        if mode is None and self._mode is not None:
            told.append(("DP917", self._mode, {"column": self.title(self._mode)}))
        return tuple(told)

    def _params(self, place: int, problem: TwoLanguages) -> Params:
        return {"column": self.title(place), **problem.params}

    def amounts(self, row: ExportRow, cells: Sequence[ExportCell]) -> RowAmounts | None:
        """The amounts of a row; None where one cannot be read."""
        written = self._amount_cells(cells)
        if _WRITTEN_KINDS.issuperset(map(type, written)):
            text = _BETWEEN.join(map(str, written))
            if self._as_written.fullmatch(text):
                return tuple(text.split(_BETWEEN))
        found: list[str] = []
        for place, read in self._numbers:
            try:
                found.append(read(cells[place]))
            except _UnreadAmountError as unread:
                problem = amount_problem(cells[place])
                self.tell(unread.code, row, place, self._params(place, problem))
                return None
        return tuple(found)

    def tell_private(self, added: Sequence[tuple[ExportRow, RowAmounts]]) -> None:
        """Takes down columns whose amounts, by half or more of them, are numbers of somebody's.

        One alone may be an amount that happens to look so.
        """
        for n, (place, _) in enumerate(self._numbers):
            long = [one for one in added if len(one[1][n]) >= SHORTEST_PRIVATE]
            private = [row for row, amounts in long if is_private_number(amounts[n])]
            if len(private) < _FEWEST_PRIVATE:
                continue
            filled = [row for row, amounts in added if amounts[n]]
            if 2 * len(private) >= len(filled):
                self.tell("DP931", private[0], place, {"column": self.title(place)})

    def tell_other_tables(self, added: Sequence[tuple[ExportRow, RowAmounts]]) -> None:
        """Takes down headings below this table's, if rows below them were *added* under its own."""
        last = added[-1][0].line if added else 0
        for row in self._headings_below:
            if row.line < last:
                self.tell("DP907", row, self._numbers[0][0], {})

    def tell(self, code: str, row: ExportRow, place: int | None, params: Params) -> None:
        """Takes down a finding at a cell, a column's once for all its rows; not what it says."""
        column = place or 0
        if (code, column) in self._told:
            self._told[code, column][1].add(row.line)
        else:
            made = self._table.finding(code, row.line, column, params)
            self._told[code, column] = made, AlikeRows()

    def told(self) -> Iterator[Finding]:
        """All that was taken down, each cause with the rows in which it shows again."""
        return (rows.told(one) for one, rows in self._told.values())


def _cells_at(places: Sequence[int]) -> Callable[[Sequence[ExportCell]], tuple[ExportCell, ...]]:
    """What gives the cells of a row at *places*."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple([cells[n] for n in places])


def _cell(row: ExportRow, place: int) -> ExportCell:
    return row.cells[place] if place < len(row.cells) else None


def _is_blank(cell: ExportCell) -> bool:
    """Whether a *cell* of shops or days says none, also by a dash."""
    return says_no_data(without_unseen(text_of_cell(cell)))


def _is_heading(text: str) -> bool:
    """Whether a *text* where an amount belongs can be the name of a column."""
    return _is_words(text) and any(map(str.isalpha, text)) and not text.endswith(("%", "％"))


def _is_words(cell: object) -> bool:
    """Whether a *cell* holds a text that is no figure."""
    return isinstance(cell, str) and bool(text := cell.strip()) and amount_as_read(text) is None


def _is_amount(cell: ExportCell) -> bool:
    """Whether a *cell* of an amount holds one, or what is meant as one."""
    if isinstance(cell, str):
        return any(map(str.isdecimal, tidy(cell)))
    return cell is not None


def _peers_in_per_cent(mapping: ExportMapping, percent: frozenset[str]) -> set[str]:
    """The columns that are nothing but peers' figures of indicators in per cent."""
    added = {one for figure in mapping.figures for one in (figure.top, figure.denominator)}
    peers = {one.peer for one in mapping.figures if one.peer}
    bare = {one.peer for one in mapping.figures if one.indicator not in percent}
    return {one for one in peers if one not in added and one not in bare}


class _UnreadAmountError(Exception):
    """A cell says no amount; the code of what is wrong with it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def _peer_amount(cell: ExportCell) -> str:
    """What a peers' figure in per cent says: it is neither added nor averaged."""
    if isinstance(cell, PercentFigure):
        return _amount(Decimal(repr(float(cell))) * 100)
    text = tidy(cell) if isinstance(cell, str) else ""
    return _amount(text.removesuffix("%").rstrip() if text.endswith("%") else cell)


def _amount(cell: ExportCell | Decimal) -> str:
    """What a cell says, exactly, as a plain number; empty: no data. Raises _UnreadAmountError."""
    kind = type(cell)
    if kind in _WRITTEN_KINDS:
        written = str(cell)
        if _AS_WRITTEN.fullmatch(written):
            return written
        return _amount_of_text(written) if kind is str else _amount_of_number(Decimal(written))
    if cell is None:
        return ""
    raise _UnreadAmountError(_NO_AMOUNT.get(kind, "DP918"))


def _amount_of_text(text: str) -> str:
    amount = amount_as_read(cell_as_typed(without_unseen(text).strip()))
    if amount is not None:
        return format(amount, "f")
    if says_no_data(text):
        return ""
    raise _UnreadAmountError("DP919" if "%" in text or "％" in text else "DP918")


def _amount_of_number(number: Decimal) -> str:
    """A cell's *number*, if it is one that can be added up exactly."""
    if not number.is_finite() or (number and not -_DIGITS < number.adjusted() < _DIGITS):
        raise _UnreadAmountError("DP918")
    return format(number, "f")


def span_in(cell: ExportCell) -> Span | None:
    """The days that a *cell* says; None: it says none, or more than a row is of."""
    text = without_unseen(text_of_cell(cell))
    if _NUMBERED.fullmatch(text):
        text = str(day_of_serial(int(float(text))) or text)
    text = without_hours(_WEEKDAY.sub("", text))
    day = day_as_read(text)
    try:
        span = span_of(str(day) if day != text else period_as_read(text))
    except ValueError:
        return _first_of(text)
    return span if span.days <= _LONGEST_ROW else None


def _first_of(text: str) -> Span | None:
    """The day with which a *text* begins that goes on with an hour."""
    head = text.replace("T", " ").split(" ")[0]
    day = day_as_read(head) if ":" in text else None
    try:
        return span_of(str(day)) if day else None
    except ValueError:
        return None
