"""Plans: what blocks the next level, and what to do about it, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from builders import area, assessment, evidence, framework, indicator, number, text
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.plan import Plan
from dpcap.scoring.case import make_case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.improvement_plan import ToShow, once_shown, plan_of, with_shown
from dpcap.scoring.improvements import state_of
from dpcap.scoring.score_tree import grow_tree
from plans import level_after

ASK = {"ask": text("show")}
UNKNOWN = {"unknown": True}
RUBRIC = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}
LEVELS: list[dict[str, Any]] = [
    {"id": "L1", "from": 0, "title": text("one")},
    {"id": "L2", "from": 50, "title": text("two")},
]


def made(ours: Framework, given: Assessment) -> Plan:
    case = make_case(ours, given)
    plan = plan_of(case)
    assert level_after(case, plan) == plan.level
    return plan


def test_several_steps_on_one_indicator_are_one_move() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", RUBRIC, evidence=ASK)]), levels=LEVELS)
    plan = made(ours, assessment({"AAA-1.1": 1}))
    (move,) = plan.moves
    assert (move.step, move.proof, move.steps) == (3, "own_document", 2)
    assert (plan.target, plan.level, plan.score, plan.remaining) == ("L2", "L2", 60.0, ())


def test_what_is_quick_goes_before_what_is_long() -> None:
    both = [indicator("AAA-1.1", effort="L"), indicator("AAA-1.2", effort="S")]
    plan = made(
        framework(area("AAA", both), levels=LEVELS),
        assessment({"AAA-1.1": False, "AAA-1.2": False}),
    )
    assert [move.node for move in plan.moves] == ["AAA-1.2"]


def test_one_dear_move_stands_for_more_that_are_cheaper_each_where_it_takes_less() -> None:
    """Of 33 points short four quick ones (12, 9, 7, 5) give as much as one of medium effort."""
    weights = {"S": (1.2, 0.9, 0.7, 0.5), "M": (3.3,)}
    inside = [
        indicator(f"AAA-1.{n}", effort=effort, weight=weight)
        for n, (effort, weight) in enumerate(
            ((effort, one) for effort, every in weights.items() for one in every), 1
        )
    ]
    inside.append(indicator("AAA-1.9", weight=3.4))
    levels = [LEVELS[0], LEVELS[1] | {"from": 66.9}]
    answers = {one["id"]: one["id"] == "AAA-1.9" for one in inside}
    plan = made(framework(area("AAA", inside), levels=levels), assessment(answers))
    assert [move.node for move in plan.moves] == ["AAA-1.5"]


@pytest.mark.parametrize(("mark", "efforts"), [(15.8, "M" + "S" * 11), (76.0, "M" + "L" * 11)])
def test_of_twelve_moves_one_is_kept_for_what_is_critical(mark: float, efforts: str) -> None:
    """Of 72.5 parts the critical one has a half, twelve quick ones 1 each, twelve long ones 5."""
    inside = [indicator("AAA-1.1", effort="M", weight=0.5, critical=True)]
    inside += [indicator(f"AAA-2.{n}", effort="S") for n in range(12)]
    inside += [indicator(f"AAA-3.{n}", effort="L", weight=5.0) for n in range(12)]
    levels = [LEVELS[0], LEVELS[1] | {"from": mark, "requires": {"critical": True}}]
    answers = {one["id"]: False for one in inside}
    plan = made(framework(area("AAA", inside), levels=levels), assessment(answers))
    assert plan.is_enough
    assert sorted(move.effort or "" for move in plan.moves) == sorted(efforts)
    assert "AAA-1.1" in {move.node for move in plan.moves}


@pytest.mark.parametrize("idle", [0, 30])
def test_what_a_later_move_leaves_unneeded_is_done_by_fewer_steps(idle: int) -> None:
    """Five quick steps bring 50 of 60 points, so the long move is needed, and one step with it."""
    steps, long = indicator("AAA-1.1", RUBRIC, effort="S"), indicator("AAA-1.2", effort="L")
    rest = [indicator(f"AAA-2.{n}", effort="L", weight=0.0001) for n in range(idle)]
    levels = [LEVELS[0], LEVELS[1] | {"from": 59.9}]
    answers: dict[str, Any] = {"AAA-1.1": 0, **{one["id"]: False for one in (long, *rest)}}
    plan = made(framework(area("AAA", [steps, long, *rest]), levels=levels), assessment(answers))
    assert {move.node: move.step for move in plan.moves} == {"AAA-1.1": 1, "AAA-1.2": True}
    assert plan.score == pytest.approx(60, abs=0.1)


@pytest.mark.parametrize(
    ("effort", "small", "is_dearer"),
    [("M", 2, True), ("M", 4, False), ("L", 8, True), ("L", 10, False)],
)
def test_medium_effort_is_three_small_ones_and_large_is_nine(
    effort: str, small: int, is_dearer: bool
) -> None:
    """One move gives as much as so many of small effort together; either reaches the level."""
    quick = [indicator(f"AAA-1.{n:02}", effort="S") for n in range(1, small + 1)]
    dear = indicator("AAA-1.99", effort=effort, weight=float(small))
    ours = framework(area("AAA", [*quick, dear]), levels=LEVELS)
    plan = made(ours, assessment(dict.fromkeys([*(one["id"] for one in quick), "AAA-1.99"], False)))
    assert len(plan.moves) == (small if is_dearer else 1)


def test_where_moves_together_prove_less_than_each_alone_what_is_quick_makes_up_for_it() -> None:
    """Once all eight figures are raised alike in three of five shops, these three count as one.

    So few shops prove nine tenths of a figure: of 40.1 parts 1.6 are lacking, which one quick move
    brings, as does one long one that brings more.
    """
    marks = {"by": "goalposts", "worst": 0, "best": 10, "anchor": "illustrative"}
    each = {"per": "shop", "effort": "S", "weight": 2.0, "evidence": ASK}
    shops = [indicator(f"AAA-1.{n}", number(marks), **each) for n in range(1, 9)]
    rest = [indicator("AAA-2.1", effort="S", weight=1.6), indicator("AAA-2.9", weight=10.5)]
    rest += [indicator(f"AAA-3.{n}", effort="L", weight=3.0) for n in range(1, 5)]
    rows = {
        one["id"]: [
            {"shop": f"s{k}", "value": (0.0001 if k < 4 else 10.0) * 3 ** (k * n % 7)}
            | {"evidence": ["e"]}
            for k in range(1, 6)
        ]
        for n, one in enumerate(shops)
    }
    levels = [LEVELS[0], LEVELS[1] | {"from": 66.0}]
    caps = {"few_shops": 4, "few_shops_cap": 90.0}
    ours = framework(area("AAA", [*shops, *rest]), levels=levels, method=caps)
    answers = {one["id"]: one["id"] == "AAA-2.9" for one in rest}
    plan = made(ours, assessment(answers, shops=5, rows=rows, evidence={"e": evidence("e")}))
    assert {move.node for move in plan.moves} == {one["id"] for one in shops} | {"AAA-2.1"}
    assert plan.score == pytest.approx(100 * (16 * 0.9 + 1.6 + 10.5) / 40.1)


def test_of_two_alike_the_first_id_is_taken() -> None:
    both = [indicator("AAA-1.2"), indicator("AAA-1.1")]
    plan = made(
        framework(area("AAA", both), levels=LEVELS),
        assessment({"AAA-1.1": False, "AAA-1.2": False}),
    )
    assert [move.node for move in plan.moves] == ["AAA-1.1"]


def test_what_is_critical_comes_first_and_reaches_its_mark() -> None:
    inside = [
        indicator("AAA-1.1", weight=9.0),
        indicator("AAA-1.2", RUBRIC, critical=True, evidence=ASK),
    ]
    levels = [LEVELS[0], LEVELS[1] | {"requires": {"critical": True}}]
    plan = made(
        framework(area("AAA", inside), levels=levels), assessment({"AAA-1.1": False, "AAA-1.2": 4})
    )
    assert [(move.node, move.kind) for move in plan.moves] == [
        ("AAA-1.2", "better_proof"),
        ("AAA-1.1", "new_work"),
    ]
    assert plan.is_enough


def test_what_is_critical_goes_beyond_its_mark_where_that_takes_least() -> None:
    """Two steps of three reach the mark; the third brings twice what a step elsewhere does."""
    rungs = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(4)]}
    inside = [indicator("AAA-1.1", rungs, critical=True, effort="S", weight=2.0)]
    inside += [indicator(f"AAA-1.{n}", rungs, effort="S") for n in (2, 3)]
    levels = [LEVELS[0], LEVELS[1] | {"from": 66.0, "requires": {"critical": True}}]
    answers = {one["id"]: 0 for one in inside}
    plan = made(framework(area("AAA", inside), levels=levels), assessment(answers))
    assert {move.node: move.step for move in plan.moves} == {"AAA-1.1": 3, "AAA-1.2": 2}
    assert plan.is_enough


def test_what_is_critical_and_cannot_reach_its_mark_is_raised_as_far_as_it_goes() -> None:
    """Nothing else is short: the level is out of reach, and this is what is left to do for it."""
    own = {**ASK, "kinds": ["own_document"]}
    inside = [
        indicator("AAA-1.1", RUBRIC, critical=True, pass_mark=80, evidence=own),
        indicator("AAA-1.2", RUBRIC, weight=9.0),
    ]
    levels = [LEVELS[0], LEVELS[1] | {"requires": {"critical": True}}]
    plan = made(
        framework(area("AAA", inside), levels=levels), assessment({"AAA-1.1": 0, "AAA-1.2": 5})
    )
    assert [(move.node, move.step, move.proof) for move in plan.moves] == [
        ("AAA-1.1", 3, "own_document")
    ]
    assert not plan.is_enough
    assert [rule.nodes for rule in plan.remaining] == [("AAA-1.1",)]


def test_a_critical_indicator_that_the_next_level_does_not_ask_for_stands_beside() -> None:
    inside = [indicator("AAA-1.1", weight=9.0), indicator("AAA-1.2", critical=True)]
    plan = made(
        framework(area("AAA", inside), levels=LEVELS),
        assessment({"AAA-1.1": False, "AAA-1.2": False}),
    )
    assert [move.node for move in plan.moves] == ["AAA-1.1"]
    assert [move.node for move in plan.critical] == ["AAA-1.2"]


def test_where_too_little_is_answered_the_quick_questions_come_first() -> None:
    inside = [
        indicator("AAA-1.1", minutes=1, asked_of="owner"),
        indicator("AAA-1.2", minutes=30),
        indicator("AAA-1.3", minutes=2),
        indicator("AAA-1.4", minutes=3),
        indicator("AAA-1.5", critical=True),
    ]
    plan = made(framework(area("AAA", inside), levels=LEVELS), assessment({"AAA-1.5": False}))
    assert [one.node for one in plan.questions] == ["AAA-1.1", "AAA-1.3", "AAA-1.4", "AAA-1.2"]
    assert (plan.questions[0].asked_of, plan.questions[0].minutes, plan.enough) == ("owner", 1, 3)
    assert plan.moves == ()
    assert [move.node for move in plan.critical] == ["AAA-1.5"]
    assert (plan.graded, plan.level) == (True, "L1")


def test_a_question_whose_minutes_nobody_wrote_down_is_taken_for_one_of_a_minute() -> None:
    minutes: list[float | None] = [1.5, None, 0.5]
    inside = [indicator(f"AAA-1.{n}", minutes=one) for n, one in enumerate(minutes, 1)]
    ours = framework(area("AAA", inside), levels=LEVELS, interview=False)
    assert [one.node for one in made(ours, assessment()).questions] == [
        "AAA-1.3",
        "AAA-1.2",
        "AAA-1.1",
    ]


def test_an_n_a_beyond_the_limit_is_to_be_confirmed() -> None:
    inside = [
        indicator("AAA-1.1", weight=1.0),
        indicator("AAA-1.2", weight=1.0, not_applicable=["closed"]),
        indicator("AAA-1.3", weight=0.01, not_applicable=["closed"]),
    ]
    na = {"not_applicable": "closed"}
    plan = made(
        framework(area("AAA", inside), levels=LEVELS),
        assessment({"AAA-1.1": True, "AAA-1.2": na, "AAA-1.3": na}),
    )
    assert (plan.target, plan.exemptions, plan.moves, plan.level) == ("L1", ("AAA-1.2",), (), "L2")


def test_what_is_open_and_might_be_n_a_is_to_be_answered() -> None:
    inside = [indicator("AAA-1.1", weight=4.0), indicator("AAA-1.2", not_applicable=["closed"])]
    plan = made(framework(area("AAA", inside), levels=LEVELS), assessment({"AAA-1.1": True}))
    assert ([one.node for one in plan.questions], plan.enough) == (["AAA-1.2"], 1)
    assert plan.level == "L2"


def test_a_scope_that_is_not_proved_is_to_be_proved() -> None:
    scopes = {
        "scopes": {"ships": {}},
        "facts": {"ships": {"title": text("ships"), "kind": "boolean"}},
    }
    inside = [indicator("AAA-1.1", weight=2.0), indicator("AAA-1.2", scope=["ships"])]
    ours = framework(area("AAA", inside), levels=LEVELS, **scopes)
    given = assessment({"AAA-1.1": True}, provider={"facts": {"ships": {"value": False}}})
    plan = made(ours, given)
    assert (plan.target, plan.scopes, plan.level) == ("L1", ("ships",), "L2")


@pytest.mark.parametrize(
    "shown",
    [
        ToShow(scopes=("ships",)),
        ToShow(exemptions=("AAA-1.4",)),
        ToShow(("ships",), ("AAA-1.4",)),
        ToShow(),
    ],
)
def test_what_is_shown_comes_to_what_the_whole_case_judged_anew_comes_to(shown: ToShow) -> None:
    """The questions that hang on a scope by another one's answer included."""
    scopes = {
        "scopes": {"ships": {}},
        "facts": {"ships": {"title": text("ships"), "kind": "boolean"}},
    }
    inside = [
        indicator("AAA-1.1"),
        indicator("AAA-1.2", scope=["ships"]),
        indicator("AAA-1.3", when="AAA_1_2"),
        indicator("AAA-1.4", not_applicable=["closed"]),
        indicator("AAA-1.5", when="AAA_1_4"),
        indicator("AAA-1.6", when="fact_ships"),
    ]
    ours = framework(area("AAA", inside), levels=LEVELS, **scopes)
    na = {"not_applicable": "closed"}
    given = assessment(
        {"AAA-1.1": True, "AAA-1.4": na}, provider={"facts": {"ships": {"value": False}}}
    )
    case = make_case(ours, given)
    judged = evaluate(case)
    found = once_shown(state_of(case, judged, grow_tree(case, judged)), shown)
    anew = evaluate(with_shown(case, shown))
    assert found.judged == anew
    assert found.tree == grow_tree(found.case, anew)


