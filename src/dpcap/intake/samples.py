"""Typed sample values of all that an expression may name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import assert_never

from dpcap.model.expression import FACT_PREFIX, ROLE_NAME, CelValue, Expression, cel_name
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Numeric, Rubric, Scale

Samples = Mapping[str, Sequence[CelValue]]

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_ENDS: tuple[float, ...] = (0.0, 1.0, 100.0)
OTHER = "…"


class Sampler:
    """Knows what each name of a framework may stand for."""

    def __init__(self, framework: Framework) -> None:
        self._roles: tuple[CelValue, ...] = tuple(framework.roles)
        self._scales = {cel_name(node): one.scale for node, one in framework.by_id.items()}
        self._facts = {FACT_PREFIX + name: fact for name, fact in framework.facts.items()}

    def knows(self, name: str) -> bool:
        """Whether an expression may use *name*."""
        return name == ROLE_NAME or name in self._scales or name in self._facts

    def contexts(self, expression: Expression, limit: int) -> Iterator[dict[str, CelValue]]:
        """Combinations of values of the names in *expression*, at most *limit* of them.

        Of a number or text the values tell most that the expression compares with, and for a
        number those just below and above. Raises KeyError for a name nobody knows.
        """
        names = expression.names
        values = [self.values(name, expression.source) for name in names]
        for combination in islice(product(*values), limit):
            yield dict(zip(names, combination, strict=True))

    def values(self, name: str, source: str) -> tuple[CelValue, ...]:
        """What *name* may stand for, *source* being the expression that it stands in."""
        if name == ROLE_NAME:
            return self._roles
        if name in self._scales:
            return _of_scale(self._scales[name], source)
        return _of_fact(self._facts[name], source)


def _of_scale(scale: Scale, source: str) -> tuple[CelValue, ...]:
    if isinstance(scale, Rubric):
        return tuple(float(rung) for rung in range(len(scale.levels)))
    if isinstance(scale, Boolean):
        return True, False
    if isinstance(scale, Choice):
        return tuple(option.id for option in scale.options)
    if isinstance(scale, Checklist):
        return lists(option.id for option in scale.options)
    if isinstance(scale, Numeric | Nps):
        return numbers(source, scale.plausible or _ENDS[:2])
    assert_never(scale)


def _of_fact(fact: FactSpec, source: str) -> tuple[CelValue, ...]:
    if fact.kind == "number":
        return numbers(source, _ENDS)
    if fact.kind == "boolean":
        return True, False
    if fact.kind == "choice":
        return tuple(fact.options)
    if fact.kind == "texts":
        return lists(strings(source))
    return (*strings(source), OTHER)


def numbers(source: str, ends: Sequence[float]) -> tuple[float, ...]:
    """*ends*, and the numbers in *source* with those just below and above."""
    near = [float(text) + step for text in _NUMBER.findall(source) for step in (0.0, -1.0, 1.0)]
    return tuple(dict.fromkeys([*near, *ends]))


def strings(source: str) -> list[str]:
    """The texts in *source*."""
    return [single or double for single, double in _STRING.findall(source)]


def lists(ids: Iterable[str]) -> tuple[list[str], ...]:
    """No entry, each alone, all of them."""
    every = list(ids)
    return ([], *([one] for one in every), every)
