"""What somebody typed into a sheet where nothing is read: it is told, so that it is not lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from dpcap.intake.sheet.about import is_base, is_cover
from dpcap.intake.sheet.filled import Tab, TypedCell, heads_in, label_of, said_of
from dpcap.intake.sheet.printed import MARK_LENGTH, PRINTED, print_mark
from dpcap.model.finding import Finding

_SHOWN = 40
_MARKS = re.compile(rf"[0-9a-f]{{{MARK_LENGTH}}}")
# What a formula comes to, where a program keeps only that.
_COUNTED = re.compile(r"\d+/\d+")
_DIGITS = "0123456789"


def read_printed(tabs: Mapping[str, Tab]) -> frozenset[str]:
    """The marks that a sheet carries of what was printed on it; none if they are lost."""
    for tab in tabs.values():
        for at, row in enumerate(tab):
            column = heads_in(row).get(PRINTED)
            if column is not None:
                lines = (said_of(one, column) for one in tab[at + 1 :])
                return frozenset(_MARKS.findall(" ".join(lines)))
    return frozenset()


def unread_cells(
    tabs: Mapping[str, Tab], read: Collection[tuple[str, str]], printed: Collection[str]
) -> Iterator[Finding]:
    """A warning for each column that holds what was neither *printed* nor *read*.

    *read*: tab and place of the cells that were read. Of a sheet without marks nothing is told.
    """
    for tab in tabs.values() if printed else ():
        if is_base(tab):
            continue
        covers = is_cover(tab)
        about = set(_about_cells(tab)) if covers else set()
        columns: dict[str, list[TypedCell]] = {}
        for cell in (cell for row in tab for cell in row.values()):
            is_count = cell.is_figure and covers
            known = (cell.tab, cell.place) in read or cell in about
            if not known and not is_count and _is_typed(cell, printed):
                columns.setdefault(cell.place.rstrip(_DIGITS), []).append(cell)
        for cells in columns.values():
            text = " ".join(cells[0].text.split())[:_SHOWN]
            yield cells[0].finding("DP894", {"text": text, "count": len(cells)})


def _about_cells(tab: Tab) -> Iterator[TypedCell]:
    """What a cover says of the sheet: the first cell filled in behind each label."""
    for row in tab:
        if label_of(row):
            yield from [row[column] for column in sorted(row) if row[column].text][1:2]


def _is_typed(cell: TypedCell, printed: Collection[str]) -> bool:
    text = cell.text
    if not text or cell.formula or _COUNTED.fullmatch(text):
        return False
    return print_mark(text) not in printed
