"""Numbers, addresses and names by which a person is found, taken out of what somebody wrote.

They are looked for in the text as a reader takes it (`shadow`), whatever is hidden between the
digits, and cut out of the text as it is: nothing else of it changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from dpcap.model.base import Frozen
from dpcap.model.finding import ROWS_OF
from dpcap.report.plain_reading import read_as, shadow
from dpcap.report.redact_addresses import addresses_in
from dpcap.report.redact_numbers import TextSpan, numbers_in

M = TypeVar("M", bound=Frozen)

# In a long text that must not grow, one sign stands for what was cut.
GONE, _BRIEF, _LONG = "×××", "×", 100

_BARE = (float, int, bool, date, type(None), None, Ellipsis)
# Fields that hold no prose: ids, digests, and what a registry or the reader's own address says.
_PLAIN = frozenset(
    (
        *("id", "node", "nodes", "shop", "evidence", "used_by", "hinges_on", "code", "path"),
        *("sha256", "digest", "answers_digest", "substance", "gates_digest", "gates_id"),
        *("schema_version", "engine_version", "version"),
        *("registration_number", "email", "phone"),
    )
)
# What a telephone number is made of, as a name to look for.
_DIGIT, _LETTER, _PARTED, _NUMBER = re.compile("[0-9]"), re.compile(r"[^\W\d_]"), r"[\W_]{0,3}", 7
# What a finding names by its id.
_NAMED = frozenset(("node", "shop", "evidence", ROWS_OF))


class RedactionMask(NamedTuple):
    """What is looked for: numbers and addresses, and names (as `read_as` gives them)."""

    numbers: bool
    names: tuple[str, ...]

    def spans(self, read: str) -> Iterator[TextSpan]:
        """Where they stand in *read*, in no order; they may overlap."""
        if self.numbers:
            yield from chain(numbers_in(read), addresses_in(read))
        for name in self.names:
            yield from _named(name, read)


def masked(model: M, *, numbers: bool, names: Collection[str] = ()) -> M:
    """*model* without the *names* in any text, and without numbers if they are to go: `×××`.

    Ids, digests and the addresses of the contact stay. Where nothing is found it is the very same.
    """
    mask = RedactionMask(numbers, tuple(dict.fromkeys(filter(None, map(read_as, names)))))
    cut = {text: without(text, mask) for text in set(_texts(model))}
    changed = {text: left for text, left in cut.items() if left != text}
    if not changed:
        return model
    seen: M = _walked(model, changed)
    return seen


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
        elif isinstance(one, Frozen | dict):
            waiting += _parts(one).values()
    return found


def _parts(holder: Frozen | dict[str, Any]) -> dict[str, Any]:
    """What *holder* holds that may be prose, or hold some, by name."""
    if isinstance(holder, dict):
        return {key: value for key, value in holder.items() if key not in _NAMED}
    fields = holder.__dict__
    names = _prose(type(holder))
    return {name: fields[name] for name in names if not _stays(name, fields[name])}


def without(text: str, mask: RedactionMask) -> str:
    """*text* without what *mask* finds in it."""
    spans = sorted(mask.spans(read_as(text)))
    if not spans:
        return text
    places = shadow(text)
    cuts = [places.cut(start, end, text) for start, end in _merged(spans)]
    out = _cut(text, cuts, GONE)
    return out if len(out) <= max(len(text), _LONG) else _cut(text, cuts, _BRIEF)


def _cut(text: str, cuts: list[TextSpan], gone: str) -> str:
    pieces, last = [], 0
    for start, end in cuts:
        pieces += [text[last:start], gone]
        last = end
    return "".join((*pieces, text[last:]))


def _merged(spans: list[TextSpan]) -> Iterator[TextSpan]:
    """*spans*, sorted, those that overlap as one."""
    start, end = spans[0]
    for first, last in spans[1:]:
        if first < end:
            end = max(end, last)
        else:
            yield start, end
            start, end = first, last
    yield start, end


def _named(name: str, text: str) -> Iterator[TextSpan]:
    """Where *name* stands in *text*; a name in Latin letters is a word and no part of one.

    A telephone number is looked for by its digits, whatever parts them.
    """
    digits = _DIGIT.findall(name)
    if len(digits) >= _NUMBER and not _LETTER.search(name):
        known = re.compile(f"(?<![0-9]){_PARTED.join(digits)}(?![0-9])")
        yield from (match.span() for match in known.finditer(text))
        return
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_joined(text[at - 1 : at], name[0]) or _joined(name[-1], text[end : end + 1])):
            yield at, end
        at = text.find(name, end)


def _joined(one: str, other: str) -> bool:
    """Whether two neighbours are letters, or digits, of one word."""
    both = one + other
    return len(both) == 2 and both.isascii() and (both.isalpha() or both.isdigit())  # noqa: PLR2004


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


def _walked(value: Any, changed: Mapping[str, str]) -> Any:  # noqa: ANN401 - any part of a model
    """*value* with *changed* texts; the very same if it holds none of them."""
    if isinstance(value, str):
        return changed.get(value, value)
    if isinstance(value, tuple):
        items = tuple(_walked(one, changed) for one in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if not isinstance(value, Frozen | dict):
        return value
    parts = _parts(value)
    walked = {name: _walked(one, changed) for name, one in parts.items()}
    other = {name: one for name, one in walked.items() if one is not parts[name]}
    if isinstance(value, dict):
        return {**value, **other} if other else value
    return value.model_copy(update=other) if other else value


def _stays(key: str, value: object) -> bool:
    """Whether a field is no prose; `evidence` is a list of ids here, of pieces there."""
    if key not in _PLAIN:
        return False
    return isinstance(value, str) or (
        isinstance(value, list | tuple) and all(isinstance(item, str | int) for item in value)
    )
