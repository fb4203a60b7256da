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
from decimal import Context, Decimal
from typing import NamedTuple

from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.export_table import ExportCell, ExportRow, ExportTable, text_of_cell
from dpcap.intake.nearest import folded
from dpcap.intake.office import (
    PLAIN_AMOUNT,
    amount_as_read,
    cell_as_typed,
    day_as_read,
    period_as_read,
    says_no_data,
    tidy,
)
from dpcap.intake.rows import is_total
from dpcap.intake.wording import Params
from dpcap.intake.workbook import Formula, PercentFigure
from dpcap.model.finding import Finding
from dpcap.model.mapping import ExportMapping, MappedFigure
from dpcap.model.period import Span, span_of

# More digits than any sum of so many cells has: nothing is rounded.
EXACT = Context(prec=200)
_ZERO = Decimal(0)
_LONGEST_ROW = 400
# The day of the week after a day: 2026-10-01（周四）.
_WEEKDAY = re.compile(r"(?<![\s(（])[\s(（]*(?:周|星期)[一二三四五六日天](?:\s*[)）])?\s*$")
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


class ReducedRow(NamedTuple):
    """What of a row is kept as evidence: nothing but shop, days, mode and amounts."""

    shop: str
    days: str
    mode: str
    amounts: tuple[str, ...]


@dataclass
class _Totals:
    top: Decimal = _ZERO
    bottom: Decimal = _ZERO
    rows: int = 0
    skipped: int = 0
    peers: set[Decimal] = field(default_factory=set)


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
        self._totals: dict[tuple[str, str, str], _Totals] = {}
        self._seen: set[tuple[tuple[str, ...], tuple[ExportCell, ...]]] = set()
        self._spans: dict[ExportCell, Span | None] = {}
        self._texts: dict[Span, str] = {}
        self._shop_of: dict[ExportCell, str | None] = {}
        self._summing: dict[ExportCell, bool] = {}
        self._words = {folded(one) for one in mapping.totals}
        self.coverage = RowCounts()
        self.reduced: list[ReducedRow] = []
        self.found: list[Finding] = []

    @property
    def summed(self) -> tuple[Summed, ...]:
        """All sums, in the order of their indicators, shops and modes."""
        ratios = {one.indicator: one.sum is None for one in self._mapping.figures}
        return tuple(
            Summed(
                node, shop, mode, one.top, one.bottom if ratios[node] else None,
                one.rows, one.skipped, tuple(sorted(one.peers)),
            )
            for (node, shop, mode), one in sorted(self._totals.items())
        )  # fmt: skip

    def add(self, table: ExportTable) -> None:
        """Adds the rows of *table*, which has all the columns of the mapping."""
        reader = _Reader(self._mapping, table, self._percent)
        order = sorted(range(len(table.header)), key=lambda n: (table.header[n], n))
        header = tuple(table.header[n] for n in order)
        for row in table.rows:
            self.coverage.rows += 1
            if len(row.cells) > len(table.header) and any(row.cells[len(table.header) :]):
                reader.tell("DP928", row, len(table.header), {})
                continue
            padded = row.cells + (None,) * (len(table.header) - len(row.cells))
            key = (header, tuple([padded[n] for n in order]))
            if key in self._seen:
                self.coverage.duplicates += 1
                continue
            self._seen.add(key)
            self._add(reader, row, padded)
        self.found.extend(reader.told())

    def _add(self, reader: _Reader, row: ExportRow, cells: Sequence[ExportCell]) -> None:
        """Adds one row, or counts why not."""
        if self._is_total(reader, cells):
            self.coverage.totals += 1
            return
        if not reader.is_meant(cells):
            self.coverage.not_meant += 1
            return
        shop = self._shop(reader, cells)
        if shop is None:
            self.coverage.other_shops += 1
            reader.tell("DP916", row, reader.shop, {})
            return
        span = self._span(reader, row, cells)
        mode = reader.mode_of(row, cells)
        if span is None or mode is None:
            return
        self.coverage.spans.setdefault(shop, set()).add(span)
        if not any(one.holds(span) for one in self._spans_meant):
            self._outside(reader, row, span)
            return
        amounts = reader.amounts(row, cells)
        if amounts is not None:
            self._count(reader.figures, shop, mode, span, amounts)

    def _count(
        self,
        figures: Sequence[tuple[MappedFigure, int, int | None, int | None]],
        shop: str,
        mode: str,
        span: Span,
        amounts: Sequence[Decimal | None],
    ) -> None:
        self.coverage.counted += 1
        texts = tuple(["" if one is None else format(one, "f") for one in amounts])
        self.reduced.append(ReducedRow(shop, self._written(span), mode, texts))
        for figure, top, bottom, peer in figures:
            node = figure.indicator
            if not self._periods[node].holds(span):
                continue
            key = (node, "" if node in self._whole else shop, mode)
            total = self._totals.get(key)
            if total is None:
                total = self._totals[key] = _Totals()
            above, below = amounts[top], amounts[bottom] if bottom is not None else _ZERO
            if above is None or below is None:
                total.skipped += 1
                continue
            total.rows += 1
            total.top = EXACT.add(total.top, above)
            total.bottom = EXACT.add(total.bottom, below)
            if peer is not None and (figure_of_peers := amounts[peer]) is not None:
                total.peers.add(figure_of_peers)

    def _written(self, span: Span) -> str:
        """The days of a row as the reduced file has them."""
        text = self._texts.get(span)
        if text is None:
            text = str(span.first) if span.days == 1 else f"{span.first}/{span.last}"
            self._texts[span] = text
        return text

    def _outside(self, reader: _Reader, row: ExportRow, span: Span) -> None:
        """A row of other days; one that goes over an end of the period cannot be parted."""
        for period in self._spans_meant:
            if span.first <= period.last and period.first <= span.last:
                reader.tell("DP915", row, reader.date, {"days": f"{span.first}/{span.last}"})
                return
        self.coverage.other_days += 1

    def _is_total(self, reader: _Reader, cells: Sequence[ExportCell]) -> bool:
        for place in (reader.shop, reader.date):
            cell = None if place is None else cells[place]
            known = self._summing.get(cell)
            if known is None:
                text = cell if isinstance(cell, str) else ""
                known = is_total(text) or folded(text) in self._words
                self._summing[cell] = known
            if known:
                return True
        return False

    def _shop(self, reader: _Reader, cells: Sequence[ExportCell]) -> str | None:
        if reader.shop is None:
            return self._only
        cell = cells[reader.shop]
        if cell not in self._shop_of:
            self._shop_of[cell] = self._shops.get(folded(text_of_cell(cell)))
        return self._shop_of[cell]

    def _span(self, reader: _Reader, row: ExportRow, cells: Sequence[ExportCell]) -> Span | None:
        """The days of a row; without a column of days the period, which all figures share."""
        if reader.date is None:
            return self._spans_meant[0]
        cell = cells[reader.date]
        if cell not in self._spans:
            self._spans[cell] = _span_of(cell)
        span = self._spans[cell]
        if span is None:
            reader.tell("DP914", row, reader.date, {"column": reader.title(reader.date)})
        return span


