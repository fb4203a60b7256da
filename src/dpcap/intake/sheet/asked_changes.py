"""What a filled sheet asks to change: its cells against what they held when it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcap.intake.describe import allowed_values
from dpcap.intake.sheet.claims import SheetClaim
from dpcap.intake.sheet.content import envelope_of, figures_of
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.gather import FilledCell, lacks
from dpcap.intake.sheet.read_sheet import FilledSheet
from dpcap.intake.sheet.reply_cells import (
    EVIDENCE,
    NOTE,
    STATE_MARK,
    VALUE,
    Cells,
    ReplyCell,
    same_text,
)
from dpcap.model.assessment import PEER_FIELDS
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.scale import Figure


class ClearedCell(NamedTuple):
    """A cell that held `base` and is blank in the sheet; `claims`: what clearing it takes."""

    cell: ReplyCell
    base: str
    at: TypedCell
    claims: tuple[SheetClaim, ...]


class AskedChanges(NamedTuple):
    """What a sheet says anew, each with its place, and what it leaves blank.

    `idle`: warnings of what it says of answers that are not given.
    """

    claims: Mapping[SheetClaim, TypedCell]
    cleared: tuple[ClearedCell, ...]
    idle: tuple[Finding, ...] = ()


def asked_changes(
    sheet: FilledSheet, current: Cells, framework: Framework, on: str
) -> AskedChanges:
    """What *sheet*, read in on the day *on*, changes in a folder that holds *current*.

    A sheet that has lost what its cells held says anew whatever the folder does not say.
    """
    reader = _ChangeReader(sheet, current, framework, on)
    claims: dict[SheetClaim, TypedCell] = {}
    cleared: list[ClearedCell] = []
    idle: list[Finding] = []
    for (node, shop), cells in _by_reply(sheet.cells).items():
        idle += reader.idle(node, shop, cells)
        for cell, said in reader.changed(node, shop, cells):
            if said.text:
                claims[reader.claim(cell, said)] = said.at
            elif cell.field == VALUE or (VALUE in cells and cells[VALUE].text):
                cleared.append(reader.cleared(cell, said))
    return AskedChanges(claims, tuple(cleared), tuple(idle))


class _ChangeReader(NamedTuple):
    sheet: FilledSheet
    current: Cells
    framework: Framework
    on: str

    def base(self, cell: ReplyCell) -> str:
        """What *cell* held; of a sheet that lost it, what the folder says, for blanks at least."""
        return "" if self.sheet.base is None else self.sheet.base.get(cell, "")

    def changed(
        self, node: str, shop: str, cells: Mapping[str, FilledCell]
    ) -> Iterator[tuple[ReplyCell, FilledCell]]:
        """The cells of one reply that say other than they held."""
        value = cells.get(VALUE)
        for name, said in cells.items():
            cell = ReplyCell(node, shop, name)
            if not self._counts(cell, value) or same_text(cell, said.text, self.base(cell)):
                continue
            if self.sheet.base is None and same_text(cell, said.text, self.current.get(cell, "")):
                continue
            yield cell, said

    def idle(self, node: str, shop: str, cells: Mapping[str, FilledCell]) -> Iterator[Finding]:
        """A warning for each cell of one reply that is filled in without the answer it is of."""
        value = cells.get(VALUE)
        if self.sheet.base is None:
            return
        for name, said in cells.items():
            cell = ReplyCell(node, shop, name)
            of_row = not shop or name in PEER_FIELDS
            if not said.text or not of_row or (value and value.text) or self._counts(cell, value):
                continue
            if not same_text(cell, said.text, self.base(cell)) and said.text != self._only(cell):
                yield lacks(said.at, cell, VALUE)

    def _only(self, cell: ReplyCell) -> str:
        """The one thing that a field may say, which a sheet says before anybody else does."""
        scale = self.framework.by_id[cell.node].scale
        if not isinstance(scale, Figure) or cell.field not in scale.envelope:
            return ""
        allowed = allowed_values(scale, cell.field, self.framework)
        return allowed[0] if len(allowed) == 1 else ""

    def claim(self, cell: ReplyCell, said: FilledCell) -> SheetClaim:
        """What is said of *cell*."""
        about = self.sheet.about
        base = self.base(cell)
        return SheetClaim(cell, base, said.text, said.who, self.on, about.sheet, about.generation)

    def cleared(self, cell: ReplyCell, said: FilledCell) -> ClearedCell:
        """That *cell* is blank; with an answer goes what said of when and what it was."""
        indicator = self.framework.by_id[cell.node]
        names = [cell.field]
        if cell.field == VALUE:
            names += [*figures_of(indicator)[1:], *envelope_of(indicator)]
            names += [EVIDENCE, NOTE] if cell.shop else []
        gone = [cell._replace(field=name) for name in names]
        claims = tuple(self.claim(one, said._replace(text="")) for one in gone if self.base(one))
        return ClearedCell(cell, self.base(cell), said.at, claims)

    def _counts(self, cell: ReplyCell, value: FilledCell | None) -> bool:
        """Whether what stands in *cell* says anything: not without the figure that it is of."""
        if cell.field == VALUE or value is None:
            return True
        if not cell.shop and cell.field in (EVIDENCE, NOTE):
            return True
        if cell.field in PEER_FIELDS and cell.shop:
            return bool(value.text)
        return bool(value.text) and not value.text.startswith(STATE_MARK)


def _by_reply(
    cells: Mapping[ReplyCell, FilledCell],
) -> dict[tuple[str, str], dict[str, FilledCell]]:
    found: dict[tuple[str, str], dict[str, FilledCell]] = {}
    for cell, said in sorted(cells.items(), key=lambda one: one[0]):
        found.setdefault((cell.node, cell.shop), {})[cell.field] = said
    return found
