"""How far reviewers agree, beyond what chance alone would give.

Each figure is worked out from a table of counts, and such tables add up over providers. An entry is
a number, or an array with one number for each draw of a bootstrap: the formulas are the same.

Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. Cohen, J. (1968),
doi:10.1037/h0026256. Specific agreement: Fleiss, J. L. (1981), Statistical Methods for Rates and
Proportions, ch. 13; for two reviewers it is 2a / (2a + b + c).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations
from typing import Any, NamedTuple

# A number, or an array with a number for each draw.
Amount = Any
RatingTable = Sequence[Sequence[Amount]]
# How far two categories lie apart, given how often each was named in all.
Distance = Callable[[int, int, Sequence[Amount]], Amount]
# What several reviewers said of one thing: the places of categories, from 0.
Said = Sequence[int]


class Ratio(NamedTuple):
    """A figure as what is divided: where `bottom` is 0 it is not defined."""

    top: Amount
    bottom: Amount

    @property
    def value(self) -> float | None:
        """The figure of plain numbers."""
        return float(self.top / self.bottom) if self.bottom else None


def coincidences(units: Iterable[Said], size: int) -> list[list[float]]:
    """Krippendorff's coincidence matrix: every ordered pair within a unit, a unit of m weighing m.

    What only one reviewer said adds nothing.
    """
    return _within(units, size, lambda many: 1 / (many - 1))


def pairings(units: Iterable[Said], size: int) -> list[list[float]]:
    """How often each ordered pair of values stands within a unit, every pair weighing 1."""
    return _within(units, size, lambda _: 1.0)


def crossed(pairs: Iterable[tuple[int, int]], size: int) -> list[list[float]]:
    """How often the first reviewer (rows) and the second (columns) said each pair of values."""
    counts = Counter(pairs)
    return [[float(counts[a, b]) for b in range(size)] for a in range(size)]


def raw_agreement(paired: RatingTable) -> Ratio:
    """The share of pairs that agree, of a table of `pairings`."""
    return Ratio(sum(_diagonal(paired)), _total(paired))


def specific_agreement(paired: RatingTable, category: int) -> Ratio:
    """Of the pairs with *category* in one place, the share that has it in the other as well."""
    return Ratio(paired[category][category], sum(paired[category]))


def alpha(coinciding: RatingTable, distance: Distance) -> Ratio:
    """Krippendorff's alpha of a table of `coincidences`: 1 is perfect, 0 what chance gives.

    Not defined where everybody said the same of everything.
    """
    named = [sum(row) for row in coinciding]
    total = sum(named)
    observed, expected = 0.0, 0.0
    for a, b in permutations(range(len(named)), 2):
        apart = distance(a, b, named)
        observed = observed + coinciding[a][b] * apart
        expected = expected + named[a] * named[b] * apart
    return Ratio(expected - (total - 1) * observed, expected)


def nominal(a: int, b: int, _named: Sequence[Amount]) -> Amount:
    """Categories are alike or not."""
    return float(a != b)


def ordinal(a: int, b: int, named: Sequence[Amount]) -> Amount:
    """The squared number of values named between two categories, half of each included."""
    low, high = min(a, b), max(a, b)
    between = sum(named[low : high + 1]) - (named[low] + named[high]) / 2
    return between * between


def weighted_kappa(table: RatingTable, power: int = 2) -> Ratio:
    """Cohen's weighted kappa of two reviewers, of a table of `crossed`.

    *power* 2: disagreement weighs by the square of its distance, 1: by the distance.
    """
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    observed, expected = 0.0, 0.0
    for a, b in permutations(range(len(rows)), 2):
        weight = abs(a - b) ** power
        observed = observed + weight * table[a][b]
        expected = expected + weight * rows[a] * columns[b]
    return Ratio(expected - _total(table) * observed, expected)


def mean_difference(table: RatingTable) -> Ratio:
    """By how much the first reviewer's values lie above the second's on the mean, of `crossed`."""
    size = range(len(table))
    return Ratio(sum((a - b) * table[a][b] for a in size for b in size), _total(table))


def _within(units: Iterable[Said], size: int, weight: Callable[[int], float]) -> list[list[float]]:
    table = [[0.0] * size for _ in range(size)]
    for said, times in Counter(tuple(sorted(unit)) for unit in units).items():
        for (a, b), pairs in Counter(_ordered_pairs(said)).items():
            table[a][b] += times * pairs * weight(len(said))
    return table


def _ordered_pairs(said: Said) -> Iterator[tuple[int, int]]:
    yield from permutations(said, 2)


def _diagonal(table: RatingTable) -> Iterator[Amount]:
    return (row[place] for place, row in enumerate(table))


def _total(table: RatingTable) -> Amount:
    return sum(sum(row) for row in table)
