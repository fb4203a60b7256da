"""Conditions in words: what an expression asks, by the titles of what it names.

So no reader but the author of a framework has to read CEL. What cannot be said in a phrase (such
as a choice by `?`) is said in its author's words, else by what it depends on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple

from dpcap.model.base import LANGUAGES, Language, Text
from dpcap.model.expression_limits import bare, names_in
from dpcap.model.expression_names import ExpressionName, ExpressionNames
from dpcap.model.expression_tree import TRUTHS, tree_of

_SAID: dict[str, tuple[str, str]] = {
    "yes": ("{a}为“是”", "{a} is “yes”"),
    "no": ("{a}为“否”", "{a} is “no”"),
    "is": ("{a}是{b}", "{a} is {b}"),
    "is_not": ("{a}不是{b}", "{a} is not {b}"),
    "one_of": ("{a}是{b}之一", "{a} is one of {b}"),
    "none_of": ("{a}不在{b}之列", "{a} is none of {b}"),
    "holds": ("{a}选了{b}", "{a} includes {b}"),
    "lacks": ("{a}没有选{b}", "{a} does not include {b}"),
    "contains": ("{a}含有{b}", "{a} contains {b}"),
    "not_contains": ("{a}不含{b}", "{a} does not contain {b}"),
    "startsWith": ("{a}以{b}开头", "{a} begins with {b}"),
    "not_startsWith": ("{a}不以{b}开头", "{a} does not begin with {b}"),
    "endsWith": ("{a}以{b}结尾", "{a} ends with {b}"),
    "not_endsWith": ("{a}不以{b}结尾", "{a} does not end with {b}"),
    "matches": ("{a}含有规定的字样", "{a} has the wording laid down"),
    "not_matches": ("{a}不含规定的字样", "{a} does not have the wording laid down"),
    "empty": ("没有{a}", "there is nothing for {a}"),
    "not_empty": ("已有{a}", "there is something for {a}"),
    "Gt": ("{a}大于{b}", "{a} is more than {b}"),
    "GtE": ("{a}不低于{b}", "{a} is at least {b}"),
    "Lt": ("{a}小于{b}", "{a} is less than {b}"),
    "LtE": ("{a}不高于{b}", "{a} is at most {b}"),
    "Eq": ("{a}等于{b}", "{a} is {b}"),
    "NotEq": ("{a}不等于{b}", "{a} is not {b}"),
    "count": ("{a}的个数", "the number of {a}"),
    "and": ("，并且", " and "),
    "or": ("，或者", ", or "),
    "inside": ("（{a}）", "({a})"),
    "comma": ("、", ", "),
    "always": ("总是如此", "always"),
    "never": ("从不", "never"),
    "hangs_on": ("由{a}决定", "depends on {a}"),
    "by_author": ("按其作者写下的条件", "as its author has laid down"),
}
_INVERSE = {"Gt": "LtE", "LtE": "Gt", "Lt": "GtE", "GtE": "Lt", "Eq": "NotEq", "NotEq": "Eq"}
_MIRRORED = {"Gt": "Lt", "Lt": "Gt", "GtE": "LtE", "LtE": "GtE", "Eq": "Eq", "NotEq": "NotEq"}
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "÷",
}
# Functions that only change how a value is kept.
_KEEPING = frozenset(("double", "int", "uint", "string", "dyn"))
_TEXTUAL = frozenset(("contains", "startsWith", "endsWith", "matches"))
_TIGHT = (ast.Mult, ast.Div)
# Below it six decimals would hide the figure.
_SMALL = 0.001


class _UnsaidError(Exception):
    """A part of an expression for which there are no words."""


def condition_words(source: str, names: ExpressionNames, words: Text | None = None) -> Text:
    """What *source* asks; *words*: how its author says it, taken where it cannot be said else."""
    said = _in_words(source, names)
    if said is None:
        said = words or _hanging(source, names)
    return said


def can_be_said(source: str, names: ExpressionNames) -> bool:
    """Whether *source* needs no words of its author."""
    return _in_words(source, names) is not None


def _in_words(source: str, names: ExpressionNames) -> Text | None:
    tree = tree_of(source)
    if tree is None:
        return None
    try:
        zh, en = (_Speaker(language, names).truth(tree) for language in LANGUAGES)
    except (_UnsaidError, RecursionError):
        return None
    return Text(zh=zh, en=en)


def _hanging(source: str, names: ExpressionNames) -> Text:
    """What *source* depends on, where no more can be said."""
    written = names_in(bare(source))
    titles = dict.fromkeys(names[name].title for name in written if name in names)
    said = []
    for language in LANGUAGES:
        speaker = _Speaker(language, names)
        listed = speaker.listed(title.say(language) for title in titles)
        said.append(speaker.say("hangs_on", a=listed) if titles else speaker.say("by_author"))
    zh, en = said
    return Text(zh=zh, en=en)


class _Speaker(NamedTuple):
    """Says the parts of an expression in one language. Raises _UnsaidError where it cannot."""

    language: Language
    names: ExpressionNames

    def say(self, key: str, **parts: str) -> str:
        zh, en = _SAID[key]
        return (zh if self.language == "zh" else en).format(**parts)

    def listed(self, items: Iterable[str]) -> str:
        return self.say("comma").join(items)

    def truth(self, part: ast.expr, *, turned: bool = False) -> str:
        """A part that is true or false; *turned*: that it does not hold."""
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Invert):
            return self.truth(part.operand, turned=not turned)
        if isinstance(part, ast.BoolOp):
            return self._joined(part, turned=turned)
        if isinstance(part, ast.Compare) and len(part.ops) == 1:
            return self._compared(part, turned=turned)
        if isinstance(part, ast.Call):
            return self._called(part, turned=turned)
        if isinstance(part, ast.Name) and part.id in TRUTHS:
            return self.say("always" if TRUTHS[part.id] is not turned else "never")
        return self.say("no" if turned else "yes", a=self._name(part).title.say(self.language))

    def _joined(self, part: ast.BoolOp, *, turned: bool) -> str:
        key = "or" if isinstance(part.op, ast.Or) is not turned else "and"
        said = (self._member(one, turned=turned) for one in part.values)
        return self.say(key).join(said)

    def _member(self, part: ast.expr, *, turned: bool) -> str:
        """One of several truths, in brackets if it is several itself."""
        said, inner = self.truth(part, turned=turned), part
        while isinstance(inner, ast.UnaryOp):
            inner = inner.operand
        return self.say("inside", a=said) if isinstance(inner, ast.BoolOp) else said

    def _compared(self, part: ast.Compare, *, turned: bool) -> str:
        left, op, right = part.left, type(part.ops[0]).__name__, part.comparators[0]
        if op == "In":
            return self._among(left, right, turned=turned)
        if op not in _INVERSE:
            raise _UnsaidError
        if isinstance(left, ast.Constant) or _truth_of(left) is not None:
            left, op, right = right, _MIRRORED[op], left
        op = _INVERSE[op] if turned else op
        sure = _truth_of(right)
        if sure is not None:
            return self.truth(left, turned=(op == "NotEq") is sure)
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return self._text_compared(left, op, right.value)
        about = self._about(left)
        fields = {"a": self._value(left), "b": self._value(right, about)}
        return self.say(op, **fields)

    def _text_compared(self, left: ast.expr, op: str, text: str) -> str:
        if op not in ("Eq", "NotEq"):
            raise _UnsaidError
        name, turned = self._name(left), op == "NotEq"
        title = name.title.say(self.language)
        if not text and "" not in name.values:
            return self.say("not_empty" if turned else "empty", a=title)
        return self.say("is_not" if turned else "is", a=title, b=self._titled(name, text))

    def _among(self, left: ast.expr, right: ast.expr, *, turned: bool) -> str:
        if isinstance(right, ast.List) and right.elts:
            name = self._name(left)
            texts = [self._titled(name, _text_of(one)) for one in right.elts]
            key = ("is_not" if turned else "is") if len(texts) == 1 else ""
            key = key or ("none_of" if turned else "one_of")
            return self.say(key, a=name.title.say(self.language), b=self.listed(texts))
        name = self._name(right)
        fields = {"a": name.title.say(self.language), "b": self._titled(name, _text_of(left))}
        return self.say("lacks" if turned else "holds", **fields)

    def _called(self, part: ast.Call, *, turned: bool) -> str:
        call = part.func
        if not isinstance(call, ast.Attribute) or call.attr not in _TEXTUAL or len(part.args) != 1:
            raise _UnsaidError
        name, text = self._name(call.value), _text_of(part.args[0])
        fields = {"a": name.title.say(self.language), "b": self._titled(name, text)}
        return self.say(f"not_{call.attr}" if turned else call.attr, **fields)

    def _titled(self, name: ExpressionName, text: str) -> str:
        known = name.values.get(text)
        return known.say(self.language) if known else f"“{text}”"

    def _value(self, part: ast.expr, about: ExpressionName | None = None) -> str:
        """A number, a name or a sum; *about*: what it is held against."""
        if isinstance(part, ast.Constant) and isinstance(part.value, int | float):
            return self._number(float(part.value), about)
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
            return f"−{self._value(part.operand, about)}"
        if isinstance(part, ast.BinOp) and type(part.op) in _SIGNS:
            left, right = self._term(part.left, part.op), self._term(part.right, part.op, last=True)
            return f"{left} {_SIGNS[type(part.op)]} {right}"
        if isinstance(part, ast.Call):
            return self._function(part)
        return self._name(part).title.say(self.language)

    def _term(self, part: ast.expr, op: ast.operator, *, last: bool = False) -> str:
        """A part of a sum, in brackets where it would be read otherwise without."""
        said = self._value(part)
        if not isinstance(part, ast.BinOp):
            return said
        looser = isinstance(op, _TIGHT) and not isinstance(part.op, _TIGHT)
        alike = last and isinstance(op, _TIGHT) is isinstance(part.op, _TIGHT)
        return self.say("inside", a=said) if looser or alike else said

    def _function(self, part: ast.Call) -> str:
        if isinstance(part.func, ast.Name) and len(part.args) == 1:
            if part.func.id in _KEEPING:
                return self._value(part.args[0])
            if part.func.id == "size":
                return self.say("count", a=self._value(part.args[0]))
        if isinstance(part.func, ast.Attribute) and part.func.attr == "size":
            return self.say("count", a=self._value(part.func.value))
        raise _UnsaidError

    def _number(self, value: float, about: ExpressionName | None) -> str:
        figure = _figure(value)
        if about is None:
            return figure
        if about.steps and value in range(len(about.steps)):
            return about.steps[int(value)].say(self.language)
        unit = about.unit.say(self.language) if about.unit else ""
        apart = unit and unit[0].isascii() and unit[0] != "%"
        return f"{figure} {unit}" if apart else figure + unit

    def _about(self, part: ast.expr) -> ExpressionName | None:
        """The one name that *part* is; None if it is more."""
        written = _chain(part)
        return self.names.get(written) if written else None

    def _name(self, part: ast.expr) -> ExpressionName:
        found = self._about(part)
        if found is None:
            raise _UnsaidError
        return found


def _figure(value: float) -> str:
    """A number in full, without what adds nothing."""
    return (
        f"{value:.6f}".rstrip("0").rstrip(".")
        if abs(value) >= _SMALL or not value
        else f"{value:g}"
    )


def _chain(part: ast.expr) -> str | None:
    """Names joined by points, as they are written; None: it is no such thing."""
    if isinstance(part, ast.Name):
        return part.id
    if isinstance(part, ast.Attribute):
        above = _chain(part.value)
        return f"{above}.{part.attr}" if above else None
    return None


def _truth_of(part: ast.expr) -> bool | None:
    return TRUTHS.get(part.id) if isinstance(part, ast.Name) else None


def _text_of(part: ast.expr) -> str:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    raise _UnsaidError
