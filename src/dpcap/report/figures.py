"""Numbers as pages show them: the only place where anything is rounded, and never to the better.

Scores, shares and figures of which more is better are cut downwards; figures of which less is
better, and what is held to a limit of the kind "at most", upwards. Marks and limits are shown as
written, in full.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import ceil, floor

TOLERANCE = 1e-9
# As many decimals as the tolerance has: figures that differ, differ in these.
_MOST = 9
_FULL = 100.0
_WHOLE = 1000.0
_SMALL = 0.1
# A float this large is a whole number.
_WITHOUT_DECIMALS = 2.0**52
Show = Callable[..., str]


def truncated(value: float, digits: int = 1, *, up: bool = False) -> float:
    """*value* cut to *digits* decimals, so that no page shows a mark that was missed."""
    if abs(value) >= _WITHOUT_DECIMALS:
        return value
    scale = 10.0**digits
    return (ceil((value - TOLERANCE) * scale) if up else floor((value + TOLERANCE) * scale)) / scale


@lru_cache(maxsize=4096)
def score(value: float, digits: int = 1, *, up: bool = False) -> str:
    """A score with one decimal; `100` only if it is 100."""
    shown = truncated(value, digits, up=up)
    return "100" if shown >= _FULL else f"{shown:.{digits}f}"


def mark(value: float) -> str:
    """A mark of the framework as written: `50`, `62.5`."""
    return written(value).replace(",", "")


@lru_cache(maxsize=4096)
def written(value: float) -> str:
    """A figure that somebody wrote, in full: thousands separated, no decimal lost."""
    text = f"{abs(value):,.{_MOST}f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


def limit(share: float) -> str:
    """A limit that is a share of 1, in full: `70%`, `12.34%`."""
    return f"{mark(round(share * _FULL, _MOST))}%"


@lru_cache(maxsize=4096)
def percent(share: float, digits: int = 1, *, up: bool = False) -> str:
    """A share of 1 as a percentage with one decimal, cut; whole ones without it."""
    shown = truncated(share * _FULL, digits, up=up)
    return f"{shown:.0f}%" if shown == int(shown) else f"{shown:.{digits}f}%"


@lru_cache(maxsize=4096)
def number(value: float, digits: int | None = None, *, up: bool = False) -> str:
    """A measured figure: thousands separated, two decimals (four if very small), cut."""
    shown = truncated(value, _digits(value) if digits is None else digits, up=up)
    return written(shown)


def _digits(value: float) -> int:
    if abs(value) >= _WHOLE and float(value).is_integer():
        return 0
    return 2 if abs(value) >= _SMALL else 4


def held(
    found: float,
    needed: float,
    operator: str = "at_least",
    show: Show = score,
    least: int = 1,
) -> str:
    """*found* beside what is *needed* (a mark, shown in full): on the side of it on which it is.

    Cut to the worse, with as many decimals as tell the two apart, *least* at the least. A figure
    that misses by a hair is not shown as missing by more.
    """
    unit, up = _FULL if show is percent else 1.0, operator == "at_most"
    fewest, room = (_digits(found), abs(found - needed)) if show is number else (least, _FULL)
    for digits in range(fewest, _MOST):
        shown = truncated(found * unit, digits, up=up)
        near = not up or abs(shown - found * unit) <= room
        if near and _side(shown, needed * unit, unit) == _side(found, needed):
            return show(found, digits, up=up)
    return show(found, _MOST, up=up)


def _side(one: float, other: float, unit: float = 1.0) -> int:
    """Whether *one* lies below (-1), at (0) or above (1) the *other*."""
    near = TOLERANCE * unit
    return (one > other + near) - (one < other - near)
