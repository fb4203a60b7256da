"""What becomes of issued seals: a register continued, by decisions, later reports and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.decision import Decision
from dpcap.model.register import RegisteredSeal, WithdrawalKind
from dpcap.verify.decision_check import told_digest

_ADMITTING = ("admit", "conditional")
_RANKS = {"valid": 0, "superseded": 1, "withdrawn": 2}


class SealWithdrawal(NamedTuple):
    """Seals that a person withdraws: those named, or all of the providers named; why, and who."""

    seals: frozenset[str]
    providers: frozenset[str]
    reason: WithdrawalKind
    by: str

    def names(self, row: RegisteredSeal) -> bool:
        """Whether *row* is one of those."""
        return row.seal in self.seals or row.provider in self.providers


class SealEvents(NamedTuple):
    """What seals are held against: each provider's decision by now, and what people withdraw."""

    decisions: Mapping[str, Decision]
    withdrawn: tuple[SealWithdrawal, ...] = ()


def continued(
    earlier: Iterable[RegisteredSeal],
    issued: Iterable[RegisteredSeal],
    events: SealEvents,
    on: date,
) -> tuple[RegisteredSeal, ...]:
    """The rows of a register of the day *on*: those *earlier*, and those *issued* since.

    None is left out. A state only ever goes on: from valid to superseded, from both to withdrawn.
    """
    rows = {row.seal: row for row in issued}
    rows |= {row.seal: row for row in earlier}
    told = [_told(row, events, on) for row in rows.values()]
    newest = _newest(row for row in told if row.reason != "error")
    every = (_graver(row, _by_report(row, newest)) for row in told)
    return tuple(sorted(every, key=lambda row: (row.provider, row.signed_on, row.copy_, row.seal)))


def unheld(
    rows: Iterable[RegisteredSeal], decisions: Mapping[str, Decision]
) -> tuple[RegisteredSeal, ...]:
    """Those valid *rows* whose decision is not among *decisions*, and no later one either."""
    return tuple(
        row
        for row in rows
        if row.state == "valid" and row.decided_on and not _holds(decisions.get(row.provider), row)
    )


def _holds(found: Decision | None, row: RegisteredSeal) -> bool:
    if found is None or row.decided_on is None:
        return False
    return told_digest(found) == row.shows or found.on >= row.decided_on


def _told(row: RegisteredSeal, events: SealEvents, on: date) -> RegisteredSeal:
    """*row* by what people withdrew and decided, up to the day *on*."""
    return _graver(row, (*_withdrawn(row, events, on), *_by_decision(row, events, on)))


def _graver(row: RegisteredSeal, others: Iterable[RegisteredSeal]) -> RegisteredSeal:
    """*row*, or the first of *others* in a graver state, the gravest of all."""
    return max((row, *others), key=lambda one: _RANKS[one.state])


def _withdrawn(row: RegisteredSeal, events: SealEvents, on: date) -> Iterable[RegisteredSeal]:
    for one in events.withdrawn:
        if one.names(row):
            yield _moved(row, state="withdrawn", since=on, reason=one.reason, by=one.by)


def _by_decision(row: RegisteredSeal, events: SealEvents, on: date) -> Iterable[RegisteredSeal]:
    """By the decision shown, if it has ended, and by a later one."""
    if row.decided_on is None:
        return
    if row.until is not None and row.until < on:
        ended = row.until + timedelta(days=1)
        yield _moved(row, state="withdrawn", since=ended, reason="decision_ended")
    found = events.decisions.get(row.provider)
    if found is None or told_digest(found) == row.shows:
        return
    if row.decided_on <= found.on <= on:
        if found.decision in _ADMITTING:
            yield _moved(row, state="superseded", since=found.on, reason="later_decision")
        else:
            yield _moved(row, state="withdrawn", since=found.on, reason="not_admitted")


def _by_report(row: RegisteredSeal, newest: _Newest) -> Iterable[RegisteredSeal]:
    """By the newest report on a later day, or the same copy of the same day signed later."""
    others = (newest.by_day.get(row.provider), newest.by_copy.get(_copy(row)))
    for other in filter(None, others):
        if other.as_of > row.as_of or (
            other.copy_ == row.copy_ and (other.as_of, other.signed_on) > (row.as_of, row.signed_on)
        ):
            yield _moved(
                row,
                state="superseded",
                since=max(other.signed_on, row.signed_on),
                reason="later_report",
                successor=other.seal,
            )


class _Newest(NamedTuple):
    """The newest report of each provider, and of each copy of one day."""

    by_day: dict[str, RegisteredSeal]
    by_copy: dict[tuple[str, str, date], RegisteredSeal]


def _newest(rows: Iterable[RegisteredSeal]) -> _Newest:
    found = _Newest({}, {})
    for row in sorted(rows, key=lambda one: (one.as_of, one.signed_on, one.seal)):
        found.by_day[row.provider] = row
        found.by_copy[_copy(row)] = row
    return found


def _copy(row: RegisteredSeal) -> tuple[str, str, date]:
    return row.provider, row.copy_, row.as_of


def _moved(row: RegisteredSeal, **now: object) -> RegisteredSeal:
    """*row* in another state; what it said of the one before is gone."""
    return row.model_copy(update={"reason": None, "by": None, "successor": None, **now})
