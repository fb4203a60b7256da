"""Rules about what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.origin import Origin
from dpcap.intake.samples import Sampler
from dpcap.model.expression import Expression, ExpressionError, expression
from dpcap.model.finding import Finding

TRIED = 20_000


def never_true(origin: Origin) -> Iterator[Finding]:
    """A `when` that no combination of answers fulfils: the indicator is never asked."""
    sampler = Sampler(origin.framework)
    for spot in origin.spots:
        when = spot.indicator.when
        if when is not None and not _ever(sampler, expression(when)):
            yield spot.finding("DP223", ("when",))


def critical_outside_core(origin: Origin) -> Iterator[Finding]:
    """A critical indicator that the core set leaves out."""
    for spot in origin.spots:
        if spot.indicator.critical and not spot.indicator.core:
            yield spot.finding("DP235", ("critical",), key=True)


def _ever(sampler: Sampler, compiled: Expression) -> bool:
    return any(_holds(compiled, context) for context in sampler.contexts(compiled, TRIED))


def _holds(compiled: Expression, context: dict[str, bool | float | str | list[str]]) -> bool:
    try:
        return compiled.holds(context)
    except ExpressionError:
        return False
