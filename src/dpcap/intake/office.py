"""What people and spreadsheets write, in the one form that is read: days, periods, figures."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from dpcap.intake.yaml_values import Plain, number
from dpcap.model.period import FIRST_DAY
from dpcap.model.two_languages import TwoLanguages

# Longer than any of these is written; nothing below goes over more.
_LONGEST = 40
_LATEST = date(2100, 1, 1)
# What workbooks count days from, and the numbers of the days of the years from 2000 to 2099.
_DAY_0, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)
_BARE_MONTH = re.compile(r"\d{1,2}月份?", re.ASCII)
# What stands in a cell that has no data; the words of NO_DATA as well.
MARKS = frozenset(
    ("-", "--", "---", "—", "——", "–", "无", "null", "none", "nil", "#n/a", "…", "...")
)
NO_DATA = MARKS | {
    "/",
    "\\",
    "n/a",
    "na",
    "暂无",
    "暂无数据",
    "无数据",
    "不适用",
    "没有",
    "未知",
    "待补",
}
YES = frozenset(("y", "yes", "true", "是", "对", "有", "√", "✓", "✔"))
NO = frozenset(("n", "no", "false", "否", "不是", "没有", "×", "✗", "✘"))
_NO_YEAR = re.compile(r"(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?", re.ASCII)
# A day as a spreadsheet writes it carries the hour at which it begins.
_MIDNIGHT = re.compile(r"[t ]0?0:00(?::00(?:\.0{1,6})?)?z?", re.ASCII)
# How a spreadsheet keeps a text that looks like a number: ="…", or an apostrophe before it.
_AS_TEXT = re.compile(r'="(?P<quoted>[^"]*)"|[\'‘’](?P<marked>[^\'’]+)')
_AS_TEXT_BEGINS = ("=", "'", "‘", "’")
_QUOTES = "“”\"'‘’「」"
LEAVE_EMPTY = TwoLanguages(
    "没有数据的格子请留空，不要写“{mark}”", "leave a cell empty that has no data, without “{mark}”"
)
FORMULA_FAILED = TwoLanguages(
    "“{mark}”是表格公式出错的提示，请填算好的数；没有数据就留空",
    "“{mark}” is a formula that failed: write the figure, or leave the cell empty",
)
FORMULA = TwoLanguages(
    "这是公式，不是数。请复制后“只粘贴数值”", "this is a formula: copy it and paste the value only"
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
_BETWEEN = re.compile(
    r"\s?(?:~|至|到|—|–|--)\s?|\s-\s|(?<=\d)-(?=20\d\d[/.年])|(?<=\d{8})-(?=20\d{6}$)"
)
# A day whose year stands last or has two digits, and the names of months.
_ANY_ORDER = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", re.ASCII)
_MONTH_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})[- ](?P<month>{'|'.join(_MONTHS)})[a-z]*|"
    rf"(?P<first>{'|'.join(_MONTHS)})[a-z]* (?P<second>\d{{1,2}}),?)[- ](?P<year>(?:20)?\d\d)",
    re.ASCII,
)
_HOUR = re.compile(r"(?<=\d)[t ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?=$|[\s~至到—–-])", re.ASCII)
# A figure as a power of ten: the digits, those behind the point, the power.
_POWER = re.compile(r"([-+]?\d(?:\.(\d{1,17}))?)e([-+]?\d{1,2})", re.ASCII)
_CENTS, _GENERAL = 2, 6
_NO_ROOM = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))
_CHINESE = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
# An exact amount that needs no reading.
PLAIN_AMOUNT = re.compile(r"[-+]?\d{1,24}(?:\.\d{1,12})?", re.ASCII)
_CURRENCY = re.compile(r"^(?:¥|rmb|cny)[ ]?|[ ]?(?:元|块|rmb|cny)$")
_TIMES = {
    "万": Decimal(10**4),
    "w": Decimal(10**4),
    "亿": Decimal(10**8),
    "千": Decimal(10**3),
    "k": Decimal(10**3),
}
_OF_UNITS = ("万", "亿")
# What a spreadsheet shows where a formula failed, and a formula that was kept as a text.
FAILED_RESULTS = frozenset(("#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!"))


def period_as_read(text: str) -> str:
    """*text* as periods are written here if it says one in another common way, else as it is.

    `2026/10`, `2026年10月`, `202610` and a spreadsheet's `Oct-26` are `2026-10`; `2026Q3` and
    `2026年三季度` are `2026-Q3`; `2026/10/1~2026/10/31` is `2026-10-01/2026-10-31`.
    """
    return _period(text) if len(text) <= _LONGEST else text


# The rows of a table name few periods, again and again.
@lru_cache(maxsize=256)
def _period(text: str) -> str:
    plain = unquoted(text).lower()
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


def day_as_read(written: Plain) -> Plain:
    """*written* as days are written here if it is one day beyond doubt, else as it is.

    `2026/11/5`, `2026.11.5`, `2026年11月5日`, `20261105` (a number too) and a day with the hour
    0:00 are `2026-11-05`. Day and month without a year, or in an order that nobody can know, are
    not.
    """
    text = str(written) if type(written) is int else written
    if not isinstance(text, str) or len(text) > _LONGEST:
        return written
    plain = tidy(text).lower()
    hour = _MIDNIGHT.search(plain)
    if hour and hour.end() == len(plain):
        plain = plain[: hour.start()]
    return _day(plain) or written


def days_perhaps(text: str) -> tuple[str, ...]:
    """The days that *text* may say which is none beyond doubt: 10/5/2026 says one of two.

    One day: only its order or its letters are unusual. None: it says no day, or one without a year.
    """
    plain = tidy(text[:_LONGEST]).lower()
    if named := _MONTH_NAMED.fullmatch(plain):
        month = _MONTHS.index(named["month"] or named["first"]) + 1
        orders = [(named["year"], str(month), named["day"] or named["second"])]
    elif found := _ANY_ORDER.fullmatch(plain):
        first, _, second, third = found.groups()
        orders = [(third, first, second), (third, second, first), (first, second, third)]
    else:
        return ()
    days = {_calendar_day(*map(int, order)) for order in orders}
    return tuple(sorted(one for one in days if one))


def day_of_serial(number: int) -> date | None:
    """The day that a workbook keeps as *number*, counted in days; None: none of this century."""
    return _DAY_0 + timedelta(days=number) if number in _SERIALS else None


def _calendar_day(year: int, month: int, day: int) -> str:
    """A day of an assessment's time, or nothing."""
    year = year + 2000 if year < 100 else year  # noqa: PLR2004 - written with two digits
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if FIRST_DAY <= found < _LATEST else ""


