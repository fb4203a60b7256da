"""The formats of pages of tables, which commands that have such a page offer alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dpcap.report.registry import OutputFormat, PageSetup

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.table_page import TablePage

Found = TypeVar("Found")


class RenderedFile(NamedTuple):
    """A page or data: what its file is called (None: it is for a terminal), and its bytes."""

    file: str | None
    data: bytes


TableFormat = OutputFormat[Callable[[Found, PageSetup], str | bytes]]


def as_file(format_: TableFormat[Found], found: Found, setup: PageSetup) -> RenderedFile:
    """What *format_* makes of *found*, in UTF-8 where it is text."""
    made = format_.renderer(found, setup)
    return RenderedFile(format_.file, made.encode() if isinstance(made, str) else made)


def table_formats(
    command: str,
    page_of: Callable[[Found, Language], TablePage],
    rows_of: Callable[[Found, Language], tuple[Sequence[str], Iterable[GridRow]]],
    data_of: Callable[[Found, Language], dict[str, object]],
) -> tuple[TableFormat[Found], ...]:
    """What *command* puts out: its page in a terminal, as HTML and Markdown; JSON; CSV.

    *page_of* makes the page, *rows_of* the heads and rows of the CSV, *data_of* the JSON.
    """

    def terminal(found: Found, setup: PageSetup) -> str:
        from dpcap.report.table_terminal import table_page_terminal  # noqa: PLC0415 - nor for help

        page = page_of(found, setup.language)
        return table_page_terminal(page, setup.columns, colour=setup.colour)

    def html(found: Found, setup: PageSetup) -> str:
        from dpcap.report.table_page import table_page_html  # noqa: PLC0415 - brings Jinja

        return table_page_html(page_of(found, setup.language))

    def markdown(found: Found, setup: PageSetup) -> str:
        from dpcap.report.table_page import table_page_markdown  # noqa: PLC0415

        return table_page_markdown(page_of(found, setup.language))

    def data(found: Found, setup: PageSetup) -> str:
        import json  # noqa: PLC0415 - not for --help

        return json.dumps(data_of(found, setup.language), ensure_ascii=False, indent=1) + "\n"

    def csv(found: Found, setup: PageSetup) -> bytes:
        from dpcap.report.batch.grid import as_csv  # noqa: PLC0415

        return b"".join(as_csv(*rows_of(found, setup.language)))

    commands = (command,)
    return (
        OutputFormat("terminal", terminal, commands, default_of=commands),
        OutputFormat("html", html, commands, file=f"{command}.html"),
        OutputFormat("md", markdown, commands, file=f"{command}.md"),
        OutputFormat("json", data, commands, file=f"{command}.json"),
        OutputFormat("csv", csv, commands, file=f"{command}.csv"),
    )
