"""The strict reader of YAML: node by node, each with its place. What it says holds."""

from __future__ import annotations

import yaml
from yaml import Node

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.linefaults import fault_in
from dpcap.intake.wording import DIRECTIVE, Params, TwoLanguages, of_char, of_yaml
from dpcap.intake.yaml_nodes import DirectiveError, LimitError, compose
from dpcap.intake.yaml_values import Builder, Plain, harmless
from dpcap.model.finding import Finding

_TOO_FAR_LEFT = TwoLanguages(
    "缩进没有对齐：这一行比上下两行靠左，行首应有 {count} 个空格",
    "this line lies farther left than those above and below; indent it by {count} blanks",
)
_DASH = TwoLanguages(
    "这里是“键: 值”，不是列表，请去掉行首的短横线 -",
    "these are keys, no list: remove the dash at the beginning of the line",
)
# What git leaves in a file that two people changed at the same place.
_MERGE_MARKS = ("<<<<<<< ", ">>>>>>> ")
_MERGED = TwoLanguages(
    "这是 git 合并冲突的记号。请留下要的内容，删去 <<<<<<<、=======、>>>>>>> 这三行",
    "this is a mark of a merge conflict of git: keep what is right and remove the lines <<<<<<<,"
    " ======= and >>>>>>>",
)
# What the parser was in when it met the error: it began at the context's mark, and never ended.
_OPENED = ("while parsing a flow", "while scanning a quoted", "while scanning a simple key")


def root_of(text: str, shown: str) -> Node | None:
    """The node graph of *text*; None if it is empty. Raises InvalidInputError."""
    try:
        return compose(text)
    except LimitError as error:
        raise _at(shown, error.code, error.mark, {"limit": error.limit}) from error
    except DirectiveError as error:
        line, column = offset_place(text[: error.offset])
        found = Finding(code="DP101", file=shown, line=line, column=column, params=DIRECTIVE.params)
        raise InvalidInputError([found]) from error
    except yaml.reader.ReaderError as error:
        raise InvalidInputError([_bad_character(text, shown)]) from error
    except yaml.MarkedYAMLError as error:
        line, column, problem = _blamed(error, text)
        found = Finding(code="DP101", file=shown, line=line, column=column, params=problem.params)
        raise InvalidInputError([found]) from error


def _blamed(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, TwoLanguages]:
    """Line, column (from 1) and cause of an error: a slip there, or where what fails began."""
    at = error.problem_mark
    lines = [mark.line for mark in (error.context_mark, at) if mark is not None]
    every = text.splitlines()
    for number, one in enumerate(every):
        if one.startswith(_MERGE_MARKS):
            return number + 1, 1, _MERGED
    for number in (*lines, lines[-1] - 1) if lines else ():
        slip = fault_in(_line(every, number))
        if slip:
            return number + 1, slip.column, slip.problem
    if at is not None and _is_lone_dash(every, at.line):
        return at.line + 1, _indent(every[at.line]) + 1, _DASH
    if at is not None and _is_dedented(every, at.line - 1):
        said = _TOO_FAR_LEFT.fill({"count": _indent(every[at.line])})
        return at.line, _indent(every[at.line - 1]) + 1, said
    if at is not None and (error.context or "").startswith(_OPENED) and error.context_mark:
        at = error.context_mark
    if at is None:
        return 1, 1, of_yaml(error.problem or "")
    line = _line(every, at.line)
    sign = of_char(error.problem or "", line[at.column : at.column + 1], line)
    return at.line + 1, at.column + 1, sign or of_yaml(error.problem or "")


def _is_lone_dash(lines: list[str], number: int) -> bool:
    """Whether line *number* is an entry of a list among keys, as far in as the one above."""
    above, here = _line(lines, number - 1), _line(lines, number)
    entry = here.lstrip(" ").startswith("- ") and not above.lstrip(" ").startswith("-")
    return entry and _indent(above) == _indent(here)


def _is_dedented(lines: list[str], number: int) -> bool:
    """Whether line *number* lies farther left than the one above it and the one below."""
    above, here, below = (_line(lines, number + step) for step in (-1, 0, 1))
    return _indent(here) < _indent(above) == _indent(below) and ":" in here


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line(lines: list[str], number: int) -> str:
    """Line *number* (from 0); none is before the first."""
    return lines[number] if 0 <= number < len(lines) else ""


def built(root: Node | None, shown: str) -> Plain:
    """What the graph under *root* says. Raises InvalidInputError with all that must not be."""
    builder = Builder(shown)
    data = None if root is None else builder.build(root)
    if builder.findings:
        raise refused(builder.findings)
    return data


def _at(shown: str, code: str, mark: yaml.Mark | None, params: Params) -> InvalidInputError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return InvalidInputError(
        [Finding(code=code, file=shown, line=line, column=column, params=params)]
    )


def _bad_character(text: str, shown: str) -> Finding:
    """The first character that YAML does not take."""
    allowed = frozenset("\t\n\r\x85")
    place = next(
        (
            i
            for i, c in enumerate(text)
            if (c < " " or "\x7f" <= c < "\xa0" or c in "\ufffe\uffff") and c not in allowed
        ),
        0,
    )
    line, column = offset_place(text[:place])
    char = f"U+{ord(text[place]):04X}"
    around = harmless(text[place - column + 1 :].partition("\n")[0])
    return Finding(
        code="DP113", file=shown, line=line, column=column, params={"field": around, "char": char}
    )


def offset_place(before: str) -> tuple[int, int]:
    """Line and column (from 1) of what follows *before*."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
