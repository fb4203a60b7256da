"""Lines of text for a terminal: wrapped, indented, in aligned columns, Chinese two columns wide.

Texts are cleaned before they come here: nothing in the data can style or move anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from dpcap.report.figures import folded, short, width
from dpcap.report.sanitize import plain

ACCENT, STRONG, SOFT, BAD = "36", "1", "2", "31"
HEADING = f"{STRONG};{ACCENT}"
INDENT = 2
_GAP, _WIDEST = 2, 34

Cell = tuple[str, str]
END: Cell = ("", "")


class TerminalLines:
    """Gathers lines and aligned rows, *columns* wide. *colour* is for a terminal only."""

    def __init__(self, columns: int, *, colour: bool) -> None:
        self.lines: list[str] = []
        self._columns, self._colour = columns, colour

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """One text, wrapped under itself."""
        for row in folded(plain(text), self._columns - indent):
            self.lines.append(" " * indent + self._styled(row, style))

    def blank(self) -> None:
        """An empty line."""
        self.lines.append("")

    def heading(self, text: str) -> None:
        """A blank line and a heading."""
        self.blank()
        self.line(text, HEADING)

    def rows(self, rows: Sequence[Sequence[Cell]], right: range = range(0)) -> None:
        """Aligned columns of (text, style); those in *right* are figures, the last one wraps."""
        sizes = [
            max(min(width(text), _WIDEST) for text, _ in column)
            for column in zip(*rows, strict=True)
        ]
        taken = sum(sizes[:-1]) + _GAP * (len(sizes) - 1)
        for *fixed, (text, style) in rows:
            cells = zip(fixed, sizes, strict=False)
            head = [self._padded(cell, n, right=at in right) for at, (cell, n) in enumerate(cells)]
            first = "".join(cell + " " * _GAP for cell in head)
            lines = folded(text, self._columns - taken)
            for start, part in zip_longest([first], lines, fillvalue=" " * taken):
                self.lines.append(start + self._styled(part, style))

    def _padded(self, cell: Cell, size: int, *, right: bool) -> str:
        text, style = short(cell[0], _WIDEST), cell[1]
        room = " " * (size - width(text))
        shown = self._styled(text, style)
        return room + shown if right else shown + room

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and style and text else text

    @property
    def text(self) -> str:
        """All lines, without blanks at their ends."""
        return "\n".join(line.rstrip() for line in self.lines) + "\n"
