"""What is typed where a value belongs and says that there is none: not applicable, not known."""

from __future__ import annotations

from dpcap.intake.office import MARKS, unquoted
from dpcap.intake.values import offered
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import Plain
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Rubric

_NOT_APPLICABLE = frozenset(
    ("不适用", "不涉及", "无此业务", "没有此业务", "n/a", "na", "n.a.", "not applicable", "/", "\\")
)
_UNKNOWN = frozenset(
    (
        *("不知道", "不清楚", "不详", "未知", "待定", "待补", "待填", "待确认", "暂无", "暂无数据"),
        *("unknown", "tbd", "todo", "?", "??", "???", "x", "xx", "无数据", "没有数据"),
    )
)
_SAY_NA = TwoLanguages(
    "“{word}”不是值。不适用请写 {{not_applicable: 原因}}，原因可选：{reasons}",
    "“{word}” is no value. For not applicable write {{not_applicable: REASON}}, one of: {reasons}",
)
_NO_NA = TwoLanguages(
    "这一题不能答“不适用”。{lowest}，不知道就写 {{unknown: true}}",
    "this one cannot be not applicable. {lowest}; if it is not known write {{unknown: true}}",
)
_LOWEST = TwoLanguages("没有做就选最低一级 0", "If it is not done choose the lowest rung, 0")
_AS_IT_IS = TwoLanguages("请按实际情况填", "Answer it as it is")
_SAY_UNKNOWN = TwoLanguages(
    "“{word}”不是值。不知道请写 {{unknown: true}}，或先不写这一题",
    "“{word}” is no value. If it is not known write {{unknown: true}}, or leave the question out",
)
_EITHER = TwoLanguages(
    "“{word}”看不出意思。不知道请写 {{unknown: true}}{or_na_zh}",
    "“{word}” can mean several things. If it is not known write {{unknown: true}}{or_na_en}",
)
_OR_NA = TwoLanguages(
    "；不适用请写 {{not_applicable: 原因}}，原因可选：{reasons}",
    "; if it is not applicable {{not_applicable: REASON}}, one of: {reasons}",
)


def no_value(raw: Plain, indicator: Indicator, framework: Framework) -> TwoLanguages | None:
    """What to say of *raw*, which *indicator* does not take, if it says that there is no value."""
    plain = unquoted(raw).lower() if isinstance(raw, str) else ""
    reasons = offered({one: framework.reasons[one] for one in indicator.not_applicable})
    if plain in _NOT_APPLICABLE:
        if indicator.not_applicable:
            return _filled(_SAY_NA, plain, reasons)
        lowest = _LOWEST if isinstance(indicator.scale, Rubric) else _AS_IT_IS
        return TwoLanguages(_NO_NA.zh.format(lowest=lowest.zh), _NO_NA.en.format(lowest=lowest.en))
    if plain in _UNKNOWN:
        return _filled(_SAY_UNKNOWN, plain, reasons)
    if plain not in MARKS:
        return None
    more = _filled(_OR_NA, plain, reasons) if indicator.not_applicable else TwoLanguages("", "")
    return _EITHER.fill({"word": plain, "or_na_zh": more.zh, "or_na_en": more.en})


def _filled(said: TwoLanguages, word: str, reasons: TwoLanguages) -> TwoLanguages:
    return TwoLanguages(
        said.zh.format(word=word, reasons=reasons.zh), said.en.format(word=word, reasons=reasons.en)
    )
