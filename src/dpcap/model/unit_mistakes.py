"""Figures that were most likely given in another unit than the peer figure beside them."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from dpcap.model.assessment import Value
from dpcap.model.base import Text
from dpcap.model.scale import BesidePeers, Numeric

# A figure so near its peers, once put into the other unit, was most likely given in that unit.
NEAR = 3.0
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


class OtherUnit(NamedTuple):
    """By what factor figures are too high that were given in another unit than their peer figure.

    `unit` is what the value, or (`of_peer`) its peer figure, then seems to be given in.
    """

    factor: float
    unit: Text | None
    of_peer: bool

    @property
    def times(self) -> str:
        """How many times the two are apart, up or down."""
        return f"{max(self.factor, 1 / self.factor):,.0f}"

    @property
    def guess(self) -> tuple[str, str]:
        """What seems to have happened, in Chinese and in English."""
        if self.unit is None:
            return "两者像是单位不同", "the two seem to be in different units"
        zh, en = ("同行值", "peer figure") if self.of_peer else ("数值", "value")
        return f"{zh}像是按“{self.unit.zh}”填的", f"the {en} seems to be in {self.unit.en}"


class UnitMistake(NamedTuple):
    """A likely mistake: the *value* beside its *peer* figure is in another unit."""

    value: float
    peer: float
    other: OtherUnit

    @property
    def params(self) -> dict[str, str | int | float]:
        """What a finding says of it."""
        zh, en = self.other.guess
        said = {"times": self.other.times, "guess_zh": zh, "guess_en": en}
        return {"value": self.value, "peer": self.peer, **said}


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
    near = [one for one in _factors(scale, mode) if 1 / NEAR <= ratio / one <= NEAR]
    if len(near) != 1 or not _plausible(scale, value / near[0]):
        return None
    return UnitMistake(float(value), peer, _other_unit(scale, near[0]))


def other_units(scale: Numeric) -> tuple[OtherUnit, ...]:
    """The other units that figures on *scale* may have been given in; none: it has no such rule."""
    mode = scale.score
    if not isinstance(mode, BesidePeers) or mode.ratio_of == "shortfall":
        return ()
    return tuple(_other_unit(scale, factor) for factor in _factors(scale, mode))


def _other_unit(scale: Numeric, factor: float) -> OtherUnit:
    units = _units(scale)
    own, other = _unit(units, 1 / factor), _unit(units, factor)
    return OtherUnit(factor, own or other, own is None and other is not None)


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
