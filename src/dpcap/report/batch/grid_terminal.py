"""What a query found, as a table on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from math import isfinite

from rich.console import RenderableType
from rich.table import Table

from dpcap.report import figures
from dpcap.report.batch.grid import GridRow, as_text
from dpcap.report.lines import (
    SOFT,
    FirstThatFits,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.sanitize import clean

# Rows that a terminal shows; the other formats have them all.
MOST = 1000
_UNSET, _SMALL = "—", 4


def on_terminal(
    columns: Sequence[str], rows: Iterable[GridRow], screen: int, *, colour: bool
) -> str:
    """The first of *rows* as a table, *screen* columns wide; no more of them are taken.

    A line a row, long texts broken; a line a value where a row would break words even so. Numbers
    are cut, as everywhere for people: to one decimal, small ones to four.
    """
    kept = list(islice(rows, MOST))
    heads = [clean(column) for column in columns]
    shown = [[_shown(value) for value in row] for row in kept]
    out = TerminalPage(screen, colour=colour)
    right = [all(map(_is_number, column)) for column in zip(*kept, strict=True)]
    choices = (_table(heads, shown, right), _stacked(heads, shown))
    out.add(FirstThatFits(choices, at_least=True))
    return out.text


def _is_number(value: object) -> bool:
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return number or value is None


def _table(heads: list[str], rows: list[list[str]], right: list[bool]) -> Table:
    kinds = [figure_column if figures else text_column for figures in right or [False] * len(heads)]
    table = listing(*(kind(head) for kind, head in zip(kinds, heads, strict=True)))
    for row in rows:
        table.add_row(*map(Words, row))
    return table


def _stacked(heads: list[str], rows: list[list[str]]) -> RenderableType:
    if not rows:
        return Words("  ".join(heads), SOFT)
    table = listing(text_column(style=SOFT), text_column())
    for row in rows:
        for head, text in zip(heads, row, strict=True):
            table.add_row(Words(head), Words(text))
        table.add_row()
    return table


def _shown(value: object) -> str:
    if value is None:
        return _UNSET
    if isinstance(value, (float, Decimal)):
        return _number(float(value))
    return clean(value if isinstance(value, str) else as_text(value))


def _number(value: float) -> str:
    if not isfinite(value):
        return _UNSET
    if value < 0:
        shown = _number(-value)
        return shown if float(shown) == 0 else f"-{shown}"
    digits = 1 if value >= 1 or value == 0 else _SMALL
    return f"{figures.truncated(value, digits):.{digits}f}"
