"""A figure's envelope: period, basis, denominator … as given, or taken from the file's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from dpcap.intake.build import Plain
from dpcap.intake.complaint import Complaint, wrong
from dpcap.intake.slips import unknown_key
from dpcap.intake.values import TEXT
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import span_of
from dpcap.model.scale import Figure

PERIOD = "period"


def knows(framework: Framework, field: str) -> bool:
    """Whether an answer may carry *field*. Every figure may say of when it is."""
    return field == PERIOD or field in framework.envelope


@dataclass(frozen=True)
class Envelopes:
    """Reads envelopes by *framework*, for an assessment made on *day* (None: not known)."""

    framework: Framework
    day: date | None

    def read(self, field: str, raw: Plain, indicator: Indicator | None = None) -> str | Complaint:
        """The value of one field, or what is wrong with it. Without *indicator*: as a default."""
        value = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
        if not isinstance(value, str) or not value.strip():
            return wrong("DP302", field, TEXT)
        value = value.strip()
        options = self._options(field, indicator)
        if options and value not in options:
            params = {"field": field, "value": value, "options": ", ".join(options)}
            return Complaint("DP304", field, dict(params))
        if field != PERIOD:
            return value
        return wrong_period(value, self.day) or value

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

    def defaults(self, written: Mapping[str, Plain]) -> tuple[dict[str, str], list[Complaint]]:
        """The defaults of one file, and what is wrong with the others."""
        read: dict[str, str] = {}
        complaints: list[Complaint] = []
        for field, raw in written.items():
            if not knows(self.framework, field):
                said = partial(unknown_key, field, raw, (PERIOD, *self.framework.envelope))
                complaints.append(Complaint("DP106", field, said, at_key=True))
            elif isinstance(value := self.read(field, raw), Complaint):
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


def wrong_period(value: str, day: date | None) -> Complaint | None:
    """What is wrong with *value* as a period that was over on *day* (None: not known)."""
    try:
        end = span_of(value).last
    except ValueError:
        return Complaint("DP305", PERIOD, {"value": value})
    if day is not None and end > day:
        return Complaint("DP306", PERIOD, {"value": value, "day": str(day)})
    return None
