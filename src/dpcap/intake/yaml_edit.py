"""Changing one place of a YAML text and leaving every other character as it was.

The node graph says where the place begins and ends; the new text is read again and must say what
was meant. Where that fails (an alias, say) ruamel.yaml writes the file anew, comments and all.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from yaml import CollectionNode, MappingNode, Node, SequenceNode

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.source import parse_yaml
from dpcap.intake.yaml_inline import eol_of, flow
from dpcap.intake.yaml_values import Plain

KeyNames = Sequence[str]
Pair = tuple[Node, Node]

_INDENT = "  "


def put(text: str, path: KeyNames, value: Plain) -> str:
    """*text* with *value* at *path* (keys of mappings; the last two may be new).

    A commented line `#key: …` among the entries of the same mapping is where a new key goes.
    Raises InvalidInputError if *text* cannot be read, UsageError if it cannot be changed.
    """
    before = parse_yaml(text, "")
    wanted = _with(before.data, path, value)
    root = before.root
    try:
        return _checked(
            _put(text, root if isinstance(root, MappingNode) else None, path, value), wanted
        )
    except _UnsureError:
        return _by_ruamel(text, path, value, wanted)


def put_in_order(text: str, path: KeyNames, value: Plain, rank: Callable[[str], Any]) -> str:
    """As `put`; a key that is new and has no kept place stands behind the last one ranked below it.

    So whatever is put in one after another gives the same text in any order. Raises as `put` does.
    """
    before = parse_yaml(text, "")
    above, key = path[:-1], path[-1]
    pairs = _walk(before.root, above)
    node = pairs[-1][1] if len(pairs) == len(above) and pairs else None
    is_block = isinstance(node, MappingNode) and node.value and not node.flow_style
    known = {one[0].value for one in node.value} if isinstance(node, MappingNode) else set()
    if not is_block or key in known or _kept_place(text, pairs[-1][0], key):
        return put(text, path, value)
    entries = node.value if isinstance(node, MappingNode) else []
    lower = [one for one in entries if rank(one[0].value) < rank(key)]
    line = " " * int(entries[0][0].start_mark.column) + f"{flow(key)}: {flow(value)}"
    at = _end(text, lower[-1][1]) if lower else pairs[-1][0].end_mark.index
    try:
        return _checked(_after_line(text, at, line), _with(before.data, path, value))
    except _UnsureError:
        return put(text, path, value)


def rename(text: str, path: KeyNames, key: str) -> str:
    """*text* with the entry at *path* under another *key*, at the same place. Raises as `put`."""
    before = parse_yaml(text, "")
    pairs = _walk(before.root, path)
    if len(pairs) < len(path):
        return text
    above, old = path[:-1], path[-1]
    rest = _at(before.data, above)
    renamed: Plain = {
        key if one == old else one: value
        for one, value in (rest.items() if isinstance(rest, dict) else ())
    }
    start, end = (mark.index for mark in (pairs[-1][0].start_mark, pairs[-1][0].end_mark))
    try:
        return _checked(text[:start] + flow(key) + text[end:], _with(before.data, above, renamed))
    except _UnsureError as error:
        raise _stuck(path) from error


def put_after(text: str, beside: str, key: str, value: Plain) -> str:
    """*text* with *value* at the outermost *key*: where it stands, else below the line *beside*."""
    before = parse_yaml(text, "")
    pairs = _walk(before.root, (beside,))
    data = before.data
    if not pairs or not isinstance(data, dict) or key in data:
        return put(text, (key,), value)
    line = f"{flow(key)}: {flow(value)}"
    try:
        made = _after_line(text, _end(text, pairs[0][1]), line)
        return _checked(made, {**data, key: value})
    except _UnsureError:
        return put(text, (key,), value)


def append(text: str, key: str, value: Plain) -> str:
    """*text* with *value* at the end of the list at the outermost *key*, which may be new.

    Raises as `put` does.
    """
    before = parse_yaml(text, "")
    pairs = _walk(before.root, (key,))
    listed = _at(before.data, (key,))
    every = [*listed, value] if isinstance(listed, list) else [value]
    node = pairs[-1][1] if pairs else None
    if not isinstance(node, SequenceNode) or not node.value or node.flow_style:
        return put(text, (key,), every)
    indent = " " * int(node.start_mark.column)
    try:
        made = _after_line(text, _end(text, node), f"{indent}- {flow(value)}")
        return _checked(made, _with(before.data, (key,), every))
    except _UnsureError:
        return put(text, (key,), every)


def drop(text: str, path: KeyNames) -> str:
    """*text* without what stands at *path*, if anything does. Raises as `put` does."""
    before = parse_yaml(text, "")
    pairs = _walk(before.root, path)
    if len(pairs) < len(path):
        return text
    *above, last = path
    parent = pairs[-2][1] if above else before.root
    rest = _at(before.data, above)
    kept: Plain = (
        {key: value for key, value in rest.items() if key != last} if isinstance(rest, dict) else {}
    )
    if isinstance(parent, MappingNode) and parent.flow_style:
        return put(text, above, kept)
    start, end = _lines_of(text, pairs[-1])
    wanted = _with(before.data, above, kept or None)
    try:
        return _checked(text[:start] + text[end:], wanted)
    except _UnsureError as error:
        raise _stuck(path) from error


def drop_item(text: str, path: KeyNames, place: int) -> str:
    """*text* without number *place* (from 0) of the list at *path*. Raises as `put` does."""
    before = parse_yaml(text, "")
    listed = _at(before.data, path)
    if not isinstance(listed, list) or place >= len(listed):
        return text
    kept = [*listed[:place], *listed[place + 1 :]]
    pairs = _walk(before.root, path)
    node = pairs[-1][1]
    if not isinstance(node, SequenceNode) or node.flow_style or not kept:
        return put(text, path, kept)
    item = node.value[place]
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    end = text.find("\n", _end(text, item))
    try:
        rest = text[:start] + ("" if end < 0 else text[end + 1 :])
        return _checked(rest, _with(before.data, path, kept))
    except _UnsureError:
        return put(text, path, kept)


def comment_out(text: str, path: KeyNames, remark: str, *, keep: bool = True) -> str:
    """*text* with the entry at *path* commented out under *remark*; *keep*: with its place kept."""
    pairs = _walk(parse_yaml(text, "").root, path)
    if len(pairs) < len(path):
        return text
    start, end = _lines_of(text, pairs[-1])
    old = text[start:end].rstrip("\r\n")
    without = drop(text, path)
    eol = eol_of(text)
    if len(text) - len(without) != end - start:  # a line of its own is what it was not
        return f"{without.rstrip()}{eol}# {remark} {path[-1]}: {_source(text, pairs[-1])}{eol}"
    pad = old[: len(old) - len(old.lstrip())]
    lines = [f"{pad}# {remark}", *(f"{pad}# {line.removeprefix(pad)}" for line in old.splitlines())]
    lines += [f"{pad}#{path[-1]}:"] * keep
    return without[:start] + eol.join(lines) + eol + without[start:]


class _UnsureError(Exception):
    """The changed text does not say what was meant."""


def _checked(text: str, wanted: Plain) -> str:
    try:
        data = parse_yaml(text, "").data
    except InvalidInputError as error:
        raise _UnsureError from error
    if _canonical(data) != _canonical(wanted):
        raise _UnsureError
    return text


def _canonical(data: Plain) -> str:
    """Data as text in which true is not 1 but 1.0 is."""
    return json.dumps(_whole(data), sort_keys=True)


def _whole(data: Plain) -> Plain:
    if isinstance(data, dict):
        return {key: _whole(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data


def _with(data: Plain, path: KeyNames, value: Plain) -> Plain:
    """A copy of *data* with *value* at *path*."""
    if not path:
        return value
    copy = deepcopy(data) if isinstance(data, dict) else {}
    copy[path[0]] = _with(copy.get(path[0]), path[1:], value)
    return copy


def _at(data: Plain, path: KeyNames) -> Plain:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _walk(root: Node | None, path: KeyNames) -> list[Pair]:
    """The key and value along *path*, as far as it leads."""
    pairs: list[Pair] = []
    node = root
    for key in path:
        pair = (
            next((p for p in node.value if p[0].value == key), None)
            if isinstance(node, MappingNode)
            else None
        )
        if pair is None:
            break
        pairs.append(pair)
        node = pair[1]
    return pairs


def _put(text: str, root: MappingNode | None, path: KeyNames, value: Plain) -> str:
    pairs = _walk(root, path)
    if len(pairs) == len(path):
        return _replace(text, pairs[-1], value)
    missing = path[len(pairs) :]
    if not pairs:
        return _append(text, missing, value)
    key, node = pairs[-1]
    for one in reversed(missing[1:]):
        value = {one: value}
    if isinstance(node, MappingNode) and node.value:
        return _insert(text, pairs[-1], missing[0], value)
    if node.start_mark.index < node.end_mark.index:  # `{}` or `null` makes room for a block
        start, end = node.start_mark.index, _end(text, node)
        text = text[:start].rstrip(" ") + text[end:]
    return _open_block(text, key, missing[0], value)


def _replace(text: str, pair: Pair, value: Plain) -> str:
    key, node = pair
    end = _end(text, node)
    if _inline(node):
        start = node.start_mark.index
        gap = "" if start < end else " "
        return text[:start] + gap + flow(value) + text[end:]
    return text[: key.end_mark.index] + ": " + flow(value) + text[end:]


def _append(text: str, keys: KeyNames, value: Plain) -> str:
    """A new section at the end of the file."""
    eol = eol_of(text)
    head = "" if not text.strip() else text.rstrip("\r\n") + eol
    if len(keys) == 1:
        return f"{head}{keys[0]}: {flow(value)}{eol}"
    for one in reversed(keys[2:]):
        value = {one: value}
    return f"{head}{keys[0]}:{eol}{_INDENT}{keys[1]}: {flow(value)}{eol}"


def _insert(text: str, pair: Pair, key: str, value: Plain) -> str:
    """A new entry in a mapping that has some."""
    node = pair[1]
    last = _end(text, node.value[-1][1])
    if _inline(node):
        return f"{text[:last]}, {flow(key)}: {flow(value)}{text[last:]}"
    indent = " " * int(node.value[0][0].start_mark.column)
    entry = f"{indent}{flow(key)}: {flow(value)}"
    kept = _kept_place(text, pair[0], key)
    if kept:
        return text[: kept[0]] + entry + text[kept[1] :]
    return _after_line(text, last, entry)


def _open_block(text: str, above: Node, key: str, value: Plain) -> str:
    """The first entry under a key that has none."""
    entry = f"{flow(key)}: {flow(value)}"
    kept = _kept_place(text, above, key)
    if kept:
        line = text[kept[0] : kept[1]]
        return text[: kept[0]] + line[: len(line) - len(line.lstrip())] + entry + text[kept[1] :]
    return _after_line(text, above.end_mark.index, " " * above.start_mark.column + _INDENT + entry)


def _kept_place(text: str, above: Node, key: str) -> tuple[int, int] | None:
    """The commented line that keeps a place for *key* below *above*: where it begins and ends."""
    column = above.start_mark.column
    start = above.end_mark.index
    ends = re.compile(rf"^ {{0,{column}}}[^\s#]", re.MULTILINE).search(text, start)
    stop = ends.start() if ends else len(text)
    found = re.compile(rf"^ {{{column + 1},}}#{re.escape(key)}:(?: [^\r\n]*)?$", re.MULTILINE)
    place = found.search(text.replace("\r", " ") if "\r" in text else text, start, stop)
    if place is None:
        return None
    return place.start(), place.start() + len(text[place.start() : place.end()].rstrip("\r"))


def _after_line(text: str, index: int, line: str) -> str:
    """*text* with *line* after the line in which *index* stands."""
    eol = eol_of(text)
    end = text.find("\n", index)
    if end < 0:
        return f"{text}{eol}{line}{eol}"
    return f"{text[: end + 1]}{line}{eol}{text[end + 1 :]}"


def _lines_of(text: str, pair: Pair) -> tuple[int, int]:
    """Where the lines of an entry begin and end, the last line break included."""
    start = text.rfind("\n", 0, pair[0].start_mark.index) + 1
    end = text.find("\n", max(_end(text, pair[1]), pair[0].end_mark.index))
    return start, len(text) if end < 0 else end + 1


def _inline(node: Node) -> bool:
    """Whether the parser's marks show where *node* ends."""
    return not isinstance(node, CollectionNode) or bool(node.flow_style)


def _end(text: str, node: Node) -> int:
    """Where *node* ends: the parser puts the end of a block behind the comments that follow it."""
    if _inline(node):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if end > start else end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _source(text: str, pair: Pair) -> str:
    return " ".join(text[pair[1].start_mark.index : _end(text, pair[1])].split())


def _by_ruamel(text: str, path: KeyNames, value: Plain, wanted: Plain) -> str:
    from ruamel.yaml import YAML  # noqa: PLC0415 - few calls need it
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    tool = YAML()
    tool.preserve_quotes = True
    tool.width = 10**6
    out = io.StringIO()
    try:
        data: Any = tool.load(text)
        here = data
        for key in path[:-1]:
            if here.get(key) is None:
                here[key] = {}
            here = here[key]
        here[path[-1]] = value
        tool.dump(data, out)
        return _checked(out.getvalue(), wanted)
    except (YAMLError, _UnsureError, AttributeError, TypeError) as error:
        raise _stuck(path) from error


def _stuck(path: KeyNames) -> UsageError:
    where = ".".join(path)
    return UsageError(
        f"{where}: cannot be changed without touching the rest; edit it by hand",
        f"{where}：无法在不改动其他内容的前提下写入，请手工修改",
    )
