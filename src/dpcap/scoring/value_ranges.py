"""What a condition comes to where some of its numbers are only known to lie in a range.

It is worked out over ranges (interval arithmetic) and three-valued truths, so it is never decided
where it could come out differently. What is not understood here (calls, texts put together, a
choice by `?`) is left undecided.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from itertools import product
from math import isnan
from typing import NamedTuple

from dpcap.model.expression import CelValue
from dpcap.model.expression_tree import TRUTHS, tree_of


class ValueRange(NamedTuple):
    """All numbers from `low` to `high`, both included."""

    low: float
    high: float


# What a part of a condition comes to; None: cannot be said.
Found = bool | ValueRange | str | list[str] | None
Names = Mapping[str, CelValue | ValueRange | None]

_SUMS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def decided(source: str, names: Names) -> bool | None:
    """Whether the condition *source* holds wherever the ranges in *names* lie; None: it depends."""
    tree = tree_of(source)
    found = _found(tree, names) if tree is not None else None
    return found if isinstance(found, bool) else None


def _found(part: ast.expr, names: Names) -> Found:
    rule = _RULES.get(type(part))
    return rule(part, names) if rule else None


def _constant(part: ast.Constant, _names: Names) -> Found:
    value = part.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ValueRange(float(value), float(value))
    return value if isinstance(value, str) else None


def _name(part: ast.Name, names: Names) -> Found:
    value = TRUTHS[part.id] if part.id in TRUTHS else names.get(part.id)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ValueRange(float(value), float(value))
    return value


def _list(part: ast.List, names: Names) -> Found:
    texts = [found for one in part.elts if isinstance(found := _found(one, names), str)]
    return texts if len(texts) == len(part.elts) else None


def _joined(part: ast.BoolOp, names: Names) -> Found:
    """All or any of several truths: one that settles it does so whatever the others are."""
    settles = isinstance(part.op, ast.Or)
    truths = [_found(one, names) for one in part.values]
    if any(truth is settles for truth in truths):
        return settles
    return not settles if all(isinstance(truth, bool) for truth in truths) else None


def _turned(part: ast.UnaryOp, names: Names) -> Found:
    found = _found(part.operand, names)
    if isinstance(part.op, ast.Invert):
        return not found if isinstance(found, bool) else None
    if isinstance(part.op, ast.USub) and isinstance(found, ValueRange):
        return ValueRange(-found.high, -found.low)
    return None


def _sum(part: ast.BinOp, names: Names) -> Found:
    """Two ranges taken together: as doubles are rounded the same way, ends give the ends."""
    work = _SUMS.get(type(part.op))
    left, right = _found(part.left, names), _found(part.right, names)
    if work is None or not isinstance(left, ValueRange) or not isinstance(right, ValueRange):
        return None
    if work is operator.truediv and right.low <= 0 <= right.high:
        return None
    ends = [work(a, b) for a, b in product(left, right)]
    return None if any(map(isnan, ends)) else ValueRange(min(ends), max(ends))


def _compared(part: ast.Compare, names: Names) -> Found:
    if len(part.ops) > 1:  # a chain means another thing in Python
        return None
    left, right = _found(part.left, names), _found(part.comparators[0], names)
    if left is None or right is None:
        return None
    compare = _COMPARED.get(type(part.ops[0]))
    return compare(left, right) if compare else None


def _below(left: Found, right: Found) -> bool | None:
    if not isinstance(left, ValueRange) or not isinstance(right, ValueRange):
        return None
    return True if left.high < right.low else False if left.low >= right.high else None


def _equal(left: Found, right: Found) -> bool | None:
    if not isinstance(left, ValueRange) or not isinstance(right, ValueRange):
        return left == right if type(left) is type(right) else None
    if left.low == left.high == right.low == right.high:
        return True
    return None if left.low <= right.high and right.low <= left.high else False


def _among(left: Found, right: Found) -> bool | None:
    return left in right if isinstance(left, str) and isinstance(right, list) else None


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


_COMPARED: dict[type[ast.cmpop], Callable[[Found, Found], bool | None]] = {
    ast.Lt: _below,
    ast.Gt: lambda left, right: _below(right, left),
    ast.LtE: lambda left, right: _not(_below(right, left)),
    ast.GtE: lambda left, right: _not(_below(left, right)),
    ast.Eq: _equal,
    ast.NotEq: lambda left, right: _not(_equal(left, right)),
    ast.In: _among,
}
_RULES: dict[type[ast.expr], Callable[..., Found]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.List: _list,
    ast.BoolOp: _joined,
    ast.UnaryOp: _turned,
    ast.BinOp: _sum,
    ast.Compare: _compared,
}
