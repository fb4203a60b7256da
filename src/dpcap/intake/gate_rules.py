"""Rules of gates: each compiles, names what exists, and gives what its mark is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from dpcap.intake.checks.expressions import TRIED, syntax, texts_sized
from dpcap.intake.nearest import near_names
from dpcap.intake.sample_values import OTHER, lists, numbers, strings
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
from dpcap.model.measure import CRITICAL_STATES, NO_LEVEL, MeasureName, names
from dpcap.model.measure_names import laid_out, read_names
from dpcap.model.two_languages import Params, TwoLanguages

Sample = list[tuple[MeasureName, CelValue]]
_ENDS: dict[str, tuple[float, ...]] = {
    "score": (0.0, 50.0, 100.0),
    "share": (0.0, 0.5, 1.0),
    "count": (0.0, 1.0, 10.0),
    "days": (0.0, 30.0),
    "years": (0.0, 0.5, 2.0),
    "points": (-10.0, 0.0, 10.0),
}


class MeasureSampler:
    """Knows what each measure over a framework may come to."""

    def __init__(self, framework: Framework) -> None:
        self._sampler = Sampler(framework)
        levels = tuple(level.id for level in framework.levels)
        self._by_kind: dict[str, tuple[CelValue, ...]] = {
            "flag": (True, False),
            "rank": tuple(float(rank) for rank in range(len(levels) + 1)),
            "level": (NO_LEVEL, *levels),
            "state": CRITICAL_STATES,
            "role": tuple(framework.roles),
        }

    def samples(
        self, compiled: Expression, names: Sequence[MeasureName], limit: int
    ) -> Iterator[Sample]:
        """Combinations of values of *names*, those in *compiled*, at most *limit* of them."""
        values = [self.values(name, compiled.source) for name in names]
        for combination in islice(product(*values), limit):
            yield list(zip(names, combination, strict=True))

    def values(self, name: MeasureName, source: str) -> Sequence[CelValue]:
        """What *name* may come to, *source* being the expression that it stands in."""
        if name.kind in _ENDS:
            return numbers(source, _ENDS[name.kind])
        if name.kind in self._by_kind:
            return self._by_kind[name.kind]
        if name.kind in _WRITTEN:
            return _WRITTEN[name.kind](source)
        return self._sampler.values(name.name, source)


_WRITTEN: dict[str, Callable[[str], Sequence[CelValue]]] = {
    "text": lambda source: (*strings(source), OTHER),
    "texts": lambda source: lists(strings(source)),
}


# Makes a finding of its code, its path in the file and its parameters.
Report = Callable[[str, tuple[Step, ...], Params], Finding]
Say = Callable[[str, Params], Finding]

WHERE = "where"
_KINDS: tuple[tuple[type, TwoLanguages], ...] = (
    (bool, TwoLanguages("是或否", "true or false")),
    (str, TwoLanguages("文字", "a text")),
    (list, TwoLanguages("列表", "a list")),
)
_NUMBER = TwoLanguages("数字", "a number")
_NOTHING = TwoLanguages("不出结果", "nothing")
_SEE = TwoLanguages("度量表见 docs/gates.md。", "The table of measures stands in docs/gates.md.")


def check_rules(gates: Gates, framework: Framework, report: Report) -> Iterator[Finding]:
    """Findings about the `measure` and the `where` of every rule, those that are off included."""
    sampler = MeasureSampler(framework)
    for rule, gate in gates.rules.items():
        seen: set[tuple[Step, ...]] = set()
        for place, version in places(gate):
            at = place_of(gate, place, "measure")
            say = _about(report, rule, at, version.operator)
            yield from _check(framework, sampler, version.measure, version.needed, say)
            at = place_of(gate, place, WHERE)
            if version.where is not None and at not in seen:
                say = _about(report, rule, at, WHERE)
                yield from _check(framework, sampler, version.where, needed=True, say=say)
            seen.add(at)


def places(gate: Gate) -> Iterator[tuple[int | None, Gate]]:
    """Each version of *gate* as a whole rule, with its place among them; None: it is the rule."""
    if not gate.versions:
        yield None, gate
    for place in range(len(gate.versions)):
        yield place, gate.in_file_order[place]


def place_of(gate: Gate, place: int | None, key: str) -> tuple[Step, ...]:
    """Where *key* of a version stands: in the version that says it, else at the rule."""
    if place is None:
        return (key,)
    own = gate.versions[place].model_fields_set
    inside = key in own or f"{key}_" in own
    return ("versions", place, key) if inside else (key,)


def _about(report: Report, rule: str, at: tuple[Step, ...], operator: str) -> Say:
    """Says what is wrong with the expression at *at*, which *operator* asks something of."""

    def say(code: str, params: Params) -> Finding:
        return report(code, ("rules", rule, *at), {"rule": rule, "operator": operator, **params})

    return say


def _check(
    framework: Framework, sampler: MeasureSampler, source: str, needed: Bound, say: Say
) -> Iterator[Finding]:
    try:
        compiled = expression(source)
    except ValueError as error:
        yield say("DP702", syntax(error).params)
        return
    reading = read_names(framework, compiled)
    every = framework.once(names)
    for name in reading.misused:
        yield say("DP705", {"name": name})
    for name in reading.unknown:
        hint = _near(name, list(every))
        yield say("DP703", {"name": name, "hint_zh": hint.zh, "hint_en": hint.en})
    if not (reading.unknown or reading.misused):
        yield from _tried(sampler, compiled, reading.known, needed, say)


def _tried(
    sampler: MeasureSampler,
    compiled: Expression,
    known: Sequence[MeasureName],
    needed: Bound,
    say: Say,
) -> Iterator[Finding]:
    """Findings about what *compiled* comes to over samples of its names."""
    by_name = {name.name: sampler.values(name, compiled.source) for name in known}
    texts = list(texts_sized(compiled.source, lambda name: by_name.get(name, ("",))))
    for params in texts:
        yield say("DP245", params)
    if texts:
        return
    for sample in sampler.samples(compiled, known, TRIED):
        found = _given(compiled, sample)
        if found != _kind(needed):
            yield say("DP704", _mismatch(found, needed, sample))
            return


def _given(compiled: Expression, sample: Sample) -> TwoLanguages:
    """What kind of value *compiled* gives over *sample*."""
    try:
        return _kind(compiled.value_in(ExpressionValues(laid_out(sample))))
    except ExpressionError:
        return _NOTHING


def _kind(value: object) -> TwoLanguages:
    found = next((both for kind, both in _KINDS if isinstance(value, kind)), None)
    if found is not None:
        return found
    return _NUMBER if isinstance(value, int | float) else _NOTHING


def _mismatch(found: TwoLanguages, needed: Bound, sample: Sample) -> Params:
    wanted = _kind(needed)
    return {
        "found_zh": found.zh,
        "found_en": found.en,
        "wanted_zh": wanted.zh,
        "wanted_en": wanted.en,
        "sample": ", ".join(f"{name.name}={value}" for name, value in sample) or "–",
    }


def _near(name: str, every: list[str]) -> TwoLanguages:
    near = near_names(name, every)
    if not near:
        return _SEE
    return TwoLanguages(f"相近的有：{'、'.join(near)}。", f"Close to it: {', '.join(near)}.")
