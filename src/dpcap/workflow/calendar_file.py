"""Days as a calendar that any calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from dpcap.model.base import Language


class CalendarDay(NamedTuple):
    """One day: what tells it apart from the others for good, its title, and what else is said."""

    uid: str
    day: date
    summary: str
    told: str = ""


def calendar_file(
    title: str, kind: str, language: Language, made_on: date, days: Iterable[CalendarDay]
) -> bytes:
    """*days* as a calendar called *title*, of a *kind* such as `round`.

    All bear *made_on* as the time of their making, so that the same days give the same bytes.
    """
    made = Calendar()
    made.add("prodid", f"-//dpcap//{kind}//{language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)
    for day in days:
        made.add_component(_event(day, made_on))
    data: bytes = made.to_ical()
    return data


def _event(entry: CalendarDay, made_on: date) -> Event:
    """A whole day that keeps nobody busy."""
    made = Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", datetime.combine(made_on, time(), UTC))
    made.add("dtstart", entry.day)
    made.add("dtend", entry.day + timedelta(days=1))
    made.add("summary", entry.summary)
    if entry.told:
        made.add("description", entry.told)
    made.add("transp", "TRANSPARENT")
    return made
