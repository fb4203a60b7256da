"""What a sheet was written with and no longer has: rows, lines of shops and columns deleted.

Nothing is read where nothing stands, so the folder keeps what it says; it is told, since whoever
deletes a row may think that the answer goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from dpcap.intake.sheet.content import figures_of
from dpcap.intake.sheet.read_sheet import FilledSheet
from dpcap.intake.sheet.reply_cells import VALUE, Cells, ReplyCell
from dpcap.intake.sheet.shared_cells import field_named
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.model.two_languages import TwoLanguages

_MOST = 12
_ROW = TwoLanguages("{nodes}", "{nodes}")
_LINE = TwoLanguages("店铺 {shop}（{nodes}）", "shop {shop} ({nodes})")
_COLUMN = TwoLanguages("“{field}”列（{nodes}）", "the column “{field}” ({nodes})")
_MORE = TwoLanguages(" 等 {count} 项", " and more, {count} in all")
_COMMA = TwoLanguages("、", ", ")
_BETWEEN = TwoLanguages("；", "; ")


class _Gone(NamedTuple):
    """What is gone together: rows of questions, the line of a `shop`, or a `field`'s column."""

    tab: str
    shop: str = ""
    field: str = ""


def missing_rows(
    sheet: FilledSheet, shown: str, current: Cells, framework: Framework
) -> Iterator[Finding]:
    """A warning for each tab that *sheet*, the file *shown*, lost with answers the folder keeps.

    *current*: what the folder says.
    None while the sheet has errors: an id that was mistyped is no row that was deleted. Nor a
    column of a tab on which something was told to stand where nothing is read: its head was lost.
    """
    if not sheet.base or has_errors(sheet.found):
        return
    reader = _Reader(sheet, framework)
    tabs: dict[str, dict[_Gone, dict[str, None]]] = {}
    for cell in sorted(sheet.base, key=reader.rank):
        if current.get(cell) and cell not in sheet.cells and (gone := reader.gone(cell)):
            tabs.setdefault(gone.tab, {}).setdefault(gone, {})[cell.node] = None
    for tab, each in tabs.items():
        params = {
            f"what_{one}": _BETWEEN.say(one).join(
                _said(gone, tuple(nodes), framework, one) for gone, nodes in each.items()
            )
            for one in LANGUAGES
        }
        where = f"{shown} › {tab}" if tab else shown
        yield Finding(code="DP899", file=where, params=dict(params))


class _Reader:
    """What *sheet* still has, by which it is known what a cell went with."""

    def __init__(self, sheet: FilledSheet, framework: Framework) -> None:
        self._sheet, self._framework = sheet, framework

    def rank(self, cell: ReplyCell) -> tuple[int, ReplyCell]:
        """Where *cell* comes in the order asked."""
        return self._ranks.get(cell.node, -1), cell

    def gone(self, cell: ReplyCell) -> _Gone | None:
        """What the sheet lost with *cell*; None: nothing, it is only read beside a figure."""
        if cell.node not in self._ranks:
            return None
        if (cell.node, cell.shop) not in self._there:
            return _Gone(self._tab(cell.node), cell.shop)
        tab, value = self._tab(cell.node), self._sheet.cells.get(cell._replace(field=VALUE))
        alone = not cell.shop or cell.field in figures_of(self._framework.by_id[cell.node])
        is_asked = alone or (value is not None and bool(value.text))
        return _Gone(tab, field=cell.field) if is_asked and tab not in self._unread else None

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {node: rank for rank, node in enumerate(self._framework.by_id)}

    @cached_property
    def _there(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.node, one.shop) for one in self._sheet.cells)

    @cached_property
    def _unread(self) -> frozenset[str]:
        """The tabs on which something stands where nothing is read."""
        places = (str(one.file) for one in self._sheet.found if one.code == "DP894")
        return frozenset(place.rsplit("!", 1)[0].split(" › ", 1)[-1] for place in places)

    @cached_property
    def _tabs(self) -> dict[str, str]:
        """The tab of each indicator, and of each area's questions, that still stand there."""
        found: dict[str, str] = {}
        for cell, said in self._sheet.cells.items():
            found.setdefault(cell.node, said.at.tab)
            if self._framework.by_id[cell.node].per != "shop":
                found.setdefault(self._area(cell.node), said.at.tab)
        return found

    def _tab(self, node: str) -> str:
        """The tab on which *node* stood; nothing if that is gone as a whole."""
        asked_once = self._framework.by_id[node].per != "shop"
        return self._tabs.get(node) or (self._tabs.get(self._area(node), "") if asked_once else "")

    def _area(self, node: str) -> str:
        return self._framework.parents[node][0].id


def _said(gone: _Gone, nodes: Sequence[str], framework: Framework, language: Language) -> str:
    named = _COMMA.say(language).join(nodes[:_MOST])
    if len(nodes) > _MOST:
        named += _MORE.fill({"count": len(nodes)}).say(language)
    pattern = _COLUMN if gone.field else _LINE if gone.shop else _ROW
    field = field_named(framework, gone.field, language)
    return pattern.fill({"nodes": named, "shop": gone.shop, "field": field}).say(language)
