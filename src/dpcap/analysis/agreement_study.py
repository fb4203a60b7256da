"""A study of agreement: what several reviewers said of the same things, provider by provider."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple, Protocol

from dpcap.analysis.agreement import (
    RatingTable,
    Ratio,
    alpha,
    coincidences,
    crossed,
    mean_difference,
    nominal,
    ordinal,
    pairings,
    raw_agreement,
    specific_agreement,
    weighted_kappa,
)

# Of fewer providers only counts are told: an interval over them would say nothing.
ENOUGH_PROVIDERS = 10
REFUSED, ACCEPTED = 0, 1
_DECIMALS = 4


class Rating(NamedTuple):
    """What one reviewer said of one item of a provider: the place of a category, from 0."""

    provider: str
    item: Hashable
    reviewer: str
    value: int


class Estimate(NamedTuple):
    """A figure and its 95 % interval; None: not defined, or no interval was worked out."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def turned(self) -> Estimate:
        """A difference taken the other way round."""
        value, low, high = (None if one is None else -one for one in self)
        return Estimate(value, high, low)


class Resampling(Protocol):
    """What gives an interval for a formula over tables, one a provider."""

    def interval(
        self, tables: Sequence[RatingTable], formula: Callable[[RatingTable], Ratio]
    ) -> tuple[float, float] | None:
        """Between which values it lies; None: that cannot be told."""


class PairAgreement(NamedTuple):
    """Two reviewers and what both judged.

    `counts`: how often the first (rows) and the second (columns) said each pair of values.
    `leniency`: by how much the first lies above the second on the mean. Figures are None of fewer
    providers than are enough.
    """

    reviewers: tuple[str, str]
    providers: int
    items: int
    counts: tuple[tuple[int, ...], ...]
    kappa: Estimate | None
    leniency: Estimate | None


class VerdictAgreement(NamedTuple):
    """How far reviewers agree on accepting and refusing; `items`: judged by two or more."""

    providers: int
    items: int
    raw: Estimate | None
    refusals: Estimate | None
    alpha: Estimate | None
    pairs: tuple[PairAgreement, ...]


class RungAgreement(NamedTuple):
    """How far reviewers agree on rungs; `items`: read by two or more."""

    providers: int
    items: int
    alpha: Estimate | None
    pairs: tuple[PairAgreement, ...]


# What reviewers said of each item, by provider.
_Said = Mapping[str, Sequence[Mapping[str, int]]]


def verdict_agreement(
    ratings: Iterable[Rating], resampling: Resampling | None = None
) -> VerdictAgreement:
    """How far *ratings* (0 refused, 1 accepted) agree; no interval without *resampling*."""
    said = _shared(ratings)
    figure = partial(_figure, said, 2, resampling=resampling)
    return VerdictAgreement(
        len(said),
        sum(map(len, said.values())),
        figure(_paired, raw_agreement),
        figure(_paired, lambda table: specific_agreement(table, REFUSED)),
        figure(_coinciding, lambda table: alpha(table, nominal)),
        _pairs(said, 2, resampling, with_kappa=False),
    )


def rung_agreement(
    ratings: Iterable[Rating], resampling: Resampling | None = None
) -> RungAgreement:
    """How far *ratings* (numbers of rungs) agree; without *resampling* there is no interval."""
    said = _shared(ratings)
    values = (value for items in said.values() for item in items for value in item.values())
    size = max(values, default=0) + 1
    return RungAgreement(
        len(said),
        sum(map(len, said.values())),
        _figure(said, size, _coinciding, lambda table: alpha(table, ordinal), resampling),
        _pairs(said, size, resampling, with_kappa=True),
    )


def _shared(ratings: Iterable[Rating]) -> _Said:
    """What two or more reviewers said of one item; providers and items in a fixed order."""
    found: dict[str, dict[Hashable, dict[str, int]]] = {}
    for one in sorted(ratings, key=lambda one: (one.provider, repr(one.item), one.reviewer)):
        items = found.setdefault(one.provider, {})
        items.setdefault(one.item, {})[one.reviewer] = one.value
    every = {name: [*items.values()] for name, items in found.items()}
    shared = {name: [one for one in items if len(one) > 1] for name, items in every.items()}
    return {name: items for name, items in shared.items() if items}


def _pairs(
    said: _Said, size: int, resampling: Resampling | None, *, with_kappa: bool
) -> tuple[PairAgreement, ...]:
    people = sorted({who for items in said.values() for item in items for who in item})
    every = (_pair(said, size, pair, resampling, with_kappa) for pair in combinations(people, 2))
    return tuple(one for one in every if one.items)


def _pair(
    said: _Said,
    size: int,
    pair: tuple[str, str],
    resampling: Resampling | None,
    with_kappa: bool,
) -> PairAgreement:
    both = {
        name: shared
        for name, items in said.items()
        if (shared := [one for one in items if one.keys() >= {*pair}])
    }
    figure = partial(_figure, both, size, partial(_crossed, pair), resampling=resampling)
    table = _summed(_tables(both, size, partial(_crossed, pair)), size)
    return PairAgreement(
        pair,
        len(both),
        sum(map(len, both.values())),
        tuple(tuple(int(one) for one in row) for row in table),
        figure(weighted_kappa) if with_kappa else None,
        figure(mean_difference),
    )


def _crossed(pair: tuple[str, str], items: Iterable[Mapping[str, int]], size: int) -> RatingTable:
    return crossed(((one[pair[0]], one[pair[1]]) for one in items), size)


def _paired(items: Iterable[Mapping[str, int]], size: int) -> RatingTable:
    return pairings(([*one.values()] for one in items), size)


def _coinciding(items: Iterable[Mapping[str, int]], size: int) -> RatingTable:
    return coincidences(([*one.values()] for one in items), size)


def _figure(
    said: _Said,
    size: int,
    count: Callable[..., RatingTable],
    formula: Callable[[RatingTable], Ratio],
    resampling: Resampling | None,
) -> Estimate | None:
    """What *formula* gives of all, with its interval; None: of too few providers."""
    if len(said) < ENOUGH_PROVIDERS:
        return None
    tables = _tables(said, size, count)
    value = formula(_summed(tables, size)).value
    within = resampling.interval(tables, formula) if resampling and value is not None else None
    low, high = within or (None, None)
    return Estimate(_rounded(value), _rounded(low), _rounded(high))


def _tables(said: _Said, size: int, count: Callable[..., RatingTable]) -> list[RatingTable]:
    return [count(items, size) for items in said.values()]


def _summed(tables: Sequence[RatingTable], size: int) -> list[list[float]]:
    each = range(size)
    return [[float(sum(one[a][b] for one in tables)) for b in each] for a in each]


def _rounded(value: float | None) -> float | None:
    # Sums of floats differ in their last digits from machine to machine; zero has no sign.
    return None if value is None else round(value, _DECIMALS) + 0.0
