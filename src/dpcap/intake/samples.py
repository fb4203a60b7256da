"""Typed sample values of all that an expression may name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from dpcap.intake.sample_draws import (
    Range,
    figure_range,
    free_list_range,
    list_range,
    text_range,
)
from dpcap.intake.sample_values import ENDS, OTHER, lists, numbers, strings
from dpcap.intake.scale_input import scale_input
from dpcap.model.expression import FACT_PREFIX, ROLE_NAME, CelValue, Expression, cel_name
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.model.scale import Figure, Scale


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
            return scale_input(self._scales[name]).samples(source)
        return _of_fact(self._facts[name], source)

    def every(self) -> tuple[str, ...]:
        """All names that an expression may use."""
        return (ROLE_NAME, *self._scales, *self._facts)

    def range_of(self, name: str, source: str) -> Range:
        """All that *name* may stand for in the expression *source*, as far as it can be tried."""
        if name in self._scales:
            return _range_of_scale(self._scales[name], source)
        spec = self._facts.get(name)
        if spec is None or spec.kind in ("boolean", "choice"):
            return Range(self.values(name, source))
        if spec.kind == "number":
            return figure_range(source, None)
        return free_list_range(source) if spec.kind == "texts" else text_range(source)

    def options(self, name: str) -> tuple[str, ...]:
        """The texts that *name* may come to or hold; none where it may be any text, or no text."""
        if name == ROLE_NAME:
            return tuple(str(role) for role in self._roles)
        if name in self._scales:
            return scale_input(self._scales[name]).ids()
        spec = self._facts.get(name)
        return tuple(spec.options) if spec and spec.kind == "choice" else ()


def _range_of_scale(scale: Scale, source: str) -> Range:
    if isinstance(scale, Figure):
        return figure_range(source, scale.plausible)
    written = scale_input(scale)
    if written.several():
        return list_range(source, written.ids())
    return Range(written.samples(source))


def _of_fact(fact: FactSpec, source: str) -> tuple[CelValue, ...]:
    if fact.kind == "number":
        return numbers(source, ENDS)
    if fact.kind == "boolean":
        return True, False
    if fact.kind == "choice":
        return tuple(fact.options)
    if fact.kind == "texts":
        return lists(strings(source))
    return (*strings(source), OTHER)
