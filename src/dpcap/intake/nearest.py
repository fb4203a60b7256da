"""Which of several things with an id and a title somebody meant who wrote neither quite right."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from dpcap.intake.wording import TwoLanguages
from dpcap.model.base import Text

_SHOWN = 60
_ENOUGH = 2
IS_IT = TwoLanguages("是不是 {other}？请改正，可选", "Is {other} meant? Correct it, to one of")
CHOOSE = TwoLanguages("可选", "Choose from")


def nearest(written: str, titles: Mapping[str, Text]) -> str | None:
    """The id that *written* is most like, by id or title; None: none, or several alike."""
    plain = folded(written[:_SHOWN])
    names = {folded(one): one for one in titles}
    names |= {folded(words): one for one, text in titles.items() for words in (text.zh, text.en)}
    return near_name(plain, names)


def near_name(plain: str, names: Mapping[str, str]) -> str | None:
    """What *names* has for the one that *plain* is: alike, a part of one only, or nearly so."""
    if plain in names:
        return names[plain]
    holding = {other for name, other in names.items() if len(plain) >= _ENOUGH and plain in name}
    if len(holding) == 1:
        return next(iter(holding))
    near = get_close_matches(plain, names, n=1, cutoff=0.8)
    return names[near[0]] if near else None


def folded(words: str) -> str:
    """*words* as they are compared: width, case, blanks, quotes and kinds of dash do not count."""
    plain = unicodedata.normalize("NFKC", words).casefold().translate(_UNSEEN)
    return "".join(plain.split())


_UNSEEN = str.maketrans(dict.fromkeys("“”‘’\"'「」\u200b\ufeff", "") | dict.fromkeys("‐‑–—−", "-"))
