"""The outlook against the long way round: score every day, refuse every piece."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number, text
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.case import make_case
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import full_profile

RUBRIC = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}
PEER = number({"by": "peer"})


def ours(*, days: tuple[int | None, ...] = (20, 45, 70, None)) -> Framework:
    def proof(n: int) -> dict[str, Any]:
        within = days[n % len(days)]
        return {"ask": text("show"), **({} if within is None else {"valid_days": within})}

    areas = [
        area(
            code,
            [indicator(f"{code}-1.{n}", RUBRIC, evidence=proof(n)) for n in range(4)],
            [indicator(f"{code}-2.0", PEER, per="shop", evidence=proof(k))],
        )
        for k, code in enumerate(("AAA", "BBB"))
    ]
    levels = [
        {"id": f"L{n}", "from": mark, "title": text(f"L{n}"), "requires": requires}
        for n, (mark, requires) in enumerate(
            [(0.0, {}), (45.0, {"min_area": 40.0}), (55.0, {"at_least": {"AAA-1.1": 60.0}})]
        )
    ]
    return framework(*areas, levels=levels)


def drawn(framework: Framework, seed: int) -> Assessment:
    draw = Random(seed)
    pieces = {
        f"e{n}": evidence(
            f"e{n}",
            draw.choice(["own_document", "screenshot", "export"]),
            captured_on=DAY - timedelta(days=draw.randint(0, 60)),
        )
        for n in range(5)
    }
    answers, rows = {}, {}
    for node, one in framework.by_id.items():
        if one.per == "shop":
            rows[node] = [
                {
                    "shop": f"s{n}",
                    "value": draw.uniform(0.8, 2.0),
                    "peer": 1.0,
                    "evidence": [f"e{n}"],
                }
                for n in (1, 2, 3)
            ]
        else:
            answers[node] = {
                "value": draw.randint(2, 5),
                "evidence": draw.sample(sorted(pieces), draw.randint(0, 2)),
            }
    return assessment(answers, shops=3, rows=rows, evidence=pieces)


def level(profile: Profile) -> str | None:
    return profile.overall.level.proved.id


def last_day(framework: Framework, given: Assessment) -> date | None:
    """Day by day until the level is another."""
    now = level(score(framework, given))
    for days in range(1, 200):
        later = DAY + timedelta(days=days)
        if level(score(framework, given, as_of=later)) != now:
            return later - timedelta(days=1)
    return None


def first_that_matters(framework: Framework, given: Assessment) -> str | None:
    """Piece by piece, in the order in which they are named."""
    named = [name for answer in given.answers.values() for name in answer.evidence]
    named += [name for rows in given.rows.values() for row in rows for name in row.evidence]
    for name in dict.fromkeys(named):
        gone = given.evidence[name].model_copy(update={"state": "absent"})
        without = given.model_copy(update={"evidence": given.evidence | {name: gone}})
        if level(score(framework, without)) != level(score(framework, given)):
            return name
    return None


@pytest.mark.parametrize("seed", range(12))
def test_the_outlook_equals_the_long_way_round(seed: int) -> None:
    framework = ours()
    given = drawn(framework, seed)
    profile = full_profile(make_case(framework, given))
    assert profile.valid_until == last_day(framework, given)
    assert profile.hinges_on == first_that_matters(framework, given)


def test_the_draws_hold_both_ends_and_hinges() -> None:
    framework = ours()
    profiles = [full_profile(make_case(framework, drawn(framework, seed))) for seed in range(12)]
    assert {profile.valid_until is None for profile in profiles} == {True, False}
    assert {profile.hinges_on is None for profile in profiles} == {True, False}


def test_proof_that_never_lapses_gives_no_end() -> None:
    framework = ours(days=(None,))
    assert full_profile(make_case(framework, drawn(framework, 1))).valid_until is None


def test_a_review_that_saw_the_answer_outlasts_its_proof() -> None:
    framework = ours(days=(30,))
    given = drawn(framework, 3)
    until = DAY + timedelta(days=90)
    ruled = {"ruling": "verified", "by": "r", "on": DAY, "reason": "seen", "until": until}
    review = Review.model_validate(
        {
            "schema": "dpcap/review/2",
            "provider": "p1",
            "indicators": {
                node: {**ruled, "framework": framework.edition, "saw": seen_answer(given, node)}
                for node in framework.by_id
            },
        }
    )
    profile = full_profile(make_case(framework, given, records=ManagerRecords(review=review)))
    assert (profile.valid_until, profile.hinges_on) == (until, None)
