"""The days of a round as a calendar that any calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.base import Language
from dpcap.model.round import Round
from dpcap.report.sanitize import plain
from dpcap.workflow.calendar_file import CalendarDay, calendar_file
from dpcap.workflow.round_words import DAYS


def calendar_of(round_: Round, names: Mapping[str, str], language: Language) -> bytes:
    """Each day of *round_*, and each provider's own last day; *names* are the providers', by id.

    An entry keeps its UID whatever its day or the language, so that what is imported again replaces
    what is there. All bear the first day of the round as the time of their making.
    """
    title = _title(round_, language)
    return calendar_file(title, "round", language, round_.opens_on, _days(round_, names, language))


def _title(round_: Round, language: Language) -> str:
    return plain(round_.title.say(language)) if round_.title else round_.id


def _days(round_: Round, names: Mapping[str, str], language: Language) -> Iterator[CalendarDay]:
    title = _title(round_, language)
    for key, day in round_.days:
        said = DAYS.say("of", language, what=DAYS.say(key, language), who=title)
        yield CalendarDay(_uid(round_, key), day, said)
    for provider, one in sorted(round_.extensions.items()):
        who = plain(names.get(provider, provider))
        what = DAYS.say("extended", language)
        told = [DAYS.say("why", language, reason=plain(one.reason))]
        if one.by:
            told.append(DAYS.say("by", language, who=plain(one.by)))
        summary = DAYS.say("of", language, what=what, who=who)
        uid = _uid(round_, f"due_on.{provider}")
        yield CalendarDay(uid, one.due_on, summary, "\n".join(told))


def _uid(round_: Round, key: str) -> str:
    return f"{round_.id}.{key}@round.dpcap"
