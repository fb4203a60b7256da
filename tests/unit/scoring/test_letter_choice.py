"""Which letter a provider gets: the first rule that holds, and never one by accident."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from decided import rests_on
from dpcap.model.decision import Decision, DecisionKind
from dpcap.model.mail import LetterRule, MailSettings
from dpcap.model.mail_facts import NO_DUE, MailFacts
from dpcap.scoring.letter_choice import facts_of, letter_for
from letters import TODAY, decision, example, mail, standing


def ruled(*rules: tuple[str, str]) -> MailSettings:
    letters = tuple(LetterRule(template=kind, when=when) for kind, when in rules)  # type: ignore[arg-type]
    return mail().model_copy(update={"letters": letters})


@pytest.mark.parametrize(
    ("decided", "kind"),
    [
        ("admit", "admitted"),
        ("conditional", "conditional"),
        ("decline", "declined"),
        ("reassess", "reassess"),
    ],
)
def test_the_example_tells_each_decision(decided: DecisionKind, kind: str) -> None:
    choice = letter_for(mail(), MailFacts(decision=decided))
    assert choice.kind == kind
    assert "decision" in choice.reason.en


def test_the_first_rule_that_holds_counts() -> None:
    facts = MailFacts(decision="conditional", days=20.0, due_days=3.0)
    assert letter_for(mail(), facts).kind == "reminder"
    assert letter_for(mail(), facts.model_copy(update={"due_days": 8.0})).kind == "conditional"


def test_without_a_decision_there_is_no_letter() -> None:
    kind, reason = letter_for(mail(), MailFacts())
    assert kind is None
    assert (reason.zh, reason.en) == (
        "尚无结论，没有一条成立",
        "nothing is decided, and no rule holds",
    )


def test_no_rule_no_letter() -> None:
    kind, reason = letter_for(ruled(("reminder", "overdue > 0.0")), MailFacts(decision="admit"))
    assert kind is None
    assert reason.en == "none of the 1 rules holds"


@pytest.mark.parametrize("when", ["level", "days / 0 > 1.0", "no such", "nobody == 1"])
def test_a_rule_that_cannot_be_worked_out_stops(when: str) -> None:
    choice = letter_for(
        ruled(("admitted", when), ("reminder", "true")), MailFacts(decision="admit")
    )
    assert choice.kind is None
    assert choice.reason.en == f"rule 1 is undecided: {when}"


def test_a_letter_that_tells_of_another_decision_is_not_sent() -> None:
    choice = letter_for(ruled(("admitted", "true")), MailFacts(decision="decline"))
    assert choice.kind is None
    assert choice.reason.en == "rule 1 chose admitted, but the decision is decline"


def test_what_is_known_of_a_provider() -> None:
    profile = example("qiushi-live")
    decided = decision(profile, "reminder", "zh")
    facts = facts_of(profile, standing(profile, decided), TODAY)
    assert facts == MailFacts(
        decision="conditional",
        role="brand_live",
        track=str(profile.provider.facts["track"].value),
        language="zh",
        level="L3",
        graded=True,
        current=True,
        overdue=1.0,
        due_days=-1.0,
        days=22.0,
        proved=profile.overall.proved,
    )


def test_met_conditions_are_not_due_and_another_profile_is_not_current() -> None:
    profile = example("qiushi-live")
    decided = decision(profile, "reminder", "zh")
    met = tuple(one.model_copy(update={"met_on": TODAY}) for one in decided.conditions)
    other = {**decided.model_dump(), "conditions": met, **rests_on()}
    later = TODAY + timedelta(400)
    facts = facts_of(profile, standing(profile, Decision.model_validate(other)), later)
    assert (facts.due_days, facts.overdue, facts.current) == (NO_DUE, 0.0, False)


def test_a_decision_that_has_ended_is_not_current() -> None:
    profile = example("qiushi-live")
    decided = decision(profile, "reminder", "zh").model_copy(update={"until": TODAY})
    stands = standing(profile, decided)
    assert facts_of(profile, stands, TODAY).current
    assert not facts_of(profile, stands, TODAY + timedelta(1)).current


def test_nothing_decided_nothing_known() -> None:
    profile = example("xinya")
    facts = facts_of(profile, standing(profile, None), date(2026, 12, 1))
    assert facts.values["decision"] == ""
    assert (facts.level, facts.graded, facts.days, facts.due_days) == ("", False, 0.0, NO_DUE)
