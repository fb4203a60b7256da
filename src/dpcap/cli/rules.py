"""`dpcap rules`: which rules are in force on a day, and from when to when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    PRINTED,
    FrameworkOption,
    LookDayOption,
    MessageLangOption,
)
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
    from dpcap.cli.rules_page import rules_page
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.report.lines import TerminalPage

    out = TerminalPage(screen_columns(), colour=in_colour())
    return rules_page(wanted.found, wanted.language, wanted.role, out)


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

if TYPE_CHECKING:
    RulesFormat = str
else:
    RulesFormat = RULES_FORMATS.choices("rules")
(DEFAULT_FORMAT,) = RULES_FORMATS.defaults("rules")


def rules(
    gates: Annotated[
        str | None,
        typer.Option(
            "--gates",
            metavar="FILE",
            help=say(
                "门槛文件，或自带的 admission、review、experience；缺省为自带的全部",
                "a file, or one of ours: admission, review, experience; all of ours by default",
            ),
        ),
    ] = None,
    on: LookDayOption = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=say("只看可能适用于此角色的", "only those that may concern this role"),
        ),
    ] = None,
    shape: Annotated[RulesFormat, PRINTED] = DEFAULT_FORMAT,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help=say(
                "把规则的日期写成日历文件（需 dpcap[calendar]）",
                "write the days of the rules as a calendar (needs dpcap[calendar])",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
    lang: MessageLangOption = None,
) -> None:
    """Print which rules are in force on a day, to come and lapsed, with their source."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out, write_calendar
    from dpcap.workflow.rules import RulesRequest, rule_calendar, rule_days

    here = configuration()
    request = RulesRequest(day_of_run(on), gates, role, framework)
    found = rule_calendar(request, here)
    language = page_language(lang, here)
    calendar = rule_days(found, language) if ics else None
    title = here.framework(framework).roles[role].title.say(language) if role else None
    print_out(RULES_FORMATS.find("rules", shape).renderer(RulesPage(found, language, title)))
    print_findings(found.findings)
    if ics is not None and calendar is not None:
        write_calendar(ics, calendar)
