"""Rules about what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.samples import Sampler
from dpcap.intake.source_map import SourceMap
from dpcap.model.expression import Expression, ExpressionError, expression
from dpcap.model.finding import Finding

TRIED = 20_000
# Characters worked out for all conditions together: what a try costs grows with their length.
BUDGET = 4_000_000


def never_true(origin: SourceMap) -> Iterator[Finding]:
    """A `when` that no combination of answers fulfils: the indicator is never asked.

    Once the budget is spent nothing more is claimed.
    """
    sampler, left = Sampler(origin.framework), BUDGET
    for spot in origin.spots:
        when = spot.indicator.when
        if when is None:
            continue
        limit = min(TRIED, left // len(when))
        holds, tries = _ever(sampler, expression(when), limit)
        left -= tries * len(when)
        if not holds and (tries < limit or limit == TRIED):
            yield spot.finding("DP223", ("when",))


def critical_outside_core(origin: SourceMap) -> Iterator[Finding]:
    """A critical indicator that the core set leaves out."""
    for spot in origin.spots:
        if spot.indicator.critical and not spot.indicator.core:
            yield spot.finding("DP235", ("critical",), key=True)


def _ever(sampler: Sampler, compiled: Expression, limit: int) -> tuple[bool, int]:
    """Whether *compiled* holds over a sample, and after how many of at most *limit*."""
    tries = 0
    for tries, context in enumerate(sampler.contexts(compiled, limit), start=1):
        if _holds(compiled, context):
            return True, tries
    return False, tries


def _holds(compiled: Expression, context: dict[str, bool | float | str | list[str]]) -> bool:
    try:
        return compiled.holds(context)
    except ExpressionError:
        return False
