"""How waves and what brands say are printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.workflow.nps import NpsReport


class NpsPrint(NamedTuple):
    """What is printed, with whose titles, in which language."""

    found: NpsReport
    framework: Framework
    language: Language


def _text(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words
    from dpcap.report.sanitize import plain
    from dpcap.report.table_terminal import text_table

    out, view = TerminalPage(screen_columns(), colour=in_colour()), nps_view(*wanted)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    for said in view.alerts:
        out.item("!", plain(said), BAD)
    for one in view.sections:
        out.heading(one.title)
        for line in one.lines:
            out.line(plain(line))
        for caption, table in one.tables:
            if caption:
                out.line(plain(caption), STRONG)
            rows = ([plain(cell) for cell in row] for row in table.rows)
            out.add(text_table(table.heads, rows, table.figures))
    out.blank()
    for said in view.foot:
        out.line(said, SOFT)
    return out.text


def _markdown(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.report.nps_page import nps_markdown

    return nps_markdown(nps_view(*wanted))


def _html(wanted: NpsPrint) -> str:
    from dpcap.cli.nps_view import nps_view
    from dpcap.report.nps_page import nps_html

    return nps_html(nps_view(*wanted))


def _json(wanted: NpsPrint) -> str:
    import json

    found = wanted.found
    said = {
        "schema": "dpcap/nps/1",
        "provider": found.provider,
        "waves": [one.model_dump(mode="json", by_alias=True) for one in found.waves],
        "comparisons": [one.model_dump(mode="json") for one in found.comparisons],
        "contested": [one.model_dump(mode="json") for one in found.contested],
        "values": found.values.model_dump(mode="json"),
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.file,
                "line": one.line,
                "message": one.message(wanted.language),
            }
            for one in found.findings
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


NPS_FORMATS: FormatRegistry[Callable[[NpsPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, ("nps",), default_of=("nps",)),
    OutputFormat("json", _json, ("nps",)),
    OutputFormat("md", _markdown, ("nps",)),
    OutputFormat("html", _html, ("nps",)),
)
