"""How appeals are printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.model.base import Language
    from dpcap.workflow.appeal_list import AppealsOverview, ListedAppeal

# The command of the group that prints.
APPEAL_LIST = "appeal list"
_COLUMNS = ("provider", "name", "point", "filed", "due", "state")


class AppealPrint(NamedTuple):
    """What is printed, in which language."""

    found: AppealsOverview
    language: Language

    def say(self, key: str, **fields: str | float) -> str:
        """Our words under *key*."""
        from dpcap.cli.appeal_words import WORDS
        from dpcap.cli.findings import WORDING

        return WORDS.say(key, self.language, WORDING.wording, **fields)

    def state(self, one: ListedAppeal) -> str:
        """How an appeal stands."""
        key = "overdue" if one.overdue else f"outcome.{one.appeal.outcome}"
        state = self.say(key)
        if one.late:
            state = self.say("late", state=state)
        if not one.appeal.is_open:
            return state
        if one.settled:
            state = self.say("settled", state=state)
        return self.say("stale", state=state) if one.stale else state


def _text(wanted: AppealPrint) -> str:
    from dpcap.cli.findings import line_of, printable
    from dpcap.cli.render import in_colour, screen_columns
    from dpcap.report.lines import SOFT, STRONG, TerminalPage, Words

    found, out = wanted.found, TerminalPage(screen_columns(), colour=in_colour())
    waiting = sum(one.appeal.is_open for one in found.appeals)
    out.panel(Words(wanted.say("head", on=str(found.on), open=waiting), STRONG))
    for one in found.findings:
        out.line(line_of(one, wanted.language))
    if not found.appeals:
        out.line(wanted.say("none"), SOFT)
        return out.text
    out.add(_table(wanted))
    for listed in found.appeals:
        out.line(printable(f"{listed.provider} {listed.name}"), STRONG)
        for line in _lines(wanted, listed):
            out.line(printable(line), indent=2)
    return out.text


def _table(wanted: AppealPrint) -> Table:
    from dpcap.report.lines import Words, listing, text_column

    heads = (text_column(wanted.say(f"column.{name}")) for name in _COLUMNS)
    made = listing(*heads)
    for one in wanted.found.appeals:
        made.add_row(*map(Words, _cells(wanted, one)))
    return made


def _cells(wanted: AppealPrint, one: ListedAppeal) -> Iterator[str]:
    from dpcap.cli.findings import printable

    point = one.appeal.point
    yield printable(one.provider)
    yield printable(one.name)
    yield printable(wanted.say(f"point.{point.kind}", name=point.name))
    yield str(one.appeal.filed_on)
    yield str(one.due)
    yield wanted.state(one)


def _lines(wanted: AppealPrint, one: ListedAppeal) -> Iterator[str]:
    appeal = one.appeal
    yield wanted.say("ground", text=appeal.ground)
    if appeal.answered_by and appeal.answered_on:
        day, reason = str(appeal.answered_on), appeal.reason or ""
        yield wanted.say("answer", by=appeal.answered_by, day=day, text=reason)


def _json(wanted: AppealPrint) -> str:
    import json

    from dpcap.cli.findings import WORDING

    found = wanted.found
    said = {
        "schema": "dpcap/appeals/1",
        "on": found.on.isoformat(),
        "appeals": [_plain(one) for one in found.appeals],
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "message": WORDING.message(one, wanted.language),
            }
            for one in found.findings
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _plain(one: ListedAppeal) -> dict[str, object]:
    return {
        "provider": one.provider,
        "name": one.name,
        **one.appeal.model_dump(mode="json"),
        "point": {one.appeal.point.kind: one.appeal.point.name},
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "answer_by": one.due.isoformat(),
        "late": one.late,
        "overdue": one.overdue,
        "stale": one.stale,
        "settled": one.settled,
    }


APPEAL_FORMATS: FormatRegistry[Callable[[AppealPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, (APPEAL_LIST,), default_of=(APPEAL_LIST,)),
    OutputFormat("json", _json, (APPEAL_LIST,)),
)
