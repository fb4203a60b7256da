"""Numbers and names by which a person is found, taken out of what somebody wrote.

Numbers: mobile and landline numbers of China, service lines (400, 800), ID card numbers and e-mail
addresses; with blanks, hyphens or in wide digits too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from dpcap.model.base import Frozen

M = TypeVar("M", bound=Frozen)

GONE = "×××"

# Wide digits, letters and ＠ become narrow, one for one, so that places stay.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if _WIDE.match(chr(code))}
_NARROW[0xFF20] = 0x40
_GAP = "[-–－ \u3000]?"
_DAY = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CHINA = rf"(?:\+?86{_GAP})?"
_EXTENSION = rf"(?:{_GAP}(?:转|ext\.?)?\d{{1,5}})?"
_KINDS = (
    # ID card: six digits of a place, a birthday, three digits, a check digit.
    rf"(?<!\d)[1-9]\d{{5}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])",
    # Mobile, landline (not the decimals of a figure), service line.
    rf"(?<!\d){_CHINA}1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)",
    rf"(?<!\d)(?<!\d\.){_CHINA}(?:[(（]0\d{{2,3}}[)）]|0\d{{2,3}}){_GAP}\d{{7,8}}{_EXTENSION}(?!\d)",
    rf"(?<!\d)[48]00{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)",
    # E-mail; the usual Chinese domains too.
    r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+",
    r"[A-Za-z0-9._%+\-]+@[^\s@.]+\.(?:中国|公司|网络|商城)",
)
_NUMBERS = re.compile("|".join(_KINDS), re.ASCII)
# What every number has somewhere; looked for first, because it is found much faster.
_TRACE = re.compile(rf"\d{{3}}[)）]?{_GAP}\d{{4}}|[A-Za-z0-9._%+\-]@", re.ASCII)
_BARE = (float, int, bool, date, type(None), None, Ellipsis)
# Fields that hold no prose: ids, digests, and what a registry or the reader's own address says.
_PLAIN = frozenset(
    (
        *("id", "node", "nodes", "shop", "evidence", "used_by", "hinges_on", "code"),
        *("sha256", "digest", "answers_digest", "substance", "gates_digest", "gates_id"),
        *("schema_version", "engine_version", "version"),
        *("registration_number", "email", "phone"),
    )
)


def masked(model: M, *, numbers: bool, names: Collection[str] = ()) -> M:
    """*model* without the *names* in any text, and without numbers if they are to go: `×××`.

    Ids, digests and the addresses of the contact stay.
    """
    texts = "\n".join(_texts(model))
    traced = numbers and _TRACE.search(texts) and _NUMBERS.search(texts)
    if not (traced or _WIDE.search(texts) or any(name in texts for name in names)):
        return model
    patterns = [_NUMBERS] if numbers else []
    if names:
        longest_first = sorted((name.translate(_NARROW) for name in names), key=len, reverse=True)
        patterns.append(re.compile("|".join(map(re.escape, longest_first))))
    loaded = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return type(model).model_validate_json(json.dumps(_walked(loaded, patterns)))


def _texts(model: Frozen) -> list[str]:
    """Every text in *model*, in no order."""
    found: list[str] = []
    waiting: list[object] = [model]
    while waiting:
        one = waiting.pop()
        if type(one) is str:
            found.append(one)
        elif isinstance(one, tuple):
            waiting += one
        elif isinstance(one, Frozen):
            fields = one.__dict__
            waiting += [fields[key] for key in _prose(type(one)) if not _stays(key, fields[key])]
        elif isinstance(one, dict):
            waiting += [value for key, value in one.items() if not _stays(key, value)]
    return found


@lru_cache(maxsize=64)
def _prose(kind: type[Frozen]) -> tuple[str, ...]:
    """The fields of *kind* that may hold a text, or what holds one."""
    return tuple(
        name for name, field in kind.model_fields.items() if not _is_bare(field.annotation)
    )


def _is_bare(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    """Whether a field so annotated holds figures, days and words of a fixed list only."""
    if get_origin(annotation) is Literal:
        return True
    if get_origin(annotation) is Annotated:
        return _is_bare(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return not _prose(annotation)
    parts = get_args(annotation)
    if parts:
        return all(map(_is_bare, parts))
    return annotation in _BARE


def _walked(value: Any, patterns: list[re.Pattern[str]]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return _without(value, *patterns)
    if isinstance(value, list):
        return [_walked(item, patterns) for item in value]
    if isinstance(value, dict):
        return {
            key: one if _stays(key, one) else _walked(one, patterns) for key, one in value.items()
        }
    return value


def _stays(key: str, value: object) -> bool:
    """Whether a field is no prose; `evidence` is a list of ids here, of pieces there."""
    if key not in _PLAIN:
        return False
    return isinstance(value, str) or (
        isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    )


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        shadow = text.translate(_NARROW)
        pieces, last = [], 0
        for found in pattern.finditer(shadow):
            pieces += [text[last : found.start()], GONE]
            last = found.end()
        text = "".join((*pieces, text[last:]))
    return text
