"""Periods as people write them, from a day to a year, and the years between two days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)
_DECEMBER = 12
_IN_DAYS: dict[str, int] = {"day": 1, "session": 1, "30d": 30, "90d": 90, "180d": 180}
_IN_MONTHS: dict[str, tuple[int, str]] = {
    "month": (1, "{year:04}-{nth:02}"),
    "quarter": (3, "{year:04}-Q{nth}"),
    "half_year": (6, "{year:04}-H{nth}"),
    "year": (12, "{year:04}"),
}


class Span(NamedTuple):
    """A period's first and last day."""

    first: date
    last: date

    def holds(self, other: Span) -> bool:
        """Whether *other* lies inside it, both ends included."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=1024)
def span_of(text: str) -> Span:
    """The days of the period *text*. Raises ValueError if it is none.

    `2026-10`, `2026-Q3`, `2026-H1`, `2026`, `2026-10-31`, `2026-10-01/2026-10-31`.
    """
    if written := _SPAN.fullmatch(text):
        span = Span(*map(date.fromisoformat, written.groups()))
        if span.first > span.last:
            raise ValueError(text)
        return span
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Span(day, day)
    first, last = _months(match)
    return Span(date(year, first, 1), _month_end(year, last))


def _months(match: re.Match[str]) -> tuple[int, int]:
    """The first and last month of a quarter, half-year, month or year."""
    for name, length in (("quarter", 3), ("half", 6), ("month", 1)):
        if match[name]:
            last = length * int(match[name])
            return last - length + 1, last
    return 1, _DECEMBER


def _month_end(year: int, month: int) -> date:
    if month == _DECEMBER:
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def latest(length: str, day: date) -> str:
    """The last period of *length* (a figure's `period`) that was over before *day*, as written."""
    if length in _IN_DAYS:
        last = max(day.toordinal() - 1, 1)
        first = max(last - _IN_DAYS[length] + 1, 1)
        days = [date.fromordinal(at).isoformat() for at in (first, last)]
        return days[0] if first == last else "/".join(days)
    months, form = _IN_MONTHS[length]
    whole = _DECEMBER // months
    year, nth = divmod(day.year * whole + (day.month - 1) // months - 1, whole)
    return form.format(year=year, nth=nth + 1)


def years_between(first: date, last: date) -> float:
    """Years from *first* to *last*: whole ones by the calendar, and the part of the next one.

    Who was born on 29 February ends a year on 28 February where there is no 29th. Below 0 if *last*
    comes first.
    """
    years = last.year - first.year - (last < _birthday(first, last.year))
    begun, ends = _birthday(first, first.year + years), _birthday(first, first.year + years + 1)
    return years + (last - begun).days / (ends - begun).days


def _birthday(first: date, year: int) -> date:
    try:
        return first.replace(year=year)
    except ValueError:
        return first.replace(day=28, year=year)  # 29 February
