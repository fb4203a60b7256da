"""The role table: what each role asks, what counts there, and which role is the kindest."""

from __future__ import annotations

from typing import Any

from builders import DAY, area, assessment, framework, indicator, number, text
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile, RoleScore
from dpcap.model.review import Review
from dpcap.scoring.score import score

RUBRIC = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}


def roles(**weights: dict[str, float]) -> dict[str, Any]:
    return {name: {"title": text(name), "weights": each} for name, each in weights.items()}


def two_areas(**more: Any) -> Framework:
    """AAA and BBB: in each one question of the core set, and one that only a full set asks."""
    return framework(
        *(
            area(
                code,
                [indicator(f"{code}-1.1", RUBRIC), indicator(f"{code}-1.2", RUBRIC, core=False)],
            )
            for code in ("AAA", "BBB")
        ),
        **{"roles": roles(one={"aaa": 90, "bbb": 10}, two={"aaa": 10, "bbb": 90}), **more},
    )


def in_role(profile: Profile, role: str) -> RoleScore:
    return next(one for one in profile.roles if one.id == role)


def test_what_only_another_role_asks_counts_as_missing_there() -> None:
    given = assessment({"AAA-1.1": 5, "AAA-1.2": 5, "BBB-1.1": 5})
    other = in_role(score(two_areas(), given), "two")
    assert (other.overall.proved, other.ceiling.proved) == (0.1 * 100 + 0.9 * 50, 100.0)
    assert (other.coverage, other.graded, other.proved_level) == (0.55, False, None)


def test_what_only_the_own_role_asks_does_not_count_in_another() -> None:
    given = assessment({"AAA-1.1": 5, "AAA-1.2": 0, "BBB-1.1": 5, "BBB-1.2": 4})
    assert in_role(score(two_areas(), given), "two").overall.proved == 0.1 * 100 + 0.9 * 90


def test_an_answer_that_the_own_role_does_not_ask_for_counts_where_it_is_asked() -> None:
    given = assessment({"AAA-1.1": 0, "BBB-1.1": 5, "BBB-1.2": 5})
    assert in_role(score(two_areas(), given), "two").overall.proved == 90.0


def test_a_question_asked_of_some_roles_counts_in_those_alone() -> None:
    inside = [indicator("AAA-1.1", RUBRIC), indicator("AAA-1.2", RUBRIC, when="role == 'two'")]
    ours = framework(
        area("AAA", [*inside, indicator("AAA-1.3", when="AAA_1_2 > 3.0")]),
        roles=roles(one={"aaa": 1}, two={"aaa": 1}),
    )
    profile = score(ours, assessment({"AAA-1.1": 5, "AAA-1.2": 4}))
    assert in_role(profile, "one").overall.proved == 100.0
    assert in_role(profile, "two").overall.proved == (100 + 80 + 0) / 3


def flatters(ours: Framework, given: Assessment, **more: Any) -> bool:
    return score(ours, given, **more).role.flatters


def test_the_role_with_the_highest_score_flatters() -> None:
    given = assessment({"AAA-1.1": 5, "AAA-1.2": 5, "BBB-1.1": 4, "BBB-1.2": 4})
    assert flatters(two_areas(), given)
    assert not flatters(two_areas(), given, role="two")


def test_roles_that_give_the_same_do_not_flatter() -> None:
    given = assessment(dict.fromkeys(two_areas().by_id, 4))
    assert not flatters(two_areas(), given)


def test_the_role_with_the_highest_level_flatters_though_another_scores_more() -> None:
    """Role one has no part in BBB, whose critical question bars the level in role two."""
    ours = framework(
        area("AAA", [indicator("AAA-1.1", RUBRIC)]),
        area(
            "BBB",
            [indicator("BBB-1.1", RUBRIC, critical=True), indicator("BBB-1.2", RUBRIC)],
        ),
        roles=roles(one={"aaa": 100}, two={"aaa": 90, "bbb": 10}),
        levels=[
            {"id": "L1", "from": 0, "title": text("L1")},
            {"id": "L2", "from": 50, "title": text("L2"), "requires": {"critical": True}},
        ],
    )
    profile = score(ours, assessment({"AAA-1.1": 3, "BBB-1.1": 2, "BBB-1.2": 5}))
    one, two = in_role(profile, "one"), in_role(profile, "two")
    assert (one.overall.proved, one.proved_level) == (60.0, "L2")
    assert (two.overall.proved, two.proved_level) == (61.0, "L1")
    assert profile.role.flatters


def test_a_role_that_a_review_confirmed_does_not_flatter() -> None:
    given = assessment({"AAA-1.1": 5, "AAA-1.2": 5, "BBB-1.1": 4, "BBB-1.2": 4})
    ruled = {"id": "one", "by": "r", "on": DAY, "reason": "contracts"}
    review = Review.model_validate({"schema": "dpcap/review/2", "provider": "p1", "role": ruled})
    assert not flatters(two_areas(), given, records=ManagerRecords(review=review))


def test_the_only_role_there_is_does_not_flatter() -> None:
    ours = two_areas(roles=roles(one={"aaa": 1, "bbb": 1}))
    assert not flatters(ours, assessment({"AAA-1.1": 5}))


def test_leaving_open_what_only_another_role_asks_hides_nothing() -> None:
    full = {"AAA-1.1": 5, "AAA-1.2": 5, "BBB-1.1": 4, "BBB-1.2": 4}
    for node in ("BBB-1.1", "BBB-1.2"):
        left = {other: value for other, value in full.items() if other != node}
        assert flatters(two_areas(), assessment(left))


def test_a_question_that_is_open_here_may_be_asked_in_one_role_and_not_in_the_other() -> None:
    """Half the rows lack: only in role two is it asked whatever they say; three asks none."""
    scale = number(
        {"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"},
        plausible=[0.0, 100.0],
    )
    asked = "AAA_1_1 > 60.0 || role == 'two'"
    ours = framework(
        area("AAA", [indicator("AAA-1.1", scale, per="shop", core=False)]),
        area("BBB", [indicator("BBB-1.1", RUBRIC, when=asked), indicator("BBB-1.2", RUBRIC)]),
        roles=roles(
            one={"aaa": 50, "bbb": 50}, two={"aaa": 50, "bbb": 50}, three={"aaa": 5, "bbb": 95}
        ),
    )
    answers = {"BBB-1.1": 4, "BBB-1.2": 2}
    given = assessment(answers, shops=2, rows={"AAA-1.1": [{"shop": "s1", "value": 95.0}]})
    profile = score(ours, given)
    assert {role.id: role.overall.claimed for role in profile.roles} == {
        "one": (47.5 + 20) / 2,
        "two": (47.5 + 60) / 2,
        "three": 40.0,
    }
    for role in profile.roles:
        assert role.overall.claimed == score(ours, given, role=role.id).overall.claimed
