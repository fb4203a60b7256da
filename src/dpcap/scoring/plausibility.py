"""Why a value that could be read still counts as missing: implausible, too old, in another unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

from dpcap.model.assessment import NpsCounts, RateCounts, Reply, Value
from dpcap.model.base import Text
from dpcap.model.framework import Method
from dpcap.model.period import EXPECTED, Period, fitting, last_period
from dpcap.model.scale import BesidePeers, Figure, Numeric, Rate, Scale
from dpcap.model.trace import ShopScore
from dpcap.scoring.normalise import NPS_MINIMUM

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


IMPLAUSIBLE = "DP333"
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
            return "DP335", {}
        if by_peer and (peer <= 0 or value < 0):  # type: ignore[operator]
            return "DP336", {"peer": peer, "value": float(value)}  # type: ignore[dict-item]
        if by_peer and not low <= peer <= high:  # type: ignore[operator]
            return "DP381", {"peer": peer, "low": low, "high": high}  # type: ignore[dict-item]
        return None

    return check


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


# A figure so near its peers, once put into the other unit, was most likely given in that unit.
_NEAR = 3.0
_Factors = tuple[float, ...]
_PERCENT: _Factors = (100.0,)
_TIME: _Factors = (60.0, 1e3)
_OTHER: _Factors = (100.0, 1e3, 1e4)
_VOLUME: _Factors = (1e3, 1e4)

# What units are called beside which they are a factor larger (or, below 1, smaller).
_TIMES = {
    "秒": {60.0: Text(zh="分钟", en="minutes"), 1e-3: Text(zh="毫秒", en="milliseconds")},
    "分钟": {60.0: Text(zh="小时", en="hours"), 1 / 60: Text(zh="秒", en="seconds")},
    "小时": {1 / 60: Text(zh="分钟", en="minutes")},
}
_FRACTION = {100.0: Text(zh="小数（1 即 100%）", en="fractions (1 is 100 %)")}
_YUAN = {
    0.01: Text(zh="分", en="fen (0.01 CNY)"),
    1e3: Text(zh="千元", en="1,000 CNY"),
    1e4: Text(zh="万元", en="10,000 CNY"),
}
_WAN_YUAN = {
    1e-4: Text(zh="元", en="CNY"),
    1e-3: Text(zh="十元", en="10 CNY"),
    1e3: Text(zh="千万元", en="10 million CNY"),
    1e4: Text(zh="亿元", en="100 million CNY"),
}
_COUNT = {1e3: Text(zh="千", en="thousands"), 1e4: Text(zh="万", en="ten thousands")}
_MULTIPLES = {0.01: Text(zh="百分数", en="percentages")}


class UnitMistake(NamedTuple):
    """A likely mistake: the value stands *factor* times too high beside its peer figure.

    `unit` is what the value, or (`of_peer`) its peer figure, seems to be given in.
    """

    value: float
    peer: float
    factor: float
    unit: Text | None
    of_peer: bool

    @property
    def params(self) -> dict[str, str | int | float]:
        """What a finding says of it."""
        times = max(self.factor, 1 / self.factor)
        return {
            "value": self.value,
            "peer": self.peer,
            "times": f"{times:,.0f}",
            "guess_zh": self._guess_zh,
            "guess_en": self._guess_en,
        }

    @property
    def _guess_zh(self) -> str:
        if self.unit is None:
            return "两者像是单位不同"
        return f"{'同行值' if self.of_peer else '数值'}像是按“{self.unit.zh}”填的"

    @property
    def _guess_en(self) -> str:
        if self.unit is None:
            return "the two seem to be in different units"
        return f"the {'peer figure' if self.of_peer else 'value'} seems to be in {self.unit.en}"


def slip_of(scale: Numeric, value: Value | None, peer: float | None) -> UnitMistake | None:
    """The mistake of unit that alone explains how far *value* is off *peer*.

    There is one where the ratio is not believed (for volumes: however large it is), one factor and
    no other brings it near, and the value is plausible in the other unit.
    """
    mode = scale.score
    if not isinstance(mode, BesidePeers) or mode.ratio_of == "shortfall":
        return None
    if not isinstance(value, int | float) or not peer or value <= 0 or peer <= 0:
        return None
    low, high = mode.believed or (inf, -inf)
    ratio = value / peer
    if low <= ratio <= high:
        return None
    near = [one for one in _factors(scale, mode) if 1 / _NEAR <= ratio / one <= _NEAR]
    if len(near) != 1 or not _plausible(scale, value / near[0]):
        return None
    units, factor = _units(scale), near[0]
    own, other = _unit(units, 1 / factor), _unit(units, factor)
    return UnitMistake(float(value), peer, factor, own or other, own is None and other is not None)


def _factors(scale: Numeric, mode: BesidePeers) -> _Factors:
    """By what units of such figures differ, up and down."""
    if mode.volume:
        ups = _VOLUME
    elif scale.percent:
        ups = _PERCENT
    else:
        ups = _TIME if _time_units(scale) else _OTHER
    return (*ups, *(1 / up for up in ups))


def _plausible(scale: Numeric, value: float) -> bool:
    low, high = scale.plausible or (-inf, inf)
    return low <= value <= high


def _unit(units: dict[float, Text], size: float) -> Text | None:
    return next((name for one, name in units.items() if abs(one / size - 1) < 0.01), None)  # noqa: PLR2004


def _units(scale: Numeric) -> dict[float, Text]:
    """The other units of such figures, by how many times larger they are than the one asked."""
    unit = scale.unit.zh
    if scale.percent:
        return _FRACTION
    if unit.startswith("万元"):
        return _WAN_YUAN
    if unit.startswith("元"):
        return _YUAN
    if unit.startswith("倍"):
        return _MULTIPLES
    return _time_units(scale) or _COUNT


def _time_units(scale: Numeric) -> dict[float, Text]:
    return _TIMES.get(scale.unit.zh.partition("/")[0], {})
