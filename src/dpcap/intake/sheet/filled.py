"""What stands in a workbook that somebody filled in, cell by cell, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from dpcap.intake.sheet.page import MARK
from dpcap.intake.yaml_inline import flow
from dpcap.model.finding import Finding

CellValue = str | int | float | bool | date | datetime | None
_ID = MARK.strip()


class TypedCell(NamedTuple):
    """One cell: its `value` as the workbook has it; `percent`: it is shown as a share of 100."""

    value: CellValue
    file: str
    tab: str
    place: str
    formula: bool = False
    percent: bool = False

    @property
    def text(self) -> str:
        """What it says, without blanks around; of a share its figure in per cent."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime):
            return (
                value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
            )
        if isinstance(value, int | float):
            return f"{value * 100:.12g}%" if self.percent else flow(value)
        return str(value).replace("\r\n", "\n").strip()

    @property
    def is_figure(self) -> bool:
        """Whether it is kept as a number."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def shown(self) -> str:
        """The tab and the cell in it; of a file without tabs the place alone."""
        return f"{self.tab}!{self.place}" if self.tab else self.place

    def finding(
        self, code: str, params: Mapping[str, str | int | float], node: str | None = None
    ) -> Finding:
        """A finding at this cell."""
        where = f"{self.file} › {self.shown}"
        return Finding(code=code, node=node, file=where, params=dict(params))


Row = Mapping[int, TypedCell]
Tab = tuple[Row, ...]


def id_in(cell: TypedCell | None) -> str:
    """The id that a head or label carries behind its words; nothing if it has none."""
    if cell is None or not isinstance(cell.value, str) or _ID not in cell.value:
        return ""
    return cell.value.rsplit(_ID, 1)[1].strip()


def heads_in(row: Row) -> dict[str, int]:
    """The columns of *row* by the ids in its cells, each id where it stands first."""
    found: dict[str, int] = {}
    for column, cell in row.items():
        if name := id_in(cell):
            found.setdefault(name, column)
    return found


def label_of(row: Row) -> str:
    """The id in the first cell of *row*."""
    first = min(row, default=None)
    return "" if first is None else id_in(row[first])


def said_of(row: Row, column: int | None) -> str:
    """The text in *column* of *row*; empty where there is none."""
    cell = row.get(column) if column is not None else None
    return cell.text if cell else ""
