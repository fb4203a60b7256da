"""The formats of plain tables: what a query found, the letters in an outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.report.batch.grid import GridRow


class Table(NamedTuple):
    """What is put out: the names of the columns for programs, their heads for people, the rows.

    `screen` and `colour` are for a terminal: how many columns of text it has, and whether in
    colour. It shows only the first of the rows, and takes no more of them.
    """

    names: Sequence[str]
    heads: Sequence[str]
    rows: Iterator[GridRow]
    screen: int = 80
    colour: bool = False


def _terminal(table: Table) -> Iterator[bytes]:
    from dpcap.report.batch.grid_terminal import on_terminal  # noqa: PLC0415 - not for --help

    text = on_terminal(table.heads, table.rows, table.screen, colour=table.colour)
    yield text.encode() if text.endswith("\n") else f"{text}\n".encode()


def _csv(table: Table) -> Iterator[bytes]:
    from dpcap.report.batch.grid import as_csv  # noqa: PLC0415

    return as_csv(table.heads, table.rows)


def _json(table: Table) -> Iterator[bytes]:
    from dpcap.report.batch.grid import as_json  # noqa: PLC0415

    return as_json(table.names, table.rows)


# Letters on a terminal are no table: `outbox` groups them by state.
TABLE_FORMATS: FormatRegistry[Callable[[Table], Iterator[bytes]]] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("query",), default_of=("query",)),
    OutputFormat("terminal", None, ("outbox",), default_of=("outbox",)),
    OutputFormat("csv", _csv, ("query", "outbox")),
    OutputFormat("json", _json, ("query", "outbox")),
)
