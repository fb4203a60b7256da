"""What a query found: as a table on the terminal, as CSV, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any

from dpcap.report import figures
from dpcap.report.batch.results_csv import BOM, csv_line, guarded
from dpcap.report.lines import END, SOFT, Cell, TerminalLines
from dpcap.report.sanitize import clean
from dpcap.text_width import short, width

Row = Sequence[Any]
# Rows that a terminal shows; the other formats have them all.
MOST = 1000
_UNSET, _GAP = "—", 2
# How wide a column may be, as far as the screen allows.
_WIDEST = (34, 24, 16, 12)
_SMALL = 4


def on_terminal(columns: Sequence[str], rows: Iterable[Row], screen: int, *, colour: bool) -> str:
    """The first rows; no more of *rows* are taken.

    A line a row; a line a value where a row is wider than *screen* columns. Numbers are cut, as
    everywhere for people: to one decimal, small ones to four.
    """
    kept = list(islice(rows, MOST))
    heads = [clean(column) for column in columns]
    shown = [[_shown(value) for value in row] for row in kept]
    out = TerminalLines(screen, colour=colour)
    sizes = [max(map(width, column)) for column in zip(heads, *shown, strict=True)]
    most = next((most for most in _WIDEST if _taken(sizes, most) <= screen), None)
    if most is None:
        _stacked(out, heads, shown)
    else:
        right = [all(map(_is_number, column)) for column in zip(*kept, strict=True)]
        _table(out, heads, shown, [min(size, most) for size in sizes], right)
    return out.text


def _taken(sizes: Iterable[int], most: int) -> int:
    return sum(min(size, most) + _GAP for size in sizes)


def _is_number(value: object) -> bool:
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return number or value is None


def _table(
    out: TerminalLines, heads: list[str], rows: list[list[str]], sizes: list[int], right: list[bool]
) -> None:
    def cells(texts: list[str], style: str) -> list[Cell]:
        places = zip(texts, sizes, right or [False] * len(sizes), strict=True)
        return [(_padded(short(text, size), size if at else 0), style) for text, size, at in places]

    out.rows([[*cells(heads, SOFT), END], *([*cells(row, ""), END] for row in rows)])


def _padded(text: str, size: int) -> str:
    """*text* at the right end of *size* columns."""
    return " " * (size - width(text)) + text


def _stacked(out: TerminalLines, heads: list[str], rows: list[list[str]]) -> None:
    if not rows:
        out.line("  ".join(heads), SOFT)
    for at, row in enumerate(rows, 1):
        if at > 1:
            out.blank()
        out.rows([[(head, SOFT), (text, "")] for head, text in zip(heads, row, strict=True)])


def _shown(value: object) -> str:
    if value is None:
        return _UNSET
    if isinstance(value, (float, Decimal)):
        return _number(float(value))
    return clean(value if isinstance(value, str) else _text(value))


def _number(value: float) -> str:
    if not isfinite(value):
        return _UNSET
    if value < 0:
        shown = _number(-value)
        return shown if float(shown) == 0 else f"-{shown}"
    digits = 1 if value >= 1 or value == 0 else _SMALL
    return f"{figures.truncated(value, digits):.{digits}f}"


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A line a row, for spreadsheets; numbers in full, texts guarded against formulas."""
    yield BOM.encode() + csv_line(guarded(column) for column in columns)
    for row in rows:
        yield csv_line(_cell(value) for value in row)


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return ""
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return str(value)
    return guarded(value if isinstance(value, str) else _text(value))


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A list of objects, one a line; numbers in full."""
    lines = (_json(dict(zip(columns, row, strict=True))) for row in rows)
    first = next(lines, None)
    if first is None:
        yield b"[]\n"
        return
    yield b"[\n" + first.encode()
    yield from (f",\n{line}".encode() for line in lines)
    yield b"\n]\n"


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)


def _text(value: object) -> str:
    """A list or a truth as text: as JSON writes it, a list of texts with commas."""
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return _json(value) if isinstance(value, (dict, list, tuple, bool)) else str(value)


def _plain(value: object) -> object:
    """*value* as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    return value if value is None or isinstance(value, (str, int)) else str(value)
