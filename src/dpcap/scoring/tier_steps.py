"""Tiers: where one quarter leads, and how often a tier would change by chance.

A quarter leads on by lines alone and never by who else there is. Chance is worked out exactly, as a
chain over few states: a quarter's score is a true score and normal noise, and only between which
lines it falls decides what happens. So a state is a tier and the zones of the quarters before;
nothing is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

from dpcap.model.standing import QuarterScore, StandingEvent, TierState, last_in_a_row
from dpcap.model.tiers import NO_TIER, TierRules

# Zones that no quarter in so many falls into change nothing that is shown.
_NEVER = 1e-12
_FIRST_YEAR = 2001
# A state without its periods: the tier, the tier lost, and the zones of the quarters kept.
_Key = tuple[str, tuple[int, ...]]


class TierStep(NamedTuple):
    """What happens, the tier that it leads to, and the quarters that it rests on."""

    event: StandingEvent
    tier: str
    window: tuple[QuarterScore, ...] = ()


def next_tier(
    rules: TierRules, state: TierState, quarter: QuarterScore, *, stopped: bool = False
) -> TierStep:
    """Where *quarter* leads from *state*; *stopped*: a hard stop is in force."""
    if stopped:
        return TierStep("stopped", NO_TIER, (quarter,))
    run = last_in_a_row((*state.quarters, quarter))[-rules.memory :]
    if state.lost is not None:
        return _after_stop(rules, state.lost, run)
    here = _place(rules, state.tier)
    if (rising := run[-rules.rise_after :]) and len(rising) == rules.rise_after:
        worst = min(one.score for one in rising)
        if (reached := _highest(rules, worst, rise=True)) > here:
            return TierStep("risen", rules.names[reached], rising)
    return _holding(rules, here, run)


def after(state: TierState, step: TierStep, quarter: QuarterScore, memory: int) -> TierState:
    """*state* after *step*, which *quarter* led to; of the quarters the last *memory* are kept."""
    if step.event == "stopped":
        lost = state.tier if state.lost is None else state.lost
        since = quarter.period
        return TierState(tier=NO_TIER, event="stopped", period=since, lost=lost)
    settled = step.event == "restored" or state.lost is None
    return TierState(
        tier=step.tier,
        event=step.event,
        period=quarter.period,
        quarters=(*state.quarters, quarter)[-memory:],
        lost=None if settled else state.lost,
    )


def _after_stop(rules: TierRules, lost: str, run: Sequence[QuarterScore]) -> TierStep:
    """After enough quarters without a stop the tier comes back that all of them would hold."""
    clean = tuple(run[-rules.restore_after :])
    if len(clean) < rules.restore_after:
        return TierStep("held", NO_TIER, clean)
    back = _highest(rules, min(one.score for one in clean), rise=False)
    return TierStep("restored", rules.names[min(back, _place(rules, lost))], clean)


def _holding(rules: TierRules, here: int, run: Sequence[QuarterScore]) -> TierStep:
    name, last = rules.names[here], tuple(run[-1:])
    if here == 0:
        return TierStep("held", name, last)
    below = _below(run, rules.tiers[name].hold_at)
    if not below:
        return TierStep("held", name, last)
    if len(below) <= rules.grace:
        return TierStep("watch", name, below)
    best = max(one.score for one in below)
    return TierStep("fallen", rules.names[min(_highest(rules, best, rise=False), here)], below)


def _below(run: Sequence[QuarterScore], line: float) -> tuple[QuarterScore, ...]:
    """The last quarters of *run* that lie below *line*, without a better one between."""
    found: list[QuarterScore] = []
    for one in reversed(run):
        if one.score >= line:
            break
        found.insert(0, one)
    return tuple(found)


def _highest(rules: TierRules, score: float, *, rise: bool) -> int:
    """The place of the highest tier whose line *score* reaches; 0: of none."""
    lines = [one.rise_at if rise else one.hold_at for one in rules.tiers.values()]
    return sum(score >= line for line in lines)


def _place(rules: TierRules, name: str) -> int:
    """The place of the tier *name*; of one that the rules do not know any more, 0."""
    return rules.names.index(name) if name in rules.names else 0


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
