"""A workbook that was filled in, read: what stands in its cells, by question and shop.

Rows, columns and tabs are found by the ids in visible cells, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dpcap.intake.alike_rows import CELLS, AlikeRows
from dpcap.intake.conflicts import unknown_node
from dpcap.intake.describe import allowed_values
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.sheet.about import SheetAbout, is_base, is_cover, read_base
from dpcap.intake.sheet.area_page import CAPTURED, ID, KIND, WHO
from dpcap.intake.sheet.content import envelope_of, figures_of, shown_fields
from dpcap.intake.sheet.filled import Row, Tab, TypedCell, heads_in, id_in, label_of, said_of
from dpcap.intake.sheet.gather import FilledCell, GatheredCells, cell_at, lacks
from dpcap.intake.sheet.pieces import NamedPiece, PieceTerms
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, STATE_MARK, VALUE, Cells, ReplyCell
from dpcap.intake.sheet.screen_page import INDICATOR, SHOP, STATE
from dpcap.intake.sheet.screens import NOTHING
from dpcap.intake.sheet.unread import read_printed, unread_cells
from dpcap.intake.sheet.words import PHRASES
from dpcap.intake.values import ValueProblem
from dpcap.model.assessment import PEER_FIELDS
from dpcap.model.finding import Finding
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Figure

_SHOWN = 40
# Tabs without ids: what is on file, and what may be typed.
_LOOKED_UP = ("tab.evidence", "tab.values")
_FIGURES = frozenset((VALUE, *PEER_FIELDS))


@dataclass
class ScreenReader:
    """Reads the lines of one tab into *into*.

    `columns`: the indicator of each column of figures. `heads`: the rows above the lines, by the
    ids of their labels. `table`: the heads of the lines.
    """

    into: GatheredCells
    shops: ListedIds
    columns: Mapping[int, Indicator]
    heads: Mapping[str, Row]
    table: Row

    def read(self, rows: Sequence[Row]) -> None:
        """Reads what stands above the lines, and the lines in *rows*."""
        self.lost(rows)
        if not self.indicators:
            return
        for name, row in self.heads.items():
            if name in (STATE, NOTE, EVIDENCE):
                continue
            for indicator in self.indicators:
                self.into.take(row.get(self._first(indicator) or 0), name, indicator.id)
            if whole := self._whole(row):
                self.into.take(row.get(whole), name, self.indicators[0].id)
        if (proof := self.heads.get(EVIDENCE)) is not None:
            self.into.nothing_of(self._of_heads(proof))
        for indicator in self.indicators:
            self._whole_column(indicator)
        for row in rows:
            self._line(row)
        self._tell_misnamed(rows)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the tab."""
        return tuple({one.id: one for one in self.columns.values()}.values())

    @cached_property
    def figures(self) -> dict[tuple[str, str], int]:
        """The column of each figure, by indicator and field."""
        found: dict[tuple[str, str], int] = {}
        for column, cell in self.table.items():
            if column in self.columns and (name := id_in(cell)):
                found.setdefault((self.columns[column].id, name), column)
        return found

    @cached_property
    def own(self) -> dict[str, int]:
        """The column of each field that a line may give for itself, and that of its shop."""
        found: dict[str, int] = {}
        for column, cell in self.table.items():
            name = id_in(cell)
            if column not in self.columns and name and name not in _FIGURES:
                found.setdefault(name, column)
        return found

    def lost(self, rows: Sequence[Row]) -> None:
        """An error for each head and label that no longer says of what its cells are."""
        home = next(iter(self.table.values()))
        for name in (self.own.keys() ^ self.heads.keys()) - {SHOP, STATE, NOTE, WHO, INDICATOR}:
            self.into.found.append(home.finding("DP884", {"column": name}))
        for column, head in self.table.items():
            typed = column not in self.columns and id_in(head) in _FIGURES
            cells = [row[column] for row in rows if column in row and row[column].text]
            if typed and cells:
                self.into.found.append(head.finding("DP884", {"column": INDICATOR}))
                self.into.nothing_of(cells)

    def _first(self, indicator: Indicator) -> int | None:
        """The column above which it is said what holds of all its figures."""
        return self.figures.get((indicator.id, VALUE))

    def _whole_column(self, indicator: Indicator) -> None:
        """What is said of an indicator whatever the shop: N/A, not known, and why."""
        who, column = self.into.who(""), self._first(indicator)
        for head, name in ((STATE, VALUE), (NOTE, NOTE)):
            row = self.heads.get(head)
            if row is None:
                continue
            cell = cell_at(row, column, next(iter(row.values())))
            text = self.into.text(name, cell, indicator, PieceTerms("", "", who))
            if name == VALUE and text and not text.startswith(STATE_MARK):
                self.into.found.append(cell.finding("DP889", {"node": indicator.id}, indicator.id))
            else:
                self.into.put(ReplyCell(indicator.id, "", name), text, who, cell)

    def _line(self, row: Row) -> None:
        shop = said_of(row, self.own[SHOP])
        figures = [row.get(column) for column in self.figures.values()]
        others = [row.get(self.own[name]) for name in self.own if name not in (SHOP, WHO)]
        if not shop:
            self.into.nameless((*figures, *others))
            return
        home = row[self.own[SHOP]]
        self.into.nothing_of([home, *(one for one in others if one)])
        if not self.shops.lists(shop):
            self.into.found.append(home.finding("DP316", self.shops.hint(shop)))
            self.into.nothing_of(row.values())
        elif any(cell and cell.text for cell in figures):
            for name in (KIND, CAPTURED, WHO):
                self.into.take(row.get(self.own.get(name, 0)), name, self.indicators[0].id)
            who = self.into.who(said_of(row, self.own.get(WHO)))
            for indicator in self.indicators:
                self._figures(indicator, shop, row, who)
        else:
            self._idle(shop, [one for one in others if one and one.text])
            for node, name in self.figures:
                self.into.put(ReplyCell(node, shop, name), "", self.into.who(""), home)

    def _tell_misnamed(self, rows: Sequence[Row]) -> None:
        """One error for all lines that bear the name of another shop than that of their id."""
        found = list(self._misnamed(rows))
        if found:
            rest = AlikeRows()
            for cell, _ in found[1:]:
                rest.add(cell.place)
            first, params = found[0]
            self.into.found.append(rest.told(first.finding("DP909", params), CELLS))

    def _misnamed(self, rows: Sequence[Row]) -> Iterator[tuple[TypedCell, dict[str, str]]]:
        shown = [
            column
            for column, head in self.table.items()
            if column not in self.columns and not id_in(head)
        ]
        for row in rows:
            shop = said_of(row, self.own[SHOP])
            figures = (row.get(column) for column in self.figures.values())
            if not self.shops.lists(shop) or not any(cell and cell.text for cell in figures):
                continue
            for cell in (row[column] for column in shown if column in row):
                other = self.shops.of_name(cell.text)
                if other is not None and other != shop:
                    yield cell, {"shop": shop, "name": cell.text[:_SHOWN], "other": other}

    def _idle(self, shop: str, others: Sequence[TypedCell]) -> None:
        if others:
            params = {"shop": shop, "what": others[0].text[:_SHOWN]}
            self.into.found.append(others[0].finding("DP885", params))

    def _figures(self, indicator: Indicator, shop: str, row: Row, who: str) -> None:
        """The figures of one indicator on a line, with what holds of them."""
        home, terms = row[self.own[SHOP]], self._terms(indicator, row, who)
        cells = {
            name: cell_at(row, self.figures[indicator.id, name], home)
            for name in figures_of(indicator)
            if (indicator.id, name) in self.figures
        }
        given = any(cell.text for cell in cells.values())
        for name, cell in cells.items():
            text = self.into.text(name, cell, indicator, terms)
            self.into.put(ReplyCell(indicator.id, shop, name), text, who, cell)
        if not given:
            return
        for name in (*envelope_of(indicator), EVIDENCE, NOTE):
            if name in self.own or (name in self.heads and name != NOTE):
                cell = self._holder(indicator, name, row)
                text = self.into.text(name, cell, indicator, terms)
                self.into.put(ReplyCell(indicator.id, shop, name), text, who, cell)

    def _holder(self, indicator: Indicator, name: str, row: Row) -> TypedCell:
        """The cell that says what holds of a figure's field: a blank one if none does."""
        blank = row[self.own[SHOP]]._replace(value=None)
        own = cell_at(row, self.own.get(name), blank)
        if own.formula or own.text or name == NOTE:
            return blank if own.text == NOTHING else own
        head = self.heads.get(name, {})
        above = cell_at(head, self._first(indicator), blank)
        if above.formula or above.text:
            return blank if above.text == NOTHING else above
        whole = cell_at(head, self._whole(head), blank)
        return whole if self._fits(indicator, name, whole.text) else blank

    def _of_heads(self, head: Row) -> Iterator[TypedCell]:
        """The cells of *head* in which something may be said."""
        places = {self._first(one) for one in self.indicators} | {self._whole(head)}
        yield from (cell for column, cell in head.items() if column in places)

    def _whole(self, head: Row) -> int | None:
        """The column in which *head* says what holds for the whole tab: the one after its label."""
        free = [column for column in sorted(head)[1:] if column not in self.columns]
        return free[0] if free else None

    def _fits(self, indicator: Indicator, name: str, text: str) -> bool:
        """Whether what is said for the whole tab can hold of the figures of *indicator*."""
        scale = indicator.scale
        if not text or text == NOTHING:
            return False
        if name == EVIDENCE or not isinstance(scale, Figure):
            return True
        allowed = allowed_values(scale, name, self.into.framework)
        said = self.into.cells.envelopes.read(name, text)
        return isinstance(said, ValueProblem) or not allowed or said in allowed

    def _terms(self, indicator: Indicator, row: Row, who: str) -> PieceTerms:
        """Kind and day of the files named: the line's, the column's, or the whole tab's."""
        said = []
        for name in (KIND, CAPTURED):
            head = self.heads.get(name, {})
            places = ((row, self.own.get(name)), (head, self._first(indicator)))
            cells = [one.get(at) for one, at in (*places, (head, self._whole(head))) if at]
            said.append(next((cell.text for cell in cells if cell and cell.text), ""))
        return PieceTerms(said[0], said[1], who)


