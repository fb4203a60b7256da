"""One written value held against its scale or its fact's kind."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeGuard

from dpcap.intake.inexact_figures import inexact_figure
from dpcap.intake.nearest import CHOOSE, IS_IT, nearest
from dpcap.intake.office import (
    day_as_read,
    day_of_serial,
    days_perhaps,
    figure_as_read,
    no_result,
    truth,
    unquoted,
)
from dpcap.intake.source import Say
from dpcap.intake.wording import of_pydantic
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.assessment import FactValue, NpsCounts, RateCounts
from dpcap.model.base import Text
from dpcap.model.facts import FactSpec
from dpcap.model.scale import Figure, Scale
from dpcap.model.two_languages import Params, TwoLanguages


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

_RATE = ("cases", "base")
_RATE_BETWEEN = re.compile(r"\s*[/／;；:：]\s*|\s+")
_MOST_COUNTED = 10**12
_COUNTS = ("promoters", "passives", "detractors")
# The keys of what is counted, which stand inside a value.
COUNTS = frozenset((*_RATE, *_COUNTS))
_SHOWN = 60
_PROMOTER, _PASSIVE, _BEST = 9, 7, 10
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIVE_DIGITS = re.compile(r"\d{5}", re.ASCII)
_WEB = ("https://", "http://")
_BETWEEN = re.compile(r"[\s、，,;；]+")
# Behind a rung a word, a sign or the end; more of a number or a letter of its own makes another.
_RUNG = re.compile(r"0{0,2}(\d{1,2})(?![\d.,a-z_])", re.ASCII | re.IGNORECASE)
_TWO_RUNGS = re.compile(r"\d{1,2} ?[-~～—–/／、,，或至到和] ?\d", re.ASCII)
_LEADING = re.compile(
    r"[-+]?\d{1,15}(?:\.\d{1,15})?(?![\d.,:/_-]|[ex]\d)", re.ASCII | re.IGNORECASE
)
# Behind a figure these make another of it: a range, an amount, a quotient.
_ALTERED = re.compile(
    r"\s*(?:[-~～—–/／:：至到^*×%‰。．·]|[十百千万亿折成比kwm]|分之|\d)", re.IGNORECASE
)
_OF_TIME = re.compile(
    r"\s*(?P<unit>(?:小时|分|秒|天|时|(?:min|sec|s|h)(?![a-z])).*)", re.IGNORECASE
)
_DECIMAL_COMMA = re.compile(r"[-+]?\d{1,15},\d{1,2}", re.ASCII)
_NONE = Text.model_construct(zh="都没有", en="none of them")
_TITLE = 16

NUMBER = TwoLanguages(
    "应为数字，不写前导零和单位", "must be a number without leading zeros or unit"
)
IN_UNIT = TwoLanguages(
    "应为数字，单位是{unit}：请换算后只写数字",
    "must be a number in the unit asked for: convert it and write the figure only",
)
ONE_RUNG = TwoLanguages(
    "只能选一级，拿不准的选低的那一级，情况写在备注里",
    "takes one rung: in doubt the lower one, and the note may say more",
)
YES_NO = TwoLanguages(
    "应为 true 或 false，也可写 是 或 否", "must be true or false (yes, no, 是 and 否 do as well)"
)
SAY_ONLY = TwoLanguages("{problem_zh}；请只写 {way}", "{problem_en}; write {way} only")
DECIMAL_POINT = TwoLanguages(
    "小数点要用半角的 .，请写 {way}", "the decimal sign is a point: write {way}"
)
TEXT = TwoLanguages("应为文字。数字请加引号", "must be text. Put a number in quotes")
IDS = TwoLanguages(
    "应为选项编号的列表，写作 [a, b] 或 [none]",
    "must be a list of option ids, such as [a, b] or [none]",
)
WEB = TwoLanguages(
    "应为 https:// 或 http:// 开头的网址", "must be an address that begins with https:// or http://"
)
_A_FILE = TwoLanguages(
    "这是文件，不是网址。请写作 file: {value}",
    "this is a file and no address: write file: {value}",
)
_WITH_HTTPS = TwoLanguages("网址要写全，请写作 {value}", "write the whole address: {value}")
# What screenshots, exports and contracts end in.
_OF_FILES = re.compile(
    r"\.(?:png|jpe?g|webp|heic|pdf|csv|xlsx?|docx?|wps|et|txt|zip|rar|mp4|mov)", re.IGNORECASE
)
TWO_COUNTS = TwoLanguages(
    "应为两个整数：例数与基数，写作 value: {cases: 3, base: 1200}，表格里写 3 1200",
    "must be two whole numbers, cases and base: value: {cases: 3, base: 1200}, in a table 3 1200",
)
DAY = of_pydantic("day_form", {})
_TWO_DAYS = TwoLanguages(
    "看不出先写的是月还是日：请写 {day} 或 {other}",
    "may be either of two days: write {day} or {other}",
)
_SERIAL = TwoLanguages(
    "应为日期。{number} 像是表格里日期的序号，也就是 {day}。请核对后这样写",
    "must be a day. {number} looks like the number that a spreadsheet keeps for {day}: check, and"
    " write it like that",
)
_ONE_DAY = TwoLanguages("应为日期，请写 {day}", "must be a day: write {day}")


class WrongValueError(Exception):
    """A value that its scale or kind does not take."""

    def __init__(self, problem: TwoLanguages) -> None:
        super().__init__(problem.en)
        self.problem = problem


class UnknownOptionError(Exception):
    """An option that the scale does not have; `options` are those it has, by id and title."""

    def __init__(self, option: str, options: Mapping[str, Text]) -> None:
        super().__init__(option)
        self.option = option[:_SHOWN]
        self.options = offered(options)
        near = nearest(option, options)
        self.hint = IS_IT.fill({"other": near}) if near else CHOOSE

    @property
    def params(self) -> Params:
        """As the parameters of a finding's message."""
        said = {"options_zh": self.options.zh, "options_en": self.options.en}
        return {"option": self.option, "hint_zh": self.hint.zh, "hint_en": self.hint.en, **said}


