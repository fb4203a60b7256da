"""How the work of a pattern or a parser grows when what it reads is twice as long.

`patterns()` gives every compiled pattern of the package with the ways in which it is used;
`attacks(pattern)` texts on which it may go astray: what it matches, and what almost does, again and
again. `superlinear(work, text)` says whether twice the text costs far more than twice the work;
`calls(work)` counts, where the work is many calls and no single long one.
"""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants as op
from re import _parser as parser
from time import process_time
from typing import Any, NamedTuple

import dpcap

SOURCE = Path(dpcap.__file__).parent
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
# Long enough that what grows with the square takes much longer than a busy machine is late.
SIZE = 1 << 14
# Seconds of this process: less is no sign of anything, and so much at a quarter says enough.
_NOISE, _TOO_MUCH, _TICK = 0.05, 0.5, 1e-6
_RETRIES, _ROUNDS, _WIDE = 4, 5, 3.0


class Used(NamedTuple):
    """A pattern, where it stands, and by which of its methods it is used."""

    where: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


@cache
def patterns() -> tuple[Used, ...]:
    """Every compiled pattern that a module of the package holds, or compiles on the spot."""
    return tuple({(one.where, one.pattern): one for one in (*_held(), *_inline())}.values())


def _held() -> Iterator[Used]:
    sources = {name: path.read_text("utf-8") for name, path in _modules()}
    for name, source in sources.items():
        for attribute, value in vars(importlib.import_module(name)).items():
            held = tuple(_patterns_in(value))
            # What is imported is told where it is made.
            if held and re.search(rf"^(?:\w+, )*{attribute}\b.*=", source, re.MULTILINE):
                methods = _methods(attribute, sources.values())
                yield from (Used(f"{name}.{attribute}", pattern, methods) for pattern in held)


def _modules() -> Iterator[tuple[str, Path]]:
    for found in pkgutil.walk_packages([str(SOURCE)], "dpcap."):
        path = SOURCE.joinpath(*found.name.split(".")[1:])
        yield found.name, path / "__init__.py" if found.ispkg else path.with_suffix(".py")


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _patterns_in(one)
    elif isinstance(value, dict):
        yield from _patterns_in(tuple(value.values()))


def _methods(attribute: str, sources: Iterable[str]) -> tuple[str, ...]:
    """By which methods *attribute* is used anywhere; all of them, if that is not to be seen."""
    call = re.compile(rf"\b{attribute}\.({'|'.join(METHODS)})\b")
    used = {name for source in sources for name in call.findall(source)}
    return tuple(sorted(used)) or METHODS


def _inline() -> Iterator[Used]:
    """Patterns given to `re` itself where they are used."""
    for name, path in _modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
                continue
            method, first = node.func.attr, node.args[0] if node.args else None
            if method in METHODS and isinstance(first, ast.Constant):
                flags = re.DOTALL if "DOTALL" in ast.unparse(node) else re.NOFLAG
                yield Used(f"{name}:{node.lineno}", re.compile(first.value, flags), (method,))


def attacks(pattern: re.Pattern[Any]) -> list[Callable[[int], Any]]:
    """What gives a text of a size, of what *pattern* and its beginnings match, and almost match."""
    starts = list(dict.fromkeys(filter(None, _beginnings(_parsed(pattern)))))
    letters = list(dict.fromkeys(char for start in starts for char in start))[:8]
    pairs = (a + b for a in letters for b in letters if a != b)
    pieces = dict.fromkeys((*starts, *letters, *pairs))
    return [
        _giver(pattern, head, piece, end)
        for piece in pieces
        for head in ("", *starts[:3])
        for end in ("", "\n\x00!")
    ]


def _parsed(pattern: re.Pattern[Any]) -> Any:
    text = pattern.pattern
    return parser.parse(text, pattern.flags & ~(re.UNICODE if isinstance(text, bytes) else 0))


def _giver(pattern: re.Pattern[Any], head: str, piece: str, end: str) -> Callable[[int], Any]:
    def text_of(size: int) -> Any:
        text = head + filled(piece, size) + end
        return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text

    return text_of


