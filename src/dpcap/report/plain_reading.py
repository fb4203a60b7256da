"""A text as a reader takes it, and where in the original each of its characters stands.

What is not seen (zero-width characters, soft hyphens, variation selectors, marks of direction) is
gone; every dash is `-`, every dot in the middle `·`, every slash `/`, every blank and line break a
blank; letters are narrow, small and without accents; digits of every script are 0 to 9. Digits in
circles, in brackets or raised are ⓪ to ⑨: they may belong to a number, or only count it
(①13800000000).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from dpcap.report.sanitize import ANSI, HARMFUL

RINGED = "⓪①②③④⑤⑥⑦⑧⑨"

_ALIKE = {
    **dict.fromkeys("−⁃‧ー─━﹘➖", "-"),
    **dict.fromkeys("·•‧∙⋅・●", "·"),
    **dict.fromkeys("⁄∕╱⧸", "/"),
    **dict.fromkeys("\t\n\v\f\r\x85\u2800", " "),
}
_DASH, _BLANKS = "Pd", frozenset(("Zs", "Zl", "Zp"))
# Controls, marks of format, combining and enclosing marks, halves of a character.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Mn", "Me"))
# Letters by their category, but nothing to be seen.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\ufffc\u2065")
_MARKS = frozenset(("Mn", "Me"))
_KEYCAP = re.compile("([0-9])(?=\ufe0f?\u20e3)")


class _Reading(dict[int, str]):
    """Each character as it is read, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = read = _read(chr(code))
        return read


_READING = _Reading()


class PlainReading(NamedTuple):
    """What is read of a text: `text`, and for every character of it its place in the original."""

    text: str
    places: list[int]

    def cut(self, start: int, end: int, original: str) -> tuple[int, int]:
        """Where *start* to *end* of the text stands in *original*, with the marks on its end."""
        last = self.places[end - 1] + 1
        while last < len(original) and unicodedata.category(original[last]) in _MARKS:
            last += 1
        return self.places[start], last


def read_as(text: str) -> str:
    """*text* as a reader takes it."""
    return _visible(text).translate(_READING)


def shadow(text: str) -> PlainReading:
    """*text* as a reader takes it, with places."""
    hidden = {at for match in ANSI.finditer(text) for at in range(*match.span())}
    read: list[str] = []
    places: list[int] = []
    for at, char in enumerate(_KEYCAP.sub(_ring, text)):
        seen = "" if at in hidden else _READING[ord(char)]
        read.append(seen)
        places += [at] * len(seen)
    return PlainReading("".join(read), places)


def _visible(text: str) -> str:
    """*text* without commands to a terminal, and with ringed digits for the keys of a phone."""
    if text.isascii() and text.isprintable():
        return text
    return _KEYCAP.sub(_ring, ANSI.sub("", text))


def _ring(digit: re.Match[str]) -> str:
    return RINGED[int(digit[1])]


def _read(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    kind = unicodedata.category(char)
    if kind in _BLANKS:
        return " "
    if kind == _DASH:
        return "-"
    if kind in _UNSEEN or char in _FILLERS or ord(char) in HARMFUL:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    parts = unicodedata.normalize("NFKD", char)
    if parts != char:
        parts = "".join(map(_read, parts))
    elif (value := unicodedata.digit(char, None)) is not None:
        parts = str(value)
    return "".join(RINGED[int(one)] if one in "0123456789" else one for one in parts.casefold())