def offered(options: Mapping[str, Text]) -> TwoLanguages:
    """*options* as they are offered: ids, each with the beginning of its title."""
    return TwoLanguages(
        "、".join(f"{one}（{_short(title.zh, _TITLE)}）" for one, title in options.items()),
        ", ".join(f"{one} ({_short(title.en, 2 * _TITLE)})" for one, title in options.items()),
    )


def _short(title: str, most: int) -> str:
    return title if len(title) <= most else f"{title[: most - 1]}…"


def read_fact(raw: Plain, fact: FactSpec) -> FactValue:
    """*raw* as a value of *fact*. Raises WrongValueError, UnknownOptionError."""
    if fact.kind == "number":
        return read_number(raw, fact.unit.zh if fact.unit else "")
    if fact.kind == "boolean":
        return read_yes_no(raw)
    if fact.kind == "texts":
        return _texts(raw)
    text = _text(day_as_read(raw) if fact.kind == "date" else raw)
    if fact.kind == "choice" and text not in fact.options:
        raise UnknownOptionError(text, fact.options)
    if fact.kind == "link" and not is_web(text):
        raise WrongValueError(WEB)
    if fact.kind == "date" and not is_day(text):
        raise WrongValueError(no_day(text))
    return text


def no_day(written: object, otherwise: TwoLanguages = DAY) -> TwoLanguages:
    """What to say of *written*, which is no day, but a sheet's number for one or another order.

    *otherwise*: what is said where it is neither.
    """
    text = unquoted(written) if isinstance(written, str) else str(written)
    if _FIVE_DIGITS.fullmatch(text) and (day := day_of_serial(int(text))):
        return _SERIAL.fill({"number": text, "day": day})
    days = days_perhaps(text)
    if not days:
        return otherwise
    said = _TWO_DAYS if len(days) > 1 else _ONE_DAY
    return said.fill({"day": days[0], "other": days[-1]})


def listed(raw: list[Plain] | str) -> list[Plain]:
    """The entries of a list of ids, also where it is a text or has other commas between them."""
    if isinstance(raw, str):
        return [one for one in _BETWEEN.split(raw) if one]
    return [one for entry in raw for one in (listed(entry) if _joins(entry) else [entry])]


def _joins(entry: Plain) -> TypeGuard[str]:
    return isinstance(entry, str) and _BETWEEN.search(entry.strip()) is not None


def no_web(text: str) -> TwoLanguages:
    """What to say of *text*, which is to be the address of a proof and is none."""
    if is_site(text):
        return _WITH_HTTPS.fill({"value": f"https://{text[:_SHOWN]}"})
    ending = text[text.rfind(".") :] if "." in text else ""
    return _A_FILE.fill({"value": text[:_SHOWN]}) if _OF_FILES.fullmatch(ending) else WEB


def is_site(text: str) -> bool:
    """Whether *text* is an address on the web, if only its host and what follows."""
    return is_web(text) or text.lower().startswith("www.")


def is_web(text: str) -> bool:
    """Whether *text* is an address a page may link to (`javascript:` is not)."""
    return text.lower().startswith(_WEB)


