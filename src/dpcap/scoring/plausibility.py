"""Why a value that could be read still counts as missing: implausible, too old, in another unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

from dpcap.model.assessment import NpsCounts, RateCounts, Reply, Value
from dpcap.model.framework import Method
from dpcap.model.period import EXPECTED, Period, fitting, last_period
from dpcap.model.scale import BesidePeers, Figure, Numeric, Rate, Scale
from dpcap.model.trace import ShopScore
from dpcap.model.unit_mistakes import slip_of
from dpcap.scoring.normalise import NPS_MINIMUM

GivenEnvelope = Mapping[str, str]

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

    def until(self, envelope: GivenEnvelope) -> date | None:
        """The last day on which a figure with *envelope* counts; None: its period does not fit."""
        return _until(envelope[PERIOD], *self)

    def ageing(self, envelopes: Iterable[GivenEnvelope]) -> Iterator[date]:
        """The days from which figures with these *envelopes* are too old."""
        for envelope in envelopes:
            until = self.until(envelope) if PERIOD in envelope else None
            if until is not None and until < date.max:
                yield until + timedelta(days=1)

    def problem(self, envelope: GivenEnvelope, assessed_on: date, day: date) -> Problem | None:
        """The code and parameters of what keeps a figure with *envelope* from counting on *day*.

        The example given is the last such period before the answers were given.
        """
        value, until = envelope[PERIOD], self.until(envelope)
        if until is None:
            example = last_period(self.kind, assessed_on)
            return MISFIT, {"value": value, "example": example, **_expected(self.kind, self.most)}
        return (TOO_OLD, {"value": value, "until": str(until)}) if until < day else None


def counting(rows: Sequence[ShopScore], envelope: GivenEnvelope) -> list[GivenEnvelope]:
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


IMPLAUSIBLE, NO_PEER, UNIT_SLIP = "DP333", "DP335", "DP387"
_RARE_PERCENT = 5.0

Problem = tuple[str, dict[str, str | int | float]]
Check = Callable[[Any, Any], Problem | None]  # each scale has a type of value of its own
Checker = Callable[[Reply], Problem | None]


def figure_check(scale: Figure, check: Check) -> Checker:
    """What tells which fields a figure lacks, else what *check* has against its value."""
    needed = scale.envelope.keys()

    def figure(reply: Reply) -> Problem | None:
        if not needed <= reply.envelope.keys():
            lacking = [field for field in needed if field not in reply.envelope]
            return "DP334", {"fields": ", ".join(lacking)}
        return check(reply.value, reply.peer)

    return figure


def doubter(scale: Scale) -> Callable[[float], str | None] | None:
    """What tells the code of a doubt about a value that counts, if the scale knows any."""
    if not isinstance(scale, Numeric) or not scale.percent:
        return None
    # Where one in a hundred is an ordinary figure, a value below 1 is no sign of a fraction.
    rare = scale.typical is not None and scale.typical <= _RARE_PERCENT
    return None if rare else _fraction


def passes(_reply: Reply) -> Problem | None:
    """Nothing: any value that fits the scale counts."""
    return None


def no_tick(reply: Reply) -> Problem | None:
    """A checklist with neither a box nor `none`."""
    return ("DP353", {}) if reply.value == () else None


def number_check(scale: Numeric) -> Check:
    """What tells why a number or its peer figure is not plausible."""
    low, high = scale.plausible or (-inf, inf)
    by_peer = isinstance(scale.score, BesidePeers)

    def check(value: float, peer: float | None) -> Problem | None:
        if not low <= value <= high:
            return IMPLAUSIBLE, {"value": float(value), "low": low, "high": high}
        if by_peer and peer is None:
            return NO_PEER, {}
        if by_peer and (peer <= 0 or value < 0):  # type: ignore[operator]
            return "DP336", {"peer": peer, "value": float(value)}  # type: ignore[dict-item]
        if by_peer and not low <= peer <= high:  # type: ignore[operator]
            return "DP381", {"peer": peer, "low": low, "high": high}  # type: ignore[dict-item]
        return None

    return check


def figure_problem(scale: Numeric | Rate, value: Value, peer: float | None) -> Problem | None:
    """Why a *value* just given cannot count, beside *peer* if that is known.

    It is outside the plausible range, or one of the two is in another unit than the other.
    """
    if isinstance(scale, Rate):
        return rate_check(scale)(value, None)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    problem, slip = number_check(scale)(float(value), peer), slip_of(scale, value, peer)
    if problem is None or problem[0] in (NO_PEER, IMPLAUSIBLE):  # the unit says more than these
        without = problem if problem and problem[0] == IMPLAUSIBLE else None
        return (UNIT_SLIP, slip.params) if slip else without
    return problem


def nps_check(value: object, _peer: float | None) -> Problem | None:
    """Too few replies for an NPS."""
    if not isinstance(value, NpsCounts):
        return "DP337", {"count": 0}
    replies = value.promoters + value.passives + value.detractors
    return ("DP337", {"count": replies}) if replies < NPS_MINIMUM else None


def rate_check(scale: Rate) -> Check:
    """What tells why a rate does not count: no base, or not plausible."""
    low, high = scale.plausible or (0.0, inf)

    def check(value: object, _peer: float | None) -> Problem | None:
        if not isinstance(value, RateCounts) or not value.base:
            return "DP131", {}
        if not low <= value.rate <= high:
            return IMPLAUSIBLE, {"value": value.rate, "low": low, "high": high}
        return None

    return check


def _fraction(value: float) -> str | None:
    """A fraction given as a percentage."""
    return "DP338" if 0 < value <= 1 else None
