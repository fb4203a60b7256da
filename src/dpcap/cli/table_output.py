"""Pages of tables, printed or written: what `incentives` and `trend` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dpcap.real_paths import real_path
from dpcap.report.registry import OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.registry import FormatRegistry
    from dpcap.report.table_page import TablePage

Found = TypeVar("Found")


class TableSetup(NamedTuple):
    """The language of a page of tables, and for a terminal its width and whether in colour."""

    language: Language
    columns: int = 80
    colour: bool = False


class TableTarget(NamedTuple):
    """Which formats are put out, and where: `beside` unless `out` says otherwise; - is stdout."""

    names: Sequence[str]
    out: Path | None
    beside: Path


def table_formats(
    command: str,
    page_of: Callable[[Found, Language], TablePage],
    rows_of: Callable[[Found, Language], tuple[Sequence[str], Iterable[GridRow]]],
    data_of: Callable[[Found, Language], dict[str, object]],
) -> tuple[OutputFormat[Callable[[Found, TableSetup], str | bytes]], ...]:
    """What *command* puts out: its page in a terminal, as HTML and Markdown; JSON; CSV.

    *page_of* makes the page, *rows_of* the heads and rows of the CSV, *data_of* the JSON.
    """

    def terminal(found: Found, setup: TableSetup) -> str:
        from dpcap.report.table_terminal import table_page_terminal

        page = page_of(found, setup.language)
        return table_page_terminal(page, setup.columns, colour=setup.colour)

    def html(found: Found, setup: TableSetup) -> str:
        from dpcap.report.table_page import table_page_html

        return table_page_html(page_of(found, setup.language))

    def markdown(found: Found, setup: TableSetup) -> str:
        from dpcap.report.table_page import table_page_markdown

        return table_page_markdown(page_of(found, setup.language))

    def data(found: Found, setup: TableSetup) -> str:
        import json

        return json.dumps(data_of(found, setup.language), ensure_ascii=False, indent=1) + "\n"

    def csv(found: Found, setup: TableSetup) -> bytes:
        from dpcap.report.batch.grid import as_csv

        return b"".join(as_csv(*rows_of(found, setup.language)))

    commands = (command,)
    return (
        OutputFormat("terminal", terminal, commands, default_of=commands),
        OutputFormat("html", html, commands, file=f"{command}.html"),
        OutputFormat("md", markdown, commands, file=f"{command}.md"),
        OutputFormat("json", data, commands, file=f"{command}.json"),
        OutputFormat("csv", csv, commands, file=f"{command}.csv"),
    )


def put_tables(
    registry: FormatRegistry[Callable[[Any, TableSetup], str | bytes]],
    command: str,
    found: object,
    language: Language,
    target: TableTarget,
) -> None:
    """Put *found* out in each format of *target* that *command* offers.

    Raises UsageError for an unknown format, for more than one to stdout, and where the results of a
    batch lie.
    """
    from dpcap.batch.output_dir import ROWS
    from dpcap.cli.render import only
    from dpcap.cli.screen import columns_of, in_colour, say_written
    from dpcap.cli.write import STDOUT, put_out
    from dpcap.errors import UsageError
    from dpcap.intake.atomic_write import write_atomically

    formats = [registry.find(command, name) for name in target.names]
    if target.out == STDOUT:
        only(target.names)
    root = target.out or target.beside
    if any(one.file for one in formats) and root != STDOUT and (root / ROWS).exists():
        raise UsageError(
            f"{root} holds the results of a batch: give another --out",
            f"{root} 里有批量评分的结果，请另给 --out",
        )
    setup = TableSetup(language, columns_of(root), target.out != STDOUT and in_colour())
    for one in formats:
        made = one.renderer(found, setup)
        raw = made.encode() if isinstance(made, str) else made
        if one.file is None or target.out == STDOUT:
            put_out(raw if raw.endswith(b"\n") or one.binary else raw + b"\n")
        else:
            write_atomically(root / one.file, raw, durable=False)
            say_written(root / one.file)


def beside(place: Path, suffix: str) -> Path:
    """Where what is made of the output folder *place* lies by default."""
    whole = place if place.name not in ("", "..") else real_path(place)
    return whole.with_name(f"{whole.name}-{suffix}")
