"""A report's view as data for Typst: nothing but strings, numbers, lists and dictionaries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from dpcap.report.charts import Chart
from dpcap.report.details_view import DetailTable
from dpcap.report.sanitize import CLOSE, OPEN
from dpcap.text_width import width

# What keeps a run of text apart from the direction of its neighbours.
_ISOLATE, _POP = "\u2068", "\u2069"
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
# A column of a table that is set as wide as its words, and bounds of the others, in half-widths.
_NATURAL, _NARROWEST, _WIDEST = 0, 8, 60
_CLASS = re.compile(r"(numbers|unbroken)-(\d)")


def prepared(value: Any) -> Any:  # noqa: ANN401 - a view of any kind
    """*value*, a view, as JSON takes it: named tuples as dictionaries, charts with their words."""
    if isinstance(value, Chart):
        return {"svg": str(value), "alt": value.alt}
    if isinstance(value, str):
        return _MARKED.sub(_own, value) if OPEN in value else value
    if isinstance(value, tuple):
        return _fields(value) if hasattr(value, "_fields") else _list(value)
    if isinstance(value, Mapping):
        return {key: prepared(one) for key, one in value.items()}
    return value


def _list(values: tuple[Any, ...]) -> list[Any]:
    tables = [one for one in values if isinstance(one, DetailTable)]
    if not tables:
        return [prepared(one) for one in values]
    return [
        {**_fields(table), "right": _right(table), "widths": widths}
        for table, widths in zip(tables, _shared_widths(tables), strict=True)
    ]


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a named tuple
    return {name: prepared(one) for name, one in zip(value._fields, value, strict=True)}


def _own(found: re.Match[str]) -> str:
    """Somebody's own words without their marks, kept from turning the line around them."""
    text = found[1]
    turns = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)
    return f"{_ISOLATE}{text}{_POP}" if turns else text


def _right(table: DetailTable) -> list[int]:
    """The columns of figures, from 0."""
    return [int(n) - 1 for kind, n in _CLASS.findall(table.columns) if kind == "numbers"]


def places(view: Any) -> Iterator[str]:  # noqa: ANN401 - what `prepared` gives
    """The ids of all that can be linked to in *view*."""
    if isinstance(view, dict):
        if isinstance(view.get("id"), str):
            yield view["id"]
        yield from chain.from_iterable(map(places, view.values()))
    elif isinstance(view, list):
        yield from chain.from_iterable(map(places, view))


def _shared_widths(tables: list[DetailTable]) -> list[list[int]]:
    """How wide the columns of each of *tables* are, as parts of the page.

    0: as wide as its words, which never break. Tables with the same heads share their edges.
    """
    widths: dict[tuple[str, ...], list[int]] = {}
    for table in tables:
        found = _widths(table)
        before = widths.setdefault(table.head, found)
        widths[table.head] = [max(pair) for pair in zip(before, found, strict=True)]
    return [widths[table.head] for table in tables]


def _widths(table: DetailTable) -> list[int]:
    whole = {int(n) - 1 for _, n in _CLASS.findall(table.columns)}
    rows = [(row.head, *row.cells) for row in (*table.rows, *table.rest)]
    columns = zip(table.head, *rows, strict=True)
    return [
        _NATURAL if at in whole else min(max(_NARROWEST, *map(width, column)), _WIDEST)
        for at, column in enumerate(columns)
    ]
