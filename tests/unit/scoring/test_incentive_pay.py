"""What brackets pay, worked out by hand; the calendar's periods; the limits of a scheme."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dpcap.model.incentives import Campaign, IncentiveRules, IncentiveTerm, PayBracket
from dpcap.scoring.incentive_faults import incentive_faults, period_ends
from dpcap.scoring.incentive_pay import (
    PayJump,
    grown_figure,
    jumps,
    next_figure,
    shared_out,
    written_pay,
)

YUAN = 100
BRACKET = {"from_yuan": 0, "rate_percent": 1}
TERM = {"from": "2026-07-01", "until": "2026-12-31", "pot_yuan": 9, "cap_yuan": 9}


def term(*brackets: dict[str, Any], **more: Any) -> IncentiveTerm:
    return IncentiveTerm.model_validate({**TERM, "brackets": brackets, **more})


def scheme(terms: list[dict[str, Any]], campaigns: int = 0) -> IncentiveRules:
    title = {"zh": "甲", "en": "A"}
    said = {
        "schema": "dpcap/incentives/1",
        "id": "ours",
        "title": title,
        "settled": "month",
        "figure": {"fact": "gmv", "yuan_each": 1},
        "terms": terms,
        "campaigns": [{"title": title, "from": "06-01", "until": "06-20"}] * campaigns,
    }
    return IncentiveRules.model_validate(said)


def with_brackets(count: int) -> dict[str, Any]:
    return {**TERM, "brackets": [{"from_yuan": n, "rate_percent": 1} for n in range(count)]}


def campaign(until: str) -> Campaign:
    title = {"zh": "年中", "en": "Summer"}
    return Campaign.model_validate({"title": title, "from": "06-01", "until": until})


def test_a_scheme_may_be_as_large_as_it_says_and_no_larger() -> None:
    full = scheme([with_brackets(20)] * 40, campaigns=40)
    assert (len(full.terms), len(full.terms[0].brackets)) == (40, 20)
    for terms, campaigns in (
        ([with_brackets(1)] * 41, 0),
        ([with_brackets(21)], 0),
        ([with_brackets(1)], 41),
    ):
        with pytest.raises(ValidationError, match="at most"):
            scheme(terms, campaigns)


@pytest.mark.parametrize(
    ("rate", "fits"), [(0, True), (100, True), (-0.01, False), (100.01, False)]
)
def test_a_rate_is_a_part_of_the_figure(rate: float, fits: bool) -> None:
    if fits:
        assert PayBracket(from_yuan=0, rate_percent=rate).rate_percent == rate
    else:
        with pytest.raises(ValidationError):
            PayBracket(from_yuan=0, rate_percent=rate)


def test_a_figure_grows_by_its_per_cent_and_a_part_of_a_fen_is_cut() -> None:
    assert grown_figure(1000, 10) == 1100
    assert grown_figure(1000, 12.55) == 1125
    assert grown_figure(999, 0) == 999
    assert grown_figure(1000, 1000) == 11_000


def test_the_next_figure_is_where_the_next_bracket_begins() -> None:
    both = term(BRACKET, {"from_yuan": 5, "rate_percent": 2}).brackets
    assert [next_figure(both, one) for one in (0, 499, 500, 501)] == [500, 500, 500, 501]


def test_a_short_pot_is_shared_by_what_each_asked() -> None:
    asked = {"a": Fraction(100), "b": Fraction(200)}
    assert shared_out(asked, 300) == {"a": 100, "b": 200}
    assert shared_out(asked, 299) == {"a": 99, "b": 199}
    assert shared_out({}, 0) == {}


def test_a_bonus_is_a_leap_beside_what_a_yuan_more_may_pay_fairly() -> None:
    """1 % from 0 and 0.5 % from 2 yuan, with 3 yuan for reaching that: 300 fen and half a fen."""
    one = term(BRACKET, {"from_yuan": 2, "rate_percent": 0.5, "bonus_yuan": 3})
    assert jumps(one) == (PayJump(1, Fraction(200), Fraction(300), Fraction(301), Fraction(1)),)
    assert [written_pay(one, Fraction(at)) for at in (0, 100, 200, 300)] == [
        0, 1, 302, Fraction(3025, 10)
    ]  # fmt: skip


def test_a_leap_at_the_first_yuan_is_beside_what_nothing_is_paid() -> None:
    """From 0 yuan 10 are paid at once, from 1 yuan 3 more: a yuan more brings just these 3."""
    one = term({**BRACKET, "bonus_yuan": 10}, {"from_yuan": 1, "rate_percent": 1, "bonus_yuan": 3})
    assert [(jump.edge, jump.leap, jump.more) for jump in jumps(one)] == [
        (0, 10 * YUAN, 10 * YUAN),
        (1 * YUAN, 3 * YUAN, 3 * YUAN + 1),
    ]


def test_a_lower_rate_for_the_whole_figure_is_a_leap_down() -> None:
    one = term(
        {"from_yuan": 0, "rate_percent": 2}, {"from_yuan": 50, "rate_percent": 1}, pays="whole"
    )
    assert jumps(one) == (
        PayJump(1, Fraction(5000), Fraction(-50), Fraction(50 - 98), Fraction(2)),
    )


@pytest.mark.parametrize(
    ("kind", "first", "last", "ends"),
    [
        ("month", (2026, 1, 1), (2026, 3, 30), [(2026, 1, 31), (2026, 2, 28)]),
        ("month", (2026, 11, 2), (2027, 1, 31), [(2026, 12, 31), (2027, 1, 31)]),
        ("month", (2028, 2, 1), (2028, 2, 29), [(2028, 2, 29)]),
        ("quarter", (2026, 7, 1), (2026, 12, 31), [(2026, 9, 30), (2026, 12, 31)]),
        ("quarter", (2026, 7, 2), (2026, 12, 30), []),
        ("quarter", (2026, 11, 1), (2027, 3, 31), [(2027, 3, 31)]),
        ("half_year", (2026, 1, 1), (2026, 12, 31), [(2026, 6, 30), (2026, 12, 31)]),
        ("year", (2026, 1, 1), (2027, 12, 30), [(2026, 12, 31)]),
    ],
)
def test_periods_are_those_of_the_calendar_that_lie_whole_within(
    kind: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    ends: list[tuple[int, int, int]],
) -> None:
    assert [*period_ends(kind, date(*first), date(*last))] == [date(*one) for one in ends]


def test_of_periods_that_end_with_a_campaign_three_are_named_and_all_are_counted() -> None:
    years = {**with_brackets(1), "from": "2021-01-01", "until": "2025-12-31"}
    found = incentive_faults(scheme([years]), [campaign("06-23")])
    (fault,) = (one for one in found if one.code == "DP733")
    assert fault.params["count"] == 5
    assert fault.params["days"] == "2021-06-30, 2022-06-30, 2023-06-30"
    assert (fault.params["after"], fault.path) == (7, ("terms", 0, "until"))


@pytest.mark.parametrize(
    ("until", "ends"), [("06-22", False), ("06-23", True), ("06-30", True), ("07-01", True)]
)
def test_what_a_campaign_sold_is_open_for_seven_days(until: str, ends: bool) -> None:
    june = {**with_brackets(1), "from": "2026-06-01", "until": "2026-06-30"}
    codes = {one.code for one in incentive_faults(scheme([june]), [campaign(until)])}
    assert ("DP733" in codes) == ends
