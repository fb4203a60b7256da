"""Words that are not ours: made harmless, and marked so that every page can set them apart.

A name, a note or a file name may hold anything. `clean` takes out what could act on a reader's
screen; `own` also wraps the rest in two private characters, which survive `str.format` and are
turned into markup, escapes or nothing by each kind of page (`parts`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

OPEN, CLOSE = "\ue000", "\ue001"

ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, moves
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # commands to the terminal
    r"|\x1b.?",
    re.DOTALL,
)
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_SAFE = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u0600\u3000-\u9fff\uff00-\uffef]*")


def _harmful() -> dict[int, str | None]:
    """Controls, bidi overrides, invisible, broken and no characters; breaks become blanks."""
    gone = [
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x61C,
        0x180E,
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFDD0, 0xFDF0),
        *range(0xFFF0, 0xFFFC),
        *range(0xFFFE, 0x10000),
        *range(0xD800, 0xE000),
        ord(OPEN),
        ord(CLOSE),
        *range(0xE0000, 0xE0080),
    ]
    table: dict[int, str | None] = dict.fromkeys(gone, None)
    table.update(dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " "))
    return table


# What is taken out or replaced, by code point.
HARMFUL = _harmful()


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """*text* on one line, without control characters, ANSI escapes and bidi overrides."""
    if _SAFE.fullmatch(text):
        return text.strip()
    return " ".join(ANSI.sub("", text).translate(HARMFUL).split())


def own(text: str) -> str:
    """*text* cleaned and marked as somebody's own words; the empty text stays empty."""
    harmless = clean(text)
    return f"{OPEN}{harmless}{CLOSE}" if harmless else ""


def plain(text: str) -> str:
    """*text* without the marks."""
    return text.replace(OPEN, "").replace(CLOSE, "") if OPEN in text else text


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """*text* piece by piece: (words, whether they are somebody's own)."""
    for place, piece in enumerate(_MARKED.split(text)):
        if piece:
            yield piece, place % 2 == 1


def printable(text: str) -> str:
    """*text* without control characters: what a stranger's file says must not drive a terminal.

    Blanks of any width are shown as blanks.
    """
    return "".join(one if one.isprintable() else _instead(one) for one in text)


def _instead(char: str) -> str:
    return " " if unicodedata.category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}"
