"""How often a tier would change by chance: worked out exactly, as a chain over few states.

A quarter's score is a true score and normal noise. Only between which lines it falls decides what
happens, so that a state is a tier and the zones of the quarters before; nothing is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

from dpcap.model.standing import QuarterScore, TierState
from dpcap.model.tiers import TierRules
from dpcap.scoring.tier_steps import after, next_tier

# Zones that no quarter in so many falls into change nothing that is shown.
_NEVER = 1e-12
_FIRST_YEAR = 2001
# A state without its periods: the tier, the tier lost, and the zones of the quarters kept.
_Key = tuple[str, tuple[int, ...]]


class SteadinessRow(NamedTuple):
    """For one tier and one noise: the lowest chance of few changes, and for which true score.

    `inside`: whether it started in the tier, or in the one below.
    """

    tier: str
    noise: float
    chance: float
    score: float
    inside: bool


def steadiness(rules: TierRules) -> tuple[SteadinessRow, ...]:
    """For each tier of *rules* and each noise the worst of the true scores near its lines."""
    chain = TierChain(rules)
    return tuple(
        min(_near(chain, name, noise), key=lambda one: one.chance)
        for name in rules.tiers
        for noise in rules.steadiness.noise
    )


def _near(chain: TierChain, name: str, noise: float) -> Iterator[SteadinessRow]:
    rules = chain.rules
    place = rules.names.index(name)
    for score in _scores(rules, name):
        for inside in (False, True):
            start = rules.names[place if inside else place - 1]
            yield SteadinessRow(name, noise, chain.chance(start, score, noise), score, inside)


def _scores(rules: TierRules, name: str) -> list[float]:
    """The true scores within reach of either line of the tier *name*."""
    tier, asked = rules.tiers[name], rules.steadiness
    count = int(asked.reach / asked.step + 1e-9)
    offsets = [place * asked.step for place in range(-count, count + 1)]
    return sorted({line + offset for line in (tier.rise_at, tier.hold_at) for offset in offsets})


class TierChain:
    """The chain that *rules* make: which state and zone lead where, found once each."""

    def __init__(self, rules: TierRules) -> None:
        self.rules = rules
        self._next: dict[tuple[_Key, int], _Key] = {}

    @cached_property
    def lines(self) -> tuple[float, ...]:
        """Every line, in order."""
        each = self.rules.tiers.values()
        return tuple(sorted({line for one in each for line in (one.rise_at, one.hold_at)}))

    @cached_property
    def samples(self) -> tuple[float, ...]:
        """A score in each zone: one below all lines, then each line itself, which it reaches."""
        return (min(self.lines) - 1, *self.lines)

    def chance(self, start: str, score: float, noise: float) -> float:
        """How likely it is that who starts in the tier *start* changes no oftener than may be."""
        zones = self._zones(score, noise)
        asked = self.rules.steadiness
        held: dict[tuple[_Key, int], float] = {((start, ()), 0): 1.0}
        for _ in range(asked.quarters):
            after_it: dict[tuple[_Key, int], float] = defaultdict(float)
            for (key, changes), weight in held.items():
                for zone, share in zones:
                    then = self._step(key, zone)
                    count = changes + (then[0] != key[0])
                    if count <= asked.most_changes:
                        after_it[then, count] += weight * share
            held = after_it
        return sum(held.values())

    def _zones(self, score: float, noise: float) -> list[tuple[int, float]]:
        """How likely a quarter of the true *score* falls into each zone."""
        spread = NormalDist(score, noise)
        marks = [0.0, *(spread.cdf(line) for line in self.lines), 1.0]
        shares = [high - low for low, high in pairwise(marks)]
        return [(zone, share) for zone, share in enumerate(shares) if share > _NEVER]

    def _step(self, key: _Key, zone: int) -> _Key:
        if (key, zone) not in self._next:
            self._next[key, zone] = self._found(key, zone)
        return self._next[key, zone]

    def _found(self, key: _Key, zone: int) -> _Key:
        """What the tiers' own rules make of *key* after a quarter in *zone*."""
        tier, before = key
        quarters = tuple(
            QuarterScore(period=_period(place), score=self.samples[one])
            for place, one in enumerate(before)
        )
        quarter = QuarterScore(period=_period(len(before)), score=self.samples[zone])
        state = TierState(tier=tier, quarters=quarters)
        step = next_tier(self.rules, state, quarter)
        kept = after(state, step, quarter, self.rules.memory).quarters
        return step.tier, (*before, zone)[len(before) + 1 - len(kept) :]


def _period(place: int) -> str:
    year, quarter = divmod(place, 4)
    return f"{_FIRST_YEAR + year}-Q{quarter + 1}"
