"""Rows of shops put together by their worst, their mean, or the share of them at the mark."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from builders import area, assessment, evidence, framework, indicator, number, text
from dpcap.model.assessment import RateCounts
from dpcap.model.framework import Framework
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.scoring.counted_shops import between, joined_value
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.score import score
from dpcap.scoring.value_ranges import ValueRange
from strategies import RATE

NODE = "AAA-1.1"
POINTS = {"by": "points", "points": [[0.0, 0.0], [100.0, 100.0]], "anchor": "illustrative"}
PERCENT = number(POINTS, plausible=[0.0, 100.0])
FALLING = number(
    {**POINTS, "points": [[0.0, 100.0], [100.0, 0.0]]}, "lower", plausible=[0.0, 100.0]
)
BAND = number({**POINTS, "points": [[0.0, 0.0], [50.0, 100.0], [100.0, 0.0]]}, "band")
RUNGS = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(5)]}
CHOICE = {
    "kind": "choice",
    "options": [{"id": i, **text(i), "score": s} for i, s in (("a", 0.0), ("b", 100.0))],
}


def asked(scale: dict[str, Any] | None, across: str, **more: Any) -> Framework:
    one = indicator(NODE, scale, per="shop", across=across, **more)
    return framework(area("AAA", [one]), method={"few_shops": 1})


def rows(*values: Any, **more: Any) -> list[dict[str, Any]]:
    """One row for each of *values*; None: a shop without one."""
    return [
        {"shop": f"s{n}", "value": value, **more}
        for n, value in enumerate(values, 1)
        if value is not None
    ]


def node_of(made: Framework, *values: Any) -> IndicatorNode:
    given = assessment(shops=len(values), rows={NODE: rows(*values)})
    return next(iter(score(made, given).indicators()))


# By hand: 20, 40, 90 come to 40, 20, 50, and one of three stands at 60.
@pytest.mark.parametrize(
    ("across", "scores", "lacking", "ceiling"),
    [
        ("median", 40.0, 20.0, 40.0),
        ("min", 20.0, 0.0, 20.0),
        ("mean", 50.0, 20.0, 160 / 3),
        ("share", 100 / 3, 0.0, 100 / 3),
    ],
)
def test_three_shops_come_to(across: str, scores: float, lacking: float, ceiling: float) -> None:
    made = asked(PERCENT, across)
    whole = node_of(made, 20.0, 40.0, 90.0)
    assert (whole.claimed, whole.claimed_ceiling) == (pytest.approx(scores),) * 2
    less = node_of(made, 20.0, 40.0, None)
    assert less.claimed == pytest.approx(lacking)
    assert less.claimed_ceiling == pytest.approx(ceiling)


def test_one_shop_that_says_no_fails_a_critical_question() -> None:
    made = asked(None, "min", critical=True)
    assert node_of(made, True, False, True).critical == "failed"
    assert node_of(made, True, True, True).critical == "passed"
    # A shop that says nothing does not pass, and has not failed.
    assert node_of(made, True, None, True).critical == "not_proved"
    assert node_of(made, False, None, True).critical == "failed"


def test_the_share_counts_rows_at_the_indicators_own_mark() -> None:
    made = asked(PERCENT, "share", **{"pass": 40.0})
    assert node_of(made, 20.0, 40.0, 90.0).claimed == pytest.approx(200 / 3)
    assert node_of(made, 39.999, 40.0 - 1e-12).claimed == pytest.approx(50.0)


def test_a_row_that_nobody_vouches_for_lowers_and_never_raises() -> None:
    """Only s1 has proof: bare rows prove 40 at most, and can only take away from its 70."""
    for across, expected in (("min", 10.0), ("mean", 40.0), ("share", 100 / 3)):
        one = indicator(NODE, PERCENT, per="shop", across=across, evidence={"ask": text("show")})
        made = framework(area("AAA", [one]), method={"few_shops": 1, "few_shops_cap": 100.0})
        given = assessment(
            shops=3,
            rows={NODE: [{**rows(70.0)[0], "evidence": ["e1"]}, *rows(None, 10.0, 100.0)]},
            evidence={"e1": evidence("e1")},
        )
        assert next(iter(score(made, given).indicators())).proved == pytest.approx(expected)


def test_while_the_draw_is_pending_the_best_rows_are_put_together() -> None:
    values = (90.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0, None)
    for across, expected in (("min", 20.0), ("mean", 55.0), ("share", 50.0)):
        assert node_of(asked(PERCENT, across), *values).claimed == pytest.approx(expected)


def read(value: Any) -> Any:
    """*value*; of two counts their rate."""
    if not isinstance(value, tuple):
        return value
    return RateCounts(cases=value[0], base=value[1], per=RATE["per"])


def shop_scores(*values: Any) -> list[ShopScore]:
    return [
        ShopScore(shop=f"s{n}", value=read(value), valid=value is not None)
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("scale", "across", "values", "found"),
    [
        (PERCENT, "min", (5.0, 9.0), ValueRange(5.0, 5.0)),
        (PERCENT, "min", (5.0, 9.0, None), ValueRange(0.0, 5.0)),
        (PERCENT, "min", (0.0, 9.0, None), ValueRange(0.0, 0.0)),
        (FALLING, "min", (5.0, 9.0), ValueRange(9.0, 9.0)),
        (FALLING, "min", (5.0, None), ValueRange(5.0, 100.0)),
        (number(POINTS), "min", (5.0, None), ValueRange(-inf, 5.0)),
        (RATE, "min", ((1, 100), (3, 100)), ValueRange(30.0, 30.0)),
        (RATE | {"direction": "higher"}, "min", ((1, 100), (3, 100)), ValueRange(10.0, 10.0)),
        (BAND, "min", (5.0, 9.0), None),
        (PERCENT, "mean", (5.0, 9.0), ValueRange(7.0, 7.0)),
        (PERCENT, "mean", (5.0, 9.0, None, None), ValueRange(3.5, 53.5)),
        (PERCENT, "share", (5.0, 9.0, 10.0), ValueRange(9.0, 9.0)),
        (RUNGS, "min", (2, 4, None), ValueRange(0.0, 2.0)),
        (RUNGS, "mean", (2, 4), ValueRange(3.0, 3.0)),
        (None, "mean", (True, False), None),
        (CHOICE, "min", ("a", "b"), None),
    ],
)
def test_between_what_the_value_of_all_shops_lies(
    scale: Any, across: str, values: Any, found: ValueRange | None
) -> None:
    assert between(asked(scale, across).by_id[NODE], shop_scores(*values)) == found


def test_the_worst_of_truths_is_a_truth() -> None:
    good, bad = asked(None, "min"), asked({"kind": "boolean", "good": False}, "min")
    assert joined_value(good.by_id[NODE], shop_scores(True, False)) is False
    assert joined_value(good.by_id[NODE], shop_scores(True, True)) is True
    assert joined_value(good.by_id[NODE], shop_scores(True, None)) is None
    assert joined_value(good.by_id[NODE], shop_scores(False, None)) is False
    assert joined_value(bad.by_id[NODE], shop_scores(True, False)) is True


@pytest.mark.parametrize(
    ("across", "steps"), [("min", [25.0]), ("mean", [60.0]), ("share", [60.0])]
)
def test_a_move_raises_the_rows_that_hold_the_score_down(across: str, steps: list[float]) -> None:
    """Rungs at 0, 25, 60 and 100; the shops stand at 0, 25 and 100."""
    levels = [{**text(f"rung {n}"), "score": s} for n, s in enumerate((0.0, 25.0, 60.0, 100.0))]
    made = asked({"kind": "rubric", "levels": levels}, across)
    given = assessment(shops=3, rows={NODE: rows(0, 1, 3)})
    before = next(iter(score(made, given).indicators())).claimed or 0.0
    (move,) = list_moves(made, given)
    scored = [levels[int(move.step)]["score"]]  # type: ignore[arg-type]
    assert scored == steps
    raised = [max(one, steps[0]) for one in (0.0, 25.0, 100.0)]
    expected = {"min": min(raised), "mean": sum(raised) / 3, "share": 100.0}[across]
    assert move.claimed_gain == pytest.approx(expected - before)


def test_what_rows_prove_is_capped_like_any_figure_of_shops() -> None:
    one = indicator(NODE, per="shop", across="min", critical=True)
    made = framework(area("AAA", [one]), method={"few_shops": 3, "few_shops_cap": 50.0})
    assert node_of(made, True, True).proved == 50.0