class FilledSheet(NamedTuple):
    """One workbook: what it says of itself, what its cells held and hold now.

    `base` is None where that is lost. `pieces`: the new pieces of evidence that it names.
    """

    about: SheetAbout
    base: Cells | None
    cells: Mapping[ReplyCell, FilledCell]
    pieces: Mapping[str, NamedPiece]
    found: tuple[Finding, ...]


def read_filled(tabs: Mapping[str, Tab], into: GatheredCells, shops: ListedIds) -> FilledSheet:
    """What *tabs* say; errors, warnings and notes are in its `found`. *shops*: those listed."""
    base = read_base(tabs)
    into.base = base or {}
    for tab in tabs.values():
        _tab(tab, into, shops)
    made = into.pieces.made()
    told = (
        *into.found,
        *into.cells.found,
        *into.pieces.found,
        *into.cells.notes(),
        *unread_cells(tabs, into.read, read_printed(tabs)),
    )
    # What is said of a cell and of no question is told once, however many questions it holds for.
    once = {(one.code, one.file, "node" in one.params and one.node): one for one in told}
    return FilledSheet(into.about, base, into.filled, made, tuple(once.values()))


def _tab(tab: Tab, into: GatheredCells, shops: ListedIds) -> None:
    for at, row in enumerate(tab):
        heads = heads_in(row)
        if label_of(row) == INDICATOR:
            _screen(row, tab[at + 1 :], into, shops)
            return
        if ID in heads and VALUE in heads:
            _area(heads, tab[at + 1 :], into)
            return
        if VALUE in heads and {EVIDENCE, KIND, WHO} & heads.keys() and SHOP not in heads:
            into.found.append(row[heads[VALUE]].finding("DP884", {"column": ID}))
            return
        if ID in heads and {EVIDENCE, NOTE} & heads.keys():
            known = into.framework.by_id
            if any(said_of(one, heads[ID]) in known for one in tab[at + 1 :]):
                into.found.append(row[heads[ID]].finding("DP884", {"column": VALUE}))
            return
        if {SHOP, VALUE} <= heads.keys():
            into.found.append(row[heads[SHOP]].finding("DP884", {"column": INDICATOR}))
            into.nothing_of(cell for each in tab for cell in each.values())
            return
    if not _is_of_a_sheet(tab):
        _unread_tab(tab, into)


