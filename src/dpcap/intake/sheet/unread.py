"""What somebody typed into a sheet where nothing is read: it is told, so that it is not lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from dpcap.intake.sheet.filled import Tab, TypedCell, heads_in, label_of, said_of
from dpcap.intake.sheet.printed import MARK_LENGTH, PRINTED, print_mark
from dpcap.model.finding import Finding

_SHOWN = 40
_MARKS = re.compile(rf"[0-9a-f]{{{MARK_LENGTH}}}")
# What a formula comes to, where a program keeps only that.
_COUNTED = re.compile(r"\d+/\d+")
_DIGITS = "0123456789"
# By which label the tab of the values that a sheet came with is known, and by which its cover.
_BASE, _COVER = "rows", "digest"


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
        labels = set(map(label_of, tab))
        if _BASE in labels:
            continue
        of_cover = _COVER in labels
        said = set(_beside_labels(tab)) if of_cover else set()
        columns: dict[str, list[TypedCell]] = {}
        for cell in (cell for row in tab for cell in row.values()):
            known = (cell.tab, cell.place) in read or cell in said
            if not known and not (of_cover and cell.is_figure) and _is_typed(cell, printed):
                columns.setdefault(cell.place.rstrip(_DIGITS), []).append(cell)
        for cells in columns.values():
            text = " ".join(cells[0].text.split())[:_SHOWN]
            yield cells[0].finding("DP894", {"text": text, "count": len(cells)})


def _beside_labels(tab: Tab) -> Iterator[TypedCell]:
    """What the cover says after each of its labels."""
    for row in tab:
        after = sorted(row)[1:]
        if label_of(row) and after:
            yield row[after[0]]


def _is_typed(cell: TypedCell, printed: Collection[str]) -> bool:
    text = cell.text
    if not text or cell.formula or _COUNTED.fullmatch(text):
        return False
    return print_mark(text) not in printed
