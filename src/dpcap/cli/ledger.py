"""A list for the terminal: sections of entries, each with its columns and why it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding

from dpcap.cli.screen import in_colour, screen_columns
from dpcap.cli.write import print_out
from dpcap.report.lines import (
    BAD,
    INDENT,
    SOFT,
    FirstThatFits,
    OneLine,
    TerminalPage,
    Words,
    listing,
    text_column,
)
from dpcap.report.sanitize import clean
from dpcap.text_width import width

# How narrow the column may be that says why.
_WHY = 30
_MEGA, _KILO = 1_000_000, 1_000


class LedgerEntry(NamedTuple):
    """One entry: its columns, what is said of it, and whether it needs to be seen to."""

    cells: Sequence[str]
    why: str
    bad: bool = False


class Ledger:
    """Gathers sections of entries, and prints them."""

    def __init__(self) -> None:
        self._sections: list[tuple[str, list[LedgerEntry]]] = []

    def section(self, title: str, items: Iterable[LedgerEntry]) -> None:
        """A section, left out if nothing is in it. What strangers wrote is made harmless."""
        listed = [
            LedgerEntry([clean(cell) for cell in i.cells], clean(i.why), i.bad) for i in items
        ]
        if listed:
            self._sections.append((f"{title} ({len(listed)})", listed))

    def print(self) -> None:
        """Print it all, as wide as the screen: a line an entry where there is room."""
        out = TerminalPage(screen_columns(), colour=in_colour())
        for title, items in self._sections:
            out.heading(title)
            out.add(FirstThatFits((_in_columns(items), _stacked(items)), at_least=True))
        print_out(out.text.lstrip("\n"))


def _in_columns(items: Sequence[LedgerEntry]) -> RenderableType:
    cells = [text_column(whole=True) for _ in items[0].cells]
    why = text_column(style=SOFT)
    why.min_width = _WHY if any(item.why for item in items) else None
    table = listing(*cells, why)
    for item in items:
        shown = (OneLine(cell, BAD if item.bad else "", least=width(cell)) for cell in item.cells)
        table.add_row(*shown, Words(item.why))
    return table


def _stacked(items: Sequence[LedgerEntry]) -> RenderableType:
    """The columns of an entry on a line, and below it why."""
    lines: list[RenderableType] = []
    for item in items:
        lines.append(Words(" · ".join(item.cells), BAD if item.bad else ""))
        if item.why:
            lines.append(Padding(Words(item.why, SOFT), (0, 0, 0, INDENT)))
    return Group(*lines)


def size_of(count: int) -> str:
    """*count* bytes, for people."""
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} KB"
