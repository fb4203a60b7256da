"""Periods, their first and last days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dpcap.model.period import Span, span_of, years_between


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
