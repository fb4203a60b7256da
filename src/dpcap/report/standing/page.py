"""How all stand, as ready strings, and the page and the Markdown that are made of them."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.report.html import html_page
from dpcap.report.markdown import markdown_page
from dpcap.report.paths import own_reports
from dpcap.report.table_page import PartTable


class StandingDetail(NamedTuple):
    """What there is to say of one provider: a line for each entry, or why there is none."""

    name: str
    lines: tuple[str, ...]


class StandingView(NamedTuple):
    """The whole page. `outcomes` is None while it is too early, and `early` says so."""

    language: Language
    title: str
    strip: tuple[str, ...]
    head: str
    table: PartTable
    details_head: str
    details: tuple[StandingDetail, ...]
    warnings_head: str
    warnings: tuple[str, ...]
    outcomes_head: str
    outcomes: PartTable | None
    notes: tuple[str, ...]


def standing_html(view: StandingView) -> str:
    """*view* as one page that needs nothing beside it."""
    return html_page("standing.html.j2", own_reports(), p=view)


def standing_markdown(view: StandingView) -> str:
    """*view* as Markdown."""
    return markdown_page("standing.md.j2", own_reports(), p=view)
