"""Users' experience beside merchants' benefit: what has moved, which way, and what pulls apart."""

from __future__ import annotations

from typing import Any

import pytest

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.base import Text
from dpcap.model.framework import Framework
from dpcap.model.nps import TwoValues, ValueMove
from dpcap.model.profile import Profile
from dpcap.scoring.score import score
from dpcap.scoring.two_values import two_values

GMV, DAYS, ROI = "shipped_gmv_wan", "FUL-3.4", "TRA-4.3"
SETTLED = {"period": "2026-07", "basis": "settled"}
FALLEN = ValueMove(
    name=Text(zh="全局NPS", en="Overall NPS"),
    node="nps",
    better="higher",
    before=40.0,
    after=30.0,
    moved=-1,
)


def ours() -> Framework:
    """Days of delivery, of which fewer are better; a return on costs, of which more is."""
    asked = {"period": "any", "basis": "any"}
    days = {"by": "goalposts", "worst": 5, "best": 1, "anchor": "illustrative"}
    roi = {"by": "goalposts", "worst": 0, "best": 3, "anchor": "illustrative"}
    return framework(
        area("FUL", [indicator(DAYS, number(days, "lower", envelope=asked))]),
        area("TRA", [indicator(ROI, number(roi, envelope=asked))]),
        facts={GMV: {"title": text("GMV"), "kind": "number"}},
    )


def profile(
    gmv: dict[str, Any] | None = None,
    days: float | None = None,
    roi: float | None = None,
    **at: str,
) -> Profile:
    told = {DAYS: days, ROI: roi}
    answers = {
        node: {"value": value, "envelope": SETTLED | at}
        for node, value in told.items()
        if value is not None
    }
    facts = {} if gmv is None else {GMV: gmv}
    return score(ours(), assessment(answers, provider={"facts": facts}))


def moved(found: TwoValues) -> dict[str, int]:
    return {one.node: one.moved for one in (*found.experience, *found.benefit)}


@pytest.mark.parametrize(
    ("before", "after", "which"),
    [
        ({"value": 100.0}, {"value": 110.0}, 1),
        ({"value": 110.0}, {"value": 100.0}, -1),
        ({"value": 100.0}, {"value": 100.0}, 0),
        ({"value": 100.0, "basis": "shipped"}, {"value": 110.0, "basis": "shipped"}, 1),
        ({"value": 100.0, "basis": "shipped"}, {"value": 110.0, "basis": "paid"}, 0),
        ({"value": 100.0}, {"value": 110.0, "basis": "paid"}, 0),
        ({"value": 100.0, "period": "2026-Q2"}, {"value": 110.0, "period": "2026-Q3"}, 1),
        (None, {"value": 110.0}, 0),
        ({"value": 100.0}, None, 0),
    ],
)
def test_a_fact_has_moved_if_it_differs_on_the_same_basis(
    before: dict[str, Any] | None, after: dict[str, Any] | None, which: int
) -> None:
    (found,) = two_values(ours(), profile(before), profile(after), None).benefit
    assert found.moved == which
    told = [None if one is None else one["value"] for one in (before, after)]
    assert [found.before, found.after] == told


@pytest.mark.parametrize(
    ("at", "which"),
    [
        ({}, {DAYS: 1, ROI: -1}),
        ({"basis": "paid"}, {DAYS: 0, ROI: 0}),
        ({"period": "2026-08"}, {DAYS: 1, ROI: -1}),
    ],
)
def test_an_answer_has_moved_if_all_but_its_period_is_the_same(
    at: dict[str, str], which: dict[str, int]
) -> None:
    """Of days fewer are better, of a return more is: both went down."""
    found = two_values(ours(), profile(None, 4, 2), profile(None, 3, 1.5, **at), None)
    assert moved(found) == which


def test_apart_are_each_two_of_which_one_got_better_and_the_other_worse() -> None:
    before, after = profile({"value": 100.0}, 4, 2), profile({"value": 110.0}, 4, 1.5)
    found = two_values(ours(), before, after, FALLEN)
    assert moved(found) == {"nps": -1, DAYS: 0, GMV: 1, ROI: -1}
    assert found.apart == (("nps", GMV),)


def test_what_nobody_knows_and_what_is_not_asked_is_no_part() -> None:
    found = two_values(ours(), None, profile(None, 4), None)
    assert moved(found) == {DAYS: 0}
    assert two_values(ours(), None, None, None) == TwoValues(experience=(), benefit=(), apart=())
