"""What is gathered from a sheet while its tabs are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import NamedTuple

from dpcap.intake.sheet.about import SheetAbout, person_named
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.cell_text import shown_value
from dpcap.intake.sheet.filled import Row, TypedCell
from dpcap.intake.sheet.pieces import PieceReader, PieceTerms
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOT_APPLICABLE, VALUE, Cells, ReplyCell
from dpcap.intake.values import too_long
from dpcap.intake.workbook import cell_name
from dpcap.intake.yaml_values import harmful
from dpcap.model.base import LANGUAGES, LINE
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.two_languages import TwoLanguages

_SHOWN = 40


class FilledCell(NamedTuple):
    """What a cell of a reply says, who says so, and where it stands."""

    text: str
    who: str
    at: TypedCell


@dataclass
class GatheredCells:
    """The cells of replies found so far in the sheet *about* which is known whose it is."""

    framework: Framework
    about: SheetAbout
    cells: CellReader
    pieces: PieceReader
    base: Cells = field(default_factory=dict)
    filled: dict[ReplyCell, FilledCell] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    read: set[tuple[str, str]] = field(default_factory=set)
    read_before: dict[tuple[TypedCell, str, str, PieceTerms], str | None] = field(
        default_factory=dict
    )

    def nothing_of(self, cells: Iterable[TypedCell]) -> None:
        """Counts *cells* as read: what is to be said of them is said."""
        self.read.update((one.tab, one.place) for one in cells)

    def take(self, cell: TypedCell | None, name: str, node: str) -> str:
        """The text of *cell*, which says *name* of the answer to *node*; a formula is refused."""
        if cell is None:
            return ""
        self.read.add((cell.tab, cell.place))
        if cell.formula:
            self.cells.refuse_formula(cell, name, node)
        elif sign := harmful(cell.text):
            self.found.append(
                cell.finding("DP113", {"field": f"{node}.{name}", "char": sign}, node)
            )
        elif len(cell.text) > LINE:
            problem = too_long(name, cell.text, LINE)
            self.found.append(cell.finding(problem.code, problem.said, node))
        return cell.text

    def who(self, typed: str) -> str:
        """Who answers on a row on which *typed* stands under “filled in by”."""
        named = typed or self.about.who or self.about.person
        return person_named(self.framework, named) if named else ""

    def text(
        self, name: str, cell: TypedCell, indicator: Indicator, terms: PieceTerms
    ) -> str | None:
        """The plain text of the field *name* in *cell*; None: it is wrong, which is told once."""
        self.read.add((cell.tab, cell.place))
        if name == VALUE and (held := self._held(cell, indicator)):
            return held
        key = (cell, name, indicator.id, terms)
        if key not in self.read_before:
            text = self.cells.read(name, cell, indicator)
            if name == EVIDENCE and text:
                text = self.pieces.read(cell, terms, indicator.id)
            self.read_before[key] = text
        return self.read_before[key]

    def _held(self, cell: TypedCell, indicator: Indicator) -> str:
        """What *cell* held and holds of N/A, whether or not that may be said there."""
        held = self.base.get(ReplyCell(indicator.id, "", VALUE), "")
        if not held.startswith(NOT_APPLICABLE):
            return ""
        return held if cell.text in {shown_value(held, indicator, one) for one in LANGUAGES} else ""

    def put(self, key: ReplyCell, text: str | None, who: str, at: TypedCell) -> None:
        """Takes in a cell; one that says otherwise than one before is an error."""
        if text is None:
            return
        said = FilledCell(text, who, at)
        before = self.filled.setdefault(key, said)
        if before.text == text:
            return
        if not before.text:
            self.filled[key] = said
        elif text:
            shop = f" {key.shop}" if key.shop else ""
            params = {"node": key.node, "shop": shop, "field": key.field, "other": before.at.shown}
            self.found.append(at.finding("DP880", params, key.node))

    def nameless(self, inputs: Iterable[TypedCell | None]) -> None:
        """An error if something is filled in where no id says of what it is."""
        typed = [one for one in inputs if one and one.text]
        self.nothing_of(typed)
        first = next(iter(typed), None)
        if first is not None:
            self.found.append(first.finding("DP886", {}))


_LACKING = {VALUE: TwoLanguages("答案", "answer"), EVIDENCE: TwoLanguages("证据文件名", "file")}


def lacks(at: TypedCell, cell: ReplyCell, what: str) -> Finding:
    """A warning that *at* says something of *cell* which nothing comes of without *what*."""
    lacking = _LACKING[what]
    shop = f" {cell.shop}" if cell.shop else ""
    params = {"node": cell.node, "shop": shop, "field": cell.field, "typed": at.text[:_SHOWN]}
    both = {f"{key}_{one}": text for key, text in params.items() for one in LANGUAGES}
    both |= {"lacking_zh": lacking.zh, "lacking_en": lacking.en}
    return at.finding("DP895", both, cell.node)


def cell_at(row: Row, column: int | None, home: TypedCell) -> TypedCell:
    """The cell of *row*, that of *home*, in *column*; a blank one there if nothing stands in it.

    Without a column it is at *home*.
    """
    if column is None:
        return home._replace(value=None)
    line = int(home.place.lstrip(ascii_uppercase))
    return row.get(column) or home._replace(value=None, place=cell_name(line, column))
