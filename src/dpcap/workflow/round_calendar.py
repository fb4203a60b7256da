"""The days of a round as a calendar that any calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from dpcap.model.base import Language
from dpcap.model.round import Round
from dpcap.report.sanitize import plain
from dpcap.workflow.round_words import DAYS

_MAKER = "-//dpcap//round//"


class _Entry(NamedTuple):
    """One day: what tells it apart from the others for good, its title, and what else is said."""

    key: str
    day: date
    summary: str
    told: str = ""


def calendar_of(round_: Round, names: Mapping[str, str], language: Language) -> bytes:
    """Each day of *round_*, and each provider's own last day; *names* are the providers', by id.

    An entry keeps its UID whatever its day or the language, so that what is imported again replaces
    what is there. All bear the first day of the round as the time of their making.
    """
    made = Calendar()
    made.add("prodid", f"{_MAKER}{language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _title(round_, language))
    for entry in _entries(round_, names, language):
        made.add_component(_event(entry, round_))
    data: bytes = made.to_ical()
    return data


def _title(round_: Round, language: Language) -> str:
    return plain(round_.title.say(language)) if round_.title else round_.id


def _entries(round_: Round, names: Mapping[str, str], language: Language) -> Iterator[_Entry]:
    title = _title(round_, language)
    for key, day in round_.days:
        yield _Entry(key, day, DAYS.say("of", language, what=DAYS.say(key, language), who=title))
    for provider, one in sorted(round_.extensions.items()):
        who = plain(names.get(provider, provider))
        what = DAYS.say("extended", language)
        told = [DAYS.say("why", language, reason=plain(one.reason))]
        if one.by:
            told.append(DAYS.say("by", language, who=plain(one.by)))
        summary = DAYS.say("of", language, what=what, who=who)
        yield _Entry(f"due_on.{provider}", one.due_on, summary, "\n".join(told))


def _event(entry: _Entry, round_: Round) -> Event:
    """A whole day that keeps nobody busy."""
    made = Event()
    made.add("uid", f"{round_.id}.{entry.key}@round.dpcap")
    made.add("dtstamp", datetime.combine(round_.opens_on, time(), UTC))
    made.add("dtstart", entry.day)
    made.add("dtend", entry.day + timedelta(days=1))
    made.add("summary", entry.summary)
    if entry.told:
        made.add("description", entry.told)
    made.add("transp", "TRANSPARENT")
    return made
