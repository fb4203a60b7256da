"""`filled.csv`: who said what in which sheet, read in when; the history of a folder's answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.layout import FILLED_FILE
from dpcap.intake.sheet.reply_cells import ReplyCell
from dpcap.intake.source import read_text
from dpcap.intake.yaml_values import number
from dpcap.model.finding import Finding

# The sheet of what was changed in the folder itself, by hand or by settling a conflict.
NO_SHEET = ""
# What spreadsheets take for a formula, and the sign that keeps them from it.
_FORMULA, _AS_TEXT = ("=", "+", "-", "@", "\t", "'"), "'"
_FIELDS = ("node", "shop", "field", "base", "value", "who", "on", "sheet", "generation")


class SheetClaim(NamedTuple):
    """What somebody wrote into a cell.

    `base`: what the cell held when the sheet was written. `generation`: how many rounds of sheets
    had been read in by then, and one: a sheet knows what was read in before it was written.
    """

    cell: ReplyCell
    base: str
    value: str
    who: str
    on: str
    sheet: str
    generation: int

    @property
    def identity(self) -> tuple[str, str]:
        """Whose it is; sheets that nobody signed are each somebody's, the folder is nobody's."""
        if self.sheet == NO_SHEET:
            return "", ""
        return ("who", self.who) if self.who else ("sheet", self.sheet)

    @property
    def said(self) -> tuple[ReplyCell, str, str, str, str]:
        """What makes it the same claim, whenever it is read in."""
        return self.cell, self.base, self.value, self.who, self.sheet


def read_claims(folder: Path) -> tuple[SheetClaim, ...]:
    """The claims recorded in *folder*, those of one person on one cell in the order read in.

    Raises InvalidInputError.
    """
    path = folder / FILLED_FILE
    if not path.exists():
        return ()
    shown = readable(path.as_posix())
    rows = list(csv.reader(io.StringIO(read_text(path, shown), newline="")))
    found = []
    for line, row in enumerate(rows[1:], 2):
        if rows[0] != list(_FIELDS) or len(row) != len(_FIELDS) or not row[-1].isdecimal():
            raise InvalidInputError([Finding(code="DP888", file=shown, line=line, column=1)])
        node, shop, field, base, value, who, on, sheet, generation = map(_plain, row)
        cell = ReplyCell(node, shop, field)
        found.append(SheetClaim(cell, base, value, who, on, sheet, int(generation)))
    return tuple(found)


def text_of_claims(claims: Iterable[SheetClaim], order: Sequence[str]) -> str:
    """*claims* as the file has them; *order*: the indicators as the framework asks them.

    Those of one person on one cell stay in the order given, whatever stood between them.
    """
    place = {node: at for at, node in enumerate(order)}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_FIELDS)

    def key(one: SheetClaim) -> tuple[object, ...]:
        return place.get(one.cell.node, len(place)), one.cell, one.identity

    for one in sorted(claims, key=key):
        writer.writerow(_safe(str(text)) for text in (*one.cell, *one[1:]))
    return out.getvalue()


def _safe(text: str) -> str:
    """*text* as a cell that no spreadsheet takes for a formula."""
    return _AS_TEXT + text if text.startswith(_FORMULA) and number(text) is None else text


def _plain(cell: str) -> str:
    return cell.removeprefix(_AS_TEXT)
