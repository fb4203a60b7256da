"""What is wrong with a cell of an export, without saying what stands in it."""

from __future__ import annotations

import re

from dpcap.intake.inexact_figures import inexact_figure
from dpcap.intake.office import days_perhaps, is_power, lacks_year, no_result, tidy
from dpcap.model.two_languages import TwoLanguages

_NO_DAY = TwoLanguages(
    "不是日期或周期。若是汇总行，请把那里的字样写进映射文件的 totals",
    "is no day or period. If the row sums others up, put what stands there into totals of the"
    " mapping",
)
_TWO_DAYS = TwoLanguages(
    "看不出先写的是月还是日，可能是 {days}。请在表格软件里把整列设成 yyyy-mm-dd（年在最前）再导出",
    "may be {days}: nobody can tell whether the month or the day comes first. Give the whole column"
    " the format yyyy-mm-dd (the year first), then export again",
)
_ONE_DAY = TwoLanguages(
    "的写法不读，像是 {days}。请在表格软件里把整列设成 yyyy-mm-dd（年在最前）再导出",
    "is written in a way that is not read; it looks like {days}. Give the whole column the format"
    " yyyy-mm-dd (the year first), then export again",
)
_NO_YEAR = TwoLanguages(
    "没有年份。请在表格软件里把整列设成 yyyy-mm-dd（年在最前）再导出",
    "has no year. Give the whole column the format yyyy-mm-dd, then export again",
)
_NOT_IN_CALENDAR = TwoLanguages(
    "写的日子日历上没有。请在原文件里核对",
    "is a day that the calendar does not have. Check the file",
)
_LIKE_A_DAY = re.compile(r"\d{4}([-/.]?)\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}[日号]", re.ASCII)
_OR = TwoLanguages(" 或 ", " or ")
_NO_NUMBER = TwoLanguages(
    "不是数字，整份文件没有导入。请核对映射的列，或重新导出",
    "is no number; nothing was imported. Check which column is mapped, or export again",
)
_POWER = TwoLanguages(
    "是科学计数法，后面的数字已被表格软件略去，整份文件没有导入。"
    "请直接用后台导出的原文件，或把整列格式改为“数值”后再保存",
    "is written as a power of ten, by which a spreadsheet drops digits; nothing was imported. Use"
    " the file as the back-end exports it, or give the column a number format and save again",
)
_BRACKETS = TwoLanguages(
    "的数写在括号里（会计上表示负数），整份文件没有导入。请把整列格式改为普通数值，负数前写 -",
    "stands in brackets, as accountants write what is below zero; nothing was imported. Give the"
    " column an ordinary number format, with - before such figures",
)
_IN_BRACKETS = re.compile(r"[(]\s*[\d,.]+\s*[)]", re.ASCII)


def day_problem(text: str) -> TwoLanguages:
    """What is wrong with *text*, which says no day: those it may be, the way out."""
    if days := days_perhaps(text):
        said = _TWO_DAYS if len(days) > 1 else _ONE_DAY
        return TwoLanguages(
            said.zh.format(days=_OR.zh.join(days)), said.en.format(days=_OR.en.join(days))
        )
    if _LIKE_A_DAY.fullmatch(tidy(text)):
        return _NOT_IN_CALENDAR
    return _NO_YEAR if lacks_year(text) else _NO_DAY


def amount_problem(cell: object) -> TwoLanguages:
    """What is wrong with a *cell*, which holds no amount that can be added exactly."""
    text = tidy(cell) if isinstance(cell, str) else ""
    if is_power(text):
        return _POWER
    if _IN_BRACKETS.fullmatch(text):
        return _BRACKETS
    return no_result(text) or inexact_figure(text) or _NO_NUMBER
