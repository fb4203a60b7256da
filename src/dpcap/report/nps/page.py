"""What waves and brands say, as ready strings, and the page and the Markdown made of them."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.report.charts import Chart
from dpcap.report.html import html_page
from dpcap.report.markdown import markdown_page
from dpcap.report.paths import own_reports
from dpcap.report.table_page import PartTable


class NpsSection(NamedTuple):
    """A part of the page: title, sentences, tables with a caption each ("": none)."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[tuple[str, PartTable], ...] = ()
    alert: bool = False


class NpsView(NamedTuple):
    """The whole page; `alerts` are what must not be missed."""

    language: Language
    title: str
    strip: tuple[str, ...]
    alerts: tuple[str, ...]
    chart: Chart | None
    chart_title: str
    sections: tuple[NpsSection, ...]
    foot: tuple[str, ...]


def nps_html(view: NpsView) -> str:
    """*view* as one page that needs nothing beside it."""
    return html_page("nps.html.j2", own_reports(), p=view)


def nps_markdown(view: NpsView) -> str:
    """*view* as Markdown."""
    return markdown_page("nps.md.j2", own_reports(), p=view)
