"""The strict reader of YAML: node by node, each with its place. What it says holds."""

from __future__ import annotations

import yaml
from yaml import Node

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.wording import DIRECTIVE
from dpcap.intake.yaml_blame import blamed
from dpcap.intake.yaml_nodes import DirectiveError, LimitError, compose
from dpcap.intake.yaml_values import Builder, Plain, harmless
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params


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
        line, column, problem = blamed(error, text)
        found = Finding(code="DP101", file=shown, line=line, column=column, params=problem.params)
        raise InvalidInputError([found]) from error


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
