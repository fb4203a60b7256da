"""The corners of the priorities that fit a brief, exactly: all others lie between them.

Double description (Motzkin and others 1953): one half-space after another cuts the cone of weights,
kept as whole numbers of no fixed sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import gcd
from typing import NamedTuple

from dpcap.scoring.priorities import WHOLE, PrioritySpace

Corner = tuple[int, ...]


class _Ray(NamedTuple):
    """One edge of the cone; `tight`: a bit for each half-space on whose border it lies."""

    weights: Corner
    tight: int


def corners(space: PrioritySpace) -> tuple[Corner, ...]:
    """The corners of *space*: weights in whole numbers, each with a sum of its own."""
    size = len(space.needs)
    every = (1 << size) - 1
    rays = [
        _Ray(tuple(int(place == one) for one in range(size)), every & ~(1 << place))
        for place in range(size)
    ]
    for bit, half in enumerate(_half_spaces(space), size):
        rays = _cut(rays, half, 1 << bit, size)
    return tuple(sorted(ray.weights for ray in rays))


def _half_spaces(space: PrioritySpace) -> Iterator[tuple[int, ...]]:
    """What is at least 0 for weights that fit, whatever their sum."""
    size = len(space.needs)
    for heavier, lighter in space.pairs:
        yield tuple((one == heavier) - (one == lighter) for one in range(size))
    for line in space.lines:
        if line.need is not None:
            yield tuple(WHOLE * (one == line.need) - line.low for one in range(size))
            yield tuple(line.high - WHOLE * (one == line.need) for one in range(size))


def _cut(rays: list[_Ray], half: Sequence[int], bit: int, size: int) -> list[_Ray]:
    """What of the cone lies in *half*."""
    at = [sum(a * b for a, b in zip(half, ray.weights, strict=True)) for ray in rays]
    inside = [(ray, value) for ray, value in zip(rays, at, strict=True) if value > 0]
    outside = [(ray, -value) for ray, value in zip(rays, at, strict=True) if value < 0]
    border = [
        ray._replace(tight=ray.tight | bit)
        for ray, value in zip(rays, at, strict=True)
        if not value
    ]
    fresh = [
        _between(one, two, bit)
        for one, two in product(inside, outside)
        if _adjacent(one[0], two[0], rays, size)
    ]
    return [*(ray for ray, _ in inside), *border, *fresh]


def _adjacent(one: _Ray, two: _Ray, rays: list[_Ray], size: int) -> bool:
    """Whether nothing but the edge between them lies on all the borders that both lie on."""
    both = one.tight & two.tight
    if both.bit_count() < size - 2:
        return False
    return not any(ray.tight & both == both for ray in rays if ray is not one and ray is not two)


def _between(one: tuple[_Ray, int], two: tuple[_Ray, int], bit: int) -> _Ray:
    (inner, above), (outer, below) = one, two
    made = [below * a + above * b for a, b in zip(inner.weights, outer.weights, strict=True)]
    common = gcd(*made)
    return _Ray(tuple(value // common for value in made), inner.tight & outer.tight | bit)
