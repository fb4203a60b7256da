"""Gates: every rule held against one profile, and what waivers make of it.

A rule that could not be worked out is never met: whatever a blank could be, the outcome must not
hang on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from math import isfinite
from typing import NamedTuple

from dpcap.model.change import Change
from dpcap.model.expression import (
    CelValue,
    Expression,
    ExpressionError,
    ExpressionValues,
    expression,
)
from dpcap.model.framework import Framework
from dpcap.model.gate import (
    Bound,
    Gate,
    GateResult,
    Gates,
    GateState,
    Operator,
    Waiver,
    WaiverResult,
    WaiverState,
)
from dpcap.model.measure import CHANGES, OF_PERIOD, OVERALL, PERIOD, ROLE_SET, MeasureName
from dpcap.model.measure_names import laid_out, read_names
from dpcap.model.period import Span, span_of
from dpcap.model.profile import Profile, decides
from dpcap.model.unchecked import trusted
from dpcap.scoring.measures import MeasuredProvider, Reader, reader
from dpcap.scoring.normalise import TOLERANCE

_result = trusted(GateResult)
Findable = bool | float | str | None


class GateTerm(NamedTuple):
    """An expression made ready; `alone`: it is one name and nothing else."""

    program: Expression
    names: tuple[MeasureName, ...]
    alone: str | None


class CompiledGateRule(NamedTuple):
    """A gate made ready. `on_change`: it compares with the baseline."""

    id: str
    gate: Gate
    operator: Operator
    needed: Bound
    measure: GateTerm
    where: GateTerm | None
    on_change: bool
    nodes: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def names(self) -> tuple[MeasureName, ...]:
        """Every name in it."""
        return (*self.measure.names, *(self.where.names if self.where else ()))


class CompiledGates(NamedTuple):
    """Gates made ready for a framework: the rules that are on, and how their names are read.

    `computed`: the names that expressions work with.
    """

    rules: tuple[CompiledGateRule, ...]
    readers: tuple[tuple[MeasureName, Reader], ...]
    computed: tuple[MeasureName, ...]
    period: Span | None


class GateVerdict(NamedTuple):
    """How a rule turned out, waivers aside; `missing` are the names that had no value."""

    state: GateState
    found: Findable = None
    missing: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        """Whether the rule applies and is not met."""
        return self.state in ("failed", "unchecked")


class GateValues:
    """The measures known of one profile, by name."""

    def __init__(self, known: Mapping[str, CelValue], made: CompiledGates) -> None:
        self.known = known
        self._made = made

    def instead(self, others: Mapping[str, CelValue | None]) -> GateValues:
        """These with *others* in the place of those of the same names; None: not known."""
        both = {**self.known, **others}
        return GateValues({name: one for name, one in both.items() if one is not None}, self._made)

    @cached_property
    def scope(self) -> ExpressionValues:
        """The known names that expressions work with, laid out for the engine."""
        there = (name for name in self._made.computed if name.name in self.known)
        return ExpressionValues(laid_out((name, self.known[name.name]) for name in there))

    def of(self, term: GateTerm) -> object:
        """What *term* comes to. Raises ExpressionError if that hangs on what is not known."""
        if term.alone is None:
            return term.program.value_in(self.scope)
        if term.alone not in self.known:
            raise ExpressionError(term.alone)
        return self.known[term.alone]

    def lacking(self, term: GateTerm) -> tuple[str, ...]:
        """The names in *term* that have no value, as a person knows them."""
        return _each(self._lacks(name) for name in term.names if name.name not in self.known)

    def _lacks(self, name: MeasureName) -> str:
        """What it takes for *name* to have a value."""
        no_period = self._made.period is None and name.root in OF_PERIOD
        return PERIOD if no_period else name.about


def judge_gates(
    gates: Gates, framework: Framework, profile: Profile, change: Change | None = None
) -> tuple[tuple[GateResult, ...], tuple[WaiverResult, ...]]:
    """How each rule that is on turned out for *profile* (of *framework*), and each of its waivers.

    *change*: since the baseline. Without one (there is no baseline, or the provider is new in it)
    rules on change do not apply. Of a core set nothing is checked
    where the gates need the role's.
    """
    made = gates.once(ready, framework)
    values = values_of(made, MeasuredProvider(profile, change, made.period))
    verdicts = {rule.id: verdict(rule, values, change) for rule in made.rules}
    if not decides(profile.asked, gates.decide_set):
        verdicts = dict.fromkeys(verdicts, GateVerdict("unchecked", missing=(ROLE_SET,)))
    mine = [one for one in gates.waivers if one.provider == profile.provider.id]
    holding = {one.rule: one for one in mine if one.expires_on >= profile.as_of}
    results = tuple(_finished(rule, verdicts[rule.id], holding.get(rule.id)) for rule in made.rules)
    return results, _waivers(gates, verdicts, mine, profile.as_of)


def ready(gates: Gates, framework: Framework) -> CompiledGates:
    """*gates* made ready. Their names exist and their expressions compile: `load_gates` saw to it.

    Make it with `gates.once(ready, framework)`.
    """
    rules = tuple(
        _rule(framework, name, gate) for name, gate in gates.rules.items() if gate.severity != "off"
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
        _each(one.node for one in measure.names if one.node != OVERALL),
        _each(one.fact for one in measure.names),
    )


def _each(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in ids if one))


def _term(framework: Framework, source: str) -> GateTerm:
    compiled = expression(source)
    names = read_names(framework, compiled).known
    alone = names[0].name if len(names) == 1 and names[0].name == source else None
    return GateTerm(compiled, names, alone)


def values_of(made: CompiledGates, subject: MeasuredProvider) -> GateValues:
    """What the names in the rules come to for *subject*."""
    read = ((name.name, find(subject)) for name, find in made.readers)
    return GateValues({name: value for name, value in read if value is not None}, made)


def verdict(
    rule: CompiledGateRule, values: GateValues, change: Change | None = None
) -> GateVerdict:
    """How *rule* turned out over *values*, waivers aside."""
    if rule.on_change and change is None:
        return GateVerdict("not_applicable")
    if rule.where is not None:
        applies = _worked_out(values, rule.where)
        if not isinstance(applies, bool):
            return GateVerdict("unchecked", missing=values.lacking(rule.where))
        if not applies:
            return GateVerdict("not_applicable")
    found = _worked_out(values, rule.measure)
    if found is None or type(found) is not type(rule.needed):
        return GateVerdict("unchecked", missing=values.lacking(rule.measure))
    return GateVerdict("met" if _meets(rule.operator, found, rule.needed) else "failed", found)


def _worked_out(values: GateValues, term: GateTerm) -> Findable:
    """A plain value, whole numbers as doubles; None if it comes to nothing of the kind."""
    try:
        found = values.of(term)
    except ExpressionError:
        return None
    if isinstance(found, bool | str):
        return found  # before numbers: a bool is an int as well
    return float(found) if isinstance(found, int | float) and isfinite(found) else None


def _meets(operator: Operator, found: bool | float | str, needed: Bound) -> bool:
    """Whether *found*, of the mark's type, meets it."""
    if not isinstance(found, float) or not isinstance(needed, float):
        return found == needed
    if operator == "at_least":
        return found + TOLERANCE >= needed
    if operator == "at_most":
        return found - TOLERANCE <= needed
    return abs(found - needed) <= TOLERANCE


