"""A change read at a glance: small frameworks, one thing moved at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number
from dpcap.model.change import Change
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import Review
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.score import profile_of

RUBRIC = {"kind": "rubric", "levels": [{"zh": f"级{n}", "en": f"rung {n}"} for n in range(5)]}
PEER = number({"by": "peer"})
PROVED: dict[str, Any] = {"evidence": {"ask": {"zh": "看", "en": "show"}, "valid_days": 90}}
LATER = DAY + timedelta(days=60)


def compared(before: Case, after: Case) -> Change:
    return change(profile_of(before), "0" * 64, after, profile_of(after))


def parts(made: Change, node: str | None = None) -> tuple[float, ...]:
    split = made.areas[node] if node else made.overall
    return tuple(
        round(part, 9)
        for part in (split.ruler, split.provider, split.peers, split.answers, split.proof)
    )


def case(of: Framework, answers: dict[str, Any] | None = None, **more: Any) -> Case:
    made = assessment(answers, **more)
    return Case(of, made, made.assessed_on, "one")


ONE = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, **PROVED)]))


def test_a_new_answer_counts_with_proof_taken_since() -> None:
    before = case(ONE, {"AAA-1.1": 1})
    after = case(
        ONE,
        {"AAA-1.1": {"value": 3, "evidence": ["e1"]}},
        evidence={"e1": evidence("e1", captured_on=LATER)},
        assessed_on=LATER,
    )
    assert parts(compared(before, after)) == (0, 0, 0, 50, 0)


def test_a_changed_answer_with_an_old_piece_loses_it_to_the_day() -> None:
    """The piece was there before: that it lapsed meanwhile is no part of the answer."""
    piece = {"e1": evidence("e1")}
    answer = {"value": 2, "evidence": ["e1"]}
    before = case(ONE, {"AAA-1.1": answer}, evidence=piece)
    later = DAY + timedelta(days=91)
    after = case(ONE, {"AAA-1.1": answer | {"value": 4}}, evidence=piece, assessed_on=later)
    assert parts(compared(before, after)) == (0, 0, 0, 50, -60)


def test_a_piece_renewed_under_its_old_name_serves_only_the_changed_answer_at_first() -> None:
    two = framework(area("AAA", [indicator(f"AAA-1.{n}", RUBRIC, **PROVED) for n in (1, 2)]))
    answers = {node: {"value": 4, "evidence": ["e1"]} for node in ("AAA-1.1", "AAA-1.2")}
    before = case(two, answers, evidence={"e1": evidence("e1", "screenshot")})
    after = case(
        two,
        answers | {"AAA-1.1": {"value": 2, "evidence": ["e1"]}},
        evidence={"e1": evidence("e1", captured_on=LATER)},
        assessed_on=LATER,
    )
    # 80 and 80; the first falls to 50; then the new export lifts the second to 100.
    assert parts(compared(before, after)) == (0, 0, 0, -15, 10)


def test_a_ruling_on_new_proof_is_the_reviews() -> None:
    saw = {"sha256": "1" * 64, "kind": "export"}
    refused = {"ruling": "refused", "by": "r", "on": DAY, "reason": "not theirs", "saw": saw}
    review = Review.model_validate(
        {"schema": "dpcap/review/2", "provider": "p1", "evidence": {"e1": refused}}
    )
    before = case(ONE, {"AAA-1.1": 2})
    answers = {"AAA-1.1": {"value": 4, "evidence": ["e1"]}}
    given = case(ONE, answers, evidence={"e1": evidence("e1", sha256="1" * 64)})
    after = replace(given, records=ManagerRecords(review=review))
    assert parts(compared(before, after)) == (0, 0, 0, 60, -60)


def test_the_market_moves_before_the_provider_does() -> None:
    of = framework(area("AAA", [indicator("AAA-1.1", PEER)]))
    before = case(of, {"AAA-1.1": {"value": 10.0, "peer": 10.0}})
    after = case(of, {"AAA-1.1": {"value": 20.0, "peer": 20.0}})
    # level with peers: 60; at half of theirs: 0; level again: 60.
    assert parts(compared(before, after)) == (0, 0, -60, 60, 0)


def test_a_peer_figure_that_was_lacking_completes_the_answer() -> None:
    of = framework(area("AAA", [indicator("AAA-1.1", PEER)]))
    before = case(of, {"AAA-1.1": {"value": 10.0}})
    after = case(of, {"AAA-1.1": {"value": 10.0, "peer": 10.0}})
    made = compared(before, after)
    assert parts(made) == (0, 0, 0, 60, 0)
    assert [(one.state_before, one.state_after) for one in made.answers] == [
        ("missing", "answered")
    ]


@pytest.mark.parametrize(
    "scale",
    [
        {"kind": "rubric", "levels": RUBRIC["levels"][:3]},
        {"kind": "boolean"},
        {"kind": "choice", "options": [{"id": i, "zh": i, "en": i, "score": 9.0} for i in "ab"]},
        {"kind": "checklist", "options": [{"id": i, "zh": i, "en": i} for i in "ab"]},
        number({"by": "goalposts", "worst": 50.0, "best": 90.0, "anchor": "illustrative"}),
    ],
    ids=lambda scale: str(scale["kind"]),
)
def test_an_answer_that_does_not_fit_is_lost_to_the_ruler(scale: dict[str, Any]) -> None:
    old = framework(area("AAA", [indicator("AAA-1.1", RUBRIC)]))
    new = framework(area("AAA", [indicator("AAA-1.1", scale)]))
    made = compared(case(old, {"AAA-1.1": 3}), case(new, {}))
    assert parts(made) == (-75, 0, 0, 0, 0)
    assert made.overall.before == 75


def test_an_option_that_is_gone_and_one_that_is_not() -> None:
    def of(*ids: str) -> Framework:
        options = [{"id": i, "zh": i, "en": i, "score": 50.0} for i in ids]
        return framework(
            area("AAA", [indicator("AAA-1.1", {"kind": "choice", "options": options})])
        )

    kept = compared(case(of("a", "b"), {"AAA-1.1": "a"}), case(of("a", "c"), {"AAA-1.1": "a"}))
    gone = compared(case(of("a", "b"), {"AAA-1.1": "b"}), case(of("a", "c"), {"AAA-1.1": "c"}))
    assert parts(kept) == (0, 0, 0, 0, 0)
    assert parts(gone) == (-50, 0, 0, 50, 0)


def test_areas_that_come_and_go() -> None:
    first, second = area("AAA", [indicator("AAA-1.1")]), area("BBB", [indicator("BBB-1.1")])
    made = compared(
        case(framework(first), {"AAA-1.1": True}), case(framework(second), {"BBB-1.1": True})
    )
    assert [*made.areas] == ["bbb", "aaa"]
    assert parts(made) == (-100, 0, 0, 100, 0)
    assert parts(made, "aaa") == (-100, 0, 0, 0, 0)
    assert (made.areas["aaa"].after, made.areas["bbb"].before) == (None, None)
    assert [(one.node, one.state_before) for one in made.answers] == [("BBB-1.1", "not_asked")]


def test_a_role_that_is_gone_gives_way_to_the_new_one() -> None:
    def of(role: str) -> Framework:
        roles = {role: {"title": {"zh": "角", "en": role}, "weights": {"aaa": 1.0}}}
        return framework(area("AAA", [indicator("AAA-1.1")]), roles=roles)

    before, after = (
        make_case(of(role), assessment({"AAA-1.1": True}, provider={"role": role}))
        for role in ("one", "two")
    )
    made = compared(before, after)
    assert parts(made) == (0, 0, 0, 0, 0)
    assert made.before_role == "one"


def shops(values: dict[str, float], bound: int, **more: Any) -> Case:
    of = framework(area("AAA", [indicator("AAA-1.1", PEER, per="shop")]))
    rows = [{"shop": shop, "value": value, "peer": 10.0} for shop, value in values.items()]
    return case(of, shops=bound, rows={"AAA-1.1": rows}, **more)


def test_a_shop_comes_with_its_row() -> None:
    before = shops({"s1": 10.0, "s2": 10.0, "s3": 10.0}, 3)
    after = shops({"s1": 10.0, "s2": 10.0, "s3": 10.0, "s4": 16.0}, 4)
    assert parts(compared(before, after)) == (0, 0, 0, 0, 0)
    worse = shops({"s1": 10.0, "s2": 5.0, "s3": 5.0}, 3)
    assert parts(compared(before, worse)) == (0, 0, 0, -60, 0)
