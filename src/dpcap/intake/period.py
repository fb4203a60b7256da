"""Periods as people write them: a day, a span of days, a month, quarter, half-year or year."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)
_DECEMBER = 12


def period_end(text: str) -> date:
    """The last day of the period *text*. Raises ValueError if it is none.

    `2026-10`, `2026-Q3`, `2026-H1`, `2026`, `2026-10-31`, `2026-10-01/2026-10-31`.
    """
    if span := _SPAN.fullmatch(text):
        first, last = (date.fromisoformat(day) for day in span.groups())
        if first > last:
            raise ValueError(text)
        return last
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match["year"])
    if match["day"]:
        return date(year, int(match["month"]), int(match["day"]))
    return _month_end(year, _last_month(match))


def _last_month(match: re.Match[str]) -> int:
    if match["quarter"]:
        return 3 * int(match["quarter"])
    if match["half"]:
        return 6 * int(match["half"])
    return int(match["month"]) if match["month"] else _DECEMBER


def _month_end(year: int, month: int) -> date:
    if month == _DECEMBER:
        return date(year, month, 31)
    return date(year, month, 1).replace(month=month + 1) - timedelta(days=1)
