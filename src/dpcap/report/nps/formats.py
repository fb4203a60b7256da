"""The formats of what waves and brands say, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat, PageSetup

if TYPE_CHECKING:
    from dpcap.report.nps.result import NpsReport


def _text(found: NpsReport, setup: PageSetup) -> str:
    from dpcap.report.nps.terminal import nps_terminal  # noqa: PLC0415 - nor for help
    from dpcap.report.nps.view import nps_view  # noqa: PLC0415 - not for --help

    return nps_terminal(nps_view(found, setup.language), setup.columns, colour=setup.colour)


def _markdown(found: NpsReport, setup: PageSetup) -> str:
    from dpcap.report.nps.page import nps_markdown  # noqa: PLC0415
    from dpcap.report.nps.view import nps_view  # noqa: PLC0415

    return nps_markdown(nps_view(found, setup.language))


def _html(found: NpsReport, setup: PageSetup) -> str:
    from dpcap.report.nps.page import nps_html  # noqa: PLC0415
    from dpcap.report.nps.view import nps_view  # noqa: PLC0415

    return nps_html(nps_view(found, setup.language))


def _json(found: NpsReport, setup: PageSetup) -> str:
    import json  # noqa: PLC0415

    from dpcap.report.finding_lines import finding_data  # noqa: PLC0415

    wording = found.framework.wording
    said = {
        "schema": "dpcap/nps/1",
        "provider": found.provider,
        "waves": [one.model_dump(mode="json", by_alias=True) for one in found.waves],
        "comparisons": [one.model_dump(mode="json") for one in found.comparisons],
        "contested": [one.model_dump(mode="json") for one in found.contested],
        "values": found.values.model_dump(mode="json"),
        "findings": [finding_data(one, setup.language, wording) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


NPS_FORMATS: FormatRegistry[Callable[[NpsReport, PageSetup], str]] = FormatRegistry(
    OutputFormat("text", _text, ("nps",), default_of=("nps",)),
    OutputFormat("json", _json, ("nps",)),
    OutputFormat("md", _markdown, ("nps",)),
    OutputFormat("html", _html, ("nps",)),
)
