"""The formats of how all stand, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat, PageSetup

if TYPE_CHECKING:
    from dpcap.report.standing.overview import StandingOverview


def _text(found: StandingOverview, setup: PageSetup) -> str:
    from dpcap.report.standing.terminal import standing_terminal  # noqa: PLC0415 - nor for help
    from dpcap.report.standing.view import view_of  # noqa: PLC0415 - not for --help

    return standing_terminal(view_of(found, setup.language), setup.columns, colour=setup.colour)


def _json(found: StandingOverview, setup: PageSetup) -> str:
    from dpcap.report.standing.data import standing_json  # noqa: PLC0415

    return standing_json(found, setup.language)


def _markdown(found: StandingOverview, setup: PageSetup) -> str:
    from dpcap.report.standing.page import standing_markdown  # noqa: PLC0415 - brings Jinja
    from dpcap.report.standing.view import view_of  # noqa: PLC0415

    return standing_markdown(view_of(found, setup.language))


def _html(found: StandingOverview, setup: PageSetup) -> str:
    from dpcap.report.standing.page import standing_html  # noqa: PLC0415
    from dpcap.report.standing.view import view_of  # noqa: PLC0415

    return standing_html(view_of(found, setup.language))


_STANDING = ("standing",)
STANDING_FORMATS: FormatRegistry[Callable[[StandingOverview, PageSetup], str]]
STANDING_FORMATS = FormatRegistry(
    OutputFormat("text", _text, _STANDING, default_of=_STANDING),
    OutputFormat("json", _json, _STANDING),
    OutputFormat("md", _markdown, _STANDING),
    OutputFormat("html", _html, _STANDING),
)
