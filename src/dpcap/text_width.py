"""Text by the columns it takes on a terminal: how wide it is, cut, and broken into lines.

What a reader sees as one character (a grapheme cluster: a letter with its accents, an emoji made of
several) is never cut in two. Chinese is two columns wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from wcwidth import iter_graphemes, wcswidth

# How wide a text is made for a terminal where nobody says.
COLUMNS = 80
_NOT_FIRST = frozenset("，。、；：！？）》」』】〉”’…％·,.;:!?)]}%")
_NOT_LAST = frozenset("（《「『【〈“‘([{")
# Ends of lines and tabs: as blanks, they would move what comes after them.
_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CUT_OFF = " ,，、;；:：(（"
_WIDE = 2


def width(text: str) -> int:
    """How many columns *text* takes."""
    return len(text) if text.isascii() else sum(map(_columns, iter_graphemes(text)))


def _columns(grapheme: str) -> int:
    """A control character has no width of its own; as something in its place, it takes one."""
    return len(grapheme) if grapheme.isascii() else abs(wcswidth(grapheme))


def short(text: str, columns: int) -> str:
    """*text* in at most *columns* columns, with … where its end was cut off."""
    if width(text) <= columns:
        return text
    kept = "".join(_within(iter_graphemes(text), columns - 1))
    return kept.rstrip(_CUT_OFF) + "…" if columns > 0 else ""


def short_before(text: str, columns: int) -> str:
    """*text* in at most *columns* columns, with … where its beginning was cut off."""
    if width(text) <= columns:
        return text
    kept = list(_within(reversed(list(iter_graphemes(text))), columns - 1))
    return "…" + "".join(reversed(kept)) if columns > 0 else ""


def _within(graphemes: Iterable[str], columns: int) -> Iterator[str]:
    """The first of *graphemes*, as many as fit into *columns* columns."""
    for grapheme in graphemes:
        columns -= _columns(grapheme)
        if columns < 0:
            return
        yield grapheme


def one_line(text: str) -> str:
    """*text* with blanks where it has ends of lines and tabs."""
    return _BREAKS.sub(" ", text)


def wrap(text: str, columns: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """*text* in lines of at most *columns* columns; *first* and *rest* go before them.

    Lines are broken at blanks, which are left out there, and beside wide characters. No line begins
    with a closing mark or ends with an opening one. A word longer than a line is cut.
    """
    rest = " " * width(first) if rest is None else rest
    room, later = columns - width(first), columns - width(rest)
    lines = _lines(one_line(text), room, later)
    return [(rest if place else first) + one.rstrip() for place, one in enumerate(lines)]


def breaks(text: str, columns: int) -> list[int]:
    """Where in *text* its lines begin, but for the first, if broken as `wrap` does it."""
    start = len(text) - len(text.lstrip())
    *full, _ = _lines(text[start:], columns, columns)
    return list(accumulate(map(len, full), initial=start))[1:]


def packed(items: Iterable[str], columns: int, between: str = " · ") -> Iterator[str]:
    """*items* on lines of at most *columns* columns, *between* them on a line; none is broken."""
    line = ""
    for item in items:
        longer = f"{line}{between}{item}" if line else item
        if line and width(longer) > columns:
            yield line
            longer = item
        line = longer
    if line:
        yield line


def longest_piece(text: str) -> int:
    """How many columns *text* needs at least if no word of it is cut."""
    return max((width(piece.rstrip()) for piece in _words(text)), default=0)


def _lines(text: str, room: int, later: int) -> list[str]:
    """*text* in lines, with the blanks at their ends; *later*: the columns of all but the first."""
    if width(text.rstrip()) <= room:
        return [text]
    lines, line = list[str](), ""
    for word in _words(text):
        bare = word.rstrip()
        if width(bare) > room and line.strip():
            lines.append(line)
            line, room = "", later
        if width(bare) > room:
            *full, line = _cut(bare, room, later)
            lines += full
            room = later - width(line)
            line, room = line + word[len(bare) :], room - len(word) + len(bare)
        else:
            line, room = line + word, room - width(word)
    return [*lines, line]


def _cut(word: str, room: int, later: int) -> Iterator[str]:
    """*word* in pieces of at most *room* columns, those after the first of *later*."""
    piece: list[str] = []
    used = 0
    for grapheme in iter_graphemes(word):
        size = _columns(grapheme)
        if piece and used + size > room:
            yield "".join(piece)
            piece, used, room = [], 0, later
        piece.append(grapheme)
        used += size
    yield "".join(piece)


def _words(text: str) -> Iterator[str]:
    """*text* in pieces that stay whole: narrow runs with the blanks after them, wide characters.

    Closing marks stay with what is before them, opening ones with what comes after.
    """
    piece: list[str] = []
    last, after_wide = "", False
    for grapheme in iter_graphemes(text):
        wide = _columns(grapheme) == _WIDE
        if piece and _parted(last, grapheme, beside_wide=wide or after_wide):
            yield "".join(piece)
            piece = []
        piece.append(grapheme)
        last, after_wide = grapheme, wide
    yield "".join(piece)


def _parted(last: str, following: str, *, beside_wide: bool) -> bool:
    """Whether a line may end between these two graphemes."""
    if following == " " or last in _NOT_LAST:
        return False
    if following in _NOT_FIRST:
        return last == " " and following.isascii()
    return last == " " or beside_wide
