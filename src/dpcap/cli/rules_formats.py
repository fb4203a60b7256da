"""How the calendar of rules is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.rule_calendar import RuleCalendar


class RulesPage(NamedTuple):
    """What is printed, in which language; `role`: how the role asked about is called."""

    found: RuleCalendar
    language: Language
    role: str | None


def _text(wanted: RulesPage) -> str:
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.cli.rules_page import rules_page
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return rules_page(wanted, out)


def _json(wanted: RulesPage) -> str:
    import json

    from dpcap.cli.findings import WORDING

    whole = wanted.found.model_dump(mode="json", by_alias=True, exclude={"findings"})
    whole["findings"] = [
        {
            "code": one.code,
            "severity": one.severity,
            "place": one.place,
            "message": WORDING.message(one, wanted.language),
        }
        for one in wanted.found.findings
    ]
    return json.dumps(whole, ensure_ascii=False, indent=2)


RULES_FORMATS: FormatRegistry[Callable[[RulesPage], str]] = FormatRegistry(
    OutputFormat("text", _text, ("rules",), default_of=("rules",)),
    OutputFormat("json", _json, ("rules",)),
)
