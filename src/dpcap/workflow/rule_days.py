"""The days of rules as a calendar: announced, first day, last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpcap.model.base import Language
from dpcap.model.rule_calendar import CalendarRule, RuleCalendar
from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.report.sanitize import plain
from dpcap.workflow.calendar_file import CalendarDay, calendar_file

_WORDS = Book(
    {
        "name": TwoLanguages("规则日历", "Rules"),
        "warn_from": TwoLanguages("开始预告：{rule}", "Announced: {rule}"),
        "from": TwoLanguages("开始施行：{rule}", "In force from today: {rule}"),
        "until": TwoLanguages("最后一天：{rule}", "Last day: {rule}"),
        "source": TwoLanguages("出处：{source}", "Source: {source}"),
        "which": TwoLanguages("门槛 {gates}，规则 {rule}", "Gates {gates}, rule {rule}"),
    }
)


def calendar_of_rules(calendar: RuleCalendar, language: Language) -> bytes:
    """Each day on which a version of a rule in *calendar* is announced, begins or ends.

    An entry keeps its UID whatever its day or the language, so that what is imported again replaces
    what is there: versions are counted in the order of their days.
    """
    name = _WORDS.say("name", language)
    return calendar_file(name, "rules", language, calendar.on, _days(calendar, language))


def _days(calendar: RuleCalendar, language: Language) -> Iterator[CalendarDay]:
    for gates in calendar.gates:
        seen: Counter[str] = Counter()
        for rule in gates.rules:
            seen[rule.rule] += 1
            if not rule.suspended:
                yield from _of_rule(rule, seen[rule.rule], language)


def _of_rule(rule: CalendarRule, number: int, language: Language) -> Iterator[CalendarDay]:
    said, told = plain(rule.message.say(language)).rstrip("。."), _told(rule, language)
    for key, day in (
        ("warn_from", rule.warn_from),
        ("from", rule.from_),
        ("until", rule.until),
    ):
        if day is not None:
            uid = f"{rule.gates}.{rule.rule}.{number}.{key}@rules.dpcap"
            yield CalendarDay(uid, day, _WORDS.say(key, language, rule=said), told)


def _told(rule: CalendarRule, language: Language) -> str:
    lines = [_WORDS.say("which", language, gates=rule.gates, rule=rule.rule)]
    source = [rule.source.document, rule.source.url or ""] if rule.source else []
    parts = [plain(one) for one in (*source[:1], rule.clause or "", *source[1:]) if one]
    if parts:
        lines.append(_WORDS.say("source", language, source=" ".join(parts)))
    return "\n".join(lines)
