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
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def fit(text: str, width: int) -> str:
    """*text* cut to *width* columns, with an ellipsis if anything was cut."""
    if columns(text) <= width:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) > width - 1:
            break
        kept += char
    return kept + "…"


def wrap(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """*text* in lines of at most *width* columns; *first* and *rest* go before them.

    No line begins with a closing mark or ends with an opening one; words longer than a line are
    cut.
    """
    rest = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    line = ""
    for piece in _clusters(text):
        room = width - columns(rest if lines else first)
        if columns(line + piece.rstrip()) <= room:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while columns(line) > width - columns(rest):
            head = _head(line, width - columns(rest))
            lines.append(head)
            line = line[len(head) :]
    lines.append(line.rstrip())
    return [(rest if place else first) + one for place, one in enumerate(lines)]


def _head(text: str, width: int) -> str:
    """As much of *text* as *width* columns hold, one character at least."""
    end = 1
    while end < len(text) and columns(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def _clusters(text: str) -> list[str]:
    """The pieces of *text* that must not be parted."""
    clusters: list[str] = []
    for piece in _PIECE.findall(text):
        glued = clusters and (
            piece[0] in _NOT_FIRST or (clusters[-1] and clusters[-1][-1] in _NOT_LAST)
        )
        if glued:
            clusters[-1] += piece
        else:
            clusters.append(" " if piece.isspace() else piece)
    return clusters
