"""Days in files moved on by whole quarters: what the examples say, said of a later quarter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_WEEKS = 13  # a quarter, so that days of the week and distances stay
_DAY = r"20\d\d-[01]\d-[0-3]\d"
_WRITTEN = re.compile(
    rf"(?<![\d.-])(?:(?P<first>{_DAY})/(?P<last>{_DAY})|(?P<day>{_DAY})"
    r"|(?P<year>20\d\d)-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>[01]\d)))(?![\d.-])"
)
# Lines whose days are history: a founding, an ending, the begin of a contract.
_HISTORY = re.compile(r"founded_on|removed_on|since:")


def moved(text: str, quarters: int) -> str:
    """*text* with its days, months, quarters and halves moved on by so many *quarters*."""
    lines = text.splitlines(keepends=True)
    return "".join(
        line if _HISTORY.search(line) else _WRITTEN.sub(_by(quarters), line) for line in lines
    )


def day_after(day: date, quarters: int) -> date:
    """The day that is to its quarter what *day* is to one so many *quarters* before."""
    return day + timedelta(weeks=_WEEKS * quarters)


def _by(quarters: int) -> Callable[[re.Match[str]], str]:
    def written(found: re.Match[str]) -> str:
        if found["first"]:
            first, last = (date.fromisoformat(found[one]) for one in ("first", "last"))
            return _range_after(first, last, quarters)
        if found["day"]:
            return str(day_after(date.fromisoformat(found["day"]), quarters))
        year = int(found["year"])
        if found["quarter"]:
            return "{}-Q{}".format(*_counted(year, int(found["quarter"]), 4, quarters))
        if found["half"]:
            return "{}-H{}".format(*_counted(year, int(found["half"]), 2, (quarters + 1) // 2))
        return "{}-{:02d}".format(*_counted(year, int(found["month"]), 12, 3 * quarters))

    return written


def _counted(year: int, part: int, parts: int, later: int) -> tuple[int, int]:
    """The year and its part that come *later* than *part* of *year*, of so many *parts* a year."""
    number = year * parts + part - 1 + later
    return number // parts, number % parts + 1


def _range_after(first: date, last: date, quarters: int) -> str:
    """Whole months stay whole months; any other range keeps its length in days."""
    end = last + timedelta(days=1)
    if first.day != 1 or end.day != 1:
        return f"{day_after(first, quarters)}/{day_after(last, quarters)}"
    begins, after = (
        date(*_counted(one.year, one.month, 12, 3 * quarters), 1) for one in (first, end)
    )
    return f"{begins}/{after - timedelta(days=1)}"
