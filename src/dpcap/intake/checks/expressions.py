"""Expressions: each compiles, names what exists, is true or false, and none waits for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from graphlib import CycleError

from dpcap.intake.nearest import did_you_mean, hint_params
from dpcap.intake.samples import Sampler
from dpcap.intake.source import Document
from dpcap.intake.source_map import SourceMap
from dpcap.model.expression import CelValue, Expression, ExpressionError, cel_name, expression
from dpcap.model.expression_limits import sized_in
from dpcap.model.finding import Finding, Step
from dpcap.model.two_languages import Params, TwoLanguages

TRIED = 48

_NO_BOOL = TwoLanguages(
    "请核对类型，数字写成小数（2.0）", "check the types and write numbers with a point (2.0)"
)


def check_expressions(origin: SourceMap) -> Iterator[Finding]:
    """Findings about every `when` and every `conflict`, and about what a `when` depends on."""
    sampler = Sampler(origin.framework)
    found: list[Finding] = []
    for source, document, path in _written(origin):
        found.extend(_wrong(sampler, source, document, path))
    yield from found
    if not found:
        yield from _cycles(origin)
    yield from _must_be_answered(origin)


def _written(origin: SourceMap) -> Iterator[tuple[str, Document, tuple[Step, ...]]]:
    for spot in origin.spots:
        if spot.indicator.when is not None:
            yield spot.indicator.when, spot.document, (*spot.path, "when")
    for i, rule in enumerate(origin.framework.consistency):
        yield rule.conflict, origin.head, ("consistency", i, "conflict")


def _wrong(
    sampler: Sampler, source: str, document: Document, path: tuple[Step, ...]
) -> Iterator[Finding]:
    try:
        compiled = expression(source)
    except ValueError as error:
        yield document.finding("DP204", path, syntax(error).params)
        return
    unknown = [name for name in compiled.names if not sampler.knows(name)]
    for name in unknown:
        yield document.finding("DP205", path, partial(_unknown, sampler, name))
    if unknown:
        return
    texts = list(texts_sized(source, lambda name: sampler.values(name, source)))
    for params in texts:
        yield document.finding("DP245", path, params)
    if not texts and (sample := _no_bool(sampler, compiled)) is not None:
        yield document.finding("DP207", path, {"sample": sample, **_NO_BOOL.params})


def _unknown(sampler: Sampler, name: str) -> Params:
    return {"name": name, **hint_params(did_you_mean(name, sampler.every()))}


def texts_sized(source: str, values_of: Callable[[str], Sequence[CelValue]]) -> Iterator[Params]:
    """Where *source* takes the `size` of what is no list by the sample values of its names."""
    for name, params in sized_in(source):
        if not all(isinstance(value, list) for value in values_of(name)):
            yield {**params}


def _no_bool(sampler: Sampler, compiled: Expression) -> str | None:
    """The first sample over which the expression is neither true nor false."""
    for context in sampler.contexts(compiled, TRIED):
        try:
            compiled.holds(context)
        except ExpressionError:
            return ", ".join(f"{name}={value}" for name, value in context.items()) or "–"
    return None


def syntax(error: ValueError) -> TwoLanguages:
    """Where the parser stumbled, if it says so."""
    _, _, place = str(error).partition("<input>:1:")
    column, _, _ = place.partition(":")
    if not column.isdigit():
        return TwoLanguages("语法有误", "wrong syntax")
    return TwoLanguages(f"第 {column} 个字符处有误", f"wrong at character {column}")


def _cycles(origin: SourceMap) -> Iterator[Finding]:
    try:
        _ = origin.framework.outline
    except CycleError as error:
        names = list(dict.fromkeys(error.args[1]))
        spot = next(spot for spot in origin.spots if spot.indicator.id in names)
        yield spot.finding("DP208", ("when",), {"names": ", ".join(names)})


def _must_be_answered(origin: SourceMap) -> Iterator[Finding]:
    """N/A on a critical indicator, or on one that decides what is asked, would hide something."""
    hung_on = _hung_on(origin)
    for spot in origin.spots:
        indicator = spot.indicator
        if indicator.not_applicable and (indicator.critical or cel_name(indicator.id) in hung_on):
            yield spot.finding("DP209", ("not_applicable",), key=True)


def _hung_on(origin: SourceMap) -> set[str]:
    names: set[str] = set()
    for spot in origin.spots:
        if spot.indicator.when is not None:
            try:
                names.update(expression(spot.indicator.when).names)
            except ValueError:
                continue
    return names
