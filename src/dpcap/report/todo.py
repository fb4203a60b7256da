"""What a row asks somebody to do this week, for every page that lists it.

Words stand under `week` in the page's book: `week.<kind>.detail`, and `.short` where a word or two
must do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import SOON_DAYS, DecisionRow, EvidenceLapse, ScoredOutcome
from dpcap.report.decided import made, outdated, overdue
from dpcap.report.sanitize import own
from dpcap.report.terms import NAMED, PortfolioTerms

# Each kind and its letter in the table's markup, the most urgent first.
TASKS = {
    "unanswered": "a",
    "late": "l",
    "overdue": "d",
    "contested": "c",
    "soon": "s",
    "waiver": "v",
    "moved_on": "b",
    "unread": "u",
}
_OF_DECISIONS = frozenset({"overdue", "moved_on"})
# What is listed only where there is some of it.
RARE = frozenset({"unanswered"})
# What may wait; the script of the page knows their letters.
CAN_WAIT = frozenset({"unread"})


class RowTask(NamedTuple):
    """One thing to do: its kind, how soon (smaller is sooner), and what fills its words."""

    kind: str
    urgency: tuple[float, ...]
    fields: Mapping[str, str | int]

    @property
    def mark(self) -> str:
        """The letter of its kind."""
        return TASKS[self.kind]

    @property
    def presses(self) -> bool:
        """Whether it cannot wait."""
        return self.kind not in CAN_WAIT

    def short(self, terms: PortfolioTerms) -> str:
        """In a word or two."""
        return terms.say(f"week.{self.kind}.short", **self.fields)

    def detail(self, terms: PortfolioTerms) -> str:
        """In full."""
        return terms.say(f"week.{self.kind}.detail", **self.fields)


def kinds(terms: PortfolioTerms) -> dict[str, str]:
    """Those of `TASKS` that there can be: those of decisions only where there are any."""
    every = terms.decisions
    return {kind: one for kind, one in TASKS.items() if every or kind not in _OF_DECISIONS}


def todos(row: ScoredOutcome, terms: PortfolioTerms) -> Iterator[RowTask]:
    """What is to be done about *row*, the most urgent first."""
    unanswered = row.answer_by is not None and row.answer_by < row.as_of
    if unanswered:
        yield _unanswered(row)
    if row.valid_until is not None and row.valid_until < row.as_of:
        yield _todo("late", row.valid_until.toordinal(), day=row.valid_until.isoformat())
    if row.decision is not None:
        yield from _overdue(row.decision, row.as_of, terms)
    if row.contested is not None and not unanswered:
        yield _todo("contested", 0, reason=own(row.contested))
    if row.lapsing:
        yield _soon(row.lapsing, terms)
    for waiver in row.waivers:
        if waiver.to_settle:
            yield _waiver(waiver, terms)
    if row.decision is not None and not row.decision.current:
        yield _again(row.decision, row.as_of, terms)
    if (unread := row.pieces - row.reviewed) > 0:
        yield _todo("unread", -unread / row.pieces, -unread, n=unread, of=row.pieces)


def _todo(kind: str, *urgency: float, **fields: str | int) -> RowTask:
    return RowTask(kind, urgency, fields)


def _unanswered(row: ScoredOutcome) -> RowTask:
    """That an appeal should have been answered by now."""
    day = row.answer_by or row.as_of
    fields = {"day": day.isoformat(), "reason": own(row.contested or "")}
    return _todo("unanswered", day.toordinal(), **fields)


def _overdue(decision: DecisionRow, day: date, terms: PortfolioTerms) -> Iterator[RowTask]:
    if late := overdue(decision.conditions, day):
        said = [
            terms.say("week.overdue.item", day=one.due_on.isoformat(), text=own(one.text))
            for one in late
        ]
        urgency = (late[0].due_on.toordinal(), -len(late))
        items = terms.listed(said, NAMED)
        yield _todo("overdue", *urgency, n=len(late), items=items, by=own(decision.by))


def _again(decision: DecisionRow, day: date, terms: PortfolioTerms) -> RowTask:
    """That somebody must decide again, and why."""
    said = made(terms.say, decision.kind, decision.on, decision.by)
    why = terms.words.flat["common.semicolon"].join(
        outdated(terms.say, decision.changes, decision.until, day)
    )
    return _todo("moved_on", decision.on.toordinal(), made=said, why=why)


def _soon(soon: tuple[EvidenceLapse, ...], terms: PortfolioTerms) -> RowTask:
    day, items = soon[0].until, terms.listed((own(lapse.name) for lapse in soon), NAMED)
    days = {"day": day.isoformat(), "month_day": f"{day:%m-%d}"}
    urgency = (day.toordinal(), -len(soon))
    return _todo("soon", *urgency, n=len(soon), days=SOON_DAYS, items=items, **days)


def _waiver(waiver: WaiverResult, terms: PortfolioTerms) -> RowTask:
    last = waiver.expires_on
    rule, day = terms.rule(waiver.rule), last.isoformat()
    what = terms.say(f"week.waiver.{waiver.state}", rule=rule, day=day)
    fields = {"what": what, "owner": own(waiver.owner), "reason": own(waiver.reason)}
    return _todo("waiver", last.toordinal(), **fields)
