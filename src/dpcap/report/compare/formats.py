"""The formats of a comparison, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.report.paths import own_reports
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.report.compare.compared_profiles import ComparedProfiles


@dataclass(frozen=True)
class ComparisonAssets:
    """How a page is dressed: our templates, someone's own, and for a terminal width and colour."""

    reports: Path
    templates: Path | None = None
    columns: int = 80
    colour: bool = False


def _html(compared_profiles: ComparedProfiles, assets: ComparisonAssets) -> str:
    from dpcap.report.compare.view import compare_view  # noqa: PLC0415 - nor this for --help
    from dpcap.report.html import html_page  # noqa: PLC0415 - Jinja only where it is used

    shown, words = compare_view(compared_profiles), compared_profiles.words.tree
    return html_page("compare/page.html.j2", assets.reports, assets.templates, p=shown, t=words)


def _markdown(compared_profiles: ComparedProfiles, assets: ComparisonAssets) -> str:
    from dpcap.report.compare.view import compare_view  # noqa: PLC0415
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415

    words = {"t": compared_profiles.words.tree, "p": compare_view(compared_profiles)}
    return markdown_page("compare/page.md.j2", assets.reports, assets.templates, **words)


def _json(compared_profiles: ComparedProfiles, _dress: ComparisonAssets) -> str:
    from dpcap.report.compare.data import compare_json  # noqa: PLC0415

    return compare_json(compared_profiles)


def _terminal(compared_profiles: ComparedProfiles, assets: ComparisonAssets) -> str:
    from dpcap.report.compare.terminal import render_compare_terminal  # noqa: PLC0415
    from dpcap.report.compare.view import compare_view  # noqa: PLC0415

    page = compare_view(compared_profiles)
    return render_compare_terminal(
        page,
        compared_profiles.contexts[0],
        compared_profiles.words,
        assets.columns,
        colour=assets.colour,
    )


COMPARE_FORMATS: FormatRegistry[Callable[[ComparedProfiles, ComparisonAssets], str]] = (
    FormatRegistry(
        OutputFormat("terminal", _terminal, ("compare",), default_of=("compare",)),
        OutputFormat("html", _html, ("compare",), default_of=("compare",), file="compare.html"),
        OutputFormat("md", _markdown, ("compare",), file="compare.md"),
        OutputFormat("json", _json, ("compare",), file="compare.json"),
    )
)


def render_compare(
    compared_profiles: ComparedProfiles,
    format: str,  # noqa: A002 - the word of the command line
    assets: ComparisonAssets | None = None,
) -> str:
    """*compared_profiles* as terminal page, html, md or json. Raises UsageError for any other."""
    made = COMPARE_FORMATS.find("compare", format).renderer
    return made(compared_profiles, assets or ComparisonAssets(own_reports()))
