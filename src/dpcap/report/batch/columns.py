"""Which columns of a table fit on a screen, and how wide each may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dpcap.report.figures import short, width
from dpcap.report.sanitize import plain

_GAP, _DOT = 2, " · "
# The first to go first. The proved score, the level and the name always stay; the claimed score
# never stays without the proved one.
_OPTIONAL = ("role", "folder", "coverage", "claimed", "change", "gates_short")
_WIDE = {"name": (20, 34), "folder": (16, 34), "role": (8, 20)}
_LEAST = 6


@dataclass(frozen=True)
class TableColumn:
    """A column: its name and title, which of a row's cells it shows, how wide it may be."""

    name: str
    title: str
    at: int
    right: bool = False
    room: int = 0

    def cell(self, cells: Sequence[str]) -> str:
        """Its cell of a row, cut to its room: a folder keeps its end, all else its beginning."""
        text = cells[self.at]
        return _end(text, self.room) if self.name == "folder" else short(text, self.room)

    def sized(self, rows: Iterable[Sequence[str]]) -> TableColumn:
        """As wide as its widest cell or its title, if it may be."""
        widest = max((width(row[self.at]) for row in rows), default=0)
        return replace(self, room=min(max(widest, width(self.title)), self.most))

    @property
    def least(self) -> int:
        """How narrow it may become."""
        return min(self.room, _WIDE.get(self.name, (self.room, 0))[0])

    @property
    def most(self) -> int:
        """How wide it may become."""
        return _WIDE.get(self.name, (0, 34))[1]


def fitted(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], screen: int
) -> tuple[TableColumn, ...]:
    """Those of *columns* that fit on *screen* columns, each as wide as it may be.

    What the gates say is given in full where nothing else must go for it, in short otherwise.
    """
    sized = [column.sized(rows) for column in columns]
    full = [column for column in sized if column.name != "gates_short"]
    if _taken(full, least=True) <= screen:
        return _spread(full, screen)
    kept = [column for column in sized if column.name != "gates"]
    for name in _OPTIONAL:
        if _taken(kept, least=True) > screen:
            kept = [column for column in kept if column.name != name]
    return _spread(kept, screen)


def _taken(columns: Sequence[TableColumn], *, least: bool) -> int:
    sizes = [column.least if least else column.room for column in columns]
    return sum(sizes) + _GAP * len(sizes)


def _spread(columns: Sequence[TableColumn], screen: int) -> tuple[TableColumn, ...]:
    """Take room from the wide columns, the last first, until all fit."""
    over = _taken(columns, least=False) - screen
    made = list(columns)
    for name in ("folder", "role", "name"):
        for at, column in enumerate(made):
            if column.name == name and over > 0:
                floor = _LEAST if name == "name" else column.least
                given = min(over, max(0, column.room - floor))
                made[at] = replace(column, room=column.room - given)
                over -= given
    return tuple(made)


def _end(text: str, columns: int) -> str:
    """The end of *text* in at most *columns* columns, with … where it was cut."""
    if width(text) <= columns:
        return text
    at, used = len(text), 1
    while at > 0 and used + width(text[at - 1]) <= columns:
        at -= 1
        used += width(text[at])
    return "…" + text[at:]


def packed(items: Iterable[str], columns: int) -> Iterator[str]:
    """*items* on lines of at most *columns* columns, none broken in two unless it must be."""
    line = ""
    for item in items:
        longer = f"{line}{_DOT}{item}" if line else item
        if line and width(plain(longer)) > columns:
            yield line
            longer = item
        line = longer
    if line:
        yield line
