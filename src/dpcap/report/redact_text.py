"""Numbers and names by which a person is found, taken out of what somebody wrote.

Numbers: mobile and landline numbers of China, service lines (400, 800), ID card numbers and e-mail
addresses; with blanks, hyphens or in wide digits too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TypeVar

from dpcap.model.base import Frozen

M = TypeVar("M", bound=Frozen)

GONE = "×××"

# Wide forms become their narrow ones, one for one, so that places stay.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠]")
_GAP = "[-–－ \u3000]?"
_DAY = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CHINA = rf"(?:\+?86{_GAP})?"
_EXTENSION = rf"(?:{_GAP}(?:转|ext\.?)?\d{{1,5}})?"
_KINDS = (
    # ID card: six digits of a place, a birthday, three digits, a check digit.
    rf"(?<!\d)[1-9]\d{{5}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])",
    # Mobile, landline, service line.
    rf"(?<!\d){_CHINA}1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)",
    rf"(?<!\d){_CHINA}(?:[(（]0\d{{2,3}}[)）]|0\d{{2,3}}){_GAP}\d{{7,8}}{_EXTENSION}(?!\d)",
    rf"(?<!\d)[48]00{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)",
    # E-mail; the usual Chinese domains too.
    r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+",
    r"[A-Za-z0-9._%+\-]+@[^\s@.]+\.(?:中国|公司|网络|商城)",
)
NUMBERS = re.compile("|".join(_KINDS), re.ASCII)
# Fields that hold no prose: ids, digests, and what a registry or the reader's own address says.
_PLAIN = frozenset(
    (
        *("id", "node", "nodes", "shop", "evidence", "used_by", "hinges_on", "code"),
        *("sha256", "digest", "answers_digest", "profile", "gates_digest", "gates_id"),
        *("schema_version", "engine_version", "version"),
        "registration_number",
    )
)
_CONTACT = "contact"


def without(text: str, *patterns: re.Pattern[str]) -> str:
    """*text* with all that the *patterns* find replaced by `×××`; wide forms count as narrow."""
    for pattern in patterns:
        shadow = text.translate(_NARROW)
        pieces, last = [], 0
        for found in pattern.finditer(shadow):
            pieces += [text[last : found.start()], GONE]
            last = found.end()
        text = "".join((*pieces, text[last:]))
    return text


def without_numbers(text: str) -> str:
    """*text* without the numbers by which a person is found."""
    return without(text, NUMBERS)


def masked(model: M, patterns: Iterable[re.Pattern[str]], apart: Any = None) -> M:  # noqa: ANN401
    """*model* with what the *patterns* find gone from every text; ids, digests and `contact` stay.

    *apart*, as pydantic's `exclude`: fields not worth a look, because they stay and hold such.
    """
    patterns = tuple(patterns)
    if not patterns:
        return model
    seen = model.model_dump_json(exclude=apart, exclude_defaults=True)
    if not any(pattern.search(seen) for pattern in (_WIDE, *patterns)):
        return model
    loaded = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return type(model).model_validate_json(json.dumps(_walked(loaded, patterns)))


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the *names*, the longest first; None if there are none."""
    known = sorted(map(re.escape, {name.translate(_NARROW) for name in names}), key=len)
    return re.compile("|".join(reversed(known))) if known else None


def _walked(value: Any, patterns: tuple[re.Pattern[str], ...]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return without(value, *patterns)
    if isinstance(value, list):
        return [_walked(item, patterns) for item in value]
    if isinstance(value, dict):
        return {
            key: one if _stays(key, one) else _walked(one, patterns) for key, one in value.items()
        }
    return value


def _stays(key: str, value: Any) -> bool:  # noqa: ANN401 - any part of a JSON text
    if isinstance(value, list):
        return key in _PLAIN and all(isinstance(item, str) for item in value)
    return key == _CONTACT or (key in _PLAIN and isinstance(value, str))
