"""Which of several things with an id and a title somebody meant who wrote neither quite right."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from dpcap.model.base import Text
from dpcap.model.two_languages import Params, TwoLanguages

_SHOWN = 60
_ENOUGH = 2
_MOST, _LIKE = 3, 0.7
IS_IT = TwoLanguages("是不是 {other}？请改正，可选", "Is {other} meant? Correct it, to one of")
CHOOSE = TwoLanguages("可选", "Choose from")
NO_HINT = TwoLanguages("", "")


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


def unseen_in(name: str) -> TwoLanguages | None:
    """What to say of *name* if it holds a character that takes no room, named by its number."""
    char = next((one for one in name[:_SHOWN] if one in _NO_ROOM), None)
    return None if char is None else _NOT_SEEN.fill({"code": f"U+{ord(char):04X}"})


_NO_ROOM = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad")
_NOT_SEEN = TwoLanguages(
    "它里面有看不见的字符 {code}（多半是从网页或聊天里复制来的），请删掉重新输入",
    "It holds a character that cannot be seen ({code}, mostly copied from a page or a chat): type"
    " it anew",
)
_UNSEEN = str.maketrans(
    dict.fromkeys("“”‘’\"'「」\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad", "")
    | dict.fromkeys("‐‑–—−", "-")
)


def near_names(name: str, known: Collection[str]) -> list[str]:
    """The names in *known* that *name* looks like, best first, whatever their case."""
    by_folded: dict[str, str] = {}
    for one in known:
        by_folded.setdefault(one.casefold(), one)
    near = get_close_matches(name[:_SHOWN].casefold(), by_folded, n=_MOST, cutoff=_LIKE)
    return [by_folded[one] for one in near]


def did_you_mean(name: str, known: Collection[str]) -> TwoLanguages:
    """What is said in brackets behind an unknown *name*: those in *known* close to it, if any."""
    near = near_names(name, known)
    if not near:
        return NO_HINT
    return TwoLanguages(f"（相近的有：{'、'.join(near)}）", f" (close to it: {', '.join(near)})")


def hint_params(hint: TwoLanguages) -> Params:
    """*hint* as the parameters of a finding's message."""
    return {"hint_zh": hint.zh, "hint_en": hint.en}
