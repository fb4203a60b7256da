"""A list for the terminal: a line of aligned columns for each entry, and below it why."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dpcap.cli.render import in_colour
from dpcap.cli.write import print_out
from dpcap.report.lines import BAD, SOFT, STRONG, TerminalLines
from dpcap.report.sanitize import clean
from dpcap.text_width import short, width

_GAP, _INDENT, _LEAST = 2, 2, 8
_MEGA, _KILO = 1_000_000, 1_000


class LedgerEntry(NamedTuple):
    """One entry: its columns, what is said below it, and whether it needs to be seen to."""

    cells: Sequence[str]
    why: str
    bad: bool = False


class Ledger:
    """Gathers sections of entries whose columns are aligned throughout, and prints them.

    *soft* is the column that gives way first where the screen is narrow.
    """

    def __init__(self, soft: int) -> None:
        self._soft = soft
        self._sections: list[tuple[str, list[LedgerEntry]]] = []

    def section(self, title: str, items: Iterable[LedgerEntry]) -> None:
        """A section, left out if nothing is in it. What strangers wrote is made harmless."""
        listed = [
            LedgerEntry([clean(cell) for cell in i.cells], clean(i.why), i.bad) for i in items
        ]
        if listed:
            self._sections.append((f"{title} ({len(listed)})", listed))

    def print(self) -> None:
        """Print it all, as wide as the screen."""
        columns = shutil.get_terminal_size().columns
        out = TerminalLines(columns, colour=in_colour())
        rows = [item.cells for _, items in self._sections for item in items]
        sizes = [max(map(width, column)) for column in zip(*rows, strict=True)]
        _fit(sizes, columns, self._soft)
        for at, (title, items) in enumerate(self._sections):
            if at:
                out.blank()
            out.line(title, STRONG)
            for item in items:
                out.line(_aligned(item.cells, sizes), BAD if item.bad else "", _INDENT)
                if item.why:
                    out.line(item.why, SOFT, 2 * _INDENT)
        print_out(out.text)


def size_of(count: int) -> str:
    """*count* bytes, for people."""
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} KB"


def _fit(sizes: list[int], columns: int, soft: int) -> None:
    """Make *sizes* narrower until a line fits, but none below a least width."""
    while sizes and sum(sizes) + _GAP * (len(sizes) - 1) + _INDENT > columns:
        at = soft if sizes[soft] > _LEAST else sizes.index(max(sizes))
        if sizes[at] <= _LEAST:
            return
        sizes[at] -= 1


def _aligned(cells: Sequence[str], sizes: Sequence[int]) -> str:
    shown = (short(cell, size) for cell, size in zip(cells, sizes, strict=True))
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(shown, sizes, strict=True))
    return (" " * _GAP).join(padded).rstrip()
