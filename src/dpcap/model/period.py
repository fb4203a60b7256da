"""Periods as people write them, from a day to a year, and the years between two days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from dpcap.model.base import Text

Period = Literal["day", "30d", "90d", "180d", "session", "month", "quarter", "half_year", "year"]

# Douyin e-commerce is no older: an assessment of an earlier day is a slip, or made up.
FIRST_DAY = date(2020, 1, 1)

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)
_DECEMBER = 12
_DAYS: dict[Period, int] = {"30d": 30, "90d": 90, "180d": 180}
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_SLACK, _SESSION = 1, 31
CALENDAR = tuple(_MONTHS)

# What each kind of period is, as a message says it.
EXPECTED: dict[Period, Text] = {
    "day": Text(zh="一天", en="one day"),
    "session": Text(zh="不超过31天", en="31 days at most"),
    "month": Text(zh="一个自然月", en="one calendar month"),
    "quarter": Text(zh="一个自然季度", en="one calendar quarter"),
    "half_year": Text(zh="一个自然半年", en="one calendar half-year"),
    "year": Text(zh="整整12个月", en="twelve months to the day"),
    **{
        kind: Text(
            zh=f"{days}天的起止日（多一天少一天都行）",
            en=f"first and last of {days} days, give or take one",
        )
        for kind, days in _DAYS.items()
    },
}


class Span(NamedTuple):
    """A period's first and last day."""

    first: date
    last: date

    def holds(self, other: Span) -> bool:
        """Whether *other* lies inside it, both ends included."""
        return self.first <= other.first and other.last <= self.last

    @property
    def days(self) -> int:
        """How many days it has, both ends included."""
        return (self.last - self.first).days + 1


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


@lru_cache(maxsize=4096)
def period_key(text: str) -> str:
    """The days of the period *text*, however it is written; what is no period is itself."""
    try:
        first, last = span_of(text)
    except ValueError:
        return text
    return f"{first}/{last}"


@lru_cache(maxsize=4096)
def fitting(text: str, kind: Period, most: int = 1) -> Span | None:
    """The days of *text* if it is a period of *kind*, or up to *most* of them in a row; else None.

    Months, quarters and half-years are those of the calendar. A year is twelve months to the day,
    whichever day they begin on, since people are asked about the last twelve months.
    """
    try:
        span = span_of(text)
    except ValueError:
        return None
    return span if _is_of(span, text, kind, most) else None


def _is_of(span: Span, text: str, kind: Period, most: int) -> bool:
    if kind == "day":
        return span.days == 1
    if kind == "session":
        return span.days <= _SESSION
    if kind in _DAYS:
        # A month's name does not do: whoever reads the last 30 days off a screen knows both ends.
        return "/" in text and abs(span.days - _DAYS[kind]) <= _SLACK
    length = _MONTHS[kind]
    begins = kind == "year" or (span.first.day == 1 and (span.first.month - 1) % length == 0)
    ends = (_shifted(span.first, length * count) for count in range(1, most + 1))
    return begins and any(end is not None and end - span.last == timedelta(1) for end in ends)


def holds_kind(now: tuple[Period, int], was: tuple[Period, int]) -> bool:
    """Whether each period of the kind *was* (so many in a row at most) is also one of *now*."""
    (kind, most), (old, count) = now, was
    if kind == old:
        return count <= most
    if kind == "session":
        return (old, count) in (("day", 1), ("month", 1))
    if kind not in _MONTHS or old not in _MONTHS:
        return False
    length, before = _MONTHS[kind], _MONTHS[old]
    # A year may begin in any month, as no quarter does.
    begins = kind == "year" or (before % length == 0 and (old != "year" or length == 1))
    return begins and before % length == 0 and before * count <= length * most


def _shifted(day: date, months: int) -> date | None:
    """*day* so many months later, or the day after where there is no such day; None: no year."""
    year, month = divmod(day.year * _DECEMBER + day.month - 1 + months, _DECEMBER)
    if not date.min.year <= year <= date.max.year:
        return None
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return _month_end(year, month + 1) + timedelta(days=1)


def last_period(kind: Period, day: date) -> str:
    """The last period of *kind* that was over on *day*, as people write it."""
    day = max(day, FIRST_DAY)
    if kind == "day":
        return day.isoformat()
    if kind in _DAYS:
        return f"{day - timedelta(days=_DAYS[kind])}/{day - timedelta(days=1)}"
    if kind == "year":
        last = day.replace(day=1) - timedelta(days=1)
        if last.month == _DECEMBER:
            return str(last.year)
        return f"{day.replace(year=day.year - 1, day=1)}/{last}"
    length = _MONTHS.get(kind, 1)
    ended = (day.year * _DECEMBER + day.month - 1) // length - 1
    year, place = divmod(ended * length, _DECEMBER)
    if length == 1:
        return f"{year}-{place + 1:02d}"
    return f"{year}-{'Q' if kind == 'quarter' else 'H'}{place // length + 1}"


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
