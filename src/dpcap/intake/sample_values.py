"""Values worth trying in an expression, read off what it compares with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
ENDS: tuple[float, ...] = (0.0, 1.0, 100.0)
OTHER = "…"


def numbers(source: str, ends: Sequence[float]) -> tuple[float, ...]:
    """*ends*, and the numbers in *source* with those just below and above."""
    near = [float(text) + step for text in _NUMBER.findall(source) for step in (0.0, -1.0, 1.0)]
    return tuple(dict.fromkeys([*near, *ends]))


def strings(source: str) -> list[str]:
    """The texts in *source*."""
    return [single or double for single, double in _STRING.findall(source)]


def lists(ids: Iterable[str]) -> tuple[list[str], ...]:
    """No entry, each alone, all of them."""
    every = list(ids)
    return ([], *([one] for one in every), every)
