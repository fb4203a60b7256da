"""A page of parts, each with a chart, tables and lines, as ready strings."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.report.html import html_page
from dpcap.report.markdown import markdown_page
from dpcap.report.paths import own_reports


class PartTable(NamedTuple):
    """A table: its heads, its rows of as many cells; `figures`: columns of numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    title: str = ""


class PagePart(NamedTuple):
    """A part under its heading; `warns`: it is to be seen first. `chart`: an SVG, or nothing."""

    title: str
    intro: str = ""
    chart: str = ""
    tables: tuple[PartTable, ...] = ()
    lines: tuple[str, ...] = ()
    warns: bool = False


class TablePage(NamedTuple):
    """The whole page."""

    language: Language
    title: str
    strip: tuple[str, ...]
    parts: tuple[PagePart, ...]
    foot: tuple[str, ...] = ()


def table_page_html(page: TablePage) -> str:
    """*page* as one file that needs nothing beside it."""
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    drawn = [Markup(part.chart) for part in page.parts]  # noqa: S704 - made by us, texts escaped
    return html_page("table_page.html.j2", own_reports(), p=page, charts=drawn)


def table_page_markdown(page: TablePage) -> str:
    """*page* as Markdown, without its charts."""
    return markdown_page("table_page.md.j2", own_reports(), p=page)
