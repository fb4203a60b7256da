"""The laws of a plan: done, it reaches the level it names; nothing of it can be left out."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import area, assessment, evidence, framework, indicator, text
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.plan import Plan
from dpcap.scoring.apply_move import apply_move
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.improvement_plan import plan_of
from dpcap.scoring.improvements import moves_of, open_moves, state_of
from dpcap.scoring.plan_search import EFFORTS, MOST, PlanSearch
from dpcap.scoring.score import profile_of
from dpcap.scoring.score_tree import grow_tree
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from plans import level_after
from strategies import whole_cases

RUNGS = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(4)]}
YES = {"kind": "boolean"}


def rank(case: Case, level: str | None) -> int:
    return [None, *(one.id for one in case.framework.levels)].index(level)


def assert_lawful(case: Case, plan: Plan) -> None:
    assert level_after(case, plan) == plan.level
    nodes = [move.node for move in plan.moves]
    assert len(nodes) == len({*nodes}) <= MOST
    if plan.target is None or not plan.is_enough:
        return
    assert rank(case, plan.level) >= rank(case, plan.target)
    for move in plan.moves:
        others = [one for one in plan.moves if one is not move]
        assert rank(case, level_after(case, plan, others)) < rank(case, plan.target), move


@settings(max_examples=150)
@given(whole_cases())
def test_a_plan_reaches_the_level_it_names_and_nothing_of_it_can_be_left_out(case: Case) -> None:
    assert_lawful(case, plan_of(case))


@given(whole_cases())
def test_a_plan_is_the_same_whenever_it_is_made(case: Case) -> None:
    assert plan_of(case) == plan_of(case)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_the_plan_of_every_example_reaches_the_level_it_names(folder: Path) -> None:
    """As nobody looked, and with what the manager holds."""
    ours = load_framework(QUESTIONNAIRES)
    given_ = load_assessment(folder, ours)
    for records in (None, load_records(REVIEWS, given_, ours)):
        case = make_case(ours, given_, records=records)
        assert_lawful(case, plan_of(case))


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    """Two areas of two indicators each, of any weight and effort, before a level they may miss."""
    nodes, answers = [], dict[str, Any]()
    for number in range(4):
        node = f"{'AAA' if number < 2 else 'BBB'}-1.{number % 2 + 1}"
        scale = draw(st.sampled_from([RUNGS, YES]))
        extra: dict[str, Any] = {"weight": draw(st.sampled_from([1.0, 2.0, 5.0]))}
        extra |= {"effort": draw(st.sampled_from("SML")), "critical": draw(st.booleans())}
        if draw(st.booleans()):
            extra["evidence"] = {"ask": text("show")}
        nodes.append(indicator(node, scale, **extra))
        value = draw(st.integers(0, 3)) if scale is RUNGS else draw(st.booleans())
        answers[node] = {"value": value, "evidence": draw(st.sampled_from([[], ["a"]]))}
    requires: dict[str, Any] = {"min_area": draw(st.sampled_from([20, 60]))}
    requires["critical"] = draw(st.booleans())
    levels = [
        {"id": "L1", "from": 0, "title": text("one")},
        {"id": "L2", "from": draw(st.sampled_from([40, 60, 80])), "title": text("two")}
        | {"requires": requires},
    ]
    how = draw(st.sampled_from(["mean", "geometric"]))
    ours = framework(
        area("AAA", nodes[:2]),
        area("BBB", nodes[2:]),
        levels=levels,
        method={"aggregation": {"dimension": "mean", "area": "mean", "overall": how}},
    )
    return make_case(ours, assessment(answers, evidence={"a": evidence("a", "own_document")}))


def least_effort(case: Case) -> int | None:
    """What the cheapest way to the next level takes, of all ways; None: there is none."""
    order, target = count(), case.framework.levels[-1].id
    heap: list[tuple[int, int, Case]] = [(0, 0, case)]
    seen = set[str]()
    while heap:
        cost, _, at = heappop(heap)
        if profile_of(at).overall.level.proved.id == target:
            return cost
        shown = {
            n: at.assessment.evidence[e].kind
            for n, a in at.assessment.answers.items()
            for e in a.evidence
        }
        key = repr(({n: a.value for n, a in at.assessment.answers.items()}, shown))
        if key in seen:
            continue
        seen.add(key)
        for move in moves_of(at):
            paid = 1 if move.kind == "better_proof" else EFFORTS[move.effort or "M"]
            heappush(heap, (cost + paid, next(order), apply_move(at, move)))
    return None


@settings(max_examples=60, deadline=None)
@given(small_cases())
def test_on_small_frameworks_a_plan_takes_half_as_much_again_as_the_best_at_most(
    case: Case,
) -> None:
    judged = evaluate(case)
    now = state_of(case, judged, grow_tree(case, judged))
    level = case.framework.levels[-1]
    if profile_of(case).overall.level.proved.id == level.id:
        return
    chosen, _ = PlanSearch(now, level, open_moves(now)).run()
    best = least_effort(case)
    if best is None:
        assert not plan_of(case).is_enough
        return
    assert plan_of(case).is_enough
    assert sum(one.cost for one in chosen.values()) <= 1.5 * best