def is_day(text: str) -> bool:
    """Whether *text* is a day of the calendar, YYYY-MM-DD."""
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def read_number(raw: Plain, unit: str = "") -> float:
    """*raw* as a number, in *unit* where it names one. Raises WrongValueError."""
    figure = figure_as_read(raw, unit) if isinstance(raw, str) else raw
    if isinstance(figure, bool) or not isinstance(figure, int | float) or not math.isfinite(figure):
        raise WrongValueError(no_figure(raw, unit))
    return float(figure)


def no_figure(raw: Plain, unit: str) -> TwoLanguages:
    """What to say of *raw*, which is no figure in *unit*; the figure in it is offered.

    One in another unit of time is not: it would have to be converted.
    """
    text = unquoted(raw) if isinstance(raw, str) else ""
    if _DECIMAL_COMMA.fullmatch(text):
        return DECIMAL_POINT.fill({"way": text.replace(",", ".")})
    if (other := no_result(text) or inexact_figure(text)) is not None:
        return other
    found = _LEADING.match(text)
    if found is None or number(found[0]) is None or _ALTERED.match(text, found.end()):
        return NUMBER
    time = _OF_TIME.match(text, found.end())
    if time and not unit.startswith(time["unit"]):
        return IN_UNIT.fill({"unit": unit}) if unit else NUMBER
    return _only(NUMBER, found[0])


def _only(problem: TwoLanguages, way: str) -> TwoLanguages:
    return SAY_ONLY.fill({"problem_zh": problem.zh, "problem_en": problem.en, "way": way})


def read_yes_no(raw: Plain) -> bool:
    """*raw* as yes or no. Raises WrongValueError."""
    said = truth(raw)
    if said is None:
        raise WrongValueError(YES_NO)
    return said


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


def read_level(raw: Plain, last: int) -> int:
    """*raw* as the place of a level, 0 to *last*. Raises WrongValueError."""
    text = unquoted(raw) if isinstance(raw, str) else ""
    rung = read_whole(number(text) if text else raw, 0, last)
    if rung is None:
        problem = TwoLanguages(
            f"应为 0 到 {last} 的整数", f"must be a whole number from 0 to {last}"
        )
        found = _RUNG.match(text)
        if _TWO_RUNGS.match(text):
            problem = ONE_RUNG
        elif found and int(found[1]) <= last:
            problem = _only(problem, str(int(found[1])))
        raise WrongValueError(problem)
    return rung


def read_option(raw: Plain, options: Mapping[str, Text]) -> str:
    """*raw* as one of *options*, titles by id. Raises UnknownOptionError."""
    if not isinstance(raw, str) or raw not in options:
        raise UnknownOptionError(str(raw), options)
    return raw


def read_ticks(raw: Plain, options: Mapping[str, Text]) -> tuple[str, ...]:
    """*raw* as some of *options*, titles by id, or none of them.

    Raises WrongValueError, UnknownOptionError.
    """
    if not isinstance(raw, list | str):
        raise WrongValueError(IDS)
    options = {**options, NONE_OPTION: _NONE}
    ids: list[str] = []
    for one in listed(raw):
        if not isinstance(one, str) or one not in options:
            raise UnknownOptionError(str(one), options)
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


def read_rate(raw: Plain, per: float) -> RateCounts:
    """*raw*, two counts, as a rate of *per*. Raises WrongValueError."""
    given = [raw[name] for name in _RATE] if isinstance(raw, dict) and {*raw} == {*_RATE} else raw
    if isinstance(given, str):
        given = [figure_as_read(part, "") for part in rate_parts(given)]
    if isinstance(given, list) and len(given) == len(_RATE):
        counts = [read_whole(one, 0, _MOST_COUNTED) for one in given]
        if None not in counts:
            return RateCounts(cases=counts[0] or 0, base=counts[1] or 0, per=per)
    raise WrongValueError(TWO_COUNTS)


def rate_parts(text: str) -> list[str]:
    """The counts in *text*, which stand apart by blanks, `/`, `;` or `:`."""
    return [part for part in _RATE_BETWEEN.split(text.strip()) if part]


def _counted(marks: list[int]) -> NpsCounts:
    promoters = sum(mark >= _PROMOTER for mark in marks)
    passives = sum(_PASSIVE <= mark < _PROMOTER for mark in marks)
    return NpsCounts(
        promoters=promoters, passives=passives, detractors=len(marks) - promoters - passives
    )


def unit_of(scale: Scale) -> str:
    """The Chinese words for the unit of *scale*, if it has one."""
    return scale.unit.zh if isinstance(scale, Figure) else ""
