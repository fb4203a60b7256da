"""What a row asks somebody to do this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import SOON_DAYS, Lapse, Scored
from dpcap.report.clean import own
from dpcap.report.portfolio.terms import Terms

# Each kind and its letter in the table's markup, the most urgent first.
TODO = {"late": "l", "contested": "c", "soon": "s", "waiver": "v", "unread": "u"}
_WAIVERS = frozenset({"expired", "unneeded", "unknown"})


class Todo(NamedTuple):
    """One thing to do: its kind, how soon (smaller is sooner), in short and in full."""

    kind: str
    urgency: tuple[float, ...]
    short: str
    detail: str

    @property
    def mark(self) -> str:
        """The letter of its kind."""
        return TODO[self.kind]


def todos(row: Scored, terms: Terms) -> Iterator[Todo]:
    """What is to be done about *row*, the most urgent first."""
    if row.valid_until is not None and row.valid_until < row.as_of:
        yield _todo(terms, "late", row.valid_until.toordinal(), day=row.valid_until.isoformat())
    if row.contested is not None:
        yield _todo(terms, "contested", 0, reason=own(row.contested))
    if soon := lapsing(row):
        yield _soon(soon, terms)
    for waiver in row.waivers:
        if waiver.state in _WAIVERS:
            yield _waiver(waiver, terms)
    if (unread := row.pieces - row.reviewed) > 0:
        share = unread / row.pieces
        yield _todo(terms, "unread", -share, -unread, n=unread, of=row.pieces)


def lapsing(row: Scored) -> list[Lapse]:
    """The pieces that lapse on `as_of` or within two weeks after it, the soonest first."""
    last = row.as_of + timedelta(SOON_DAYS)
    soon = [lapse for lapse in row.lapses if row.as_of <= lapse.until <= last]
    return sorted(soon, key=lambda lapse: (lapse.until, lapse.piece))


def lapsed(row: Scored) -> list[Lapse]:
    """The pieces whose last day is past, the longest past first."""
    past = [lapse for lapse in row.lapses if lapse.until < row.as_of]
    return sorted(past, key=lambda lapse: (lapse.until, lapse.piece))


def _todo(terms: Terms, kind: str, *urgency: float, **fields: str | int) -> Todo:
    short = terms.say(f"week.{kind}.short", **fields)
    return Todo(kind, urgency, short, terms.say(f"week.{kind}.detail", **fields))


def _soon(soon: list[Lapse], terms: Terms) -> Todo:
    day, items = soon[0].until, terms.listed(own(lapse.piece) for lapse in soon)
    short = terms.say("week.soon.short", n=len(soon), day=f"{day:%m-%d}")
    detail = terms.say("week.soon.detail", n=len(soon), day=day.isoformat(), items=items)
    return Todo("soon", (day.toordinal(), -len(soon)), short, detail)


def _waiver(waiver: WaiverResult, terms: Terms) -> Todo:
    day = waiver.expires_on.isoformat()
    what = terms.say(f"week.waiver.{waiver.state}", rule=terms.rule(waiver.rule), day=day)
    owner, reason = own(waiver.owner), own(waiver.reason)
    detail = terms.say("week.waiver.by", what=what, owner=owner, reason=reason)
    return Todo("waiver", (waiver.expires_on.toordinal(),), terms.say("week.waiver.short"), detail)
