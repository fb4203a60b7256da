"""The formats of a comparison, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import chosen
from dpcap.report.compare.compared_profiles import ComparedProfiles
from dpcap.report.compare.data import compare_json
from dpcap.report.compare.terminal import render_compare_terminal
from dpcap.report.compare.view import compare_view
from dpcap.report.paths import own_reports
from dpcap.report.terminal import WIDTH


@dataclass(frozen=True)
class ComparisonAssets:
    """How a page is dressed: our templates, someone's own, and for a terminal width and colour."""

    reports: Path
    templates: Path | None = None
    columns: int = WIDTH
    colour: bool = False


def _html(sides: ComparedProfiles, dress: ComparisonAssets) -> str:
    from dpcap.report.html import html_page  # noqa: PLC0415 - Jinja only where it is used

    shown, words = compare_view(sides), sides.words.tree
    return html_page("compare/page.html.j2", dress.reports, dress.templates, p=shown, t=words)


def _markdown(sides: ComparedProfiles, dress: ComparisonAssets) -> str:
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415

    words = {"t": sides.words.tree, "p": compare_view(sides)}
    return markdown_page("compare/page.md.j2", dress.reports, dress.templates, **words)


def _json(sides: ComparedProfiles, _dress: ComparisonAssets) -> str:
    return compare_json(sides)


def _terminal(sides: ComparedProfiles, dress: ComparisonAssets) -> str:
    page = compare_view(sides)
    return render_compare_terminal(
        page, sides.contexts[0], sides.words, dress.columns, colour=dress.colour
    )


class Form(NamedTuple):
    """One format: the file that a comparison in it is called (None: it goes to stdout)."""

    file: str | None
    render: Callable[[ComparedProfiles, ComparisonAssets], str]


FORMATS: dict[str, Form] = {
    "terminal": Form(None, _terminal),
    "html": Form("compare.html", _html),
    "md": Form("compare.md", _markdown),
    "json": Form("compare.json", _json),
}


def render_compare(
    sides: ComparedProfiles,
    format: str,  # noqa: A002 - the word of the command line
    dress: ComparisonAssets | None = None,
) -> str:
    """*sides* as terminal page, html, md or json. Raises UsageError for any other."""
    return chosen(FORMATS, format).render(sides, dress or ComparisonAssets(own_reports()))