def lacks_year(text: str) -> bool:
    """Whether *text* is a day or a month without its year."""
    plain = tidy(text[:_LONGEST])
    return _NO_YEAR.fullmatch(plain) is not None or _BARE_MONTH.fullmatch(plain) is not None


def without_hours(text: str) -> str:
    """*text* without the hours behind its days, as in 2026-10-01 00:00:00 ~ 2026-10-31 23:59:59."""
    return _HOUR.sub("", text) if ":" in text else text


def day_typed(text: str, last: date) -> str:
    """The day that *text* says, as `day_as_read`; without a year, the latest one up to *last*."""
    found = _NO_YEAR.fullmatch(tidy(text)[:_LONGEST])
    if found is None:
        return str(day_as_read(text))
    month, day = found["month"], found["day"]
    said = [f"{year}-{month:0>2}-{day:0>2}" for year in (last.year, last.year - 1)]
    return said[0] if said[0] <= last.isoformat() else said[1]


def tidy(text: str) -> str:
    """*text* without blanks around it and full-width letters and signs."""
    return unicodedata.normalize("NFKC", text).strip()


def without_unseen(text: str) -> str:
    """*text* without characters that take no room, as what is copied from pages has them."""
    return text if text.isascii() else text.translate(_NO_ROOM)


def unquoted(text: str) -> str:
    """*text*, tidy, without the quotes around it."""
    return tidy(text).strip(_QUOTES).strip() if len(text) <= _LONGEST else text


def truth(written: Plain) -> bool | None:
    """Whether *written* says yes or no, in any of the common ways; None: neither."""
    if isinstance(written, bool):
        return written
    plain = unquoted(written).lower() if isinstance(written, str) else ""
    return plain in YES if plain in YES or plain in NO else None


