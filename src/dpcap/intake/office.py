"""What people and their spreadsheets write, in the one form that is read: periods, figures."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from dpcap.intake.build import number
from dpcap.intake.wording import Both

# Longer than any of these is written; nothing below goes over more.
_LONGEST = 40
_NO_DATA = frozenset(
    ("-", "--", "—", "——", "–", "/", "\\", "n/a", "na", "暂无", "无", "null", "none")
)
_EMPTY = Both(
    "没有数据的格子请留空，不要写“{mark}”", "leave a cell empty that has no data, without “{mark}”"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>20\d\d)"
_DAY = re.compile(
    rf"{_YEAR}(?:(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})"
    r"|年(?P<month_zh>\d{1,2})月(?P<day_zh>\d{1,2})[日号]|(?P<month_8>\d\d)(?P<day_8>\d\d))",
    re.ASCII,
)
_MONTH = re.compile(
    rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})|年(?P<zh>\d{{1,2}})月份?|(?P<six>\d\d))", re.ASCII
)
_EXCEL = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})-(?P<year>\d\d)", re.ASCII)
_QUARTER = re.compile(
    rf"{_YEAR}[-/ ]?(?:年)?(?:q(?P<digit>[1-4])|第?(?P<zh>[一二三四1-4])季度?)", re.ASCII
)
_HALF = re.compile(rf"{_YEAR}[-/ ]?年?(?:h(?P<digit>[12])|(?P<zh>[上下])半年)", re.ASCII)
_BETWEEN = re.compile(r"\s?(?:~|至|到|—|–|--)\s?|\s-\s|(?<=\d)-(?=20\d\d[/.年])")
_CHINESE = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_TIMES = {"万": Decimal(10**4), "w": Decimal(10**4), "亿": Decimal(10**8)}


def period_as_read(text: str) -> str:
    """*text* as periods are written here if it says one in another common way, else as it is.

    `2026/10`, `2026年10月`, `202610` and a spreadsheet's `Oct-26` are `2026-10`; `2026Q3` and
    `2026年三季度` are `2026-Q3`; `2026/10/1~2026/10/31` is `2026-10-01/2026-10-31`.
    """
    if len(text) > _LONGEST:
        return text
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    ends = [_day(one) for one in _BETWEEN.split(plain)]
    if len(ends) == 2 and all(ends):  # noqa: PLR2004 - a first and a last day
        return "/".join(filter(None, ends))
    return _day(plain) or _month(plain) or _part(plain) or text


def _day(plain: str) -> str | None:
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    month, day = (
        found[name] or found[f"{name}_zh"] or found[f"{name}_8"] for name in ("month", "day")
    )
    return f"{found['year']}-{month:0>2}-{day:0>2}"


def _month(plain: str) -> str | None:
    if found := _MONTH.fullmatch(plain):
        return f"{found['year']}-{found['month'] or found['zh'] or found['six']:0>2}"
    if found := _EXCEL.fullmatch(plain):
        return f"20{found['year']}-{_MONTHS.index(found['month']) + 1:0>2}"
    return None


def _part(plain: str) -> str | None:
    for pattern, letter in ((_QUARTER, "Q"), (_HALF, "H")):
        if found := pattern.fullmatch(plain):
            part = found["digit"] or _CHINESE.get(found["zh"], found["zh"])
            return f"{found['year']}-{letter}{part}"
    return plain.removesuffix("年") if re.fullmatch(r"20\d\d年", plain, re.ASCII) else None


def figure_as_read(text: str, unit: str = "") -> int | float | None:
    """The figure *text* says for a quantity in *unit* (its Chinese words), or None.

    Full width, blanks around, separators of thousands and the long minus do not count; a per cent
    sign is taken where the unit is per cent, `万`, `w` and `亿` as far as the unit does not say so.
    """
    if len(text) > _LONGEST:
        return number(text)
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("\N{MINUS SIGN}", "-")
    if plain.endswith("%"):
        return _bare(plain[:-1].rstrip()) if "%" in unit else None
    for mark, times in _TIMES.items():
        if plain.endswith(mark):
            figure = _bare(plain.removesuffix(mark).rstrip())
            return None if figure is None else _scaled(figure, times, unit)
    return _bare(plain)


def _bare(plain: str) -> int | float | None:
    return number(plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain)


def _scaled(figure: float, times: Decimal, unit: str) -> float:
    """*figure* so many *times*, in a *unit* that may itself count in ten thousands."""
    of_unit = next((one for mark, one in _TIMES.items() if mark in unit), Decimal(1))
    value = Decimal(str(figure)) * times / of_unit
    return int(value) if value == value.to_integral_value() else float(value)


def no_data(text: str) -> Both | None:
    """What to say of *text* if it stands for a figure that is not there."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _EMPTY.fill({"mark": text}) if plain.lower() in _NO_DATA else None
