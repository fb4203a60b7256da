"""How the status of a round is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpcap.model.base import Language
    from dpcap.model.round_status import ProviderStatus, RoundStatus


class StatusPage(NamedTuple):
    """What is printed, in which language."""

    found: RoundStatus
    language: Language


def _text(wanted: StatusPage) -> str:
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.status_page import page
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return page(wanted.found, wanted.language, out)


def _json(wanted: StatusPage) -> str:
    import json

    from dpcap.cli.findings import finding_data

    found, language = wanted
    whole = found.model_dump(mode="json", by_alias=True, exclude={"providers", "findings"})
    whole["counts"] = found.counts
    whole["first"] = [one.model_dump(mode="json") for one in found.tasks]
    whole["providers"] = [_provider(one, language) for one in found.providers]
    whole["findings"] = [finding_data(one, language) for one in found.findings]
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _provider(one: ProviderStatus, language: Language) -> dict[str, object]:
    from dpcap.cli.findings import finding_data

    told = one.model_dump(mode="json", exclude={"findings", "name"})
    told["name"] = one.name.say(language) if one.name else None
    told["share"] = one.share
    told["findings"] = [finding_data(each, language) for each in one.findings]
    return told


_COLUMNS = (
    *("provider", "name", "state", "turn", "since", "days", "due_on", "extended"),
    *("asked", "answered", "share", "open_rows", "minutes", "pieces", "reviewed", "misfits"),
    "review_minutes",
    *("contested", "decision", "decided_on", "stale", "overdue", "lapsing", "problem", "folder"),
)


def _csv(wanted: StatusPage) -> str:
    from dpcap.report.batch.grid import as_csv

    rows = (tuple(_cells(one, wanted.language)) for one in wanted.found.providers)
    return b"".join(as_csv(_COLUMNS, rows)).decode()


def _cells(one: ProviderStatus, language: Language) -> Iterator[object]:
    from dpcap.cli.findings import line_of

    own = {
        "name": one.name.say(language) if one.name else None,
        "lapsing": [f"{each.until} {each.kind} {each.name}" for each in one.lapsing],
        "problem": " ".join(line_of(each, language) for each in one.findings) or None,
    }
    for column in _COLUMNS:
        yield own[column] if column in own else getattr(one, column)


STATUS_FORMATS: FormatRegistry[Callable[[StatusPage], str]] = FormatRegistry(
    OutputFormat("text", _text, ("status",), default_of=("status",)),
    OutputFormat("json", _json, ("status",)),
    OutputFormat("csv", _csv, ("status",)),
)
