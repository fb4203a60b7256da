"""Breaking text into lines by the columns it takes; a Chinese character takes two."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

# A word of letters and digits with what clings to it, one wide character, or a run of blanks.
_PIECE = re.compile(r"\s+|[^\s\u1100-\u11ff\u2e80-\uffef]+|[\s\S]")
_NOT_FIRST = frozenset("，。、；：！？）》」』】〉”’…％·,.;:!?)]}%")
_NOT_LAST = frozenset("（《「『【〈“‘([{")


def columns(text: str) -> int:
    """How many columns *text* takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """*text* cut to *width* columns, with an ellipsis if anything was cut."""
    return text if columns(text) <= width else text[: _reach(text, 0, width - 1)] + "…"


def wrap(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """*text* in lines of at most *width* columns; *first* and *rest* go before them.

    No line begins with a closing mark or ends with an opening one; words longer than a line are
    cut.
    """
    rest = " " * columns(first) if rest is None else rest
    room, later = width - columns(first), width - columns(rest)
    lines: list[str] = []
    line, used = "", 0
    for piece in _clusters(text):
        if used + columns(piece.rstrip()) <= (later if lines else room):
            line, used = line + piece, used + columns(piece)
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _slices(piece.lstrip(), later)
        lines += full
        used = columns(line)
    lines.append(line.rstrip())
    return [(rest if place else first) + one for place, one in enumerate(lines)]


def _slices(word: str, width: int) -> list[str]:
    """*word* in pieces that fit into *width* columns, of one character at least."""
    slices, start = [], 0
    while (end := max(_reach(word, start, width), start + 1)) < len(word):
        slices.append(word[start:end])
        start = end
    return [*slices, word[start:]]


def _reach(text: str, start: int, width: int) -> int:
    """How far *text* goes from *start* within *width* columns."""
    used = 0
    for end in range(start, len(text)):
        used += _columns_of(text[end])
        if used > width:
            return end
    return len(text)


def _clusters(text: str) -> list[str]:
    """The pieces of *text* that must not be parted."""
    clusters: list[list[str]] = []
    last = ""
    for piece in _PIECE.findall(text):
        glued = clusters and (piece[0] in _NOT_FIRST or last in _NOT_LAST)
        kept = piece if glued or not piece.isspace() else " "
        if glued:
            clusters[-1].append(kept)
        else:
            clusters.append([kept])
        last = kept[-1]
    return ["".join(cluster) for cluster in clusters]
