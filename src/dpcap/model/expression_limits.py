"""What an expression may not do: nothing in one loops, and its length bounds what it costs.

Macros walk lists, one inside another; `has` lets a blank decide; a pattern can take long to
prepare; and `size` counts the bytes of a text. What stands in texts and comments does no harm.
"""

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from dpcap.model.base import Line

LONGEST, MOST_NAMES, DEEPEST = 500, 50, 20
_MACRO = re.compile(r"all|exists|exists_?[oO]ne|map|filter|sortBy|bind|reduce|transform\w+")
_FUNCTION = re.compile(
    r"size|matches|contains|startsWith|endsWith|bool|bytes|double|duration|dyn|int|string|timestamp"
    r"|type|uint|get(?:Date|Day\w+|FullYear|Hours|Milliseconds|Minutes|Month|Seconds)"
)
# Texts as CEL's own lexer reads them (cel.dev, CEL.g4), the longer form before the shorter.
_RAW = r"""[bB]?[rR](?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"[^"\r\n]*"|'[^'\r\n]*')"""
_TEXT = (
    r"""[bB]?(?:\"{3}(?:\\[\s\S]|[^\\])*?\"{3}|'{3}(?:\\[\s\S]|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')"""
)
_WORD = r"[A-Za-z_]\w*"
_CHAIN = rf"(?<![\w.]){_WORD}(?:\s*\.\s*{_WORD})*"
_TOKEN = re.compile(rf"(?P<said>{_RAW}|{_TEXT}|//[^\n]*)|{_WORD}|[\s\S]", re.ASCII)
_NAME = re.compile(rf"({_CHAIN})(\s*\()?", re.ASCII)
_CALL = re.compile(rf"({_WORD})`?\s*\(", re.ASCII)
# The length of what has a name, and of a list written out.
_SIZES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?<![\w.])(?P<call>size)\s*\(\s*(?P<name>{_CHAIN})\s*\)",
        rf"(?P<name>{_CHAIN})\s*\.\s*(?P<call>size)\s*\(\s*\)",
        r"(?<![\w.])(?P<call>size)\s*\(\s*\[[^][]*\]\s*(?P<name>)\)",
    )
)
_PATTERN = re.compile(rf"\(\s*(?:(?P<raw>{_RAW})|(?P<text>{_TEXT}))\s*\)", re.ASCII)
# No counted repetition and none of Unicode's classes (`\w`, `\pL`): no character of a pattern
# costs much then, and the engine reads a text once whatever the pattern is.
_CHEAP = {
    "raw": re.compile(r"(?:\\[.+*?()|\[\]^$/-]|[^\\{])*"),
    "text": re.compile(r"(?:\\\\[.+*?()|\[\]^$/-]|\\['\"]|[^\\{])*"),
}
_NO_NAMES = frozenset(("true", "false", "null", "in"))
_STEPS = {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}
Params = dict[str, str | int]


class ExpressionProblem(NamedTuple):
    """What an expression may not do: the code of its finding and what fills the message."""

    code: str
    params: Params


def slip_in(source: str) -> ExpressionProblem | None:
    """The first thing in *source* that no expression may do; None if there is none."""
    if len(source) > LONGEST:
        return ExpressionProblem("DP240", {"count": len(source), "limit": LONGEST})
    return next(_slips(source, bare(source)), None)


def bare(source: str) -> str:
    """*source* with blanks in the place of its texts and comments, each as long as they are."""
    return _TOKEN.sub(lambda one: " " * len(one[0]) if one["said"] else one[0], source)


def names_in(bared: str) -> tuple[str, ...]:
    """The names in a *bared* source, words joined by points as one; functions are none."""
    words = (
        re.split(r"\s*\.\s*", found[1])[: -1 if found[2] else None]
        for found in _NAME.finditer(bared)
    )
    return tuple(dict.fromkeys(".".join(one) for one in words if one and one[0] not in _NO_NAMES))


def sized_in(source: str) -> tuple[tuple[str, Params], ...]:
    """The names of which *source* takes the `size`, which must stand for lists; else that is wrong.

    Beside each name what fills the message of DP245.
    """
    found = sorted(_sized(bare(source)).items())
    return tuple(
        (re.sub(r"\s", "", name), {"name": "size", "at": at + 1}) for at, name in found if name
    )


def _sized(bared: str) -> dict[int, str]:
    """Where a `size` that may be taken stands, and of which name; of none: "" ."""
    return {m.start("call"): m["name"] for form in _SIZES for m in form.finditer(bared)}


def _slips(source: str, bared: str) -> Iterator[ExpressionProblem]:
    if (count := len(names_in(bared))) > MOST_NAMES:
        yield ExpressionProblem("DP241", {"count": count, "limit": MOST_NAMES})
    depth = 0
    for at, sign in enumerate(bared, start=1):
        depth += _STEPS.get(sign, 0)
        if depth > DEEPEST:
            yield ExpressionProblem("DP242", {"at": at, "limit": DEEPEST})
    for call in _CALL.finditer(bared):
        if (code := _refused(call, source, bared)) is not None:
            yield ExpressionProblem(code, {"name": call[1], "at": call.start() + 1})


def _refused(call: re.Match[str], source: str, bared: str) -> str | None:
    """The code of what is wrong with a *call*."""
    name = call[1]
    if _MACRO.fullmatch(name):
        return "DP243"
    if name == "has":
        return "DP244"
    if name == "size" and call.start() not in _sized(bared):
        return "DP245"
    if name == "matches" and not _is_cheap(source, call.end() - 1):
        return "DP158"
    return None if _FUNCTION.fullmatch(name) or name in _NO_NAMES else "DP159"


def _is_cheap(source: str, bracket: int) -> bool:
    """Whether a pattern stands written out behind the *bracket*, and is a cheap one."""
    found = _PATTERN.match(source, bracket)
    kind = str(found.lastgroup) if found else ""
    return found is not None and _CHEAP[kind].fullmatch(found[kind]) is not None


def _within(source: str) -> str:
    slip = slip_in(source)
    if slip is not None:
        raise PydanticCustomError(slip.code, "not allowed in an expression", {**slip.params})
    return source


# An expression in CEL that does nothing it may not; whether it is CEL at all, its compiler says.
Condition = Annotated[Line, AfterValidator(_within)]
