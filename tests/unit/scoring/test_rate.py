"""A rate: two counts, read through points, and capped where the base is small."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from builders import area, assessment, evidence, framework, indicator, text
from dpcap.cli.interview.scale_prompt import read_typed, scale_prompt
from dpcap.intake.scale_input import scale_input
from dpcap.intake.values import WrongValueError
from dpcap.model.assessment import RateCounts, Reply
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.scale import Rate, Scale
from dpcap.scoring.counted_shops import between
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.rebuild_case import rebuild_inputs
from dpcap.scoring.score import score
from dpcap.scoring.value_ranges import ValueRange

NODE = "AAA-1.1"
WRITTEN = {
    "kind": "rate",
    "unit": {"zh": "起/千场", "en": "per 1,000 sessions"},
    "definition": text("d"),
    "formula": text("f"),
    "period": "month",
    "plausible": [0.0, 100.0],
    "direction": "lower",
    "cases": text("violations"),
    "base": text("sessions"),
    "per": 1000.0,
    "min_base": 200,
    "points": [[0.0, 100.0], [2.5, 60.0], [10.0, 0.0]],
    "anchor": "illustrative",
}
SCALE: Any = TypeAdapter(Scale).validate_python(WRITTEN)


def ours(**more: Any) -> Framework:
    one = indicator(NODE, WRITTEN, **{"evidence": {"ask": text("show")}, **more})
    return framework(area("AAA", [one, indicator("AAA-1.2", when="AAA_1_1 > 2.0")]))


def counts(cases: int, base: int) -> dict[str, Any]:
    return {"cases": cases, "base": base, "per": 1000.0}


def given(cases: int, base: int) -> Any:
    said = {NODE: {"value": counts(cases, base), "evidence": ["e"]}}
    return assessment(said, evidence={"e": evidence("e")})


def node(profile: Profile, place: int = 0) -> Any:
    return list(profile.indicators())[place]


# By hand: 3 of 1,200 are 2.5 a thousand; 5 of 800 are 6.25, half-way from 60 to 0.
@pytest.mark.parametrize(
    ("cases", "base", "claimed", "proved"),
    [
        (0, 1200, 100, 100),
        (3, 1200, 60, 60),
        (5, 800, 30, 30),
        (20, 800, 0, 0),
        (0, 200, 100, 100),
        (0, 199, 100, 60),
        (0, 1, 100, 60),
    ],
)
def test_two_counts_become_a_score(cases: int, base: int, claimed: float, proved: float) -> None:
    profile = score(ours(), given(cases, base))
    found = node(profile)
    assert (found.claimed, found.proved) == (pytest.approx(claimed), pytest.approx(proved))
    small = base < 200
    assert found.limited == ("small_base" if small else None)
    assert [one.code for one in profile.findings if one.code == "DP249"] == ["DP249"] * small
    back, records = rebuild_inputs(profile)
    assert score(ours(), back, records=records) == profile


@pytest.mark.parametrize(
    ("cases", "base", "code"), [(0, 0, "DP131"), (3, 0, "DP131"), (300, 1000, "DP333")]
)
def test_without_a_base_or_beyond_what_is_plausible_it_is_missing(
    cases: int, base: int, code: str
) -> None:
    found = node(score(ours(), given(cases, base)))
    assert (found.state, found.open, found.claimed_ceiling) == ("missing", code, 100)


def test_expressions_see_the_rate() -> None:
    assert node(score(ours(), given(3, 1200)), 1).state == "missing"
    assert node(score(ours(), given(2, 1200)), 1).state == "not_asked"


@pytest.mark.parametrize(
    "raw",
    [{"cases": 3, "base": 1200}, [3, 1200], "3 1200", "3/1200", "3；1200", "3 / 1,200"],
)
def test_ways_to_write_it(raw: Any) -> None:
    assert scale_input(SCALE).read(raw) == RateCounts(cases=3, base=1200, per=1000.0)


@pytest.mark.parametrize("raw", [3, "3", [3], [3, 1, 2], [-3, 5], [0.5, 5], {"cases": 3}, "a/b"])
def test_what_is_no_rate(raw: Any) -> None:
    with pytest.raises(WrongValueError):
        scale_input(SCALE).read(raw)


def test_a_cell_of_a_table_and_a_line_of_the_interview_say_the_same() -> None:
    written = scale_input(SCALE)
    assert written.read(written.cell("3 1200")) == written.read(read_typed("3 / 1200", SCALE).value)
    said = Reply(value=RateCounts(cases=3, base=1200, per=1000.0))
    assert scale_prompt(SCALE).said(said, "en") == "3 / 1200 = 2.5 per 1,000 sessions"


def test_a_move_leads_to_the_next_point_over_a_base_that_is_large_enough() -> None:
    moves = [one for one in list_moves(ours(), given(5, 800)) if one.kind == "new_work"]
    move = next(one for one in moves if one.node == NODE)
    assert (move.step, move.claimed_gain > 0) == (2.5, True)


def test_shops_are_laid_side_by_side_by_their_rates() -> None:
    made = ours(per="shop")
    rows = [{"shop": f"s{n}", "value": counts(n, 1000)} for n in (1, 2, 3)]
    profile = score(made, assessment(shops=4, rows={NODE: rows}))
    found = node(profile)
    assert between(made.by_id[NODE], found.shops) == ValueRange(1.5, 2.5)
    whole = node(score(made, assessment(shops=3, rows={NODE: rows})))
    assert whole.value == pytest.approx(2.0)


def test_a_rate_keeps_its_kind() -> None:
    assert isinstance(SCALE, Rate)
