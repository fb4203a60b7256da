"""Exports added up: per shop and figure the exact sums over the period, and what was left out.

Figures are a sum, or one sum over another, never a mean of rows. Sums are exact, rows that are
alike in every column count once, and what comes out is sorted, so that neither the order of rows
and files nor how an export was cut into files matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from operator import itemgetter
from typing import NamedTuple

from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.export_table import ExportCell, ExportRow, ExportTable, text_of_cell
from dpcap.intake.nearest import folded
from dpcap.intake.office import (
    amount_as_read,
    cell_as_typed,
    day_as_read,
    period_as_read,
    says_no_data,
    tidy,
)
from dpcap.intake.private_columns import is_private_number
from dpcap.intake.rows import is_total
from dpcap.intake.wording import Params
from dpcap.intake.workbook import Formula, PercentFigure
from dpcap.model.finding import Finding
from dpcap.model.mapping import ExportMapping, MappedFigure
from dpcap.model.period import Span, span_of

# More digits than any sum of so many cells has: nothing is rounded.
EXACT = Context(prec=200)
_ZERO = Decimal(0)
# An amount that is kept as it stands: what a Decimal of it would be written as.
_AS_WRITTEN = re.compile(r"-?(?:0|[1-9]\d{0,23})(?:\.\d{1,12})?", re.ASCII)
_WRITTEN_KINDS = frozenset((str, int, float, Decimal))
_NO_AMOUNT: dict[type, str] = {Formula: "DP920", PercentFigure: "DP919"}
# Figures of more digits, before or after the point, are none that a shop has.
_DIGITS = 24
_LONGEST_ROW = 400
# The day of the week after a day: 2026-10-01（周四）.
_WEEKDAY = re.compile(r"(?<![\s(（])[\s(（]*(?:周|星期)[一二三四五六日天](?:\s*[)）])?\s*$")
_FEWEST_PRIVATE = 2
# A day that lost its format, with the part of the day that may follow.
_NUMBERED = re.compile(r"\d{5}(?:\.\d{1,17})?", re.ASCII)
# What workbooks count days from, and the numbers of the days of the years from 2000 to 2099.
_DAY_0, _DAYS = date(1899, 12, 30), range(36_526, 73_051)


class Summed(NamedTuple):
    """The sums of one figure for one shop ("": the provider as a whole); `bottom`: None: a sum.

    `rows` were added, `skipped` had no data in one of the columns. `peers`: all peers' figures.
    """

    indicator: str
    shop: str
    mode: str
    top: Decimal
    bottom: Decimal | None
    rows: int
    skipped: int
    peers: tuple[Decimal, ...]


@dataclass
class RowCounts:
    """What became of the rows. `spans`: by shop the days of its rows, of the period or not."""

    rows: int = 0
    counted: int = 0
    duplicates: int = 0
    totals: int = 0
    not_meant: int = 0
    other_shops: int = 0
    other_days: int = 0
    spans: dict[str, set[Span]] = field(default_factory=dict)

    @property
    def first(self) -> date | None:
        """The first day of any row."""
        return min((one.first for each in self.spans.values() for one in each), default=None)

    @property
    def last(self) -> date | None:
        """The last day of any row."""
        return max((one.last for each in self.spans.values() for one in each), default=None)


@dataclass
class SharedDays:
    """Shops and days of which several files have rows that differ, and the files."""

    files: set[str] = field(default_factory=set)
    places: set[tuple[str, Span]] = field(default_factory=set)


class ReducedRow(NamedTuple):
    """What of a row is kept as evidence: nothing but shop, days, mode and amounts."""

    shop: str
    days: str
    mode: str
    amounts: tuple[str, ...]


class _Place(NamedTuple):
    """Whose amounts those of a row are."""

    shop: str
    span: Span
    mode: str


# One row's amounts, each as a plain number; empty: no data.
_Amounts = tuple[str, ...]


class _Aside(NamedTuple):
    """Why rows are not added: the count they go into ("": none), codes with what they tell of."""

    counted: str
    told: tuple[tuple[str, int | None, Params], ...] = ()


class ExportSums:
    """Adds up tables by a *mapping*.

    `shops`: the id of each shop by the names it may have, folded; `only_shop`: the one that a file
    without a column of shops is of. `periods`: by indicator the days that its figure is of.
    `whole`: indicators asked of the provider as a whole; `percent`: those in per cent, whose peers'
    figures may bear the sign.
    """

    def __init__(
        self,
        mapping: ExportMapping,
        *,
        shops: Mapping[str, str],
        only_shop: str,
        periods: Mapping[str, Span],
        whole: frozenset[str],
        percent: frozenset[str] = frozenset(),
    ) -> None:
        self._mapping, self._shops, self._only = mapping, shops, only_shop
        self._periods, self._whole, self._percent = periods, whole, percent
        self._spans_meant = tuple(sorted(set(periods.values())))
        self._amounts: dict[_Place, list[_Amounts]] = {}
        self._seen: dict[tuple[str, ...], set[tuple[ExportCell, ...]]] = {}
        self._words = {folded(one) for one in mapping.totals}
        self.coverage = RowCounts()
        self._files: dict[str, set[_Place]] = {}
        self.shared = SharedDays()
        self.found: list[Finding] = []

    @property
    def summed(self) -> tuple[Summed, ...]:
        """All sums, in the order of their indicators, shops and modes."""
        with localcontext(EXACT):
            return tuple(self._sums())

    def _sums(self) -> Iterator[Summed]:
        figures = {one.indicator: one for one in self._mapping.figures}
        places: dict[tuple[str, str, str], list[_Place]] = {}
        for place in self._amounts:
            for node in figures:
                if self._periods[node].holds(place.span):
                    shop = "" if node in self._whole else place.shop
                    places.setdefault((node, shop, place.mode), []).append(place)
        for node, shop, mode in sorted(places):
            rows = [row for place in places[node, shop, mode] for row in self._amounts[place]]
            yield _sum_of(figures[node], self._mapping.numbers, rows, shop, mode)

    @property
    def reduced(self) -> tuple[ReducedRow, ...]:
        """What of the rows that counted is kept, sorted."""
        days = {place: _written(place.span) for place in self._amounts}
        return tuple(
            ReducedRow(place.shop, days[place], place.mode, amounts)
            for place in sorted(self._amounts, key=lambda one: (one.shop, days[one], one.mode))
            for amounts in sorted(self._amounts[place])
        )

    def add(self, table: ExportTable) -> None:
        """Adds the rows of *table*, which has all the columns of the mapping."""
        reader = _Reader(self._mapping, table, self._percent)
        width = len(table.header)
        # Columns in any order are the same rows.
        order = sorted(range(width), key=lambda n: (table.header[n], n))
        in_order = itemgetter(*order)
        seen = self._seen.setdefault(tuple(table.header[n] for n in order), set())
        places: dict[tuple[ExportCell, ...], list[_Amounts] | _Aside] = {}
        before_it = {place: len(rows) for place, rows in self._amounts.items()}
        added: list[tuple[ExportRow, _Amounts]] = []
        for row in table.rows:
            cells = row.cells
            if len(cells) != width:
                if any(cells[width:]):
                    reader.tell("DP928", row, width, {})
                    continue
                cells = (*cells, *(None,) * (width - len(cells)))[:width]
            before = len(seen)
            seen.add(in_order(cells))
            if len(seen) == before:
                self.coverage.duplicates += 1
                continue
            where = reader.where(cells)
            place = places.get(where)
            if place is None:
                place = places[where] = self._place(reader, cells)
            if isinstance(place, _Aside):
                self._leave_out(reader, row, place)
            elif (amounts := reader.amounts(row, cells)) is not None:
                place.append(amounts)
                added.append((row, amounts))
        reader.tell_private(added)
        self._find_shared(table.shown, before_it)
        self.coverage.rows += len(table.rows)
        self.coverage.counted = sum(map(len, self._amounts.values()))
        self.found.extend(reader.told())

    def _find_shared(self, shown: str, before: Mapping[_Place, int]) -> None:
        """Takes down files that add to the shops and days of the file *shown*.

        *before*: how many rows there were at each place.
        """
        ours = {one for one, rows in self._amounts.items() if len(rows) > before.get(one, 0)}
        for other, theirs in self._files.items():
            if both := ours & theirs:
                self.shared.files |= {other, shown}
                self.shared.places |= {(one.shop, one.span) for one in both}
        self._files[shown] = ours

    def _leave_out(self, reader: _Reader, row: ExportRow, why: _Aside) -> None:
        if why.counted:
            setattr(self.coverage, why.counted, getattr(self.coverage, why.counted) + 1)
        for code, column, params in why.told:
            reader.tell(code, row, column, params)

    def _place(self, reader: _Reader, cells: Sequence[ExportCell]) -> list[_Amounts] | _Aside:
        """Where the amounts go of rows that say of shop, day and kind what *cells* do."""
        if self._is_total(reader, cells):
            return _Aside("totals")
        if not reader.is_meant(cells):
            return _Aside("not_meant")
        shop = self._shop(reader, cells)
        if shop is None:
            return _Aside("other_shops", (("DP916", reader.shop, {}),))
        span, mode = self._span(reader, cells), reader.mode_of(cells)
        if span is None or mode is None:
            return _Aside("", reader.unread(span, mode))
        self.coverage.spans.setdefault(shop, set()).add(span)
        if not any(one.holds(span) for one in self._spans_meant):
            return self._outside(reader, span)
        return self._amounts.setdefault(_Place(shop, span, mode), [])

    def _outside(self, reader: _Reader, span: Span) -> _Aside:
        """Rows of other days; those that go over an end of the period cannot be parted."""
        if any(span.first <= one.last and one.first <= span.last for one in self._spans_meant):
            return _Aside("", (("DP915", reader.date, {"days": f"{span.first}/{span.last}"}),))
        return _Aside("other_days")

    def _is_total(self, reader: _Reader, cells: Sequence[ExportCell]) -> bool:
        texts = [cells[n] for n in (reader.shop, reader.date) if n is not None]
        return any(
            is_total(text) or folded(text) in self._words for text in texts if isinstance(text, str)
        )

    def _shop(self, reader: _Reader, cells: Sequence[ExportCell]) -> str | None:
        if reader.shop is None:
            return self._only
        return self._shops.get(folded(text_of_cell(cells[reader.shop])))

    def _span(self, reader: _Reader, cells: Sequence[ExportCell]) -> Span | None:
        """The days of a row; without a column of days the period, which all figures share."""
        return self._spans_meant[0] if reader.date is None else _span_of(cells[reader.date])


def _sum_of(
    figure: MappedFigure, columns: Sequence[str], rows: Sequence[_Amounts], shop: str, mode: str
) -> Summed:
    """The sum of *figure* over *rows*, whose amounts are of the *columns* given."""
    top = columns.index(figure.top)
    bottom = columns.index(figure.denominator) if figure.denominator else None
    below = top if bottom is None else bottom
    full = [row for row in rows if row[top] and row[below]]
    peer = columns.index(figure.peer) if figure.peer else None
    peers = set() if peer is None else {Decimal(row[peer]) for row in full if row[peer]}
    return Summed(
        figure.indicator, shop, mode,
        sum([Decimal(row[top]) for row in full], _ZERO),
        None if bottom is None else sum([Decimal(row[bottom]) for row in full], _ZERO),
        len(full), len(rows) - len(full), tuple(sorted(peers)),
    )  # fmt: skip


def _written(span: Span) -> str:
    """The days of a row as the reduced file has them."""
    return str(span.first) if span.days == 1 else f"{span.first}/{span.last}"


class _Reader:
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
        mode = () if self._mode is None else (self._mode,)
        named = [n for n in (self.shop, self.date, *mode) if n is not None]
        self._where = (*named, *[n for n, _ in self._only])

    def where(self, cells: Sequence[ExportCell]) -> tuple[ExportCell, ...]:
        """The cells that say whose amounts those of a row are."""
        return tuple([cells[n] for n in self._where])

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
        self, span: Span | None, mode: str | None
    ) -> tuple[tuple[str, int | None, Params], ...]:
        """What is told of rows whose days or mode cannot be read (None)."""
        columns = (("DP914", self.date, span), ("DP917", self._mode, mode))
        return tuple(
            (code, place, {"column": self.title(place)})
            for code, place, read in columns
            if read is None and place is not None
        )

    def amounts(self, row: ExportRow, cells: Sequence[ExportCell]) -> _Amounts | None:
        """The amounts of a row; None where one cannot be read."""
        found: list[str] = []
        for place, read in self._numbers:
            try:
                found.append(read(cells[place]))
            except _UnreadAmountError as unread:
                self.tell(unread.code, row, place, {"column": self.title(place)})
                return None
        return tuple(found)

    def tell_private(self, added: Sequence[tuple[ExportRow, _Amounts]]) -> None:
        """Takes down columns whose amounts, by half or more of them, are numbers of somebody's.

        One alone may be an amount that happens to look so.
        """
        for n, (place, _) in enumerate(self._numbers):
            filled = [row for row, amounts in added if amounts[n]]
            private = [row for row, amounts in added if is_private_number(amounts[n])]
            if len(private) >= _FEWEST_PRIVATE and 2 * len(private) >= len(filled):
                self.tell("DP931", private[0], place, {"column": self.title(place)})

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
    amount = amount_as_read(cell_as_typed(text.strip()))
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


def _span_of(cell: ExportCell) -> Span | None:
    text = text_of_cell(cell)
    if _NUMBERED.fullmatch(text):
        text = str(_day_of_number(int(float(text))) or text)
    text = _WEEKDAY.sub("", text)
    day = day_as_read(text)
    try:
        span = span_of(str(day) if day != text else period_as_read(text))
    except ValueError:
        return _first_of(text)
    return span if span.days <= _LONGEST_ROW else None


def _day_of_number(number: int) -> date | None:
    """The day that a cell of a workbook means that lost its format: days since the end of 1899."""
    return _DAY_0 + timedelta(days=number) if number in _DAYS else None


def _first_of(text: str) -> Span | None:
    """The day with which a *text* begins that goes on with an hour."""
    head = text.replace("T", " ").split(" ")[0]
    day = day_as_read(head) if ":" in text else None
    try:
        return span_of(str(day)) if day else None
    except ValueError:
        return None
