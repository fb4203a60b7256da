"""The formats of what a new ruler would change, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat, PageSetup

if TYPE_CHECKING:
    from dpcap.report.whatif.outcome import WhatIfOutcome


def _terminal(found: WhatIfOutcome, setup: PageSetup) -> str:
    from dpcap.report.whatif.terminal import render_whatif_terminal  # noqa: PLC0415 - nor for help
    from dpcap.report.whatif.view import whatif_view  # noqa: PLC0415 - not for --help

    page = whatif_view(found, setup.language)
    return render_whatif_terminal(page, setup.columns, colour=setup.colour)


def _html(found: WhatIfOutcome, setup: PageSetup) -> str:
    from dpcap.report.html import html_page  # noqa: PLC0415 - Jinja only where it is used
    from dpcap.report.paths import own_reports  # noqa: PLC0415
    from dpcap.report.whatif.view import whatif_view  # noqa: PLC0415

    page = whatif_view(found, setup.language)
    return html_page("whatif/page.html.j2", own_reports(), p=page, t=page.words.tree)


def _markdown(found: WhatIfOutcome, setup: PageSetup) -> str:
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415
    from dpcap.report.paths import own_reports  # noqa: PLC0415
    from dpcap.report.whatif.view import whatif_view  # noqa: PLC0415

    page = whatif_view(found, setup.language)
    return markdown_page("whatif/page.md.j2", own_reports(), p=page, t=page.words.tree)


def _csv(found: WhatIfOutcome, setup: PageSetup) -> str:
    from dpcap.report.whatif.data import whatif_csv  # noqa: PLC0415

    return whatif_csv(found, setup.language)


def _jsonl(found: WhatIfOutcome, _: PageSetup) -> str:
    from dpcap.report.whatif.data import whatif_jsonl  # noqa: PLC0415

    return whatif_jsonl(found)


def _verdict(found: WhatIfOutcome, _: PageSetup) -> str:
    from dpcap.report.whatif.data import whatif_verdict  # noqa: PLC0415

    return whatif_verdict(found)


_WHATIF, _DEFAULT = ("whatif",), ("whatif",)
WHATIF_FORMATS: FormatRegistry[Callable[[WhatIfOutcome, PageSetup], str]] = FormatRegistry(
    OutputFormat("terminal", _terminal, _WHATIF, default_of=_DEFAULT),
    OutputFormat("html", _html, _WHATIF, default_of=_DEFAULT, file="whatif.html"),
    OutputFormat("md", _markdown, _WHATIF, file="whatif.md"),
    OutputFormat("csv", _csv, _WHATIF, default_of=_DEFAULT, file="whatif.csv"),
    OutputFormat("jsonl", _jsonl, _WHATIF, default_of=_DEFAULT, file="whatif.jsonl"),
    OutputFormat("verdict", _verdict, _WHATIF, default_of=_DEFAULT, file="verdict.json"),
)
