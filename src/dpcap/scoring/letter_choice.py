"""Which letter a provider gets: the rules of `mail.yaml` over what is known of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dpcap.model.base import Text
from dpcap.model.condition_words import condition_words
from dpcap.model.decision import Decision, DecisionKind, GatesAndDecision
from dpcap.model.expression import ExpressionError, expression
from dpcap.model.expression_names import ExpressionNames
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


def letter_for(mail: MailSettings, facts: MailFacts, names: ExpressionNames) -> ChosenLetter:
    """The letter of the first rule that holds over *facts*; None if no rule does.

    *names*: what the names in rules are called, for the reason.

    None as well where that rule's letter tells of another decision, or where a rule cannot be
    worked out: nobody gets a letter by accident.
    """
    for place, rule in enumerate(mail.letters, 1):
        words = condition_words(rule.when, names, rule.words)
        try:
            holds = expression(rule.when).holds(facts.values)
        except (ExpressionError, ValueError):
            return ChosenLetter(None, _broken(place, words))
        if not holds:
            continue
        told = TELLS.get(rule.template)
        if told is not None and told != facts.decision:
            return ChosenLetter(None, _another(place, told, facts, names))
        return ChosenLetter(rule.template, _held(place, words))
    return ChosenLetter(None, _none(len(mail.letters), facts))


def _due_days(decision: Decision | None, today: date) -> float:
    conditions = decision.conditions if decision else ()
    days = [(one.due_on - today).days for one in conditions if one.met_on is None]
    return float(min(days)) if days else NO_DUE


def _held(place: int, words: Text) -> Text:
    return Text(zh=f"第 {place} 条成立：{words.zh}", en=f"rule {place} holds: {words.en}")


def _broken(place: int, words: Text) -> Text:
    return Text(
        zh=f"第 {place} 条算不出真假：{words.zh}", en=f"rule {place} is undecided: {words.en}"
    )


def _another(place: int, told: DecisionKind, facts: MailFacts, names: ExpressionNames) -> Text:
    letter, decided = (names["decision"].values.get(one or "") for one in (told, facts.decision))
    zh = decided.zh if decided else "尚未作出"
    en = decided.en if decided else "not taken yet"
    return Text(
        zh=f"第 {place} 条选的信告知{letter.zh if letter else told}，而结论{zh}",
        en=f"rule {place} chose a letter that tells of {letter.en if letter else told}, "
        f"but the decision is {en}",
    )


def _none(rules: int, facts: MailFacts) -> Text:
    if facts.decision is None:
        return Text(zh="尚无结论，没有一条成立", en="nothing is decided, and no rule holds")
    return Text(zh=f"{rules} 条都不成立", en=f"none of the {rules} rules holds")