def _finished(rule: CompiledGateRule, outcome: GateVerdict, waiver: Waiver | None) -> GateResult:
    """The result of a rule; a waiver that holds lets off only what is not met."""
    waived = waiver if waiver is not None and outcome.short else None
    return _result(
        id=rule.id,
        severity=rule.gate.severity,
        state="waived" if waived else outcome.state,
        operator=rule.operator,
        needed=rule.needed,
        found=outcome.found,
        missing=outcome.missing,
        nodes=rule.nodes,
        facts=rule.facts,
        waiver_until=waived.expires_on if waived else None,
        waiver_owner=waived.owner if waived else None,
    )


def _waivers(
    gates: Gates, verdicts: Mapping[str, GateVerdict], mine: list[Waiver], day: date
) -> tuple[WaiverResult, ...]:
    return tuple(
        WaiverResult(
            provider=one.provider,
            rule=one.rule,
            owner=one.owner,
            reason=one.reason,
            expires_on=one.expires_on,
            state=_standing(gates, verdicts, one, day),
        )
        for one in mine
    )


def _standing(
    gates: Gates, verdicts: Mapping[str, GateVerdict], waiver: Waiver, day: date
) -> WaiverState:
    if waiver.rule not in gates.rules:
        return "unknown"
    if waiver.rule not in verdicts or not verdicts[waiver.rule].short:
        return "unneeded"
    return "used" if waiver.expires_on >= day else "expired"
