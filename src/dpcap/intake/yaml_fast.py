"""The fast reader of YAML: taken only where its result is beyond doubt.

It is there only with dpcap[fast]; without, every text takes the slow one, and says the same.
yaml-rs reads ten times faster than libyaml does, but it knows YAML 1.2 in full, takes `010` for a
number, and has limits other than ours. So the text is looked through for whatever the two might
read differently or that might cost the reader its stack, too strictly rather than too laxly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from typing import cast

from pydantic_core import SchemaValidator, core_schema

from dpcap.intake.yaml_nodes import MAX_ALIASED, MAX_DEPTH, MAX_NODES
from dpcap.intake.yaml_values import Plain

# The one version that is held against the slow road by test; another is left alone.
TRIED = "0.1.6"

# Where a value, a key or an entry can begin, and where a number can end.
_START = r"(?:^|[\n\[{,:?-]) *"
_VALUE = r"""(?:(?:^|\n) *|[:-] +|[\[{](?:[^\n]*,)? *|["']:)"""
_END = r" *(?:[\n,\]}:#]|$)"
_FIGURE = "[0-9a-fA-FxXoO_.+-]"

# Letters and signs of the scripts in use, no blanks or controls but the ordinary ones.
_LETTERS = (
    r"\x20-\x7e\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff"
    r"\u3001-\x{d7ff}\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef\x{1f300}-\x{1faff}"
)
_DOUBTS = (
    rf"[^\n{_LETTERS}]",
    # An end other than one line break.
    r"(?:[^\n]|[\n ]\n)$",
    # Marks of a document, directives.
    r"(?:^|\n)(?:%|---|\.\.\.)",
    # Tags, keys that are announced or empty, merges.
    _START + r"[!?:]|:[,\]}]|<<",
    # Escapes but the plainest.
    r"""\\[^n"\\]""",
    # Brackets that are not closed on their line.
    _VALUE + r"[\[{](?:[^\n]* #|(?:[^\n]*[^\]}\n])?\n)",
    r"\n *[,\]}]",
    # Texts in block form, but the plainest: as the value of a key, with a full first line.
    r"(?:^|[\n\[{,?-]) *[|>]",
    r":(?:|  +)[|>]",
    r": [|>](?:[^-\n]|-[^\n]|-?\n *(?:[\n#]|$))",
    # Numbers that only one of the two takes for such, or that are too large.
    _VALUE + r"[-+]?0[0-9][0-9.eE+-]*" + _END,
    _VALUE + r"[-+]?0(?:[xX][0-9a-fA-F]*|[oObB][0-7]*)" + _END,
    _VALUE + f"(?:_|[-+.0-9]{_FIGURE}*_){_FIGURE}*{_END}",
    _VALUE + r"[-+]?[0-9.]*[eE][-+]?[0-9]{3,}" + _END,
    _VALUE + r"[-+]?[0-9.]{40}",
    _VALUE + r"[-+]?\.[iInN]",
    # Depth that costs the reader its stack.
    r" {40}",
    r"-(?: +-){6}",
)
# The engine that pydantic brings goes through the whole text once, in time linear to its length.
_DOUBT = SchemaValidator(core_schema.str_schema(pattern="|".join(_DOUBTS)))
_MARKED = SchemaValidator(core_schema.str_schema(pattern=_START + "[&*]"))

# An anchor on a mapping that ends on its line, and an alias that is all of a value.
_MARK = re.compile(r"[&*](?<![^\n \[{,:-][&*])")
_BEFORE = frozenset(("", *"[{,:-"))
_ANCHORED = re.compile(r" *[a-z]+: &(?P<name>[a-z]+) (?P<value>\{.*\})", re.ASCII)
_ALIAS = re.compile(r" *[a-z]+: \*[a-z]+", re.ASCII)
_LONGEST_KEY = 200
_INNER = frozenset((dict, list))
_BREAK = frozenset(" \n")


def _reader() -> Callable[[str], object] | None:
    """What reads a text fast, if yaml-rs is installed in the version that was tried."""
    try:
        import yaml_rs  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    if yaml_rs.__version__ != TRIED:
        return None
    limits = yaml_rs.AliasLimits(max_total_replayed_events=MAX_ALIASED)
    return partial(yaml_rs.loads, parse_datetime=False, alias_limits=limits)


_read = _reader()


def quick(text: str) -> Plain:
    """What *text* says if it is a mapping or a list and beyond doubt, else None."""
    if _read is None or _DOUBT.isinstance_python(text):
        return None
    if "&" in text and _MARKED.isinstance_python(text) and not _aliases_are_plain(text, _read):
        return None
    data = _loaded(text, _read)
    return data if isinstance(data, dict | list) and _within_limits(data) else None


def _loaded(text: str, read: Callable[[str], object]) -> Plain:
    try:
        data = read(text)
    except (ValueError, TypeError):  # such as a key that is a list
        return None
    return cast("Plain", data)


def _aliases_are_plain(text: str, read: Callable[[str], object]) -> bool:
    """Whether anchors and aliases are used in the simplest way only."""
    names: set[str] = set()
    for mark in _MARK.finditer(text):
        start = text.rfind("\n", 0, mark.start()) + 1
        if text[start : mark.start()].rstrip(" ")[-1:] not in _BEFORE:
            continue
        line = text[start : text.find("\n", start)]
        if _ALIAS.fullmatch(line):
            continue
        found = _ANCHORED.fullmatch(line)
        if found is None or found["name"] in names or not _is_mapping(found["value"], read):
            return False
        names.add(found["name"])
    return True


def _is_mapping(text: str, read: Callable[[str], object]) -> bool:
    return isinstance(_loaded(text, read), dict)


def _within_limits(data: Plain) -> bool:
    """Whether *data* stays well within the limits, and all its keys are short words."""
    level = [data]
    keys: set[object] = set()
    count = 0
    for _ in range(MAX_DEPTH - 2):
        keys.update(*(one for one in level if isinstance(one, dict)))
        values = list(chain.from_iterable(map(_values, level)))
        level = [value for value in values if type(value) in _INNER]
        count += len(values)
        if not level:
            return 2 * count < MAX_NODES and all(map(_is_word, keys))
    return False


def _values(one: Plain) -> Iterable[Plain]:
    if isinstance(one, dict):
        return one.values()
    return one if isinstance(one, list) else ()


def _is_word(key: object) -> bool:
    """Whether *key* is a text, and so short and close that it stands on one line."""
    return isinstance(key, str) and len(key) < _LONGEST_KEY and _BREAK.isdisjoint(key)