def _unread_tab(tab: Tab, into: GatheredCells) -> None:
    """Tells of a *tab* without heads; one with several questions in its rows has lost them."""
    into.nothing_of(cell for row in tab for cell in row.values())
    firsts = [next((cell for cell in row.values() if cell.text), None) for row in tab]
    typed = [cell for cell in firsts if cell is not None]
    questions = [cell for cell in typed if cell.text in into.framework.by_id]
    if len(questions) > 1:
        into.found.append(questions[0].finding("DP884", {"column": ID}))
    elif typed:
        into.found.append(typed[0].finding("DP893", {"tab": typed[0].tab[:_SHOWN]}))


def _is_of_a_sheet(tab: Tab) -> bool:
    """Whether *tab* was written with the sheet: it says what that is, or is one to look up."""
    if is_cover(tab) or is_base(tab):
        return True
    first = next((cell.text for row in tab for cell in row.values()), "")
    return any(first in (PHRASES[key].zh, PHRASES[key].en) for key in _LOOKED_UP)


def _area(heads: Mapping[str, int], rows: Sequence[Row], into: GatheredCells) -> None:
    """The rows of questions, one each."""
    for row in rows:
        node = said_of(row, heads[ID])
        indicator = into.framework.by_id.get(node)
        if indicator is not None and indicator.per != "shop":
            _question(indicator, heads, row, into)
        elif node:
            params = unknown_node(node, into.framework)
            into.found.append(row[heads[ID]].finding("DP879", params))
            into.nothing_of(row.values())
        else:
            into.nameless(row.get(column) for name, column in heads.items() if name != ID)


