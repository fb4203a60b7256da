"""Gates: every rule held against one profile, and what waivers make of it.

A rule that could not be worked out is never met: whatever a blank could be, the outcome must not
hang on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from math import isfinite
from typing import NamedTuple

from dpcap.model.change import Change
from dpcap.model.expression import CelValue, ExpressionError, ExpressionValues
from dpcap.model.framework import Framework
from dpcap.model.gate import (
    Bound,
    ComingRule,
    GateResult,
    Gates,
    GateState,
    Operator,
    Waiver,
    WaiverResult,
    WaiverState,
)
from dpcap.model.measure import OF_PERIOD, PERIOD, ROLE_SET, MeasureName
from dpcap.model.measure_names import laid_out
from dpcap.model.profile import Profile
from dpcap.model.question_set import decides
from dpcap.model.unchecked import trusted
from dpcap.scoring.compiled_gates import (
    CompiledGateRule,
    CompiledGates,
    GateTerm,
    each_once,
    ready,
)
from dpcap.scoring.measures import MeasuredProvider
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.rules_in_force import RuleOnDay, rules_on

_result = trusted(GateResult)
Findable = bool | float | str | None


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
        return each_once(self._lacks(name) for name in term.names if name.name not in self.known)

    def _lacks(self, name: MeasureName) -> str:
        """What it takes for *name* to have a value."""
        no_period = self._made.period is None and name.root in OF_PERIOD
        return PERIOD if no_period else name.about


def judge_gates(
    gates: Gates, framework: Framework, profile: Profile, change: Change | None = None
) -> tuple[tuple[GateResult, ...], tuple[WaiverResult, ...]]:
    """How each rule that is on turned out for *profile* (of *framework*), and each of its waivers.

    The day of the decision is the profile's `as_of`: by it, or by the period or the day on which
    something happened, the version of each rule is chosen; one to come or lapsed does not apply.
    *change*: since the baseline. Without one (there is no baseline, or the provider is new in it)
    rules on change do not apply. Of a core set nothing is checked where the gates need the role's.
    """
    made = gates.once(ready, framework)
    values = values_of(made, MeasuredProvider(profile, change, made.period))
    rules = rules_on(made, profile, profile.as_of)
    known = decides(profile.asked, gates.decide_set)
    verdicts = {one.id: _judged(one, values, change, known=known) for one in rules}
    mine = [one for one in gates.waivers if one.provider == profile.provider.id]
    holding = {one.rule: one for one in mine if one.expires_on >= profile.as_of}
    results = tuple(
        _finished(
            one,
            verdicts[one.id],
            holding.get(one.id),
            _coming(one, values, change, profile.as_of, known=known),
        )
        for one in rules
    )
    awaited = {one.id: one.version.gate.from_ for one in rules if one.force == "to_come"}
    return results, _waivers(gates, verdicts, mine, profile.as_of, awaited)


def _judged(
    rule: RuleOnDay, values: GateValues, change: Change | None, *, known: bool
) -> GateVerdict:
    """How *rule* turned out, waivers aside; *known*: enough was asked to judge by."""
    if not rule.counts:
        return GateVerdict("not_applicable")
    if not known:
        return GateVerdict("unchecked", missing=(ROLE_SET,))
    if rule.chosen.day is None:
        outcomes = (verdict(one, values, change).state for one in rule.versions)
        if all(state == "not_applicable" for state in outcomes):
            return GateVerdict("not_applicable")
        return GateVerdict("unchecked", missing=rule.chosen.missing)
    return verdict(rule.version, values, change)


def _coming(
    rule: RuleOnDay, values: GateValues, change: Change | None, day: date, *, known: bool
) -> ComingRule | None:
    """How the next version would turn out as things are, once it is to be told of."""
    next_one = rule.coming if rule.concerns else None
    if next_one is None or next_one.gate.from_ is None or day < (next_one.gate.warn_from or day):
        return None
    outcome = verdict(next_one, values, change)
    if not known:
        outcome = GateVerdict("unchecked", missing=(ROLE_SET,))
    return ComingRule(
        since=next_one.gate.from_,
        state=outcome.state,
        operator=next_one.operator,
        needed=next_one.needed,
        found=outcome.found,
        missing=outcome.missing,
        nodes=next_one.nodes,
        facts=next_one.facts,
        severity=next_one.gate.severity,
    )


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


def _finished(
    on_day: RuleOnDay, outcome: GateVerdict, waiver: Waiver | None, coming: ComingRule | None
) -> GateResult:
    """The result of a rule; a waiver that holds lets off only what is not met."""
    waived, rule = waiver if waiver is not None and outcome.short else None, on_day.version
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
        force=on_day.force,
        since=rule.gate.from_,
        until=rule.gate.until,
        judged_by=on_day.chosen.day if on_day.dated else None,
        coming=coming,
    )


def _waivers(
    gates: Gates,
    verdicts: Mapping[str, GateVerdict],
    mine: list[Waiver],
    day: date,
    awaited: Mapping[str, date | None],
) -> tuple[WaiverResult, ...]:
    return tuple(
        WaiverResult(
            provider=one.provider,
            rule=one.rule,
            owner=one.owner,
            reason=one.reason,
            expires_on=one.expires_on,
            state=_standing(gates, verdicts, one, day, awaited.get(one.rule)),
        )
        for one in mine
    )


def _standing(
    gates: Gates,
    verdicts: Mapping[str, GateVerdict],
    waiver: Waiver,
    day: date,
    begins: date | None,
) -> WaiverState:
    """How *waiver* stands; of a rule that *begins* within its days it is not unneeded."""
    if waiver.rule not in gates.rules:
        return "unknown"
    if begins is not None and begins <= waiver.expires_on:
        return "used"
    if waiver.rule not in verdicts or not verdicts[waiver.rule].short:
        return "unneeded"
    return "used" if waiver.expires_on >= day else "expired"
