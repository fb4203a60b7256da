"""Typed sample values of the measures that a gate names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from dpcap.intake.samples import OTHER, Sampler, lists, numbers, strings
from dpcap.model.expression import CelValue, Expression
from dpcap.model.framework import Framework
from dpcap.model.measure import CRITICAL_STATES, NO_LEVEL, MeasureName

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
