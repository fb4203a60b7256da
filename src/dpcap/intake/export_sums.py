"""Exports added up: per shop and figure the exact sums over the period, and what was left out.

Figures are a sum, or one sum over another, never a mean of rows. Sums are exact, rows that are
alike in every column count once, and what comes out is sorted, so that neither the order of rows
and files nor how an export was cut into files matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from dpcap.intake.export_reader import (
    BARE,
    UNSURE,
    ExportReader,
    RowAmounts,
    RowAside,
    span_in,
)
from dpcap.intake.export_table import ExportCell, ExportRow, ExportTable, text_of_cell
from dpcap.intake.listed_ids import rewritten
from dpcap.intake.nearest import folded
from dpcap.intake.total_words import is_total
from dpcap.model.finding import Finding
from dpcap.model.mapping import ExportMapping, MappedFigure
from dpcap.model.named_few import named_few
from dpcap.model.period import Span
from dpcap.model.two_languages import Params

# More digits than any sum of so many cells has: nothing is rounded.
EXACT = Context(prec=200)
_ZERO = Decimal(0)
# Rows of one shop and day stand out where at most one place of so many has several.
_FEW = 10


class FigureSum(NamedTuple):
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
    notes: int = 0
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
    """Shops and days of which several files, or parts of one, have rows that differ."""

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


class _Part(NamedTuple):
    """A file, or what stands below a header in the middle of one.

    `before`: how many rows there were at each place before it.
    """

    shown: str
    before: Mapping[_Place, int]


def _full_rows(
    table: ExportTable, reader: ExportReader
) -> Iterator[tuple[ExportRow, Sequence[ExportCell]]]:
    """The rows of *table* with as many cells as its header has; *reader* tells of longer ones."""
    width = len(table.header)
    for row in table.rows:
        cells = row.cells
        if len(cells) == width:
            yield row, cells
        elif any(cells[width:]):
            reader.tell("DP928", row, width, {})
        else:
            yield row, (*cells, *(None,) * (width - len(cells)))[:width]


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
        self._amounts: dict[_Place, list[RowAmounts]] = {}
        self._seen: dict[tuple[str, ...], set[tuple[ExportCell, ...]]] = {}
        self._words = {folded(one) for one in mapping.totals}
        self.coverage = RowCounts()
        self._files: dict[str, set[_Place]] = {}
        self.shared = SharedDays()
        self.found: list[Finding] = []

    @property
    def summed(self) -> tuple[FigureSum, ...]:
        """All sums, in the order of their indicators, shops and modes."""
        with localcontext(EXACT):
            return tuple(self._sums())

    def _sums(self) -> Iterator[FigureSum]:
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
        reader = ExportReader(self._mapping, table, self._percent)
        width = len(table.header)
        # Columns in any order are the same rows.
        order = sorted(range(width), key=lambda n: (table.header[n], n))
        in_order = itemgetter(*order)
        seen = self._seen.setdefault(tuple(table.header[n] for n in order), set())
        places: dict[tuple[ExportCell, ...], list[RowAmounts] | RowAside] = {}
        part = _Part(table.shown, self._counts())
        added: list[tuple[ExportRow, RowAmounts]] = []
        totals, lone, where_of = reader.totals, reader.only_bare, reader.where
        for row, cells in _full_rows(table, reader):
            before = len(seen)
            seen.add(in_order(cells))
            if len(seen) == before:
                self.coverage.duplicates += 1
                continue
            if totals and any(cells[n] in words for n, words in totals):
                self.coverage.totals += 1
                continue
            if row is lone:
                self._leave_out(reader, row, BARE)
                continue
            where = where_of(cells)
            place = places.get(where)
            if place is None:
                place = places[where] = self._place(reader, cells)
            if isinstance(place, RowAside):
                if not place.is_sure and reader.is_header(cells):
                    part = self._part_below(part, f"{table.shown}:{row.line}")
                self._leave_out(reader, row, place if place.is_sure else reader.judged(row, cells))
            elif (amounts := reader.amounts(row, cells)) is not None:
                place.append(amounts)
                added.append((row, amounts))
        reader.tell_private(added)
        reader.tell_other_tables(added)
        self._find_shared(part)
        self.coverage.rows += len(table.rows)
        self.coverage.counted = sum(map(len, self._amounts.values()))
        self.found.extend(reader.told())

    def _counts(self) -> dict[_Place, int]:
        """How many rows there are at each place."""
        return {place: len(rows) for place, rows in self._amounts.items()}

    def _part_below(self, above: _Part, shown: str) -> _Part:
        """The part that a header in the middle of a file begins, if any row stands *above*."""
        counts = self._counts()
        if counts == above.before:
            return above
        self._find_shared(above)
        return _Part(shown, counts)

    def _find_shared(self, part: _Part) -> None:
        """Takes down other files, or parts of them, that add to the shops and days of *part*."""
        before = part.before
        ours = {one for one, rows in self._amounts.items() if len(rows) > before.get(one, 0)}
        for other, theirs in self._files.items():
            if both := ours & theirs:
                self.shared.files |= {other, part.shown}
                self.shared.places |= {(one.shop, one.span) for one in both}
        self._files[part.shown] = ours

    def _leave_out(self, reader: ExportReader, row: ExportRow, why: RowAside) -> None:
        if why.counted:
            setattr(self.coverage, why.counted, getattr(self.coverage, why.counted) + 1)
        for code, column, params in why.told:
            reader.tell(code, row, column, params)

    def _place(
        self, reader: ExportReader, cells: Sequence[ExportCell]
    ) -> list[RowAmounts] | RowAside:
        """Where the amounts go of rows that say of shop, day and kind what *cells* do."""
        if aside := self._not_added(reader, cells):
            return aside
        shop = self._shop(reader, cells)
        if shop is None:
            return self._other_shop(reader, cells)
        span, mode = self._span(reader, cells), reader.mode_of(cells)
        if span is None or mode is None:
            return RowAside("", reader.unread(cells, span, mode))
        self.coverage.spans.setdefault(shop, set()).add(span)
        if not any(one.holds(span) for one in self._spans_meant):
            return self._outside(reader, span)
        return self._amounts.setdefault(_Place(shop, span, mode), [])

    def _not_added(self, reader: ExportReader, cells: Sequence[ExportCell]) -> RowAside | None:
        """Why rows with such *cells* are of no shop and day at all; None: they may be."""
        if self._is_total(reader, cells):
            return RowAside("totals")
        if reader.is_header(cells) and not self._says_shop_alone(reader, cells):
            return UNSURE
        if not reader.is_meant(cells):
            return RowAside("not_meant")
        return UNSURE if reader.lacks_place(cells) else None

    def _says_shop_alone(self, reader: ExportReader, cells: Sequence[ExportCell]) -> bool:
        """Whether nothing but a known shop says whose row it is: then it is one, not a header."""
        known = reader.shop is not None and self._shop(reader, cells) is not None
        return known and reader.date is None

    def _other_shop(self, reader: ExportReader, cells: Sequence[ExportCell]) -> RowAside:
        """Rows of shops that are not bound, unless theirs is the id of one, written otherwise."""
        cell = None if reader.shop is None else cells[reader.shop]
        is_number = isinstance(cell, int | float)
        ids = sorted({*self._shops.values()})
        if maybe := rewritten(text_of_cell(cell), ids, is_number=is_number):
            params: Params = {**named_few("ids", maybe)}
            return RowAside("", (("DP932", reader.shop, params),))
        return RowAside("other_shops", (("DP916", reader.shop, {}),))

    def _outside(self, reader: ExportReader, span: Span) -> RowAside:
        """Rows of other days; those that go over an end of the period cannot be parted."""
        if any(span.first <= one.last and one.first <= span.last for one in self._spans_meant):
            return RowAside("", (("DP915", reader.date, {"days": f"{span.first}/{span.last}"}),))
        return RowAside("other_days")

    def overlaps(self) -> Iterator[Finding]:
        """That rows of one shop are of days which other rows of it hold too, such as a month's."""
        spans: dict[tuple[str, str], list[Span]] = {}
        for shop, span, mode in self._amounts:
            spans.setdefault((shop, mode), []).append(span)
        found: dict[str, str] = {}
        for (shop, _), each in spans.items():
            for one, other in pairwise(sorted(each)):
                if other.first <= one.last:
                    longer = max(one, other, key=lambda span: span.days)
                    found.setdefault(shop or "—", f"{longer.first}/{longer.last}")
        if found:
            params: Params = {**named_few("shop", sorted(found)), "days": found[min(found)]}
            yield Finding(code="DP938", params=params)

    def doubled(self) -> Iterator[Finding]:
        """That few shops and days have several rows where all the others have one.

        What several files share is told of the files.
        """
        each = [_columns_of(one, self._mapping.numbers) for one in self._mapping.figures]
        several = {
            place
            for place, rows in self._amounts.items()
            if len(rows) > 1
            and any(sum(1 for row in rows if row[top] and row[below]) > 1 for top, below in each)
        }
        if len(several) * _FEW > len(self._amounts):
            return
        alone = [one for one in several if (one.shop, one.span) not in self.shared.places]
        if alone:
            params: Params = {
                **named_few("shop", sorted({one.shop or "—" for one in alone})),
                **named_few("days", sorted({_written(one.span) for one in alone})),
            }
            yield Finding(code="DP908", params=params)

    def _is_total(self, reader: ExportReader, cells: Sequence[ExportCell]) -> bool:
        texts = [cells[n] for n in (reader.shop, reader.date) if n is not None]
        return any(
            is_total(text) or folded(text) in self._words for text in texts if isinstance(text, str)
        )

    def _shop(self, reader: ExportReader, cells: Sequence[ExportCell]) -> str | None:
        if reader.shop is None:
            return self._only
        text = folded(text_of_cell(cells[reader.shop]))
        return self._shops.get(text) or self._shops.get(text.removesuffix(".0"))

    def _span(self, reader: ExportReader, cells: Sequence[ExportCell]) -> Span | None:
        """The days of a row; without a column of days the period, which all figures share."""
        return self._spans_meant[0] if reader.date is None else span_in(cells[reader.date])


