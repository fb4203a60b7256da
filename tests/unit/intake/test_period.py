"""Periods and their last days."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.intake.period import period_end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-10", date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-Q3", date(2026, 9, 30)),
        ("2026-H1", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
        ("2026-10-05", date(2026, 10, 5)),
        ("2026-10-01/2026-10-31", date(2026, 10, 31)),
    ],
)
def test_the_last_day(text: str, end: date) -> None:
    assert period_end(text) == end


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
        period_end(text)