class _Reader:
    """The places of a mapping's columns in one table, and what its cells say."""

    def __init__(self, mapping: ExportMapping, table: ExportTable, percent: frozenset[str]) -> None:
        self._mapping, self._table = mapping, table
        self._told: dict[tuple[str, int], tuple[Finding, AlikeRows]] = {}
        self._texts: dict[ExportCell, str] = {}
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
        numbers = {one: n for n, one in enumerate(mapping.numbers)}
        shares = _peers_in_per_cent(mapping, percent)
        self._numbers = [
            (self._place(one) or 0, _peer_amount if one in shares else _amount)
            for one in mapping.numbers
        ]
        self.figures = [
            (
                one, numbers[one.top],
                numbers[one.denominator] if one.denominator else None,
                numbers[one.peer] if one.peer else None,
            )
            for one in mapping.figures
        ]  # fmt: skip

    def _place(self, heading: str | None) -> int | None:
        return None if heading is None else self._table.column(heading)

    def title(self, place: int) -> str:
        """The heading of a column."""
        return self._table.header[place]

    def is_meant(self, cells: Sequence[ExportCell]) -> bool:
        """Whether a row is one of those that the mapping takes."""
        return all(self._folded(cells[n]) in values for n, values in self._only)

    def _folded(self, cell: ExportCell) -> str:
        known = self._texts.get(cell)
        if known is None:
            known = self._texts[cell] = folded(text_of_cell(cell))
        return known

    def mode_of(self, row: ExportRow, cells: Sequence[ExportCell]) -> str | None:
        """The value of the envelope that the row's mode says; "" without such a column."""
        if self._mode is None:
            return ""
        value = self._values.get(self._folded(cells[self._mode]))
        if value is None:
            self.tell("DP917", row, self._mode, {"column": self.title(self._mode)})
        return value

    def amounts(self, row: ExportRow, cells: Sequence[ExportCell]) -> list[Decimal | None] | None:
        """The amounts of a row (None: no data); None where one cannot be read."""
        found: list[Decimal | None] = []
        for place, read in self._numbers:
            amount = read(cells[place])
            if isinstance(amount, str):
                self.tell(amount, row, place, {"column": self.title(place)})
                return None
            found.append(amount)
        return found

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


def _peer_amount(cell: ExportCell) -> Decimal | str | None:
    """What a peers' figure in per cent says: it is neither added nor averaged."""
    if isinstance(cell, PercentFigure):
        return Decimal(repr(float(cell))) * 100
    text = tidy(cell) if isinstance(cell, str) else ""
    return _amount(text.removesuffix("%").rstrip() if text.endswith("%") else cell)


def _amount(cell: ExportCell) -> Decimal | str | None:
    """What a cell says, exactly: None: no data; a text: the code of what is wrong with it."""
    if isinstance(cell, str):
        if PLAIN_AMOUNT.fullmatch(cell):
            return Decimal(cell)
        amount = amount_as_read(cell_as_typed(cell.strip()))
        wrong = "DP919" if "%" in cell or "％" in cell else "DP918"
        return (None if says_no_data(cell) else wrong) if amount is None else amount
    if isinstance(cell, Formula | PercentFigure):
        return "DP920" if isinstance(cell, Formula) else "DP919"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell))
    return None if cell is None else "DP918"


def _span_of(cell: ExportCell) -> Span | None:
    text = text_of_cell(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        text = str(_day_of_number(cell) or cell)
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