def _columns_of(figure: MappedFigure, columns: Sequence[str]) -> tuple[int, int]:
    """Which of the *columns* are added up for *figure*; twice the same one for a sum."""
    return columns.index(figure.top), columns.index(figure.denominator or figure.top)


def _sum_of(
    figure: MappedFigure, columns: Sequence[str], rows: Sequence[RowAmounts], shop: str, mode: str
) -> FigureSum:
    """The sum of *figure* over *rows*, whose amounts are of the *columns* given."""
    top, below = _columns_of(figure, columns)
    bottom = below if figure.denominator else None
    full = [row for row in rows if row[top] and row[below]]
    peer = columns.index(figure.peer) if figure.peer else None
    peers = set() if peer is None else {Decimal(row[peer]) for row in full if row[peer]}
    return FigureSum(
        figure.indicator, shop, mode,
        _total([row[top] for row in full]),
        None if bottom is None else _total([row[bottom] for row in full]),
        len(full), len(rows) - len(full), tuple(sorted(peers)),
    )  # fmt: skip


def _total(amounts: Sequence[str]) -> Decimal:
    """The exact sum of plain *amounts*."""
    try:
        return Decimal(sum(map(int, amounts)))
    except ValueError:  # some have a point
        return sum(map(Decimal, amounts), _ZERO)


def _written(span: Span) -> str:
    """The days of a row as the reduced file has them."""
    return str(span.first) if span.days == 1 else f"{span.first}/{span.last}"
