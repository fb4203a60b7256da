"""Values for expressions, many and varied, to tell what always or never holds.

A grid of the values that matter comes first, then draws, which are the same ones each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, pairwise, product
from math import prod
from random import Random
from typing import NamedTuple

from dpcap.intake.sample_values import ENDS, OTHER, numbers, strings
from dpcap.model.expression import CelValue

TRIED = 20_000
# What a text is asked beyond being equal: no sample of texts answers it for all.
_OF_TEXTS = re.compile(r"\.\s*(?:startsWith|endsWith|contains|matches)\s*\(")
_GRID = 4_000
_BOXES = 6
# How many texts nobody named a list may hold beside those that are named.
_FURTHER = (0, 1, 2, 3, 5, 10, 30, 100)
# How often draws lie near one another or near the low end, and at the values that matter.
_HALF, _AT_MARKS = 0.5, 0.25
_NEAR = (1.0, 1.0, 0.9, 1.1, 0.99, 1.01)


class Range(NamedTuple):
    """What a name may stand for: one of `values`; a number also anything from `low` to `high`."""

    values: tuple[CelValue, ...]
    low: float = 0.0
    high: float = 0.0
    whole: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it is a number that `values` do not exhaust."""
        return self.low < self.high


class SampledTruth(NamedTuple):
    """Whether a condition came out true and false, in how many tries; `sure`: enough were made."""

    true: bool
    false: bool
    tries: int
    sure: bool

    @property
    def never(self) -> bool:
        """Whether it holds for no values."""
        return self.sure and not self.true

    @property
    def always(self) -> bool:
        """Whether it holds for all values over which it comes to anything."""
        return self.sure and self.true and not self.false


def number_range(
    marks: Sequence[float], low: float | None = None, high: float | None = None
) -> Range:
    """Numbers from *low* to *high*: the ends, the *marks* between them, and what lies between.

    Without ends they go a little beyond the marks on both sides.
    """
    low = min((0.0, *marks)) - 1.0 if low is None else low
    high = 10.0 * max((100.0, *marks)) if high is None else high
    inside = sorted({low, high, *(mark for mark in marks if low <= mark <= high)})
    between = ((a + b) / 2 for a, b in pairwise(inside))
    return Range(tuple(dict.fromkeys((*inside, *between))), low, high)


def figure_range(source: str, plausible: tuple[float, float] | None) -> Range:
    """What a figure may be where *source* names it: what lies outside *plausible* never counts."""
    return number_range(numbers(source, plausible or ENDS), *(plausible or (None, None)))


def text_range(source: str) -> Range:
    """Texts that come before, at and after those in *source*."""
    written = strings(source)
    return Range(tuple(dict.fromkeys(("", *written, *(one + OTHER for one in written), OTHER))))


def list_range(source: str, ids: Sequence[str]) -> Range:
    """Lists of *ids*: every choice of those that *source* names, with the others and without."""
    named = [one for one in dict.fromkeys(strings(source)) if one in ids][:_BOXES]
    others = [one for one in ids if one not in named]
    chosen = chain.from_iterable(combinations(named, n) for n in range(len(named) + 1))
    rest = [others[:n] for n in range(len(others) + 1)]
    return Range(tuple([*some, *more] for some in chosen for more in rest))


def free_list_range(source: str) -> Range:
    """Lists of any texts: every choice of those that *source* names, with few and many others."""
    named = list(dict.fromkeys(strings(source)))[:_BOXES]
    chosen = [c for n in range(len(named) + 1) for c in combinations(named, n)]
    others = [f"{OTHER}{n}" for n in range(max(_FURTHER))]
    return Range(tuple([*some, *others[:n]] for some in chosen for n in _FURTHER))


def sampled_truth(
    holds: Callable[[dict[str, CelValue]], bool | None],
    source: str,
    ranges: Mapping[str, Range],
    limit: int,
) -> SampledTruth:
    """How *holds* turns out over the names of *source*; None of it counts for nothing."""
    true = false = False
    tries = 0
    for context in islice(_contexts(ranges), limit):
        tries, held = tries + 1, holds(context)
        true, false = true or held is True, false or held is False
        if true and false:
            break
    sure = (tries < limit or limit >= TRIED) and not _OF_TEXTS.search(source)
    return SampledTruth(true, false, tries, sure)


def _contexts(ranges: Mapping[str, Range]) -> Iterator[dict[str, CelValue]]:
    """Combinations of values of the names in *ranges*, at most `TRIED` of them."""
    size = prod(len(one.values) for one in ranges.values())
    grid = product(*(one.values for one in ranges.values()))
    yield from (dict(zip(ranges, each, strict=True)) for each in islice(grid, _GRID))
    if size > _GRID or any(one.numeric for one in ranges.values()):
        dice = Random(0)  # noqa: S311 - no secret, but the same draws each time
        for _ in range(TRIED - min(size, _GRID)):
            yield _drawn(ranges, dice)


def _drawn(ranges: Mapping[str, Range], dice: Random) -> dict[str, CelValue]:
    """One draw; in every other one the numbers lie close to one another."""
    spread = [one for one in ranges.values() if one.numeric]
    near = _number(dice.choice(spread), dice) if spread and dice.random() < _HALF else None
    return {name: _one(each, dice, near) for name, each in ranges.items()}


def _one(each: Range, dice: Random, near: float | None) -> CelValue:
    if not each.numeric or dice.random() < _AT_MARKS:
        return dice.choice(each.values)
    if near is None:
        return _number(each, dice)
    return min(max(near * dice.choice(_NEAR), each.low), each.high)


def _number(each: Range, dice: Random) -> float:
    """A number of the range, as likely a small as a large one."""
    part = dice.random() if dice.random() < _HALF else 10 ** -dice.uniform(0, 6)
    return each.low + (each.high - each.low) * part
