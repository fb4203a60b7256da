"""How an answer is shown in a cell, and what somebody typed there means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_uppercase
from typing import assert_never

from dpcap.intake.nearest import folded
from dpcap.intake.office import no_data, tidy, truth
from dpcap.intake.scale_input import scale_input
from dpcap.intake.sheet.reply_cells import (
    NOT_APPLICABLE,
    UNKNOWN,
    text_of_value,
    too_many_marks,
)
from dpcap.intake.sheet.words import phrase
from dpcap.intake.values import (
    NONE_OPTION,
    WrongValueError,
    offered,
    read_replies,
    read_ticks,
)
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Boolean, Checklist, Choice, Figure, Nps, Numeric, Rate, Rubric, Scale
from dpcap.model.two_languages import TwoLanguages

_SHOWN = 60
_SEPARATORS = re.compile(r"[\s、，,;；/+]+")
_AFTER_COLON = re.compile(r"[:：·（(]")
_COUNTS = re.compile(r"[\s/、，,;；:：]+")
_LETTERS = re.compile(r"[a-zA-Z]+")
_YES, _NO, _NONE = (
    {tidy(phrase(key, one)).lower() for one in LANGUAGES}
    for key in ("value.true", "value.false", "value.none")
)
_NONE_TOO = _NONE | {"无", "都没有", "没有", "none", "0"}
_DONT_KNOW = {tidy(phrase("value.unknown", one)).lower() for one in LANGUAGES} | {
    "不知道",
    "未知",
    "unknown",
    "?",
}
_NA = tuple(tidy(phrase("value.na", one)).lower() for one in LANGUAGES)
THREE_COUNTS = TwoLanguages(
    "应为三个人数：推荐者 中立者 贬损者，如 30 12 5",
    "must be three counts, promoters passives detractors, such as 30 12 5",
)
TOO_MANY_REPLIES = TwoLanguages(
    "按店填写时最多 1000 份答卷，请改在答案文件里填人数",
    "holds 1000 replies at most where it is asked per shop; give the counts in the answers instead",
)
_NOT_HERE = TwoLanguages(
    "这一题不能答“不适用”；请按实际情况填，不知道就写“不清楚”",
    "cannot be answered “not applicable”; answer it as it is, or “do not know”",
)
_LOWEST = TwoLanguages(
    "这一题不能答“不适用”；没有做请选最低一级",
    "cannot be answered “not applicable”; what you do not do is the lowest rung",
)
_REASON = TwoLanguages(
    "“不适用”后面请写理由编号，如“不适用：{first}”；可选：{options_zh}",
    "say why after “not applicable”, such as “not applicable: {first}”; one of {options_en}",
)


_YES_OR_NO = TwoLanguages(
    "请只填“是”或“否”；只做到一部分的填“否”，情况写在备注里",
    "write yes or no only; in part is no, and the note may say more",
)
_ONE_LETTER = TwoLanguages(
    "没有“{option}”这一项；请填一个字母：{options_zh}",
    "there is no “{option}”; write one letter: {options_en}",
)
_SOME_LETTERS = TwoLanguages(
    "没有“{option}”这一项；请填字母，几项用顿号隔开，样样都有就写 {every_zh}，"
    "一项也没有就写“都没有”：{options_zh}",
    "there is no “{option}”; write letters with commas between them, {every_en} for all, “none” for"
    " none: {options_en}",
)


def letters_of(scale: Scale) -> dict[str, str]:
    """The letter by which each option of *scale* is chosen, by its id; none if ids are letters."""
    ids = scale_input(scale).ids()
    if len(ids) > len(ascii_uppercase) or any(len(one) == 1 for one in ids):
        return {one: one for one in ids}
    return dict(zip(ids, ascii_uppercase, strict=False))


def shown_value(text: str, indicator: Indicator, language: Language) -> str:
    """The plain *text* of a value as a cell shows it."""
    if text == UNKNOWN:
        return phrase("value.unknown", language)
    if text.startswith(NOT_APPLICABLE):
        na, mark = phrase("value.na", language), phrase("mark.colon", language)
        return f"{na}{mark}{text.removeprefix(NOT_APPLICABLE)}"
    return _in_cell(text, indicator.scale, language)


def _in_cell(text: str, scale: Scale, language: Language) -> str:
    match scale:
        case Boolean():
            return phrase(f"value.{text}", language)
        case Choice():
            return letters_of(scale).get(text, text)
        case Checklist():
            return _ticks(text, scale, language)
        case Rubric() | Figure():
            return text
        case _:
            assert_never(scale)


def _ticks(text: str, scale: Checklist, language: Language) -> str:
    if text == NONE_OPTION:
        return phrase("value.none", language)
    letters = letters_of(scale)
    return phrase("mark.list", language).join(letters.get(one, one) for one in text.split())


def choices_of(indicator: Indicator, language: Language) -> tuple[str, ...]:
    """What the cell of an answer offers; nothing for figures and where several may be named."""
    scale = indicator.scale
    match scale:
        case Rubric():
            given = [str(place) for place in range(len(scale.levels))]
        case Boolean():
            given = [phrase("value.true", language), phrase("value.false", language)]
        case Choice():
            given = list(letters_of(scale).values())
        case Checklist() | Figure():
            return ()
        case _:
            assert_never(scale)
    states = [UNKNOWN, *(NOT_APPLICABLE + reason for reason in indicator.not_applicable)]
    return (*given, *(shown_value(one, indicator, language) for one in states))


def read_value(typed: str, indicator: Indicator, framework: Framework) -> str:
    """The plain text of the value that *typed* says.

    Raises WrongValueError.
    """
    plain = tidy(typed)
    low = plain.lower()
    if low in _DONT_KNOW:
        return UNKNOWN
    for word in _NA:
        if low.startswith(word):
            return NOT_APPLICABLE + _reason(plain[len(word) :], indicator, framework)
    if scale_input(indicator.scale).figures() and (missing := no_data(plain)):
        raise WrongValueError(missing)
    return _scaled(plain, indicator)


def _scaled(plain: str, indicator: Indicator) -> str:
    scale = indicator.scale
    match scale:
        case Boolean():
            text = _truth(plain, scale)
        case Choice():
            text = _option(plain, scale)
        case Checklist():
            text = _checked(plain, scale)
        case Nps():
            text = _counted(plain, indicator)
        case Rate():
            text = text_of_value(scale_input(scale).read(plain))
        case Rubric() | Numeric():
            text = text_of_value(scale_input(scale).read(scale_input(scale).cell(plain)))
        case _:
            assert_never(scale)
    return text


def _truth(plain: str, scale: Boolean) -> str:
    low = plain.lower()
    word = "true" if low in _YES else "false" if low in _NO else plain
    if truth(word) is None:
        raise WrongValueError(_YES_OR_NO)
    return text_of_value(scale_input(scale).read(word))


def _option(plain: str, scale: Scale) -> str:
    """The id of the option that *plain* names by its id or letter. Raises WrongValueError."""
    letters = letters_of(scale)
    by_letter = {letter.upper(): one for one, letter in letters.items()}
    found = plain if plain in letters else by_letter.get(plain.upper())
    if found is None:
        raise WrongValueError(_no_option(plain, scale, letters))
    return found


def _no_option(plain: str, scale: Scale, letters: Mapping[str, str]) -> TwoLanguages:
    """That no option is called *plain*, and which there are, by the letters of the sheet."""
    written = scale_input(scale)
    found = written.options()
    options = offered({letters[one.id]: one for one in found.listed} if found else {})
    words = _SOME_LETTERS if written.several() else _ONE_LETTER
    said = {"option": plain[:_SHOWN], "options_zh": options.zh, "options_en": options.en}
    every = {f"every_{one}": phrase("mark.list", one).join(letters.values()) for one in LANGUAGES}
    return words.fill(said | every)


def _checked(plain: str, scale: Checklist) -> str:
    if plain.lower() in _NONE_TOO:
        return NONE_OPTION
    letters = letters_of(scale)
    parts = [part for part in _SEPARATORS.split(plain) if part]
    if len(parts) == 1 and parts[0] not in letters and _spelt(parts[0], letters):
        parts = list(parts[0])
    ids = [NONE_OPTION if part.lower() in _NONE_TOO else _option(part, scale) for part in parts]
    titles = {option.id: option for option in scale.options}
    ticked = read_ticks([*ids], titles)
    return " ".join(one for one in (*letters, NONE_OPTION) if one in ticked)


def _spelt(part: str, letters: Mapping[str, str]) -> bool:
    """Whether *part* is letters of options, one after another."""
    marks = {letter.upper() for letter in letters.values()}
    return bool(_LETTERS.fullmatch(part)) and all(one.upper() in marks for one in part)


def _counted(plain: str, indicator: Indicator) -> str:
    parts = [part for part in _COUNTS.split(plain) if part]
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 9 for part in parts):  # noqa: PLR2004
        raise WrongValueError(THREE_COUNTS)
    names = ("promoters", "passives", "detractors")
    text = text_of_value(read_replies(dict(zip(names, map(int, parts), strict=True))))
    if indicator.per == "shop" and too_many_marks(text):
        raise WrongValueError(TOO_MANY_REPLIES)
    return text


def _reason(rest: str, indicator: Indicator, framework: Framework) -> str:
    """The reason that *rest* names, by its id or title. Raises WrongValueError."""
    allowed = {one: framework.reasons[one] for one in indicator.not_applicable}
    if not allowed:
        raise WrongValueError(_LOWEST if isinstance(indicator.scale, Rubric) else _NOT_HERE)
    apart = (part.strip() for part in _AFTER_COLON.split(rest, maxsplit=1))
    named = "".join(apart).strip(" )）.。")
    for one, title in allowed.items():
        if folded(named) in {folded(one), folded(title.zh), folded(title.en)}:
            return one
    if not named and len(allowed) == 1:
        return next(iter(allowed))
    said = offered(allowed)
    values = {"first": next(iter(allowed)), "options_zh": said.zh, "options_en": said.en}
    raise WrongValueError(_REASON.fill(values))
