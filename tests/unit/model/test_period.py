"""Periods, their first and last days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.period import EXPECTED, Period, Span, fitting, last_period, span_of, years_between


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("2026-10-01/2026-10-31", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_the_days_of_a_period(text: str, first: date, last: date) -> None:
    assert span_of(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H3",
        "2026/10",
        "26-10",
        "2026-1",
        "2026-02-30",
        "0000",
        "2026-10-31/2026-10-01",
        "2026-10/2026-11",
        "２０２６-10",
        "2026-10-01/2026-10-31/2026-11-01",
        "last month",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        span_of(text)


def test_a_period_holds_what_lies_inside_it() -> None:
    quarter = span_of("2026-Q3")
    assert all(quarter.holds(span_of(text)) for text in ("2026-Q3", "2026-07", "2026-09-30"))
    assert not any(quarter.holds(span_of(text)) for text in ("2026-H2", "2026-06", "2026-10-01"))


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2025, 11, 20), date(2026, 11, 20), 1.0),
        (date(2025, 11, 21), date(2026, 11, 20), 364 / 365),
        (date(2024, 2, 29), date(2025, 2, 28), 1.0),
        (date(2024, 2, 29), date(2028, 2, 29), 4.0),
        (date(2026, 11, 20), date(2026, 11, 20), 0.0),
        (date(2026, 11, 21), date(2026, 11, 20), -1 / 365),
    ],
)
def test_years_between_two_days(first: date, last: date, years: float) -> None:
    assert years_between(first, last) == pytest.approx(years)


def test_years_never_fall_as_days_go_by() -> None:
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(3000)]
    for first in (date(2024, 2, 29), date(2023, 12, 31)):
        ages = [years_between(first, day) for day in days]
        assert all(one < other for one, other in pairwise(ages))


KINDS: tuple[Period, ...] = get_args(Period)


@pytest.mark.parametrize(
    ("kind", "takes", "refuses"),
    [
        ("day", ["2026-10-31", "2026-10-31/2026-10-31"], ["2026-10", "2026-10-30/2026-10-31"]),
        (
            "session",
            ["2026-10-31", "2026-10", "2026-10-01/2026-10-31"],
            ["2026-10-01/2026-11-01", "2026-Q3"],
        ),
        (
            "month",
            ["2026-10", "2026-02", "2024-02-01/2024-02-29"],
            ["2026-10-31", "2019", "1999-01-01", "2026-10-01/2026-10-30", "2026-10-02/2026-11-01"],
        ),
        (
            "30d",
            ["2026-10-01/2026-10-30", "2026-10-01/2026-10-29", "2026-10-01/2026-10-31"],
            # A month's name gives no ends, however many days it has.
            ["2026-09", "2026-10", "2026-10-01/2026-10-28", "2026-10-01/2026-11-01", "2026-10-31"],
        ),
        ("90d", ["2026-08-01/2026-10-29"], ["2026-Q3", "2026-08-01/2026-10-27", "2026-10"]),
        ("180d", ["2026-05-01/2026-10-27"], ["2026-H1", "2026-05-01/2026-10-29"]),
        (
            "quarter",
            ["2026-Q3", "2026-07-01/2026-09-30"],
            ["2026-10", "2026-08-01/2026-10-31", "2026-H1"],
        ),
        (
            "half_year",
            ["2026-H1", "2026-01-01/2026-06-30"],
            ["2026-Q1", "2026-04-01/2026-09-30", "2026"],
        ),
        (
            "year",
            ["2025", "2025-11-01/2026-10-31", "2025-11-17/2026-11-16", "2024-02-29/2025-02-28"],
            ["2026-H1", "2025-11-01/2026-10-30", "2025-11-01/2026-11-01", "9999", "2024/2026"],
        ),
    ],
)
def test_which_periods_are_of_a_kind(kind: Period, takes: list[str], refuses: list[str]) -> None:
    assert [text for text in takes if fitting(text, kind) is None] == []
    assert [text for text in refuses if fitting(text, kind) is not None] == []
    assert all(fitting(text, kind) == span_of(text) for text in takes)


def test_periods_of_the_calendar_may_be_taken_together() -> None:
    assert fitting("2026-09-01/2026-10-31", "month") is None
    assert fitting("2026-09-01/2026-10-31", "month", 2) == span_of("2026-09-01/2026-10-31")
    assert fitting("2026-10", "month", 2) == span_of("2026-10")
    assert fitting("2026-08-01/2026-10-31", "month", 2) is None
    assert fitting("2026-04-01/2026-09-30", "quarter", 2) == span_of("2026-04-01/2026-09-30")
    assert fitting("2026-05-01/2026-10-31", "quarter", 2) is None


@given(st.sampled_from(KINDS), st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_the_last_period_is_of_its_kind_and_over(kind: Period, day: date) -> None:
    found = fitting(last_period(kind, day), kind)
    assert found is not None
    assert found.last <= day
    assert (day - found.last).days <= found.days + 3  # a half-year may follow a shorter one


@given(st.sampled_from(KINDS), st.text(max_size=24))
def test_no_text_is_a_period_of_a_kind_unless_it_is_one(kind: Period, text: str) -> None:
    found = fitting(text, kind)
    assert found is None or found == span_of(text)


@pytest.mark.parametrize(
    ("kind", "day", "text"),
    [
        ("month", date(2027, 1, 5), "2026-12"),
        ("session", date(2027, 1, 5), "2026-12"),
        ("quarter", date(2027, 1, 5), "2026-Q4"),
        ("half_year", date(2027, 1, 5), "2026-H2"),
        ("year", date(2027, 1, 5), "2026"),
        ("year", date(2026, 11, 20), "2025-11-01/2026-10-31"),
        ("day", date(2026, 11, 20), "2026-11-20"),
        ("30d", date(2026, 11, 20), "2026-10-21/2026-11-19"),
        ("90d", date(2026, 11, 20), "2026-08-22/2026-11-19"),
    ],
)
def test_the_last_period_as_people_write_it(kind: Period, day: date, text: str) -> None:
    assert last_period(kind, day) == text


def test_every_kind_has_words() -> None:
    assert set(EXPECTED) == set(KINDS)
