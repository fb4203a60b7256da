"""Which letter a provider gets: the rules of `mail.yaml` over what is known of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dpcap.model.base import Text
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.expression import ExpressionError, expression
from dpcap.model.mail import TELLS, LetterKind, MailSettings
from dpcap.model.mail_facts import NO_DUE, MailFacts
from dpcap.model.profile import Profile

# A fact of this name may choose the letter (docs/mail.md).
_TRACK = "track"


class ChosenLetter(NamedTuple):
    """The letter chosen, or None; and why."""

    kind: LetterKind | None
    reason: Text


def facts_of(profile: Profile, standing: GatesAndDecision, today: date) -> MailFacts:
    """What the rules may ask about the provider of *profile* on the day *today*."""
    track = profile.provider.facts.get(_TRACK)
    proved = profile.overall.level.proved
    decision = standing.decision
    return MailFacts(
        decision=decision.decision if decision else None,
        role=profile.role.id,
        track=track.value if track and isinstance(track.value, str) else "",
        language=profile.provider.language,
        level=proved.id or "",
        graded=proved.graded,
        current=standing.is_in_force(today),
        overdue=float(len(decision.overdue(today))) if decision else 0.0,
        due_days=_due_days(decision, today),
        days=float((today - decision.on).days) if decision else 0.0,
        proved=profile.overall.proved or 0.0,
    )


def letter_for(mail: MailSettings, facts: MailFacts) -> ChosenLetter:
    """The letter of the first rule that holds over *facts*; None if no rule does.

    None as well where that rule's letter tells of another decision, or where a rule cannot be
    worked out: nobody gets a letter by accident.
    """
    for place, rule in enumerate(mail.letters, 1):
        try:
            holds = expression(rule.when).holds(facts.values)
        except (ExpressionError, ValueError):
            return ChosenLetter(None, _broken(place, rule.when))
        if not holds:
            continue
        told = TELLS.get(rule.template)
        if told is not None and told != facts.decision:
            return ChosenLetter(None, _another(place, rule.template, facts))
        return ChosenLetter(rule.template, _held(place, rule.when))
    return ChosenLetter(None, _none(len(mail.letters), facts))


def _due_days(decision: Decision | None, today: date) -> float:
    conditions = decision.conditions if decision else ()
    days = [(one.due_on - today).days for one in conditions if one.met_on is None]
    return float(min(days)) if days else NO_DUE


def _held(place: int, when: str) -> Text:
    return Text(zh=f"第 {place} 条成立：{when}", en=f"rule {place} holds: {when}")


def _broken(place: int, when: str) -> Text:
    return Text(zh=f"第 {place} 条算不出真假：{when}", en=f"rule {place} is undecided: {when}")


def _another(place: int, template: LetterKind, facts: MailFacts) -> Text:
    decided = facts.decision or "–"
    return Text(
        zh=f"第 {place} 条选了 {template}，而结论是 {decided}",
        en=f"rule {place} chose {template}, but the decision is {decided}",
    )


def _none(rules: int, facts: MailFacts) -> Text:
    if facts.decision is None:
        return Text(zh="尚无结论，没有一条成立", en="nothing is decided, and no rule holds")
    return Text(zh=f"{rules} 条都不成立", en=f"none of the {rules} rules holds")
