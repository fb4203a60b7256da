"""Moves: what each gains, worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number, text
from dpcap.model.assessment import Assessment, NpsCounts
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.period import Period
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.apply_move import apply_move
from dpcap.scoring.case import make_case
from dpcap.scoring.improvements import list_moves, moves_of
from dpcap.scoring.score import score

ASK = {"ask": text("show")}
UNKNOWN = {"unknown": True}
RUBRIC = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}


def test_better_proof_alone_takes_the_next_cap() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK)]))
    given = assessment(
        {"AAA-1.1": {"value": 5, "evidence": ["a"]}}, evidence={"a": evidence("a", "own_document")}
    )
    (move,) = list_moves(ours, given)
    assert (move.kind, move.step, move.proof) == ("better_proof", 5, "screenshot")
    assert (move.gain, move.claimed_gain, move.effort) == (20.0, 0.0, "S")


def test_new_work_comes_with_the_lightest_proof_that_carries_it() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK, effort="L")]))
    (move,) = list_moves(ours, assessment({"AAA-1.1": 2}))
    assert (move.kind, move.step, move.proof, move.effort) == ("new_work", 3, "own_document", "L")
    assert (move.gain, move.claimed_gain) == (20.0, 20.0)


def test_moves_are_ranked_and_those_that_gain_nothing_left_out() -> None:
    one = [
        indicator("AAA-1.1", RUBRIC, weight=1.0),
        indicator("AAA-1.2", RUBRIC, weight=3.0),
        indicator("AAA-1.3", RUBRIC, weight=0.0),
    ]
    moves = list_moves(
        framework(area("AAA", one)), assessment({f"AAA-1.{n}": 2 for n in (1, 2, 3)})
    )
    assert [move.node for move in moves] == ["AAA-1.2", "AAA-1.1"]
    assert [move.gain for move in moves] == pytest.approx([15.0, 5.0])


def test_what_hangs_on_the_answer_comes_in_with_it() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", RUBRIC, when="AAA_1_1")])
    )
    given = assessment({"AAA-1.1": False, "AAA-1.2": 0})
    before, after = score(ours, given), score(ours, assessment({"AAA-1.1": True, "AAA-1.2": 0}))
    (move,) = list_moves(ours, given)
    assert move.node == "AAA-1.1"
    assert before.overall.proved is not None
    assert after.overall.proved is not None
    assert move.gain == after.overall.proved - before.overall.proved == 50.0


@pytest.mark.parametrize("how", ["mean", "geometric", "harmonic", "min", {"power": 2.5}])
def test_a_gain_is_what_scoring_again_finds(how: object) -> None:
    """The figure for figure of the short way up equals the long way."""
    ours = framework(
        area("AAA", [indicator("AAA-1.1", RUBRIC), indicator("AAA-1.2", RUBRIC)]),
        area("BBB", [indicator("BBB-1.1", RUBRIC)], [indicator("BBB-2.1", RUBRIC, weight=2.0)]),
        method={"aggregation": dict.fromkeys(("dimension", "area", "overall"), how)},
    )
    answers = {"AAA-1.1": 1, "AAA-1.2": 3, "BBB-1.1": 2, "BBB-2.1": 4}
    before = score(ours, assessment(answers)).overall.proved
    for move in list_moves(ours, assessment(answers)):
        after = score(ours, assessment({**answers, move.node: move.step})).overall.proved
        assert before is not None
        assert after is not None
        assert move.gain == after - before


def test_a_step_of_shops_lifts_those_below_it() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", number({"by": "peer"}), per="shop")]))
    rows = [{"shop": f"s{n}", "value": v, "peer": 1.0} for n, v in enumerate((0.8, 1.0, 1.25), 1)]
    (move,) = list_moves(ours, assessment(shops=3, rows={"AAA-1.1": rows}))
    assert (move.kind, move.step, move.gain) == ("new_work", None, 20.0)


POINTS = {"by": "points", "points": [[50, 0], [70, 40], [70, 60], [97, 100]]}
STEPPED = number({**POINTS, "anchor": "illustrative"})


def test_a_step_in_points_gains_what_its_better_side_scores() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", STEPPED)]))
    (move,) = list_moves(ours, assessment({"AAA-1.1": 69.99}))
    assert (move.step, move.gain) == (70.0, pytest.approx(60 - 39.98))


def ruled(given: Assessment, ours: Framework, ruling: str) -> ManagerRecords:
    """What the manager holds after a *ruling* on AAA-1.1 as it is *given*."""
    seen = {"by": "r", "on": DAY, "reason": "seen", "framework": ours.edition}
    seen |= {"ruling": ruling, "saw": seen_answer(given, "AAA-1.1")}
    made = {"schema": "dpcap/review/2", "provider": "p1", "indicators": {"AAA-1.1": seen}}
    return ManagerRecords(review=Review.model_validate(made))


def test_where_the_reviewer_refused_the_answer_no_better_proof_of_it_is_promised() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK)]))
    given = assessment({"AAA-1.1": 3})
    assert {move.kind for move in list_moves(ours, given)} == {"new_work", "better_proof"}
    (move,) = list_moves(ours, given, records=ruled(given, ours, "refused"))
    assert (move.kind, move.step, move.gain) == ("new_work", 4, 40.0)


def test_another_answer_is_not_promised_what_a_reviewer_verified_of_this_one() -> None:
    asked = indicator("AAA-1.1", RUBRIC, evidence={**ASK, "kinds": ["own_document"]})
    ours = framework(area("AAA", [asked]))
    given = assessment({"AAA-1.1": 4})
    assert {move.kind: move.gain for move in list_moves(ours, given)} == {
        "new_work": 20.0,  # from 40 to 60: own documents carry no more, and nothing else is taken
        "better_proof": 20.0,
    }
    assert list_moves(ours, given, records=ruled(given, ours, "verified")) == ()


def peers(**by_shop: float) -> list[dict[str, Any]]:
    return [{"shop": shop, "value": value, "peer": 1.0} for shop, value in by_shop.items()]


def test_shops_claim_their_new_median_and_not_the_step() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1", number({"by": "peer"}), per="shop")]),
        method={"few_shops": 0},
    )
    given = assessment(shops=2, rows={"AAA-1.1": peers(s1=0.5, s2=1.6)})
    (move,) = list_moves(ours, given)  # the median is 50: the next step is level with peers, 60
    assert move.ratio == 1.0
    assert move.claimed_gain == pytest.approx((60 + 100) / 2 - 50)
    # Nobody vouches for either shop: what they prove is the lower one.
    assert move.gain == pytest.approx(60)


def test_a_shop_without_a_row_gets_one_at_the_step() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", number({"by": "peer"}), per="shop")]))
    case = make_case(ours, assessment(shops=3, rows={"AAA-1.1": peers(s1=1.0)}))
    (move,) = moves_of(case)
    rows = {row.shop: row.value for row in apply_move(case, move).assessment.rows["AAA-1.1"]}
    assert (move.step, move.ratio, move.gain) == (None, 0.8, 40.0)
    assert rows == {"s1": 1.0, "s2": 0.8, "s3": 0.8}


def test_shops_said_unknown_all_at_once_get_rows() -> None:
    asked = indicator("AAA-1.1", STEPPED, per="shop")
    case = make_case(framework(area("AAA", [asked])), assessment({"AAA-1.1": UNKNOWN}, shops=3))
    (move,) = moves_of(case)
    assert (move.step, move.gain) == (70.0, 60.0)
    after = apply_move(case, move).assessment
    assert "AAA-1.1" not in after.answers
    assert [row.value for row in after.rows["AAA-1.1"]] == [70.0] * 3


def test_shops_get_the_lightest_proof_that_moves_their_median() -> None:
    asked = indicator("AAA-1.1", STEPPED, per="shop", evidence=ASK)
    ours = framework(area("AAA", [asked]))
    pieces = {"a": evidence("a", "own_document"), "b": evidence("b", "screenshot")}
    rows = [{"shop": f"s{n}", "value": 97.0, "evidence": [name]} for n, name in enumerate("abb", 1)]
    (move,) = list_moves(ours, assessment(shops=3, rows={"AAA-1.1": rows}, evidence=pieces))
    assert (move.kind, move.proof, move.gain) == ("better_proof", "export", 20.0)


def test_no_move_without_a_shop_to_do_it_in() -> None:
    asked = indicator("AAA-1.1", STEPPED, per="shop")
    assert list_moves(framework(area("AAA", [asked])), assessment()) == ()


def test_without_a_peer_figure_a_ratio_is_promised_unless_questions_hang_on_the_value() -> None:
    kpi = indicator("AAA-1.1", number({"by": "peer"}, plausible=[0.0, 0.5]))
    alone, hung_on = (
        framework(area("AAA", [kpi, indicator("AAA-1.2", when=when)]))
        for when in (None, "AAA_1_1 > 0.1")
    )
    given = assessment({"AAA-1.2": True})
    (move,) = list_moves(alone, given)
    assert (move.node, move.step, move.ratio, move.gain) == ("AAA-1.1", None, 0.8, 20.0)
    assert list_moves(hung_on, given) == ()


def test_a_question_that_the_step_opens_is_counted() -> None:
    inside = [
        indicator("AAA-1.1", RUBRIC),
        indicator("AAA-1.2", RUBRIC, weight=9.0, when="AAA_1_1 >= 3.0"),
    ]
    given = assessment({"AAA-1.1": 2})
    assert list_moves(framework(area("AAA", inside)), given) == ()  # 40 would become 60 ÷ 10


def test_a_figure_is_measured_anew_in_the_last_period() -> None:
    fields = {"period": "any", "basis": ["paid", "net"]}
    ours = framework(
        area("AAA", [indicator("AAA-1.1", {**STEPPED, "envelope": fields}, evidence=ASK)]),
        envelope={field: {"title": text(field)} for field in fields},
    )
    case = make_case(ours, assessment({"AAA-1.1": {"value": 60, "envelope": {"basis": "net"}}}))
    (move,) = moves_of(case)
    after = apply_move(case, move).assessment
    answer = after.answers["AAA-1.1"]
    assert answer.envelope == {"period": "2026-10", "basis": "net"}
    assert (answer.value, [after.evidence[e].kind for e in answer.evidence]) == (70, [move.proof])


def test_an_nps_is_reached_by_replies_enough_to_count() -> None:
    scale = {k: v for k, v in number({}).items() if k not in ("direction", "score")}
    scale |= {"kind": "nps", "points": [[-100, 0], [12.5, 60], [60, 100]], "anchor": "illustrative"}
    case = make_case(framework(area("AAA", [indicator("AAA-1.1", scale)])), assessment())
    (move,) = moves_of(case)
    assert (move.step, move.gain) == (12.5, 60.0)
    value = apply_move(case, move).assessment.answers["AAA-1.1"].value
    assert value == NpsCounts(promoters=4, passives=28, detractors=0)


@pytest.mark.parametrize("per", ["provider", "shop"])
@pytest.mark.parametrize("period", get_args(Period))
def test_a_figure_of_every_kind_of_period_can_be_measured_anew(period: str, per: str) -> None:
    scale = {**STEPPED, "period": period, "envelope": {"period": "any"}}
    ours = framework(
        area("AAA", [indicator("AAA-1.1", scale, per=per)]),
        envelope={"period": {"title": text("period")}},
    )
    (move,) = list_moves(ours, assessment(shops=3), as_of=DAY + timedelta(days=100))
    assert (move.step, move.gain) == (70.0, 60.0)
