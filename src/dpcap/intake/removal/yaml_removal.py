"""A YAML file without what it says of somebody: places judged one by one, comments too.

Every other line stays as it is; the new text is read again and must say what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.source import parse_yaml
from dpcap.intake.yaml_edit import drop, drop_item, put
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import KeyPath, Step

# What stands where a text named somebody.
MARK = "（已删除 removed）"
_COMMENT = re.compile(r"(?:^|(?<=\s))#")


@dataclass(frozen=True)
class RemovedPlace:
    """That what stands at a place goes; `above`: what the first so many steps lead to goes."""

    above: int = 0


@dataclass(frozen=True)
class ReplacedPlace:
    """What stands at a place from now on."""

    value: Plain


@dataclass(frozen=True)
class SkippedPlace:
    """That nothing in what stands at a place is looked at."""


Judged = RemovedPlace | ReplacedPlace | SkippedPlace | None
PlaceRule = Callable[[KeyPath, Plain], Judged]


class RemovedText(NamedTuple):
    """A text without what was to go, and how many places of it went or changed."""

    text: str
    places: int


class StuckTextError(Exception):
    """A text that could not be rid of what it says without touching the rest; its file is told."""


def removed_from_yaml(text: str, rule: PlaceRule, terms: SearchTerms) -> RemovedText:
    """*text* without what *rule* takes out, and without comments that name one of *terms*.

    Raises InvalidInputError: no YAML; UsageError, StuckTextError: a place that cannot be changed.
    """
    count = 0
    data = parse_yaml(text, "").data
    for path, verdict in sorted(_places(data, rule), key=_last_first, reverse=True):
        text = _changed(text, path, verdict)
        count += 1
    text, comments = _without_comments(text, terms)
    if terms.in_text(text):
        raise StuckTextError("a place that nothing here can change / 有一处无法自动改动")
    return RemovedText(text, count + comments)


def _places(data: Plain, rule: PlaceRule) -> Iterator[tuple[KeyPath, RemovedPlace | ReplacedPlace]]:
    """What of *data* goes or changes, no place inside another."""
    found: dict[KeyPath, RemovedPlace | ReplacedPlace] = {}
    for path, verdict in _judged(data, rule, ()):
        above = verdict.above if isinstance(verdict, RemovedPlace) and verdict.above else len(path)
        found[path[:above]] = verdict
    gone = {path for path, verdict in found.items() if isinstance(verdict, RemovedPlace)}
    for path, verdict in found.items():
        if not any(path[:end] in gone for end in range(1, len(path))):
            yield path, verdict


def _judged(
    data: Plain, rule: PlaceRule, path: KeyPath
) -> Iterator[tuple[KeyPath, RemovedPlace | ReplacedPlace]]:
    inside: list[tuple[Step, Plain]] = []
    if isinstance(data, dict):
        inside = list(data.items())
    elif isinstance(data, list):
        inside = list(enumerate(data))
    for step, value in inside:
        here = (*path, step)
        verdict = rule(here, value)
        if verdict is None:
            yield from _judged(value, rule, here)
        elif not isinstance(verdict, SkippedPlace):
            yield here, verdict


def _last_first(place: tuple[KeyPath, RemovedPlace | ReplacedPlace]) -> tuple[tuple[str, int], ...]:
    return tuple(("", step) if isinstance(step, int) else (str(step), 0) for step in place[0])


def _changed(text: str, path: KeyPath, verdict: RemovedPlace | ReplacedPlace) -> str:
    """*text* with *verdict* done to *path*; inside a list its outermost list is written anew."""
    number = next((n for n, step in enumerate(path) if isinstance(step, int)), None)
    if number is None:
        names = [str(step) for step in path]
        return (
            drop(text, names)
            if isinstance(verdict, RemovedPlace)
            else put(text, names, _value(verdict))
        )
    names = [str(step) for step in path[:number]]
    if number == len(path) - 1 and isinstance(verdict, RemovedPlace):
        return drop_item(text, names, int(path[number]))
    whole = parse_yaml(text, "").data
    for name in names:
        whole = whole[name] if isinstance(whole, dict) else None
    return put(text, names, _inside(whole, path[number:], verdict))


def _inside(data: Plain, path: KeyPath, verdict: RemovedPlace | ReplacedPlace) -> Plain:
    """A copy of *data* with *verdict* done to *path*."""
    step, *rest = path
    if isinstance(data, list):
        each = list(data)
        if rest:
            each[int(step)] = _inside(each[int(step)], tuple(rest), verdict)
        elif isinstance(verdict, RemovedPlace):
            del each[int(step)]
        else:
            each[int(step)] = _value(verdict)
        return each
    held = dict(data) if isinstance(data, dict) else {}
    if rest:
        held[str(step)] = _inside(held.get(str(step)), tuple(rest), verdict)
    elif isinstance(verdict, RemovedPlace):
        held.pop(str(step), None)
    else:
        held[str(step)] = _value(verdict)
    return held


def _value(verdict: RemovedPlace | ReplacedPlace) -> Plain:
    return verdict.value if isinstance(verdict, ReplacedPlace) else None


def _without_comments(text: str, terms: SearchTerms) -> tuple[str, int]:
    """*text* without the comments that name one of *terms*, and how many those were."""
    if not terms.in_text(text):
        return text, 0
    masked = _masked(text)
    kept, count, start = [], 0, 0
    for line in text.splitlines(keepends=True):
        comment = _COMMENT.search(masked[start : start + len(line)])
        start += len(line)
        if comment is None or not terms.in_text(line[comment.start() :]):
            kept.append(line)
            continue
        count += 1
        head = line[: comment.start()].rstrip()
        if head:
            kept.append(head + line[len(line.rstrip("\r\n")) :])
    return "".join(kept), count


def _masked(text: str) -> str:
    """*text* with each scalar blotted out, so that what is left of `#` begins a comment."""
    signs = list(text)
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            is_block = token.style in ("|", ">")
            first = text.find("\n", start) if is_block else start
            # A block ends where the next thing begins; what lies between are comments.
            for place in range(start if first < 0 else first, end):
                if signs[place] not in "\r\n":
                    signs[place] = "x"
    return "".join(signs)
