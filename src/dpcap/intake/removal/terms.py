"""The words by which somebody is found in text and bytes, however these are written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

# Shorter ones stand in too many words; they are found where an id must stand only.
SHORTEST_ID = 4
_WORD = re.compile(r"[A-Za-z0-9_.\-]+")
_LETTER = rb"[A-Za-z0-9_]"


class _Compiled(NamedTuple):
    text: re.Pattern[str]
    raw: re.Pattern[bytes]


class SearchTerms:
    """Texts to look for; one in plain letters counts as a whole word only."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(sorted({one.strip() for one in texts if len(one.strip()) > 1}))

    def __bool__(self) -> bool:
        return bool(self.texts)

    @property
    def longest(self) -> int:
        """The most bytes that one of them takes, however it is written."""
        return max((12 * len(one) for one in self.texts), default=0)

    @cached_property
    def _compiled(self) -> _Compiled:
        texts = "|".join(_bounded(one) for one in self.texts)
        raws = b"|".join(form for one in self.texts for form in _forms(one))
        return _Compiled(re.compile(texts, re.IGNORECASE), re.compile(raws, re.IGNORECASE))

    def in_text(self, text: str) -> bool:
        """Whether *text* names one of them."""
        return bool(self.texts) and self._compiled.text.search(text) is not None

    def in_bytes(self, raw: bytes) -> bool:
        """Whether *raw* names one of them, in any of the usual encodings."""
        return bool(self.texts) and self._compiled.raw.search(raw) is not None


def _bounded(term: str) -> str:
    found = re.escape(term)
    return rf"(?<![A-Za-z0-9_]){found}(?![A-Za-z0-9_])" if _WORD.fullmatch(term) else found


def _forms(term: str) -> Iterable[bytes]:
    """*term* as a pattern of bytes in each of the encodings in which files hold it."""
    wide = [term.encode(one) for one in ("utf-16-le", "utf-16-be")]
    if _WORD.fullmatch(term):
        plain = re.escape(term.encode())
        yield b"(?<!" + _LETTER + b")" + plain + b"(?!" + _LETTER + b")"
    else:
        numbers = "".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in term)  # noqa: PLR2004
        texts = (term, json.dumps(term)[1:-1], html.escape(term), numbers, quote(term))
        for form in dict.fromkeys((*(one.encode() for one in texts), _chinese(term))):
            yield re.escape(form)
    yield from map(re.escape, wide)


def _chinese(term: str) -> bytes:
    return term.encode("gb18030", "replace")
