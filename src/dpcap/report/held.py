"""How standing is worded, on every page alike: the words stand under `standing` in each book."""

from __future__ import annotations

from dpcap.model.base import Language
from dpcap.model.held_standing import HeldStanding
from dpcap.report.decided import Say
from dpcap.report.sanitize import clean


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
