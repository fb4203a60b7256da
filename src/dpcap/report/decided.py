"""How a decision is worded, on every page alike: the words stand under `decision` in each book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.decision_basis import BasisChanges
from dpcap.report.sanitize import clean, own

# Our words under a key, with fields put in.
Say = Callable[..., str]
# How many of the things that changed are named; the rest is counted.
_NAMED = 3


def kind_words(say: Say, kind: DecisionKind) -> str:
    """What was decided, in a word."""
    return say(f"decision.{kind}")


def made(say: Say, kind: DecisionKind, on: date, by: str | None) -> str:
    """What was decided, when, and by whom if that may be known."""
    fields = {"kind": kind_words(say, kind), "on": on.isoformat()}
    return say("decision.by", by=own(by), **fields) if by else say("decision.on", **fields)


def conditions_words(say: Say, conditions: Sequence[DecisionCondition]) -> str | None:
    """How many conditions are open, and the first day on which one falls due; None without any."""
    if not conditions:
        return None
    days = [one.due_on for one in conditions if one.met_on is None]
    if not days:
        return say("decision.met", n=len(conditions))
    return say("decision.open", n=len(days), day=min(days).isoformat())


def outdated(
    say: Say, changes: BasisChanges | None, until: date | None, day: date
) -> Iterator[str]:
    """Why a decision is no longer in force on *day*: what changed since, that it has ended."""
    if changes is not None:
        yield changed(say, changes)
    if until is not None and until < day:
        yield say("decision.ended", day=until.isoformat())


def changed(say: Say, changes: BasisChanges) -> str:
    """What a decision rests on that is no longer so, in a few words."""
    items = changed_parts(say, changes)
    return say("decision.changed", items=items) if items else say("decision.changed_somehow")


def changed_parts(say: Say, changes: BasisChanges) -> str:
    """The parts that changed, in one line."""
    told = [(part, getattr(changes, part)) for part in type(changes).model_fields]
    return say("common.comma").join(_part(say, part, value) for part, value in told if value)


def _part(say: Say, part: str, value: bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return say(f"decision.part.{part}")
    ids = say("common.comma").join(map(clean, value[:_NAMED]))
    if len(value) > _NAMED:
        ids = say("decision.part.more", ids=ids)
    return say(f"decision.part.{part}", n=len(value), ids=ids)


def overdue(conditions: Iterable[DecisionCondition], on: date) -> list[DecisionCondition]:
    """The conditions not met whose last day lies before *on*, the longest past first."""
    past = [one for one in conditions if one.is_overdue(on)]
    return sorted(past, key=lambda one: one.due_on)
