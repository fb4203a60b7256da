"""One written value held against its scale or its fact's kind."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dpcap.intake.source import Say
from dpcap.intake.wording import Params, TwoLanguages
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import FactValue, NpsCounts
from dpcap.model.facts import FactSpec


class ValueProblem(NamedTuple):
    """The code of a finding, the key it is about, its parameters; `at_key`: the key is wrong.

    Parameters that take work are said by a function, which is called only if they are told.
    """

    code: str
    key: str
    params: Say
    at_key: bool = False

    @property
    def said(self) -> Params:
        """The parameters."""
        return dict(self.params() if callable(self.params) else self.params)


def too_long(key: str, text: str, limit: int) -> ValueProblem:
    """A complaint about a *text* of more than *limit* characters."""
    return ValueProblem("DP140", key, {"field": key, "length": len(text), "limit": limit})


def wrong(code: str, key: str, problem: TwoLanguages) -> ValueProblem:
    """A complaint that needs a sentence."""
    return ValueProblem(code, key, problem.params)


# A checklist's answer that none of its boxes holds.
NONE_OPTION = "none"

_YES_NO: Mapping[str, bool] = {"是": True, "否": False}
_COUNTS = ("promoters", "passives", "detractors")
_SHOWN = 60
_PROMOTER, _PASSIVE, _BEST = 9, 7, 10
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEB = ("https://", "http://")

NUMBER = TwoLanguages(
    "应为数字，不加引号，不写千分位、前导零和单位",
    "must be a number: no quotes, separators, leading zeros or unit",
)
YES_NO = TwoLanguages(
    "应为 true 或 false，也可写 是 或 否", "must be true or false (是 and 否 do as well)"
)
TEXT = TwoLanguages("应为文字。数字请加引号", "must be text. Put a number in quotes")
IDS = TwoLanguages(
    "应为选项编号的列表，写作 [a, b] 或 [none]",
    "must be a list of option ids, such as [a, b] or [none]",
)
WEB = TwoLanguages(
    "应为 https:// 或 http:// 开头的网址", "must be an address that begins with https:// or http://"
)
DAY = TwoLanguages("应为日期，写作 2026-11-20", "must be a day, written 2026-11-20")


class WrongValueError(Exception):
    """A value that its scale or kind does not take."""

    def __init__(self, problem: TwoLanguages) -> None:
        super().__init__(problem.en)
        self.problem = problem


class UnknownOptionError(Exception):
    """An option that the scale does not have; `options` are those it has."""

    def __init__(self, option: str, options: Sequence[str]) -> None:
        super().__init__(option)
        self.option = option[:_SHOWN]
        self.options = ", ".join(options)


def read_fact(raw: Plain, fact: FactSpec) -> FactValue:
    """*raw* as a value of *fact*. Raises WrongValueError, UnknownOptionError."""
    if fact.kind == "number":
        return read_number(raw)
    if fact.kind == "boolean":
        return read_yes_no(raw)
    if fact.kind == "texts":
        return _texts(raw)
    text = _text(raw)
    if fact.kind == "choice" and text not in fact.options:
        raise UnknownOptionError(text, list(fact.options))
    if fact.kind == "link" and not is_web(text):
        raise WrongValueError(WEB)
    if fact.kind == "date" and not is_day(text):
        raise WrongValueError(DAY)
    return text


def is_web(text: str) -> bool:
    """Whether *text* is an address a page may link to (`javascript:` is not)."""
    return text.lower().startswith(_WEB)


def is_day(text: str) -> bool:
    """Whether *text* is a day of the calendar, YYYY-MM-DD."""
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def read_number(raw: Plain) -> float:
    """*raw* as a number. Raises WrongValueError."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise WrongValueError(NUMBER)
    return float(raw)


def read_yes_no(raw: Plain) -> bool:
    """*raw* as yes or no. Raises WrongValueError."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in _YES_NO:
        return _YES_NO[raw]
    raise WrongValueError(YES_NO)


def _text(raw: Plain) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise WrongValueError(TEXT)
    return raw.strip()


def _texts(raw: Plain) -> tuple[str, ...]:
    return tuple(map(_text, raw)) if isinstance(raw, list) else (_text(raw),)


def read_whole(raw: Plain, low: int, high: int) -> int | None:
    """*raw* as a whole number between *low* and *high*; None: it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        return None
    if raw != int(raw):
        return None
    return int(raw) if low <= raw <= high else None


def read_ticks(raw: Plain, options: Sequence[str]) -> tuple[str, ...]:
    """*raw* as some of *options*, or none of them. Raises WrongValueError, UnknownOptionError."""
    if not isinstance(raw, list):
        raise WrongValueError(IDS)
    allowed = (*options, NONE_OPTION)
    ids: list[str] = []
    for one in raw:
        if not isinstance(one, str) or one not in allowed:
            raise UnknownOptionError(str(one), allowed)
        ids.append(one)
    if len(set(ids)) < len(ids):
        raise WrongValueError(TwoLanguages("同一选项写了两次", "an option stands twice"))
    if NONE_OPTION in ids and len(ids) > 1:
        raise WrongValueError(
            TwoLanguages("none 不能与其他选项同选", "none cannot go with other options")
        )
    return tuple(ids)


def read_replies(raw: Plain) -> NpsCounts:
    """*raw*, marks from 0 to 10 or three counts, as counts. Raises WrongValueError."""
    if isinstance(raw, list):
        marks = [read_whole(one, 0, _BEST) for one in raw]
        if None not in marks:
            return _counted([mark for mark in marks if mark is not None])
    if isinstance(raw, dict) and set(raw) == set(_COUNTS):
        counts = [raw[name] for name in _COUNTS]
        if all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in counts):
            return NpsCounts.model_validate(raw)
    raise WrongValueError(
        TwoLanguages(
            "应为 0–10 的整数列表，或 {promoters, passives, detractors} 三个人数",
            "must be a list of whole numbers 0 to 10, or {promoters, passives, detractors}",
        )
    )


def _counted(marks: list[int]) -> NpsCounts:
    promoters = sum(mark >= _PROMOTER for mark in marks)
    passives = sum(_PASSIVE <= mark < _PROMOTER for mark in marks)
    return NpsCounts(
        promoters=promoters, passives=passives, detractors=len(marks) - promoters - passives
    )
