"""Which priorities fit a brief: the weights that its lines leave, their corners, and even draws.

Weights are whole millionths, so that the same brief gives the same ones on every machine. All that
fit lie between the corners, which double description finds exactly (Motzkin and others 1953): one
half-space after another cuts the cone of weights, kept as whole numbers of no fixed sum. Draws are
hit-and-run: each step moves weight from one need to another, by any amount that still fits (Smith
1984, along the edges of the simplex). What is random comes from SHAKE-128 of a seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import shake_128
from itertools import combinations, pairwise, product
from math import gcd
from struct import iter_unpack
from typing import NamedTuple

from dpcap.model.brief import BriefNeeds
from dpcap.model.finding import Step

# All weights together.
WHOLE = 1_000_000
_PERCENT = WHOLE // 100
Corner = tuple[int, ...]
# Steps before the first draw and between two, for each need.
_FIRST, _BETWEEN = 40, 2


class PriorityLine(NamedTuple):
    """One line of a brief about priorities, and where it stands below `needs`.

    `pairs`: (heavier, lighter); `need` weighs from `low` to `high`; None: no such limit.
    """

    path: tuple[Step, ...]
    pairs: tuple[tuple[int, int], ...] = ()
    need: int | None = None
    low: int = 0
    high: int = WHOLE


@dataclass(frozen=True)
class PrioritySpace:
    """The weights of needs, which sum to the whole, that some lines leave."""

    needs: tuple[str, ...]
    lines: tuple[PriorityLine, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Each need that weighs at least as much as another: (heavier, lighter)."""
        return tuple(dict.fromkeys(pair for line in self.lines for pair in line.pairs))

    @cached_property
    def limits(self) -> tuple[tuple[int, int], ...]:
        """The least and the most that each need may weigh by ranges and order, without the sum."""
        lows, highs = [0] * len(self.needs), [WHOLE] * len(self.needs)
        for line in self.lines:
            if line.need is not None:
                lows[line.need] = max(lows[line.need], line.low)
                highs[line.need] = min(highs[line.need], line.high)
        for _ in self.needs:  # a chain is at most as long as there are needs
            for heavier, lighter in self.pairs:
                lows[heavier] = max(lows[heavier], lows[lighter])
                highs[lighter] = min(highs[lighter], highs[heavier])
        return tuple(zip(lows, highs, strict=True))

    @cached_property
    def is_empty(self) -> bool:
        """Whether no weights fit."""
        fits = all(low <= high for low, high in self.limits)
        least, most = (sum(side) for side in zip(*self.limits, strict=True))
        return not (fits and least <= WHOLE <= most)

    @cached_property
    def contradiction(self) -> tuple[PriorityLine, ...]:
        """Lines that leave no weights together, and would without any of them; else empty."""
        if not self.is_empty:
            return ()
        kept = list(self.lines)
        for line in self.lines:
            without = [one for one in kept if one is not line]
            if PrioritySpace(self.needs, tuple(without)).is_empty:
                kept = without
        return tuple(kept)

    @cached_property
    def inner_weights(self) -> tuple[int, ...]:
        """Weights that fit, between the least and the most. Only where there are any."""
        least, most = (sum(side) for side in zip(*self.limits, strict=True))
        apart, over = most - least, WHOLE - least
        made = [low + ((high - low) * over // apart if apart else 0) for low, high in self.limits]
        while (left := WHOLE - sum(made)) > 0:  # what whole numbers left over
            for place in self._growing(made)[:left]:
                made[place] += 1
                break
        return tuple(made)

    def _growing(self, made: Sequence[int]) -> list[int]:
        """Where one more still fits."""
        full = {place for place, (_, high) in enumerate(self.limits) if made[place] >= high}
        held = {lighter for heavier, lighter in self.pairs if made[heavier] == made[lighter]}
        return [place for place in range(len(made)) if place not in full | held]

    def fits(self, weights: Sequence[int]) -> bool:
        """Whether *weights* are among them."""
        return (
            sum(weights) == WHOLE
            and all(low <= w <= high for w, (low, high) in zip(weights, self.limits, strict=True))
            and all(weights[heavier] >= weights[lighter] for heavier, lighter in self.pairs)
        )


def priority_space(needs: BriefNeeds) -> PrioritySpace:
    """The weights that the lines of *needs* leave; there may be none."""
    names = needs.names
    place = {name: index for index, name in enumerate(names)}
    return PrioritySpace(names, (*_ordered(needs, place), *_ranged(needs, place)))


def _ordered(needs: BriefNeeds, place: dict[str, int]) -> Iterator[PriorityLine]:
    groups = [[place[name] for name in group] for group in needs.groups]
    for step, (heavier, lighter) in enumerate(pairwise(groups), 1):
        yield PriorityLine(("order", step), tuple(product(heavier, lighter)))


def _ranged(needs: BriefNeeds, place: dict[str, int]) -> Iterator[PriorityLine]:
    for name, (low, high) in needs.ranges.items():
        yield PriorityLine(
            ("ranges", name),
            need=place[name],
            low=round(low * _PERCENT),
            high=round(high * _PERCENT),
        )


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
