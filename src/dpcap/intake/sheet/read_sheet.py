"""A workbook that was filled in, read: what stands in its cells, by question and shop.

Rows, columns and tabs are found by the ids in visible cells, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dpcap.intake.conflicts import unknown_node
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.sheet.about import SheetAbout, read_base
from dpcap.intake.sheet.area_page import CAPTURED, ID, KIND, WHO
from dpcap.intake.sheet.content import shown_fields
from dpcap.intake.sheet.filled import Row, Tab, heads_in, label_of, said_of
from dpcap.intake.sheet.gather import FilledCell, GatheredCells, cell_at
from dpcap.intake.sheet.pieces import NamedPiece, PieceTerms
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, Cells, ReplyCell
from dpcap.intake.sheet.screen_page import INDICATOR, SHOP
from dpcap.intake.sheet.screen_reader import ScreenReader
from dpcap.model.finding import Finding
from dpcap.model.indicator import Indicator


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
    told = (*into.found, *into.cells.found, *into.pieces.found, *into.cells.notes())
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
        else:
            into.nameless(row.get(column) for name, column in heads.items() if name != ID)


def _question(
    indicator: Indicator, heads: Mapping[str, int], row: Row, into: GatheredCells
) -> None:
    who = into.who(said_of(row, heads.get(WHO)))
    kind, day = (said_of(row, heads.get(name)) for name in (KIND, CAPTURED))
    terms = PieceTerms(kind, day, who)
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
        return
    heads = {name: row for row in rows[:table] if (name := label_of(row))}
    ScreenReader(into, shops, columns, heads, rows[table]).read(rows[table + 1 :])
