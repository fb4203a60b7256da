"""Moves: what each gains, worked out by hand."""

from __future__ import annotations

import pytest

from builders import area, assessment, evidence, framework, indicator, number, text
from dpcap.scoring.plan import plan
from dpcap.scoring.score import score

ASK = {"ask": text("show")}
RUBRIC = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}


def test_better_proof_alone_takes_the_next_cap() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK)]))
    given = assessment(
        {"AAA-1.1": {"value": 5, "evidence": ["a"]}}, evidence={"a": evidence("a", "own_document")}
    )
    (move,) = plan(ours, given)
    assert (move.kind, move.step, move.proof) == ("better_proof", 5, "screenshot")
    assert (move.gain, move.claimed_gain, move.effort) == (20.0, 0.0, "S")


def test_new_work_comes_with_the_lightest_proof_that_carries_it() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK, effort="L")]))
    (move,) = plan(ours, assessment({"AAA-1.1": 2}))
    assert (move.kind, move.step, move.proof, move.effort) == ("new_work", 3, "own_document", "L")
    assert (move.gain, move.claimed_gain) == (20.0, 20.0)


def test_moves_are_ranked_and_those_that_gain_nothing_left_out() -> None:
    one = [
        indicator("AAA-1.1", RUBRIC, weight=1.0),
        indicator("AAA-1.2", RUBRIC, weight=3.0),
        indicator("AAA-1.3", RUBRIC, weight=0.0),
    ]
    moves = plan(framework(area("AAA", one)), assessment({f"AAA-1.{n}": 2 for n in (1, 2, 3)}))
    assert [move.node for move in moves] == ["AAA-1.2", "AAA-1.1"]
    assert [move.gain for move in moves] == pytest.approx([15.0, 5.0])


def test_what_hangs_on_the_answer_comes_in_with_it() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", RUBRIC, when="AAA_1_1")])
    )
    given = assessment({"AAA-1.1": False, "AAA-1.2": 0})
    before, after = score(ours, given), score(ours, assessment({"AAA-1.1": True, "AAA-1.2": 0}))
    (move,) = plan(ours, given)
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
    for move in plan(ours, assessment(answers)):
        after = score(ours, assessment({**answers, move.node: move.step})).overall.proved
        assert before is not None
        assert after is not None
        assert move.gain == after - before


def test_a_step_of_shops_lifts_those_below_it() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", number({"by": "peer"}), per="shop")]))
    rows = [{"shop": f"s{n}", "value": v, "peer": 1.0} for n, v in enumerate((0.8, 1.0, 1.25), 1)]
    (move,) = plan(ours, assessment(shops=3, rows={"AAA-1.1": rows}))
    assert (move.kind, move.step, move.gain) == ("new_work", None, 20.0)