def test_serious_contradictions_are_settled_first() -> None:
    rule = {
        "id": "C-1",
        "severity": "serious",
        "conflict": "AAA_1_1 && AAA_1_2",
        "message": text("no"),
    }
    inside = [indicator("AAA-1.1"), indicator("AAA-1.2"), indicator("AAA-1.3")]
    answers = {"AAA-1.1": True, "AAA-1.2": True, "AAA-1.3": False}
    asks = [LEVELS[0], LEVELS[1] | {"from": 50, "requires": {"serious": 0}}]
    for levels, blocked in ((LEVELS, False), (asks, True)):
        ours = framework(area("AAA", inside), levels=levels, consistency=[rule])
        plan = made(ours, assessment(answers))
        assert plan.contradictions == ("C-1",)
        assert plan.target == ("L2" if blocked else None)
        assert plan.level == "L2"


def test_what_is_too_far_is_said_to_be_so() -> None:
    inside = [
        indicator(f"AAA-1.{n}", RUBRIC, evidence={**ASK, "kinds": ["own_document"]})
        for n in range(1, 20)
    ]
    levels = [LEVELS[0], LEVELS[1] | {"from": 90}]
    plan = made(
        framework(area("AAA", inside), levels=levels),
        assessment({f"AAA-1.{n}": 0 for n in range(1, 20)}),
    )
    assert len(plan.moves) == 12
    assert [(rule.rule, rule.needed) for rule in plan.remaining] == [("from", 90.0)]
    assert plan.score == 12 * 60 / 19


def test_refusals_are_told_for_one_piece_and_for_all() -> None:
    from dpcap.scoring.sensitivity import full_profile

    both = [indicator("AAA-1.1", evidence=ASK), indicator("AAA-1.2", evidence=ASK)]
    pieces = {"a": evidence("a", "export"), "b": evidence("b", "screenshot", sha256="b" * 64)}
    given = assessment(
        {
            "AAA-1.1": {"value": True, "evidence": ["a"]},
            "AAA-1.2": {"value": True, "evidence": ["b"]},
        },
        evidence=pieces,
    )
    found = full_profile(make_case(framework(area("AAA", both), levels=LEVELS), given)).refused
    assert found is not None
    assert (found.pieces, found.median, found.worst) == (2, 25.0, 30.0)
    assert (found.score, found.level, found.graded) == (40.0, "L1", True)
