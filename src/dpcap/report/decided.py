"""How a decision is worded, on every page alike: the words stand under `decision` in each book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dpcap.model.decision import Condition, DecisionKind
from dpcap.report.clean import own

# Our words under a key, with fields put in.
Say = Callable[..., str]


def kind_words(say: Say, kind: DecisionKind) -> str:
    """What was decided, in a word."""
    return say(f"decision.{kind}")


def made(say: Say, kind: DecisionKind, on: date, by: str | None) -> str:
    """What was decided, when, and by whom if that may be known."""
    fields = {"kind": kind_words(say, kind), "on": on.isoformat()}
    return say("decision.by", by=own(by), **fields) if by else say("decision.on", **fields)


def conditions_words(say: Say, conditions: Sequence[Condition]) -> str | None:
    """How many conditions are open, and the first day on which one falls due; None without any."""
    if not conditions:
        return None
    days = [one.due_on for one in conditions if one.met_on is None]
    if not days:
        return say("decision.met", n=len(conditions))
    return say("decision.open", n=len(days), day=min(days).isoformat())


def overdue(conditions: Iterable[Condition], on: date) -> list[Condition]:
    """The conditions not met whose last day lies before *on*, the longest past first."""
    past = [one for one in conditions if one.is_overdue(on)]
    return sorted(past, key=lambda one: one.due_on)
