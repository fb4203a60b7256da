"""A figure's envelope: period, basis, denominator … as given, or taken from the file's defaults."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from dpcap.intake.key_typos import unknown_key
from dpcap.intake.office import period_as_read
from dpcap.intake.values import TEXT, ValueProblem, offered, too_long, wrong
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES, LINE, Text
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import span_of
from dpcap.model.scale import Figure

PERIOD = "period"

# Of a longer list of values nobody is shown all. The sign stands between the levels of a value.
MANY = 20
BELOW = "›"
_LONGEST = 60
_SIGNS = re.compile(r" ?[›>»/] ?")


def knows(framework: Framework, field: str) -> bool:
    """Whether an answer may carry *field*. Every figure may say of when it is."""
    return field == PERIOD or field in framework.envelope


def ids_by_title(framework: Framework, field: str) -> dict[str, str]:
    """The ids of a field's values by their titles in either language, as far as these are clear."""
    vocabulary = framework.envelope.get(field)
    found: dict[str, set[str]] = {}
    for one, title in vocabulary.values.items() if vocabulary else ():
        for words in (title.zh, title.en):
            found.setdefault(_plain(words), set()).add(one)
    return {words: next(iter(ids)) for words, ids in found.items() if len(ids) == 1}


def by_top(framework: Framework, field: str) -> dict[str, list[str]]:
    """The values of a field below each of its first level, that included."""
    ids, found = ids_by_title(framework, field), dict[str, list[str]]()
    for one, title in framework.envelope[field].values.items():
        top = ids.get(_plain(title.zh).partition(BELOW)[0], one)
        found.setdefault(top, []).append(one)
    return found


def _plain(words: str) -> str:
    """*words* as they are compared: width, case, blanks, the sign between levels do not count."""
    folded = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    return _SIGNS.sub(BELOW, folded)


@dataclass(frozen=True)
class Envelopes:
    """Reads envelopes by *framework*, for an assessment made on *day* (None: not known)."""

    framework: Framework
    day: date | None

    def read(
        self, field: str, raw: Plain, indicator: Indicator | None = None
    ) -> str | ValueProblem:
        """The value of one field, or what is wrong with it. Without *indicator*: as a default."""
        value = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
        if not isinstance(value, str) or not value.strip():
            return wrong("DP302", field, TEXT)
        value, options = value.strip(), self._options(field, indicator)
        if len(value) > LINE:
            return too_long(field, value, LINE)
        if options and value not in options:
            value = self.framework.once(ids_by_title, field).get(_plain(value), value)
            if value not in options:
                return self._unlisted(field, value, options)
        if field != PERIOD:
            return value
        period = period_as_read(value)
        return wrong_period(period, self.day) or period

    def _unlisted(self, field: str, value: str, options: tuple[str, ...]) -> ValueProblem:
        """That *value* is none of the *options*; of a long list those near it are named."""
        if len(options) <= MANY:
            known = (
                self.framework.envelope[field].values if field in self.framework.envelope else {}
            )
            said = offered({one: known.get(one) or Text(zh=one, en=one) for one in options})
            params = {"field": field, "value": value[:_LONGEST]}
            return ValueProblem(
                "DP304", field, {**params, "options_zh": said.zh, "options_en": said.en}
            )
        vocabulary = self.framework.envelope[field]
        tops = self.framework.once(by_top, field)
        first = self.framework.once(ids_by_title, field).get(_plain(value).partition(BELOW)[0], "")
        titles = [vocabulary.values[one] for one in tops.get(first, tops)]
        params = {"value": value[:_LONGEST]}
        for language in LANGUAGES:
            params[f"title_{language}"] = vocabulary.title.say(language)
            params[f"options_{language}"] = ", ".join(one.say(language) for one in titles)
        return ValueProblem("DP384", field, dict(params))

    def fitting(self, defaults: Mapping[str, str], indicator: Indicator) -> dict[str, str]:
        """The *defaults* that *indicator* asks for and takes."""
        scale = indicator.scale
        if not defaults or not isinstance(scale, Figure):
            return {}
        return {
            field: defaults[field]
            for field in scale.envelope
            if field in defaults and self._takes(field, defaults[field], indicator)
        }

    def defaults(self, written: Mapping[str, Plain]) -> tuple[dict[str, str], list[ValueProblem]]:
        """The defaults of one file, and what is wrong with the others."""
        read: dict[str, str] = {}
        complaints: list[ValueProblem] = []
        for field, raw in written.items():
            if not knows(self.framework, field):
                said = partial(unknown_key, field, raw, (PERIOD, *self.framework.envelope))
                complaints.append(ValueProblem("DP106", field, said, at_key=True))
            elif isinstance(value := self.read(field, raw), ValueProblem):
                complaints.append(value)
            else:
                read[field] = value
        return read, complaints

    def _takes(self, field: str, value: str, indicator: Indicator) -> bool:
        options = self._options(field, indicator)
        return not options or value in options

    def _options(self, field: str, indicator: Indicator | None) -> tuple[str, ...]:
        """The values *field* may take; none: any text."""
        scale = indicator.scale if indicator else None
        if isinstance(scale, Figure):
            allowed = scale.envelope.get(field, "any")
            if allowed != "any":
                return allowed
        vocabulary = self.framework.envelope.get(field)
        return tuple(vocabulary.values) if vocabulary else ()


def wrong_period(value: str, day: date | None) -> ValueProblem | None:
    """What is wrong with *value* as a period that was over on *day* (None: not known)."""
    try:
        end = span_of(value).last
    except ValueError:
        return ValueProblem("DP305", PERIOD, {"value": value})
    if day is not None and end > day:
        return ValueProblem("DP306", PERIOD, {"value": value, "day": str(day)})
    return None
