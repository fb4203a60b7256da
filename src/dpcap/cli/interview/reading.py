"""What was typed, as an answer or as a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from dpcap.intake.office import NO, YES, figure_as_read
from dpcap.intake.values import NONE_OPTION, NUMBER, rate_parts
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.two_languages import TwoLanguages

KEYS = ("b", "s", "u", "n", "d", "e", "t", "p", "?", "q")

# Single letters are keys of the interview, but for y.
_YES, _NO = YES | {"1"}, (NO - {"n"}) | {"0"}
_ONE_OR_NOT = TwoLanguages("请输入 1（是）或 0（否）", "type 1 (yes) or 0 (no)")
_BETWEEN = re.compile(r"[\s,;、]+")
_PEER = re.compile(r"\s*/\s*|\s+")
_COUNTS = ("promoters", "passives", "detractors")


class Typed(NamedTuple):
    """An answer as one would write it in YAML, with the peer figure if that was typed too."""

    value: Plain
    peer: float | None = None
    benchmark: float | None = None


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


def read_number(text: str, unit: str = "%") -> float:
    """*text* as a figure in *unit*, as a file may have it, or with the unit written behind it.

    Blanks do not count. Raises Misread.
    """
    bare = text.replace(" ", "").removesuffix(unit)
    read = figure_as_read(bare, unit)
    if read is None or read in (float("inf"), float("-inf")):
        raise Misread(NUMBER)
    return float(read)


def pick(text: str, options: Sequence[str]) -> str:
    """The option whose number (from 1) or id was typed. Raises Misread."""
    if text.isdigit() and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    if text in options:
        return text
    raise Misread(_one_to(len(options)))


def yes_no(text: str) -> bool:
    """Whether *text* (in lower case) says yes or no. Raises Misread."""
    if text in _YES or text in _NO:
        return text in _YES
    raise Misread(_ONE_OR_NOT)


def ticks(text: str, options: Sequence[str]) -> Plain:
    """The options whose numbers or ids were typed; 0 for none. Raises Misread."""
    ticked = [one for one in _BETWEEN.split(text) if one]
    if ticked in (["0"], [NONE_OPTION]):
        return [NONE_OPTION]
    return [pick(one, options) for one in ticked]


def counts(text: str) -> Plain:
    """Three counts, or all marks."""
    figures = [number(one) for one in _BETWEEN.split(text) if one]
    if len(figures) == len(_COUNTS):
        return dict(zip(_COUNTS, figures, strict=True))
    return list(figures)


def rate(text: str) -> Plain:
    """Two counts, cases and base; anything else as it stands."""
    figures = [number(part) for part in rate_parts(text)]
    return text if None in figures else dict(zip(("cases", "base"), figures, strict=False))


def figure(text: str, unit: str, peers: int = 1) -> Typed:
    """A figure in *unit*, with up to so many *peers*' figures behind slashes. Raises Misread."""
    parts = [part for part in _PEER.split(text) if part]
    if 1 < len(parts) <= 1 + peers and "/" in text:
        return Typed(*(read_number(part, unit) for part in parts))
    return Typed(read_number(text, unit))


def _one_to(last: int) -> TwoLanguages:
    return TwoLanguages(f"请输入 1 到 {last}", f"type 1 to {last}")
