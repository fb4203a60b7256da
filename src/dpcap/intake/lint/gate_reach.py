"""Rules of gates that nobody can meet, that apply to nobody, or that name what never comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from dpcap.intake.compared import UnknownOption, first_unknown_option
from dpcap.intake.gate_rules import Report, place_of, places
from dpcap.intake.lint.best import best_answer, best_of_nodes, best_overall, best_proved
from dpcap.intake.lint.conditions import BUDGET
from dpcap.intake.nearest import NO_HINT, hint_params
from dpcap.intake.sample_draws import (
    TRIED,
    Range,
    SampledTruth,
    free_list_range,
    number_range,
    sampled_truth,
    text_range,
)
from dpcap.intake.sample_values import numbers
from dpcap.intake.samples import Sampler
from dpcap.model.expression import (
    CelValue,
    Expression,
    ExpressionError,
    ExpressionValues,
    expression,
)
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.gate import Bound, Gate, Gates
from dpcap.model.measure import CRITICAL_STATES, NO_LEVEL, OVERALL, MeasureName
from dpcap.model.measure_names import laid_out, read_names
from dpcap.model.two_languages import TwoLanguages

_BETWEEN = TwoLanguages("{name} 只在 {low} 与 {high} 之间", "{name} lies between {low} and {high}")
_SHARE = TwoLanguages("（比例写成小数，95% 写作 0.95）", " (a share is written as 0.95, not 95)")
_RANK = TwoLanguages("（名次：{ranks}）", " (ranks: {ranks})")
_REVIEW = TwoLanguages(
    "凭各题接受的证据，{name} 最多只能到 {high}（除非复核人逐题核实）",
    "with the kinds of proof accepted {name} gets to {high} at most, unless a reviewer confirms it",
)
_NOTHING = TwoLanguages("没有一种取值满足它", "no values meet it")
_SLACK = 1e-9


def idle_rules(gates: Gates, framework: Framework, report: Report) -> Iterator[Finding]:
    """Findings about the rules that are not off; no more is claimed once a budget is spent."""
    trials = _Trials(framework)
    for rule, gate in gates.rules.items():
        for place, version in places(gate):
            if version.severity != "off":
                at = partial(place_of, gate, place)
                yield from _idle(trials, rule, version, at, report)


def _idle(
    trials: _Trials, rule: str, gate: Gate, at: Callable[[str], tuple[Step, ...]], report: Report
) -> Iterator[Finding]:
    """Findings about one version of a rule; *at* says where a key of it stands."""
    said = trials.never_met(gate)
    if said is not None:
        params = {"rule": rule, **said.params}
        yield report("DP712", ("rules", rule, *at(gate.operator)), params)
    elif strange := trials.stranger(gate.measure):
        yield report("DP713", ("rules", rule, *at("measure")), {"rule": rule, **strange.params})
    if gate.where is not None:
        path, strange = ("rules", rule, *at("where")), trials.stranger(gate.where)
        if trials.never_holds(gate.where):
            hint = _bracketed(strange) if strange else NO_HINT
            yield report("DP714", path, {"rule": rule, **hint_params(hint)})
        elif strange:
            yield report("DP713", path, {"rule": rule, **strange.params})


def _bracketed(said: TwoLanguages) -> TwoLanguages:
    return TwoLanguages(f"（{said.zh}）", f" ({said.en})")


_READ_OFF: dict[str, Callable[[str], Range]] = {
    "flag": lambda _: Range((True, False)),
    "text": text_range,
    "texts": free_list_range,
}


class _Tried(NamedTuple):
    """An expression, the names in it, and how it turned out."""

    names: tuple[MeasureName, ...]
    ranges: dict[str, Range]
    outcome: SampledTruth


class _Trials:
    """Tries the expressions of gates over all that their measures may come to."""

    def __init__(self, framework: Framework) -> None:
        self._framework, self._left = framework, BUDGET
        self._ranges = _MeasureRanges(framework)

    def stranger(self, source: str) -> TwoLanguages | None:
        """Which text in *source* never comes, if one is compared with."""
        known = {name.name: name for name in self._names(source)}
        return first_unknown_option(
            source, lambda name: self._ranges.options(known[name]) if name in known else ()
        )

    def never_holds(self, where: str) -> bool:
        """Whether the condition *where* holds for nobody."""
        return self._tried(where, where, "equals", needed=True).outcome.never

    def never_met(self, gate: Gate) -> TwoLanguages | None:
        """Why nobody meets *gate*, if that is so."""
        mark = f"'{gate.needed}'" if isinstance(gate.needed, str) else f" {gate.needed}"
        tried = self._tried(gate.measure, gate.measure + mark, gate.operator, gate.needed)
        alone = tried.names[0] if gate.measure.strip() in {n.name for n in tried.names} else None
        exact = gate.operator == "equals" and type(gate.needed) in (int, float)
        if tried.outcome.never and not (exact and alone is None and _open(tried.ranges)):
            return self._why(gate, alone, tried) or _NOTHING
        return self._beyond_proof(gate, alone) if alone else None

    def _names(self, source: str) -> tuple[MeasureName, ...]:
        return read_names(self._framework, expression(source)).known

    def _tried(self, source: str, written: str, operator: str, needed: Bound) -> _Tried:
        """*source* tried over its names, whose values are read off what is *written*."""
        compiled, names = expression(source), self._names(source)
        ranges = {name.name: self._ranges.of(name, written) for name in names}
        by_name = {name.name: name for name in names}
        limit = min(TRIED, self._left // len(source))
        holds = partial(_holds, compiled, by_name, operator, needed)
        outcome = sampled_truth(holds, source, ranges, limit)
        self._left -= outcome.tries * len(source)
        return _Tried(names, ranges, outcome)

    def _why(self, gate: Gate, alone: MeasureName | None, tried: _Tried) -> TwoLanguages | None:
        if alone is None:
            return self.stranger(gate.measure)
        options = self._ranges.options(alone)
        if options and isinstance(gate.needed, str):
            return UnknownOption(alone.name, gate.needed, tuple(options)).both
        values = tried.ranges[alone.name]
        if isinstance(gate.needed, str | bool) or not isinstance(values.values[0], float):
            return None
        ends = [value for value in values.values if isinstance(value, float)]
        said = _BETWEEN.fill(
            {"name": alone.name, "low": f"{min(ends):g}", "high": f"{max(ends):g}"}
        )
        return said.then(self._ranges.note(alone))

    def _beyond_proof(self, gate: Gate, alone: MeasureName) -> TwoLanguages | None:
        """Why no proof meets a mark that answers do."""
        if alone.root != "proved" or gate.operator == "at_most" or isinstance(gate.needed, str):
            return None
        high = self._ranges.proved[alone.node]
        if float(gate.needed) <= high + _SLACK:
            return None
        return _REVIEW.fill({"name": alone.name, "high": f"{high:g}"})


def _open(ranges: Mapping[str, Range]) -> bool:
    """Whether some of them are numbers that no trial exhausts."""
    return any(one.numeric for one in ranges.values())


def _holds(
    compiled: Expression,
    names: Mapping[str, MeasureName],
    operator: str,
    needed: Bound,
    sample: Mapping[str, CelValue],
) -> bool | None:
    """Whether what *compiled* comes to over *sample* meets the mark; None: it comes to nothing."""
    values = laid_out((names[name], value) for name, value in sample.items())
    try:
        found = compiled.value_in(ExpressionValues(values))
    except ExpressionError:
        return None
    if operator == "equals":
        return found == needed
    if not isinstance(found, int | float) or not isinstance(needed, int | float):
        return None
    return found >= needed - _SLACK if operator == "at_least" else found <= needed + _SLACK


class _MeasureRanges:
    """What each measure over a framework may come to."""

    def __init__(self, framework: Framework) -> None:
        self._framework, self._sampler = framework, Sampler(framework)
        self._levels = tuple(level.id for level in framework.levels)
        self.proved, self._answered = (
            {
                **best_of_nodes(framework, best),
                OVERALL: max(
                    best_overall(framework, role, best) or 0.0 for role in framework.roles
                ),
            }
            for best in (best_proved, best_answer)
        )
        self._texts: dict[str, tuple[str, ...]] = {
            "level": (NO_LEVEL, *self._levels),
            "state": CRITICAL_STATES,
            "role": tuple(framework.roles),
        }

    def options(self, name: MeasureName) -> Sequence[str]:
        """The texts that *name* comes to or holds; none where it may be any text, or none."""
        return self._texts.get(name.kind) or self._sampler.options(name.name)

    def note(self, name: MeasureName) -> TwoLanguages:
        """What is to be known of how *name* counts."""
        if name.kind == "share":
            return _SHARE
        if name.kind != "rank":
            return NO_HINT
        return _RANK.fill({"ranks": ", ".join(f"{n} {i}" for n, i in enumerate(self._levels, 1))})

    def of(self, name: MeasureName, source: str) -> Range:
        """What *name* may come to, as far as it can be tried, where *source* names it."""
        if name.kind in ("answer", "fact"):
            return self._sampler.range_of(name.name, source)
        if name.kind in _READ_OFF:
            return _READ_OFF[name.kind](source)
        if name.kind in self._texts:
            return Range(self._texts[name.kind])
        if name.kind == "rank":
            return self._ranks(name)
        return number_range(numbers(source, ()), *self._ends(name))

    def _ranks(self, name: MeasureName) -> Range:
        most = len(self._levels)
        least = 0 if name.part else -most  # a change of rank may be a loss
        return Range(tuple(float(rank) for rank in range(least, most + 1)))

    def _ends(self, name: MeasureName) -> tuple[float | None, float | None]:
        if name.kind == "score":
            return 0.0, self._answered[name.node]
        if name.kind == "share":
            return 0.0, 1.0
        if name.kind == "points":
            return -100.0, 100.0
        if name.root == "critical":
            return 0.0, float(len(self._framework.critical))
        return (0.0, None) if name.kind == "count" else (None, None)
