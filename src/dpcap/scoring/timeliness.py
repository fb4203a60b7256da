"""Timeliness: whether a figure is of the kind of period asked for, and not too old on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dpcap.model.framework import Method
from dpcap.model.period import EXPECTED, Period, fitting, last_period
from dpcap.model.scale import Figure, Scale
from dpcap.model.trace import ShopScore
from dpcap.scoring.plausible import Problem

Envelope = Mapping[str, str]

PERIOD = "period"
MISFIT, TOO_OLD = "DP366", "DP367"

# Unless framework or indicator say otherwise: a period's own length and these days more.
_BEYOND, _LEAST = 30, 120


class FigureTerm(NamedTuple):
    """The period that an indicator asks a figure of, and for how many days it counts from its end.

    `most`: so many periods in a row may be taken together; `max_age` None: as long as the period
    itself and a month more.
    """

    kind: Period
    most: int
    max_age: int | None

    def until(self, envelope: Envelope) -> date | None:
        """The last day on which a figure with *envelope* counts; None: its period does not fit."""
        return _until(envelope[PERIOD], *self)

    def ageing(self, envelopes: Iterable[Envelope]) -> Iterator[date]:
        """The days from which figures with these *envelopes* are too old."""
        for envelope in envelopes:
            until = self.until(envelope) if PERIOD in envelope else None
            if until is not None and until < date.max:
                yield until + timedelta(days=1)

    def problem(self, envelope: Envelope, assessed_on: date, day: date) -> Problem | None:
        """The code and parameters of what keeps a figure with *envelope* from counting on *day*.

        The example given is the last such period before the answers were given.
        """
        value, until = envelope[PERIOD], self.until(envelope)
        if until is None:
            example = last_period(self.kind, assessed_on)
            return MISFIT, {"value": value, "example": example, **_expected(self.kind, self.most)}
        return (TOO_OLD, {"value": value, "until": str(until)}) if until < day else None


def counting(rows: Sequence[ShopScore], envelope: Envelope) -> list[Envelope]:
    """The envelopes of the *rows* that count; without rows *envelope*, the answer's own."""
    return [row.envelope for row in rows if row.valid] if rows else [envelope]


def term_of(scale: Scale, method: Method) -> FigureTerm | None:
    """The term of figures on *scale*; None where they need not say of when they are."""
    if not isinstance(scale, Figure) or PERIOD not in scale.envelope:
        return None
    own = scale.max_age_days
    return FigureTerm(scale.period, scale.periods, method.max_age_days if own is None else own)


@lru_cache(maxsize=4096)
def _until(text: str, kind: Period, most: int, max_age: int | None) -> date | None:
    span = fitting(text, kind, most)
    if span is None:
        return None
    days = max(span.days + _BEYOND, _LEAST) if max_age is None else max_age
    return span.last + timedelta(days=min(days, (date.max - span.last).days))


def _expected(kind: Period, most: int) -> dict[str, str | int | float]:
    words = EXPECTED[kind]
    if most == 1:
        return {"expected_zh": words.zh, "expected_en": words.en}
    return {
        "expected_zh": f"{words.zh}，最多连着{most}个",
        "expected_en": f"{words.en}, up to {most} in a row",
    }
