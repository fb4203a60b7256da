"""Priorities drawn evenly from those that fit a brief: hit-and-run over whole numbers.

Each step moves weight from one need to another, by any amount that still fits (Smith 1984, along
the edges of the simplex). What is random comes from SHAKE-128 of a seed, the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import shake_128
from itertools import combinations
from struct import iter_unpack

from dpcap.scoring.priorities import PrioritySpace

# Steps before the first draw and between two, for each need.
_FIRST, _BETWEEN = 40, 2


def random_bytes(seed: str, size: int) -> bytes:
    """*size* bytes that hang on *seed* alone."""
    return shake_128(seed.encode()).digest(size)


def draw_priorities(space: PrioritySpace, draws: int, seed: str) -> Iterator[tuple[int, ...]]:
    """*draws* weights that fit *space*, which must not be empty."""
    weights = list(space.inner_weights)
    needs = len(weights)
    if needs == 1:
        yield from (tuple(weights) for _ in range(draws))
        return
    walk = _Walk(space, weights)
    first, between = _FIRST * needs, _BETWEEN * needs
    steps = iter_unpack("<HI", random_bytes(seed, 6 * (first + between * draws)))
    for _ in range(first):
        walk.step(*next(steps))
    for _ in range(draws):
        for _ in range(between):
            walk.step(*next(steps))
        yield tuple(weights)


class _Walk:
    """A walk that moves *weights* through *space*."""

    def __init__(self, space: PrioritySpace, weights: list[int]) -> None:
        self.weights, self.limits = weights, space.limits
        self.ways = tuple(combinations(range(len(weights)), 2))
        needs = range(len(weights))
        self.above = [[a for a, b in space.pairs if b == one] for one in needs]
        self.below = [[b for a, b in space.pairs if a == one] for one in needs]

    def step(self, way: int, how_far: int) -> None:
        """Move weight between two needs."""
        one, two = self.ways[way % len(self.ways)]
        weights = self.weights
        least, most = self._room(one, two)
        lower, upper = self._room(two, one)
        here, there = weights[one], weights[two]
        low, high = max(least - here, there - upper), min(most - here, there - lower)
        if two in self.below[one]:
            low = max(low, -((here - there) // 2))
        elif two in self.above[one]:
            high = min(high, (there - here) // 2)
        moved = low + (how_far * (high - low + 1) >> 32)
        weights[one], weights[two] = here + moved, there - moved

    def _room(self, one: int, two: int) -> tuple[int, int]:
        """The least and the most that the need *one* may weigh, whatever *two* does."""
        weights, (least, most) = self.weights, self.limits[one]
        for other in self.below[one]:
            if other != two and weights[other] > least:
                least = weights[other]
        for other in self.above[one]:
            if other != two and weights[other] < most:
                most = weights[other]
        return least, most