def _question(
    indicator: Indicator, heads: Mapping[str, int], row: Row, into: GatheredCells
) -> None:
    kind, day, typed = (
        into.take(row.get(heads.get(name, 0)), name, indicator.id) for name in (KIND, CAPTURED, WHO)
    )
    who = into.who(typed)
    terms = PieceTerms(kind, day, who)
    if EVIDENCE in heads and not said_of(row, heads[EVIDENCE]):
        for name, said in ((KIND, kind), (CAPTURED, day)):
            if said:
                cell = row[heads[name]]
                into.found.append(lacks(cell, ReplyCell(indicator.id, "", name), EVIDENCE))
    for name in shown_fields(indicator):
        if name in heads:
            cell = cell_at(row, heads[name], row[heads[ID]])
            text = into.text(name, cell, indicator, terms)
            into.put(ReplyCell(indicator.id, "", name), text, who, cell)


def _screen(ids: Row, rows: Sequence[Row], into: GatheredCells, shops: ListedIds) -> None:
    """The tab of a back-end: figures of shops."""
    columns: dict[int, Indicator] = {}
    for column, cell in sorted(ids.items())[1:]:
        indicator = into.framework.by_id.get(cell.text)
        if indicator is not None and indicator.per == "shop":
            columns[column] = indicator
        elif cell.text:
            into.found.append(cell.finding("DP879", unknown_node(cell.text, into.framework)))
    table = next((at for at, row in enumerate(rows) if SHOP in heads_in(row)), None)
    if table is None:
        into.found.append(next(iter(ids.values())).finding("DP884", {"column": SHOP}))
        into.nothing_of(cell for row in rows for cell in row.values())
        return
    heads = {name: row for row in rows[:table] if (name := label_of(row))}
    ScreenReader(into, shops, columns, heads, rows[table]).read(rows[table + 1 :])
