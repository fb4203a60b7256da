"""What the heading of an export's column says of its figures: rates, and in which unit they are."""

from __future__ import annotations

import re

from dpcap.intake.nearest import folded

_RATE = re.compile(
    r"(?:率|占比|比例|比重|环比|同比|增幅|涨幅|客单价|件单价|均价|均值|投产比|评分|roi|ctr|cvr|gpm|arpu"
    r"|percent(?:age)?|rate|ratio|average|mean|%)$|^(?:平均|人均|单均|场均|件均|笔均|average|mean|avg)"
)
_UNIT = re.compile(r"(?:\((?:单位:?)?|/|_|单位:)([^()/_:]{1,8})\)?$")
_TIMES = {
    "百万": 10**6,
    "千万": 10**7,
    "万": 10**4,
    "w": 10**4,
    "亿": 10**8,
    "千": 10**3,
    "k": 10**3,
}
_SECONDS = {
    **dict.fromkeys(("毫秒", "ms"), 0.001),
    **dict.fromkeys(("秒", "s", "sec"), 1.0),
    **dict.fromkeys(("分", "分钟", "min"), 60.0),
    **dict.fromkeys(("小时", "时", "h"), 3600.0),
    **dict.fromkeys(("天", "日", "day", "days"), 86400.0),
}
_COUNTED = ("元", "人", "次", "件", "单", "人次", "个", "笔", "")


def is_rate(heading: str) -> bool:
    """Whether the column under *heading* holds rates or means, which are never added up."""
    plain = folded(heading)
    unit = _UNIT.search(plain)
    bare = plain[: unit.start()] if unit and plain.endswith(")") else plain
    return _RATE.search(bare) is not None or (unit is not None and unit[1] in ("%", "‰"))


def times_of(heading: str) -> int:
    """How many each figure under *heading* stands for: 10,000 under 成交金额(万元)."""
    return _times(_unit(heading))


def times_of_unit(unit: str) -> int:
    """The same of an indicator's *unit*."""
    return _times(folded(unit))


def seconds_of(heading: str) -> float | None:
    """How many seconds each figure under *heading* stands for; None: it is no time."""
    return _SECONDS.get(_unit(heading))


def seconds_of_unit(unit: str) -> float | None:
    """The same of an indicator's *unit*."""
    return _SECONDS.get(folded(unit))


def _unit(heading: str) -> str:
    found = _UNIT.search(folded(heading))
    return found[1] if found else ""


def _times(unit: str) -> int:
    for mark, times in _TIMES.items():
        if unit.startswith(mark) and unit.removeprefix(mark) in _COUNTED:
            return times
    return 1
