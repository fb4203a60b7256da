"""Gates made ready for a framework: expressions compiled, names known, measures to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dpcap.model.expression import Expression, expression
from dpcap.model.framework import Framework
from dpcap.model.gate import Bound, Gate, Gates, Operator
from dpcap.model.measure import CHANGES, OVERALL, MeasureName
from dpcap.model.measure_names import is_date, is_periodic, read_names
from dpcap.model.period import Span, span_of
from dpcap.scoring.measures import PeriodReader, Reader, period_reader, reader

# The kinds of measures whose figures may say of which period they are.
_WITH_PERIOD = ("fact", "answer")


class GateTerm(NamedTuple):
    """An expression made ready; `alone`: it is one name and nothing else."""

    program: Expression
    names: tuple[MeasureName, ...]
    alone: str | None


class CompiledGateRule(NamedTuple):
    """A version of a gate made ready. `on_change`: it compares with the baseline.

    `periodic`: its measure is of a period, whoever is judged. `periods` read the periods of the
    figures that it measures, and `dates` are the facts in it that are dates.
    """

    id: str
    gate: Gate
    operator: Operator
    needed: Bound
    measure: GateTerm
    where: GateTerm | None
    on_change: bool
    nodes: tuple[str, ...]
    facts: tuple[str, ...]
    periodic: bool
    periods: tuple[PeriodReader, ...]
    dates: tuple[str, ...]

    @property
    def names(self) -> tuple[MeasureName, ...]:
        """Every name in it."""
        return (*self.measure.names, *(self.where.names if self.where else ()))


class CompiledGates(NamedTuple):
    """Gates made ready for a framework: the rules that are on, and how their names are read.

    `rules` are the versions of each, in order. `computed`: the names that expressions work with.
    """

    rules: tuple[CompiledGateRule, ...]
    readers: tuple[tuple[MeasureName, Reader], ...]
    computed: tuple[MeasureName, ...]
    period: Span | None


def ready(gates: Gates, framework: Framework) -> CompiledGates:
    """*gates* made ready. Their names exist and their expressions compile: `load_gates` saw to it.

    Make it with `gates.once(ready, framework)`.
    """
    rules = tuple(
        _rule(framework, name, version)
        for name, gate in gates.rules.items()
        for version in gate.each
        if version.severity != "off"
    )
    wanted = {name: None for rule in rules for name in rule.names}
    terms = [term for rule in rules for term in (rule.measure, rule.where) if term]
    computed = {name: None for term in terms if term.alone is None for name in term.names}
    readers = tuple((name, reader(framework, name)) for name in wanted)
    return CompiledGates(
        rules, readers, tuple(computed), span_of(gates.period) if gates.period else None
    )


def _rule(framework: Framework, name: str, gate: Gate) -> CompiledGateRule:
    measure = _term(framework, gate.measure)
    where = _term(framework, gate.where) if gate.where else None
    every = (*measure.names, *(where.names if where else ()))
    return CompiledGateRule(
        name,
        gate,
        gate.operator,
        gate.needed,
        measure,
        where,
        any(one.root in CHANGES for one in every),
        each_once(one.node for one in measure.names if one.node != OVERALL),
        each_once(one.fact for one in measure.names),
        any(is_periodic(framework, one) for one in measure.names),
        tuple(period_reader(framework, one) for one in measure.names if one.kind in _WITH_PERIOD),
        each_once(one.fact for one in every if is_date(framework, one)),
    )


def each_once(ids: Iterable[str]) -> tuple[str, ...]:
    """*ids* without the empty ones, each at its first place."""
    return tuple(dict.fromkeys(one for one in ids if one))


def _term(framework: Framework, source: str) -> GateTerm:
    compiled = expression(source)
    names = read_names(framework, compiled).known
    alone = names[0].name if len(names) == 1 and names[0].name == source else None
    return GateTerm(compiled, names, alone)
