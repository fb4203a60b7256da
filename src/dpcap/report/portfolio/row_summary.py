"""What several parts of the page read off one row, worked out once: state, tasks, change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor
from typing import NamedTuple

from dpcap.model.change import PARTS, ChangeParts
from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import SOON_DAYS, DecisionRow, EvidenceLapse, ScoredOutcome
from dpcap.report import figures
from dpcap.report.decided import made, outdated, overdue
from dpcap.report.portfolio.terms import PortfolioTerms
from dpcap.report.sanitize import clean, own


class ChangeInTenths(NamedTuple):
    """A change as shown, in tenths of a point: the parts add up to the total."""

    total: int
    parts: tuple[int, ...]


def moved(split: ChangeParts) -> ChangeInTenths:
    """*split* in tenths of a point.

    The total is the difference of the two scores as shown. Each part is cut downwards, and the
    tenths that are then missing go to the parts that lost most, so that the sum is right.
    """
    total = _tenths(split.after) - _tenths(split.before)
    exact = [10 * getattr(split, part) for part in PARTS]
    parts = [floor(value + figures.TOLERANCE) for value in exact]
    lost = sorted(range(len(parts)), key=lambda at: (exact[at] == 0, parts[at] - exact[at]))
    for place in lost[: max(total - sum(parts), 0)]:
        parts[place] += 1
    return ChangeInTenths(total, tuple(parts))


def _tenths(score: float | None) -> int:
    return 0 if score is None else round(10 * figures.truncated(score))


# Each state and its letter in the table's markup, the gravest first.
STATES = {"failed": "f", "unchecked": "q", "warned": "w", "waived": "x", "met": "m"}


def standing(row: ScoredOutcome) -> dict[str, int]:
    """How many rules stand how, the gravest first; `met` alone if nothing else is to be said.

    A rule that only warns is `warned`, whether it failed or could not be checked. Empty if no rule
    applies.
    """
    counts = dict.fromkeys(STATES, 0)
    for gate in row.gates:
        state = gate.state
        if gate.severity == "off" or state == "not_applicable":
            continue
        warned = gate.severity == "warn" and state in {"failed", "unchecked"}
        counts["warned" if warned else state] += 1
    met = counts.pop("met")
    told = {state: count for state, count in counts.items() if count}
    return told or ({"met": met} if met else {})


# Each kind and its letter in the table's markup, the most urgent first.
TASKS = {
    "late": "l",
    "overdue": "d",
    "contested": "c",
    "soon": "s",
    "waiver": "v",
    "moved_on": "b",
    "unread": "u",
}
_OF_DECISIONS = frozenset({"overdue", "moved_on"})
# What may wait; the script of the page knows their letters.
CAN_WAIT = frozenset({"unread"})
_WAIVERS = frozenset({"expired", "unneeded", "unknown"})


class RowTasks(NamedTuple):
    """One thing to do: its kind, how soon (smaller is sooner), in short and in full."""

    kind: str
    urgency: tuple[float, ...]
    short: str
    detail: str

    @property
    def mark(self) -> str:
        """The letter of its kind."""
        return TASKS[self.kind]


def kinds(terms: PortfolioTerms) -> dict[str, str]:
    """Those of `TASKS` that there can be: those of decisions only where there are any."""
    every = terms.decisions
    return {kind: one for kind, one in TASKS.items() if every or kind not in _OF_DECISIONS}


def todos(row: ScoredOutcome, terms: PortfolioTerms) -> Iterator[RowTasks]:
    """What is to be done about *row*, the most urgent first."""
    if row.valid_until is not None and row.valid_until < row.as_of:
        yield _todo(terms, "late", row.valid_until.toordinal(), day=row.valid_until.isoformat())
    if row.decision is not None:
        yield from _overdue(row.decision, row.as_of, terms)
    if row.contested is not None:
        yield _todo(terms, "contested", 0, reason=own(row.contested))
    if soon := lapsing(row):
        yield _soon(soon, terms)
    for waiver in row.waivers:
        if waiver.state in _WAIVERS:
            yield _waiver(waiver, terms)
    if row.decision is not None and not row.decision.current:
        yield _again(row.decision, row.as_of, terms)
    if (unread := row.pieces - row.reviewed) > 0:
        share = unread / row.pieces
        yield _todo(terms, "unread", -share, -unread, n=unread, of=row.pieces)


def lapsing(row: ScoredOutcome) -> list[EvidenceLapse]:
    """The pieces that lapse on `as_of` or within two weeks after it, the soonest first."""
    last = row.as_of + timedelta(SOON_DAYS)
    soon = [lapse for lapse in row.lapses if row.as_of <= lapse.until <= last]
    return sorted(soon, key=lambda lapse: (lapse.until, lapse.piece))


def lapsed(row: ScoredOutcome) -> list[EvidenceLapse]:
    """The pieces whose last day is past, the longest past first."""
    past = [lapse for lapse in row.lapses if lapse.until < row.as_of]
    return sorted(past, key=lambda lapse: (lapse.until, lapse.piece))


def _overdue(decision: DecisionRow, day: date, terms: PortfolioTerms) -> Iterator[RowTasks]:
    if late := overdue(decision.conditions, day):
        items = terms.listed(
            terms.say("week.overdue.item", day=one.due_on.isoformat(), text=own(one.text))
            for one in late
        )
        short = terms.say("week.overdue.short", n=len(late))
        detail = terms.say("week.overdue.detail", items=items, by=own(decision.by))
        yield RowTasks("overdue", (late[0].due_on.toordinal(), -len(late)), short, detail)


def _again(decision: DecisionRow, day: date, terms: PortfolioTerms) -> RowTasks:
    """That somebody must decide again, and why."""
    said = made(terms.say, decision.kind, decision.on, decision.by)
    why = terms.words.flat["common.semicolon"].join(
        outdated(terms.say, decision.changes, decision.until, day)
    )
    return _todo(terms, "moved_on", decision.on.toordinal(), made=said, why=why)


def _todo(terms: PortfolioTerms, kind: str, *urgency: float, **fields: str | int) -> RowTasks:
    short = terms.say(f"week.{kind}.short", **fields)
    return RowTasks(kind, urgency, short, terms.say(f"week.{kind}.detail", **fields))


def _soon(soon: list[EvidenceLapse], terms: PortfolioTerms) -> RowTasks:
    day, items = soon[0].until, terms.listed(own(lapse.piece) for lapse in soon)
    short = terms.say("week.soon.short", n=len(soon), day=f"{day:%m-%d}")
    detail = terms.say("week.soon.detail", n=len(soon), day=day.isoformat(), items=items)
    return RowTasks("soon", (day.toordinal(), -len(soon)), short, detail)


def _waiver(waiver: WaiverResult, terms: PortfolioTerms) -> RowTasks:
    day = waiver.expires_on.isoformat()
    what = terms.say(f"week.waiver.{waiver.state}", rule=terms.rule(waiver.rule), day=day)
    owner, reason = own(waiver.owner), own(waiver.reason)
    detail = terms.say("week.waiver.by", what=what, owner=owner, reason=reason)
    return RowTasks(
        "waiver", (waiver.expires_on.toordinal(),), terms.say("week.waiver.short"), detail
    )


class RowProvider(NamedTuple):
    """Of whom a row speaks, as cleaned text; empty where nothing is known."""

    provider: str
    href: str
    name: str
    role: str
    owner: str
    track: str
    categories: tuple[str, ...]
    level: str


class RowSummary(NamedTuple):
    """A row's provider, what is to be done about it, and where it stands with the gates.

    `moved` is by how much its overall proved score changed; None: nothing to compare with.
    """

    who: RowProvider
    todos: tuple[RowTasks, ...]
    standing: dict[str, int]
    moved: ChangeInTenths | None


def look(row: ScoredOutcome, terms: PortfolioTerms) -> RowSummary:
    """What the parts of the page read off *row*."""
    who = RowProvider(
        provider=row.provider,
        href=terms.href(row.provider),
        name=clean(row.name.say(terms.language)) or row.provider,
        role=terms.role_in_scope(row),
        owner=clean(row.owner or ""),
        track=terms.track(row.track),
        categories=tuple(filter(None, map(clean, row.categories))),
        level=terms.level(row),
    )
    change = moved(row.change.overall) if row.change else None
    return RowSummary(who, tuple(todos(row, terms)), standing(row), change)