def filled(piece: str, size: int) -> str:
    """*piece* again and again, *size* characters."""
    return (piece * (size // len(piece) + 1))[:size]


def _beginnings(parsed: Iterable[Any]) -> Iterator[str]:
    """What each beginning of the pattern may match, the shortest first."""
    said = ""
    for node in parsed:
        for more in _samples(node):
            yield said + more
        said += next(iter(_samples(node)), "")
        yield said


def _samples(node: tuple[Any, Any]) -> list[str]:  # noqa: PLR0911 - a case an operator
    """A few texts that one node of a pattern matches."""
    kind, value = node
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.NOT_LITERAL:
        return ["a" if chr(value) != "a" else "b"]
    if kind is op.ANY:
        return ["a"]
    if kind is op.IN:
        return _of_class(value)
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        low, _, inner = value
        each = list(dict.fromkeys(_beginnings(inner)))[-3:]
        return [one * max(low, 1) for one in each] + [one * max(low, 3) for one in each]
    if kind is op.SUBPATTERN:
        return list(dict.fromkeys(_beginnings(value[-1])))[-4:]
    if kind is op.ATOMIC_GROUP:
        return list(dict.fromkeys(_beginnings(value)))[-4:]
    if kind is op.BRANCH:
        return [one for branch in value[1] for one in list(dict.fromkeys(_beginnings(branch)))[-2:]]
    return []


def _of_class(parts: list[tuple[Any, Any]]) -> list[str]:
    negated = parts[0][0] is op.NEGATE
    found: list[str] = []
    for kind, value in parts[negated:]:
        if kind is op.LITERAL:
            found.append(chr(value))
        elif kind is op.RANGE:
            found.append(chr(value[0]))
        elif kind is op.CATEGORY:
            name = str(value)
            opposite = "NOT" in name
            plain = "1" if "DIGIT" in name else " " if "SPACE" in name else "a"
            found.append("!" if opposite else plain)
    if negated:
        return [char for char in "a1 .-\"'<中" if char not in found][:3]
    return found[:4]


def run(pattern: re.Pattern[Any], method: str, text: Any) -> None:
    """*pattern* used by *method* on *text*, to the end."""
    if method == "sub":
        pattern.sub(lambda _: text[:0], text)
    elif method == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)


def calls(work: Callable[[], object]) -> int:
    """How many functions *work* calls, Python's own included."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def superlinear(work: Callable[[Any], object], text_of: Callable[[int], Any], size: int) -> bool:
    """Whether *work* takes far more than twice as long for a text twice as long, up to *size*.

    *text_of* gives the text of a size. What a busy machine adds is not counted.
    Short texts come first: what doubles with every letter would never end on a long one.
    """
    if any(_takes_long(work, text_of(n)) for n in _sizes(size // 4)):
        return True
    whole, half = text_of(size), text_of(size // 2)
    return _cost(work, whole) > _NOISE and _is_steep(work, whole, half)


def _takes_long(work: Callable[[Any], object], text: Any) -> bool:
    return all(_cost(work, text) > _TOO_MUCH for _ in range(_RETRIES))


def _is_steep(work: Callable[[Any], object], whole: Any, half: Any) -> bool:
    """Whether each of some rounds says so: a busy machine is slow in one, not in all alike."""
    return all(_ratio(work, whole, half) > _WIDE for _ in range(_ROUNDS))


def _ratio(work: Callable[[Any], object], whole: Any, half: Any) -> float:
    """The least cost of each, taken in turn: what is slow for a while is so for both.

    Whatever else a machine does only adds to them.
    """
    costs = [(_cost(work, whole), _cost(work, half)) for _ in range(_RETRIES)]
    long, short = (min(each) for each in zip(*costs, strict=True))
    return long / max(short, _TICK)


def _sizes(largest: int) -> Iterator[int]:
    """Sizes up to *largest*: by three letters while texts are short, then by doubling."""
    size = 16
    while size < largest:
        yield size
        size = size + 3 if size < 128 else size * 2
    yield largest


def _cost(work: Callable[[Any], object], text: Any) -> float:
    """Seconds of this process's own time; another one's do not count.

    Nor does the collection of what earlier tests left: that may fall upon any text.
    """
    gc.disable()
    try:
        before = process_time()
        work(text)
        return process_time() - before
    finally:
        gc.enable()
