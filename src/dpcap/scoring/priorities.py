"""Which priorities fit a brief: the weights that its lines leave, in whole millionths.

Whole numbers alone are used, so that the same brief gives the same weights on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from dpcap.model.brief import BriefNeeds
from dpcap.model.finding import Step

# All weights together.
WHOLE = 1_000_000
_PERCENT = WHOLE // 100


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
