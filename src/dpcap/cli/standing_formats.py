"""How standing is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.finding import Finding
    from dpcap.scoring.standing_proposal import TrackProposal
    from dpcap.workflow.standing import ProviderStanding, StandingOverview


class StandingPrint(NamedTuple):
    """What is printed, in which language."""

    found: StandingOverview
    language: Language


def _text(wanted: StandingPrint) -> str:
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.cli.standing_view import view_of
    from dpcap.report.lines import SOFT, STRONG, TerminalPage, Words
    from dpcap.report.table_terminal import text_table

    out, view = TerminalPage(screen_columns(), colour=in_colour()), view_of(*wanted)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    if view.warnings:
        out.heading(view.warnings_head)
        for warning in view.warnings:
            out.line(warning)
    out.heading(view.head)
    out.add(text_table(*view.table))
    out.heading(view.details_head)
    for one in view.details:
        out.line(one.name, STRONG)
        for line in one.lines:
            out.line(line, indent=2)
    out.heading(view.outcomes_head)
    if view.outcomes:
        out.add(text_table(*view.outcomes))
    for note in view.notes:
        out.line(note, SOFT)
    return out.text


def _markdown(wanted: StandingPrint) -> str:
    from dpcap.cli.standing_view import view_of
    from dpcap.report.standing_page import standing_markdown

    return standing_markdown(view_of(*wanted))


def _html(wanted: StandingPrint) -> str:
    from dpcap.cli.standing_view import view_of
    from dpcap.report.standing_page import standing_html

    return standing_html(view_of(*wanted))


def _json(wanted: StandingPrint) -> str:
    import json

    found, language = wanted
    said = {
        "schema": "dpcap/standing-overview/1",
        "on": found.on.isoformat(),
        "period": found.period,
        "gates": found.gates,
        "stage": found.stage,
        "rules": [{"id": one.id, "digest": one.digest} for one in found.books],
        "rows": found.rows,
        "head": found.head,
        "providers": [_provider(one, language) for one in found.providers],
        "outcomes": [one._asdict() for one in found.outcomes],
        "findings": [_finding(one, language) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _provider(one: ProviderStanding, language: Language) -> dict[str, object]:
    standing = one.standing
    tracks = one.proposal._asdict() if one.proposal else {}
    return {
        "provider": standing.provider,
        "registration_number": standing.registration_number,
        "name": one.name.say(language) if one.name else None,
        "certification": standing.certification.model_dump(mode="json"),
        "tier": standing.tier.model_dump(mode="json"),
        "score": one.score,
        "shops": one.shops,
        "bar": one.bar.model_dump(mode="json") if one.bar else None,
        "proposed": {name: _track(each) for name, each in tracks.items()},
        "rows": [row.row for row in standing.rows],
    }


def _track(one: TrackProposal) -> dict[str, object]:
    entry = one.entry.model_dump(mode="json", by_alias=True) if one.entry else None
    return {
        "entry": entry,
        "why": one.why,
        "rules": [rule.model_dump(mode="json") for rule in one.rules],
    }


def _finding(one: Finding, language: Language) -> dict[str, object]:
    from dpcap.cli.findings import WORDING

    place = {"file": one.file, "line": one.line, "column": one.column}
    message = WORDING.message(one, language)
    return {"code": one.code, "severity": one.severity, **place, "message": message}


STANDING_FORMATS: FormatRegistry[Callable[[StandingPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, ("standing",), default_of=("standing",)),
    OutputFormat("json", _json, ("standing",)),
    OutputFormat("md", _markdown, ("standing",)),
    OutputFormat("html", _html, ("standing",)),
)
