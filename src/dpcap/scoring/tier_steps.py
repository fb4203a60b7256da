"""Tiers: where one quarter leads, by lines alone and never by who else there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dpcap.model.standing import QuarterScore, StandingEvent, TierState, last_in_a_row
from dpcap.model.tiers import NO_TIER, TierRules


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
