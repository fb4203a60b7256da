"""How decisions and standing are worded, on every page alike.

The words stand under `decision` and `standing` in each book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from dpcap.model.base import Language
from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.held_standing import HeldStanding
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


def label_words(say: Say, held: HeldStanding) -> str:
    """What a provider is: invited, admitted, certified to a quarter, ended when and how."""
    day = str(held.since or "")
    match held.label:
        case "none":
            return say("standing.none")
        case "certified":
            if held.certified_to is None:
                return say("standing.certified_bare", day=day)
            return say("standing.certified", period=held.certified_to)
        case "ended":
            if held.ended is None:
                return say("standing.ended", day=day)
            return say("standing.ended_by", day=day, ending=say(f"standing.{held.ended}"))
        case _:
            return say(f"standing.{held.label}", day=day)


def certification_words(say: Say, held: HeldStanding) -> str:
    """What a provider is; of who has ended, when it may return, as far as that may be known."""
    said = label_words(say, held)
    if held.ended is None:
        return said
    if held.never_returns:
        return say("standing.returns_never", said=said)
    if held.returns_on is None or (held.since and held.returns_on <= held.since):
        return say("standing.returns_now", said=said)
    return say("standing.returns_on", said=said, day=str(held.returns_on))


def tier_title(say: Say, held: HeldStanding, language: Language) -> str:
    """The tier that a provider holds."""
    if not held.has_tier:
        return say("standing.no_tier")
    return clean(held.tier_title.say(language) if held.tier_title else held.tier)


def tier_words(say: Say, held: HeldStanding, language: Language) -> str:
    """The tier, since when, and whether it is watched or stopped."""
    said = tier_title(say, held, language)
    if held.has_tier and held.tier_since:
        said = say("standing.tier_since", tier=said, day=str(held.tier_since))
    if held.watch:
        said = say("standing.watch", said=said)
    return say("standing.stopped", said=said) if held.stopped else said


def says_tier(held: HeldStanding) -> bool:
    """Whether anything is to be said of a tier: who is not in the programme needs none."""
    return held.has_tier or held.stopped or held.label in ("admitted", "certified")
