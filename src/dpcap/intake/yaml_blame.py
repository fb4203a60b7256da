"""Which line of a text that is no YAML is to blame, and why: seldom the one that failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from dpcap.intake.linefaults import fault_in
from dpcap.intake.merge_marks import MERGED, merge_mark
from dpcap.intake.wording import of_char, of_yaml
from dpcap.model.two_languages import TwoLanguages

_TOO_FAR_LEFT = TwoLanguages(
    "缩进没有对齐：这一行比上下两行靠左，行首应有 {count} 个空格",
    "this line lies farther left than those above and below; indent it by {count} blanks",
)
_FIRST = TwoLanguages(
    "缩进没有对齐：这一行与下面的行同级，行首应有 {count} 个空格",
    "this line is on one level with those below; indent it by {count} blanks",
)
_BOTH = TwoLanguages(
    "{key} 后面写了“{value}”，下一行又往里缩进写内容，两样只能留一样。要留下面的，请删去“{value}”",
    "behind {key} stands {value}, and what is indented below stands there as well: keep one of the"
    " two. To keep what is below, remove {value}",
)
_DASH = TwoLanguages(
    "这里是“键: 值”，不是列表，请去掉行首的短横线 -",
    "these are keys, no list: remove the dash at the beginning of the line",
)
_SHOWN = 20
# A key that opens a mapping, one that has a value beside it, and what may stand below either.
_OPENING = re.compile(r" *(?:- +)?[^\s#:]{1,100}: *(?:#.*)?")
_VALUED = re.compile(r" *(?:- +)?(?P<key>[^\s#:]{1,100}:) +(?P<value>[^\s|>&\"'#][^#]{0,200})")
_ENTRY = re.compile(r"(?<! ) *(?:- |[\w.-]{1,100}:(?: |$))")
# What the parser was in when it met the error: it began at the context's mark, and never ended.
_OPENED = ("while parsing a flow", "while scanning a quoted", "while scanning a simple key")


class BlamedLine(NamedTuple):
    """A line and a column (from 1), and what is wrong there."""

    line: int
    column: int
    problem: TwoLanguages


def blamed(error: yaml.MarkedYAMLError, text: str) -> BlamedLine:
    """Where the cause of *error* in *text* is: a slip nearby, or where what fails began."""
    at = error.problem_mark
    lines = [mark.line for mark in (error.context_mark, at) if mark is not None]
    every = text.splitlines()
    if marked := merge_mark(text):
        return BlamedLine(marked, 1, MERGED)
    found = _slip(every, lines)
    if found is None and "<document start>" in (error.problem or ""):
        found = _first_line(every)
    if found is None and at is not None:
        found = _lone_dash(every, at.line) or _dedented(every, at.line - 1)
        found = found or _first_of_level(every, at.line) or _with_value(every, at.line)
    if found is not None:
        return found
    if at is not None and (error.context or "").startswith(_OPENED) and error.context_mark:
        at = error.context_mark
    if at is None:
        return BlamedLine(1, 1, of_yaml(error.problem or ""))
    line = _line(every, at.line)
    sign = of_char(error.problem or "", line[at.column : at.column + 1], line)
    return BlamedLine(at.line + 1, at.column + 1, sign or of_yaml(error.problem or ""))


def _slip(every: Sequence[str], lines: Sequence[int]) -> BlamedLine | None:
    """A sign that YAML does not take for what it was meant to be, in *lines* or the one above."""
    for number in (*lines, lines[-1] - 1) if lines else ():
        slip = fault_in(_line(every, number))
        if slip:
            return BlamedLine(number + 1, slip.column, slip.problem)
    return None


def _lone_dash(lines: Sequence[str], number: int) -> BlamedLine | None:
    """Line *number* (from 0) if it is an entry of a list among keys, as far in as the one above."""
    above, here = _line(lines, number - 1), _line(lines, number)
    entry = here.lstrip(" ").startswith("- ") and not above.lstrip(" ").startswith("-")
    if not entry or _indent(above) != _indent(here):
        return None
    return BlamedLine(number + 1, _indent(here) + 1, _DASH)


def _dedented(lines: Sequence[str], number: int) -> BlamedLine | None:
    """Line *number* if it lies farther left than the one above it and the one below."""
    above, here, below = (_line(lines, number + step) for step in (-1, 0, 1))
    if not _indent(here) < _indent(above) == _indent(below) or ":" not in here:
        return None
    said = _TOO_FAR_LEFT.fill({"count": _indent(below)})
    return BlamedLine(number + 1, _indent(here) + 1, said)


def _first_line(lines: Sequence[str]) -> BlamedLine | None:
    """The first line that is no comment if it is indented, while the rest is not."""
    for number, one in enumerate(lines, 1):
        if one.strip() and not one.lstrip().startswith("#"):
            indented = _indent(one) > 0
            return BlamedLine(number, 1, _FIRST.fill({"count": 0})) if indented else None
    return None


def _first_of_level(lines: Sequence[str], number: int) -> BlamedLine | None:
    """The line above line *number* if it opens a level and lies farther out or in than the rest."""
    parent, first, here, below = (_line(lines, number + step) for step in (-2, -1, 0, 1))
    outer, indent, level = map(_indent, (parent, first, here))
    opens = _OPENING.fullmatch(parent) and ":" in first and _ENTRY.match(here) and outer < level
    dedented = indent == outer
    askew = outer < indent and (level - indent == 1 or indent > level == _indent(below))
    if not opens or not (dedented or askew):
        return None
    return BlamedLine(number, indent + 1, _FIRST.fill({"count": level}))


def _with_value(lines: Sequence[str], number: int) -> BlamedLine | None:
    """The line above line *number* if its key has a value, and more of it is indented below."""
    above, here = _line(lines, number - 1), _line(lines, number)
    valued = _VALUED.fullmatch(above)
    if valued is None or not _ENTRY.match(here) or _indent(here) - _indent(above) <= 1:
        return None
    said = {"key": valued["key"], "value": valued["value"].strip()[:_SHOWN]}
    return BlamedLine(number, valued.start("value") + 1, _BOTH.fill(said))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line(lines: Sequence[str], number: int) -> str:
    """Line *number* (from 0); none is before the first."""
    return lines[number] if 0 <= number < len(lines) else ""
