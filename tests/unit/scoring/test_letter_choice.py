"""Which letter a provider gets: the first rule that holds, and never one by accident."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from decided import rests_on
from dpcap.model.base import LANGUAGES
from dpcap.model.decision import Decision, DecisionKind
from dpcap.model.expression_names import mail_names
from dpcap.model.mail import LetterRule, MailSettings
from dpcap.model.mail_facts import NO_DUE, MailFacts
from dpcap.scoring.letter_choice import ChosenLetter, facts_of, letter_for
from letters import TODAY, decision, example, mail, standing
from profiles import shipped


def chosen(letters: MailSettings, facts: MailFacts) -> ChosenLetter:
    return letter_for(letters, facts, mail_names(shipped(), shipped().verdicts))


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
    choice = chosen(mail(), MailFacts(decision=decided))
    assert choice.kind == kind
    title = getattr(shipped().verdicts, decided).title
    assert choice.reason.en.endswith(f"the decision is “{title.en}”")
    assert choice.reason.zh.endswith(f"结论是“{title.zh}”")


def test_the_first_rule_that_holds_counts() -> None:
    facts = MailFacts(decision="conditional", days=20.0, due_days=3.0)
    assert chosen(mail(), facts).kind == "reminder"
    assert chosen(mail(), facts.model_copy(update={"due_days": 8.0})).kind == "conditional"


def test_without_a_decision_there_is_no_letter() -> None:
    kind, reason = chosen(mail(), MailFacts())
    assert kind is None
    assert (reason.zh, reason.en) == (
        "尚无结论，没有一条成立",
        "nothing is decided, and no rule holds",
    )


def test_no_rule_no_letter() -> None:
    kind, reason = chosen(ruled(("reminder", "overdue > 0.0")), MailFacts(decision="admit"))
    assert kind is None
    assert reason.en == "none of the 1 rules holds"


@pytest.mark.parametrize("when", ["level", "days / 0 > 1.0", "no such", "nobody == 1"])
def test_a_rule_that_cannot_be_worked_out_stops(when: str) -> None:
    choice = chosen(ruled(("admitted", when), ("reminder", "true")), MailFacts(decision="admit"))
    assert choice.kind is None
    assert choice.reason.en.startswith("rule 1 is undecided: ")


def test_a_letter_that_tells_of_another_decision_is_not_sent() -> None:
    choice = chosen(ruled(("admitted", "true")), MailFacts(decision="decline"))
    assert choice.kind is None
    titles = [getattr(shipped().verdicts, one).title for one in ("admit", "decline")]
    for language in LANGUAGES:
        said = choice.reason.say(language)
        assert [said.count(f"“{one.say(language)}”") for one in titles] == [1, 1]


def test_a_rule_that_cannot_be_said_has_the_words_of_its_author() -> None:
    rule = {"template": "reminder", "when": "graded ? days > 1.0 : true"}
    own = {"zh": "评级满一天的", "en": "graded for a day"}
    made = mail().model_validate(
        {**mail().model_dump(by_alias=True), "letters": [{**rule, "words": own}]}
    )
    assert chosen(made, MailFacts()).reason.zh == "第 1 条成立：评级满一天的"
    bare = mail().model_validate({**mail().model_dump(by_alias=True), "letters": [rule]})
    said = chosen(bare, MailFacts()).reason
    assert said.zh == "第 1 条成立：由“答得够多，可以定级”、作出结论后的天数决定"
    assert "?" not in said.en


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
