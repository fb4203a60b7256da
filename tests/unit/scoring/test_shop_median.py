"""The median of shops' rows where some are lacking: known, bounded, or nobody knows."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.scoring.counted_shops import between, joined_value
from dpcap.scoring.score import score
from dpcap.scoring.value_ranges import ValueRange, decided

POINTS = {"by": "points", "points": [[0.0, 0.0], [100.0, 100.0]], "anchor": "illustrative"}


def indicator_of(written: dict[str, Any], **more: Any) -> Any:
    written = indicator("AAA-1.1", written, per="shop", **more)
    return framework(area("AAA", [written])).by_id["AAA-1.1"]


def rows(*values: Any, **envelope: str) -> list[ShopScore]:
    """One row for each of *values*; None: a shop without one."""
    return [
        ShopScore(shop=f"s{n}", value=value, valid=value is not None, envelope=envelope)
        for n, value in enumerate(values)
    ]


PERCENT = number(POINTS, plausible=[0.0, 100.0])
OPEN_ENDED = number(POINTS)


@pytest.mark.parametrize(
    ("scale", "values", "found"),
    [
        (PERCENT, (1.0, 5.0, 9.0), ValueRange(5.0, 5.0)),
        (PERCENT, (1.0, 5.0), ValueRange(3.0, 3.0)),
        (PERCENT, (1.0, 5.0, None), ValueRange(1.0, 5.0)),
        (PERCENT, (5.0, 5.0, None), ValueRange(5.0, 5.0)),
        (PERCENT, (5.0, None, None), ValueRange(0.0, 100.0)),
        (PERCENT, (5.0, None), ValueRange(2.5, 52.5)),
        (OPEN_ENDED, (1.0, 5.0, None), ValueRange(1.0, 5.0)),
        (OPEN_ENDED, (5.0, None), ValueRange(-inf, inf)),
        (PERCENT, (None, None), None),
        (PERCENT, (), None),
    ],
)
def test_between_what_the_median_lies(scale: Any, values: Any, found: ValueRange | None) -> None:
    assert between(indicator_of(scale), rows(*values)) == found


def test_rungs_and_truths_reach_as_far_as_their_scale() -> None:
    rungs = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}
    assert between(indicator_of(rungs), rows(2, None, None)) == ValueRange(0.0, 5.0)
    assert between(indicator_of({"kind": "boolean"}), rows(True, None, None)) == ValueRange(
        0.0, 1.0
    )


def test_shops_on_different_bases_have_no_median() -> None:
    scale = indicator_of(number(POINTS, envelope={"period": "any", "basis": ["paid", "net"]}))
    paid = rows(5.0, 5.0, period="2026-10", basis="paid")
    net = rows(5.0, period="2026-10", basis="net")
    assert joined_value(scale, paid) == 5.0
    assert between(scale, [*paid, *net]) is None
    # What is lacking may stand on the other basis: leaving it out tells no more than giving it.
    assert between(scale, [*paid, *rows(None)]) is None


def test_periods_industries_and_fields_not_asked_for_part_no_shops() -> None:
    scale = indicator_of(number(POINTS, envelope={"period": "any", "industry": "any"}))
    mine = rows(1.0, period="2026-10", industry="a", delivery_mode="x")
    other = rows(3.0, period="2026-09", industry="b", delivery_mode="y")
    assert joined_value(scale, [*mine, *other]) == 2.0


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x > 0.5", True),
        ("x > 5.0", False),
        ("x > 2.0", None),
        # True at neither end, true in the middle.
        ("x > 1.5 && x < 2.5", None),
        ("x < 1.5 || x > 2.5", None),
        ("x * 2.0 + y >= 6.0", None),
        ("x * 2.0 + y >= 5.0", True),
        ("-x < 0.0", True),
        ("x / y > 0.2", True),
        ("x / (y - 3.0) > 0.2", None),
        ("!(x <= 0.5) && ('a' in t)", True),
        ("!('a' in t) && x > 2.0", False),
        ("word == 'w' || x > 2.0", True),
        ("x > nobody", None),
        ("0.0 < x == true", None),
        ("x > 2.0 ? x > 1.0 : x > 0.5", None),
        ("size(t) > 0 || x > 2.0", None),
        ("word.matches('w') && x > 9.0", False),
        ("word == 'a && b' || x > 9.0", False),
        (r"word == 'it\'s' || x > 9.0", None),
        ("x >", None),
    ],
)
def test_what_a_condition_comes_to_over_ranges(source: str, found: bool | None) -> None:
    names = {"x": ValueRange(1.0, 3.0), "y": ValueRange(3.0, 4.0), "t": ["a"], "word": "w"}
    assert decided(source, names) is found


# ── what is asked, told and gated where rows are lacking ───────────────────────────────────────

GIVEN = (20.0, 60.0, 90.0)


def asked_above(mark: float) -> Framework:
    """A good answer hangs on a median below *mark*, a bad one on one above it; and one rule."""
    figure = indicator("AAA-1.1", number(POINTS, "lower", plausible=[0.0, 100.0]), per="shop")
    rule = {"id": "C-1", "conflict": f"AAA_1_1 > {mark}", "message": text("too much")}
    hard = indicator("AAA-2.1", when=f"AAA_1_1 > {mark}")
    return framework(area("AAA", [figure], [hard], [indicator("AAA-3.1")]), consistency=[rule])


def scored(framework: Framework, shops: int) -> Profile:
    """The provider with the rows of the first *shops* of three; the hard question is not done."""
    each = [{"shop": f"s{n}", "value": value} for n, value in enumerate(GIVEN[:shops], 1)]
    answers = {"AAA-2.1": False, "AAA-3.1": True}
    return score(framework, assessment(answers, shops=3, rows={"AAA-1.1": each}))


def node(profile: Profile, name: str) -> IndicatorNode:
    inside = [one for part in profile.areas[0].dimensions for one in part.indicators]
    return next(one for one in inside if one.id == name)


def codes(profile: Profile) -> list[str]:
    return [one.code for one in profile.findings if one.code.startswith("DP50")]


def test_a_row_left_out_takes_no_question_away_and_no_contradiction() -> None:
    ours = asked_above(50.0)
    whole, fewer, one = (scored(ours, shops) for shops in (3, 2, 1))
    assert node(whole, "AAA-1.1").value == 60.0
    assert node(whole, "AAA-2.1").state == "answered"
    assert codes(whole) == ["DP501"]
    for less in (fewer, one):
        assert node(less, "AAA-1.1").value is None
        assert node(less, "AAA-2.1").state == "missing"
        assert node(less, "AAA-2.1").open == "DP340"
        assert codes(less) == ["DP502"]
        assert (less.overall.claimed or 0) <= (whole.overall.claimed or 0)


def test_what_no_row_could_turn_is_decided_all_the_same() -> None:
    low, high = asked_above(95.0), asked_above(10.0)
    assert node(scored(low, 2), "AAA-2.1").state == "not_asked"
    assert codes(scored(low, 2)) == []
    assert node(scored(high, 2), "AAA-2.1").state == "answered"
    assert codes(scored(high, 2)) == ["DP501"]
    assert codes(scored(high, 1)) == ["DP502"]