def cell_as_typed(cell: str) -> str:
    """The text that was typed into a *cell* which a spreadsheet keeps as a text."""
    if not cell.startswith(_AS_TEXT_BEGINS):
        return cell
    found = _AS_TEXT.fullmatch(cell)
    return (found["quoted"] or found["marked"] or "").strip() if found else cell


def figure_as_read(text: str, unit: str = "") -> int | float | None:
    """The figure *text* says for a quantity in *unit* (its Chinese words), or None.

    Full width, blanks and quotes around, separators of thousands and the long minus do not count;
    a per cent sign is taken where the unit is per cent, a sign of money where it is money, `万`,
    `w`, `亿`, `千` and `k` as far as the unit does not say so.
    """
    if len(text) > _LONGEST or PLAIN_AMOUNT.fullmatch(text):
        return number(text)
    plain = unquoted(text).lower().replace("\N{MINUS SIGN}", "-")
    if plain.endswith("%"):
        return _bare(plain[:-1].rstrip()) if "%" in unit else None
    amount = _CURRENCY.sub("", plain)
    if amount != plain and "元" not in unit:
        return None
    for mark, times in _TIMES.items():
        if amount.endswith(mark):
            figure = _bare(amount.removesuffix(mark).rstrip())
            return None if figure is None else _scaled(figure, times, unit)
    figure = _bare(amount)
    return figure if figure is None or amount == plain else _scaled(figure, Decimal(1), unit)


def amount_as_read(text: str) -> Decimal | None:
    """The exact amount *text* says, for adding up; None: it says none. A per cent sign is none."""
    if PLAIN_AMOUNT.fullmatch(text):
        return Decimal(text)
    if len(text) > _LONGEST:
        return None
    plain = unquoted(text).lower().replace("\N{MINUS SIGN}", "-")
    plain = _CURRENCY.sub("", plain)
    times = Decimal(1)
    for mark, factor in _TIMES.items():
        if plain.endswith(mark):
            plain, times = plain.removesuffix(mark).rstrip(), factor
            break
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if times == 1 and (power := _POWER.fullmatch(plain)):
        return _exact_power(power)
    return Decimal(plain) * times if PLAIN_AMOUNT.fullmatch(plain) else None


def is_power(text: str) -> bool:
    """Whether *text* is a figure as a power of ten, such as 1.5E+5."""
    return _POWER.fullmatch(unquoted(text).lower()) is not None


def _exact_power(power: re.Match[str]) -> Decimal | None:
    """The amount that a power of ten says if no digit of it can be lost.

    A spreadsheet writes two digits behind the point, or five where the column is narrow: then at
    least the cents must be there.
    """
    behind, exponent = len(power[2] or ""), int(power[3])
    amount = Decimal(power[1]).scaleb(exponent)
    most = 0 if behind >= _GENERAL else -_CENTS
    return amount if not amount or exponent - behind <= most else None


def says_no_data(text: str) -> bool:
    """Whether *text* is empty or stands for a figure that is not there."""
    plain = tidy(text).lower()
    return not plain or plain in NO_DATA


def _bare(plain: str) -> int | float | None:
    return number(plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain)


def _scaled(figure: float, times: Decimal, unit: str) -> float | None:
    """*figure* so many *times*, in a *unit* that may itself count in ten thousands."""
    if not math.isfinite(figure):
        return None
    of_unit = next((_TIMES[mark] for mark in _OF_UNITS if mark in unit), Decimal(1))
    value = Decimal(str(figure)) * times / of_unit
    return int(value) if value == value.to_integral_value() else float(value)


def no_result(text: str) -> TwoLanguages | None:
    """What to say of *text* if it is a formula, or what a spreadsheet shows where one failed."""
    plain = tidy(text[:_LONGEST])
    if plain.lower() in FAILED_RESULTS:
        return FORMULA_FAILED.fill({"mark": plain})
    return FORMULA if plain.startswith("=") else None


def no_data(text: str) -> TwoLanguages | None:
    """What to say of *text* if it stands for a figure that is not there."""
    plain = tidy(text)
    return LEAVE_EMPTY.fill({"mark": text.strip()}) if plain.lower() in NO_DATA else None
