"""Numbers as pages show them. This is the only place where anything is rounded: downwards."""

from __future__ import annotations

from functools import lru_cache
from math import floor
from unicodedata import east_asian_width

TOLERANCE = 1e-9
_FULL = 100.0
_WHOLE = 1000.0
_SMALL = 0.1
# A float this large is a whole number.
_WITHOUT_DECIMALS = 2.0**52
_FOLLOWING = frozenset("，。；：！？、）」』”…》")
_OPENING = frozenset("（《「『【〈“‘")


def truncated(value: float, digits: int = 1) -> float:
    """*value* cut to *digits* decimals, so that no page shows a mark that was missed."""
    if abs(value) >= _WITHOUT_DECIMALS:
        return value
    scale = 10.0**digits
    return floor((value + TOLERANCE) * scale) / scale


@lru_cache(maxsize=4096)
def score(value: float) -> str:
    """A score with one decimal; `100` only if it is 100."""
    shown = truncated(value)
    return "100" if shown >= _FULL else f"{shown:.1f}"


def mark(value: float) -> str:
    """A mark of the framework as written: `50`, `62.5`."""
    return f"{value:g}"


@lru_cache(maxsize=4096)
def percent(share: float) -> str:
    """A share of 1 as a percentage with one decimal, cut; whole ones without it."""
    shown = truncated(share * _FULL)
    return f"{shown:g}%" if shown == int(shown) else f"{shown:.1f}%"


def difference(high: float, low: float) -> float:
    """The difference high − low as shown, so that the figures on a page add up."""
    return truncated(truncated(high) - truncated(low))


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A measured figure: thousands separated, two decimals (four if very small), cut."""
    if value < 0:
        return "−" + number(-value)
    digits = 0 if value >= _WHOLE and float(value).is_integer() else 2 if value >= _SMALL else 4
    text = f"{truncated(value, digits):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def width(text: str) -> int:
    """Columns *text* takes where Chinese is two columns wide."""
    return len(text) if text.isascii() else sum(_wide(char) for char in text)


def _wide(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def short(text: str, columns: int) -> str:
    """*text* in at most *columns* columns, with … where it was cut."""
    if width(text) <= columns:
        return text
    taken, used = "", 1
    for char in text:
        used += _wide(char)
        if used > columns:
            break
        taken += char
    return taken.rstrip(" ,，、;；:：(（") + "…"


def folded(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns* columns, broken at blanks or after a wide character."""
    lines, line, used = [], "", 0
    for word in _words(text):
        size = width(word)
        if used + size > columns and line:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + word, used + size
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Pieces that may not be broken: narrow runs with their blank, wide ones, marks at their ends.

    A closing mark never begins a line, an opening one never ends it.
    """
    pieces: list[str] = []
    for char in text:
        joins = pieces and _wide(char) == 1 and _wide(pieces[-1][-1]) == 1
        new_word = joins and pieces[-1].endswith(" ") and char != " "
        opened = pieces and pieces[-1][-1] in _OPENING
        if (joins and not new_word) or (pieces and char in _FOLLOWING) or opened:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
