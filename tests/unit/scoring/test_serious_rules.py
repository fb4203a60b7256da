"""Serious consistency rules: they hold up the levels that ask, broken or open, and are told."""

from __future__ import annotations

from typing import Any

import pytest

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.explain import explain
from dpcap.report.formats import render
from dpcap.scoring.profile_check import check_profile
from dpcap.scoring.score import score

POINTS = {"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"}
OVER = {"id": "C-1", "conflict": "AAA_1_1 > AAA_1_2", "message": text("more than all there is")}


def ours(severity: str = "serious", allowed: int | None = 0, **more: Any) -> Framework:
    scale = number(POINTS, plausible=[0.0, 100.0])
    inside = [indicator(f"AAA-1.{n}", scale, not_applicable=["closed"]) for n in (1, 2)]
    requires = {} if allowed is None else {"serious": allowed}
    levels = [{"id": "L1", "from": 0, "title": text("L1")}]
    levels.append({"id": "L2", "from": 20, "title": text("L2"), "requires": requires})
    method = {"min_coverage": 0.0, "max_not_applicable": 1.0}
    rule = {**OVER, "severity": severity}
    parts = {"method": method, "levels": levels, "consistency": [rule], **more}
    return framework(area("AAA", [*inside, indicator("AAA-1.3")]), **parts)


ALL = {"AAA-1.1": 90.0, "AAA-1.2": 80.0, "AAA-1.3": True}
SOUND = {**ALL, "AAA-1.1": 70.0}


def levels(profile: Profile) -> tuple[str | None, str | None]:
    level = profile.overall.level
    return level.claimed.id, level.proved.id


@pytest.mark.parametrize(
    ("severity", "allowed", "level"),
    [("serious", 0, "L1"), ("note", 0, "L2"), ("serious", 1, "L2"), ("serious", None, "L2")],
)
def test_a_broken_serious_rule_holds_up_the_levels_that_ask(
    severity: str, allowed: int | None, level: str
) -> None:
    here = ours(severity, allowed)
    assert levels(score(here, assessment(ALL))) == (level, level)
    assert levels(score(here, assessment(SOUND))) == ("L2", "L2")


@pytest.mark.parametrize(
    ("second", "level"),
    [(None, "L1"), ({"unknown": True}, "L1"), ({"not_applicable": "closed"}, "L2")],
    ids=["missing", "unknown", "does not apply"],
)
def test_an_answer_that_is_asked_and_not_there_holds_up_the_same_levels(
    second: Any, level: str
) -> None:
    answers = {node: said for node, said in SOUND.items() if node != "AAA-1.2"}
    answers |= {} if second is None else {"AAA-1.2": second}
    assert levels(score(ours(), assessment(answers)))[1] == level


def test_a_question_that_is_not_asked_holds_up_nothing() -> None:
    scale = number(POINTS, plausible=[0.0, 100.0])
    inside = [indicator("AAA-1.1", scale), indicator("AAA-1.2", scale, when="AAA_1_3")]
    here = ours(areas=[area("AAA", [*inside, indicator("AAA-1.3")])])
    answers = {"AAA-1.1": 90.0, "AAA-1.3": False}
    assert levels(score(here, assessment(answers)))[1] == "L2"
    assert levels(score(here, assessment({"AAA-1.1": 90.0})))[1] == "L1"  # a blank hides nothing


def test_other_roles_are_held_to_the_rules_of_what_they_ask() -> None:
    roles = {role: {"title": text(role), "weights": {"aaa": 1.0}} for role in ("one", "two")}
    conflict = {**OVER, "severity": "serious", "conflict": "role == 'two' && AAA_1_1 > AAA_1_2"}
    profile = score(ours(roles=roles, consistency=[conflict]), assessment(ALL))
    assert [one.proved_level for one in profile.roles] == ["L2", "L1"]


def test_the_rule_stands_in_words_wherever_the_level_is_told() -> None:
    here = ours()
    for answers, found in ((ALL, "contradicts itself"), ({"AAA-1.1": 90.0}, "not answered")):
        profile = score(here, assessment(answers))
        assert profile.overall.level.proved.blocked[-1].nodes == ("C-1",)
        check_profile(profile, here, "profile.json")
        shown = [
            explain(profile, here, language="en"),
            *(
                render(profile, here, format=form, language="en", audience="reviewer")
                for form in ("md", "terminal", "html")
            ),
        ]
        for page in shown:
            words = " ".join(page.split())
            assert "more than all" in words
            assert found in words


def test_severity_counts_for_the_digest_only_where_a_level_asks() -> None:
    same = {ours(severity, None).scoring_digest for severity in ("note", "serious")}
    other = {ours(severity, 0).scoring_digest for severity in ("note", "serious")}
    assert (len(same), len(other)) == (1, 2)
