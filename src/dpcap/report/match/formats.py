"""The formats of a match, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.report.match.matched_profiles import MatchedProfiles


class MatchPageSetup(NamedTuple):
    """For a terminal its width, and whether there are colours."""

    columns: int = 80
    colour: bool = False


def _terminal(seen: MatchedProfiles, setup: MatchPageSetup) -> str:
    from dpcap.report.match.terminal import render_match_terminal  # noqa: PLC0415 - nor for help
    from dpcap.report.match.view import match_view  # noqa: PLC0415 - not for --help

    return render_match_terminal(match_view(seen), setup.columns, colour=setup.colour)


def _html(seen: MatchedProfiles, _: MatchPageSetup) -> str:
    from dpcap.report.html import html_page  # noqa: PLC0415 - Jinja only where it is used
    from dpcap.report.match.view import match_view  # noqa: PLC0415

    page = match_view(seen)
    return html_page("match/page.html.j2", seen.reports, p=page, t=page.words.tree)


def _markdown(seen: MatchedProfiles, _: MatchPageSetup) -> str:
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415
    from dpcap.report.match.view import match_view  # noqa: PLC0415

    page = match_view(seen)
    return markdown_page("match/page.md.j2", seen.reports, p=page, t=page.words.tree)


def _json(seen: MatchedProfiles, _: MatchPageSetup) -> str:
    from dpcap.report.match.data import match_json  # noqa: PLC0415

    return match_json(seen)


_MATCH = ("match",)
MATCH_FORMATS: FormatRegistry[Callable[[MatchedProfiles, MatchPageSetup], str]] = FormatRegistry(
    OutputFormat("terminal", _terminal, _MATCH, default_of=_MATCH),
    OutputFormat("html", _html, _MATCH, default_of=_MATCH, file="match.html"),
    OutputFormat("md", _markdown, _MATCH, file="match.md"),
    OutputFormat("json", _json, _MATCH, file="match.json"),
)
