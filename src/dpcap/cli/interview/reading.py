"""What was typed, as an answer or as a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from dpcap.intake.values import (
    NONE_OPTION,
    NUMBER,
    YES_NO,
    UnknownOptionError,
    WrongValueError,
    read_value,
)
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Rubric, Scale

KEYS = ("b", "s", "u", "n", "d", "e", "t", "p", "?", "q")

_YES = frozenset(("1", "y", "yes", "true", "是", "有"))
_NO = frozenset(("0", "no", "false", "否", "没有"))
_BETWEEN = re.compile(r"[\s,;、]+")
_PEER = re.compile(r"\s*/\s*|\s+")
_COUNTS = ("promoters", "passives", "detractors")


class Typed(NamedTuple):
    """An answer as one would write it in YAML, with the peer figure if that was typed too."""

    value: Plain
    peer: float | None = None


class Misread(Exception):  # noqa: N818 - what went wrong is the text, not the program
    """What was typed is no answer; `problem` says why."""

    def __init__(self, problem: TwoLanguages) -> None:
        super().__init__(problem.en)
        self.problem = problem


def tidy(text: str) -> str:
    """*text* without what a Chinese input method makes of digits, letters and marks."""
    return unicodedata.normalize("NFKC", text).strip()


def key_of(text: str) -> str | None:
    """The key typed, or None if it is an answer."""
    return text.lower() if text.lower() in KEYS else None


def wants_proof(text: str) -> tuple[str, bool]:
    """An answer that ends with ` e` is to be followed by proof."""
    rest = re.sub(r"(?<!\s)\s++e$", "", text, flags=re.IGNORECASE)
    return rest, rest != text


def read_typed(text: str, scale: Scale) -> Typed:
    """*text* as an answer on *scale*. Raises Misread."""
    typed = _typed(text, scale)
    try:
        read_value(typed.value, scale)
    except WrongValueError as error:
        raise Misread(error.problem) from error
    except UnknownOptionError as error:
        raise Misread(TwoLanguages(error.options, error.options)) from error
    return typed


def read_number(text: str) -> float:
    """*text* as a figure; blanks and thousands separators do not count. Raises Misread."""
    figure = number(text.replace(",", "").replace(" ", "").rstrip("%"))
    if figure is None or figure in (float("inf"), float("-inf")):
        raise Misread(NUMBER)
    return float(figure)


def pick(text: str, options: Sequence[str]) -> str:
    """The option whose number (from 1) or id was typed. Raises Misread."""
    if text.isdigit() and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    if text in options:
        return text
    raise Misread(_one_to(len(options)))


def _typed(text: str, scale: Scale) -> Typed:
    if isinstance(scale, Rubric):
        return Typed(number(text) if text.isdigit() else text)
    if isinstance(scale, Boolean):
        return Typed(yes_no(text.lower()))
    if isinstance(scale, Choice):
        return Typed(pick(text, [option.id for option in scale.options]))
    if isinstance(scale, Checklist):
        return Typed(_ticks(text, [option.id for option in scale.options]))
    if isinstance(scale, Nps):
        return Typed(_counts(text))
    return _figure(text)


def yes_no(text: str) -> bool:
    """Whether *text* (in lower case) says yes or no. Raises Misread."""
    if text in _YES or text in _NO:
        return text in _YES
    raise Misread(YES_NO)


def _ticks(text: str, options: Sequence[str]) -> Plain:
    ticked = [one for one in _BETWEEN.split(text) if one]
    if ticked in (["0"], [NONE_OPTION]):
        return [NONE_OPTION]
    return [pick(one, options) for one in ticked]


def _counts(text: str) -> Plain:
    figures = [number(one) for one in _BETWEEN.split(text) if one]
    if len(figures) == len(_COUNTS):
        return dict(zip(_COUNTS, figures, strict=True))
    return list(figures)


def _figure(text: str) -> Typed:
    parts = [part for part in _PEER.split(text) if part]
    if len(parts) == 2 and "/" in text:  # noqa: PLR2004 - the figure and its peer
        return Typed(read_number(parts[0]), read_number(parts[1]))
    return Typed(read_number(text))


def _one_to(last: int) -> TwoLanguages:
    return TwoLanguages(f"请输入 1 到 {last}", f"type 1 to {last}")
