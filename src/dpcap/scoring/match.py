"""Briefs held against stored profiles: who is out and why, who stands how over the priorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dpcap.model.assessment import figure_of
from dpcap.model.brief import Brief
from dpcap.model.match import (
    BriefMatch,
    CapacityLeft,
    ExcludedProvider,
    MatchedProvider,
    MatchOutcome,
    NeedScore,
    PriorityShare,
    WeightSpan,
)
from dpcap.scoring.must_haves import unmet_musts
from dpcap.scoring.need_scores import ProfileReading
from dpcap.scoring.priorities import WHOLE, Corner, corners, draw_priorities, priority_space
from dpcap.scoring.priority_shares import (
    NeededScores,
    dominance,
    in_hundredths,
    priority_shares,
)

DRAWS = 4000
_DECIMALS = 4


def match_briefs(
    briefs: Sequence[Brief], readings: Sequence[ProfileReading], on: date, draws: int = DRAWS
) -> MatchOutcome:
    """What each of *briefs* finds, and the capacity that they ask for together.

    The priorities of each brief must leave weights (`PrioritySpace.contradiction`). The order of
    *readings*, each of another provider, changes nothing.
    """
    known = sorted(readings, key=lambda one: one.profile.provider.id)
    found = tuple(match_brief(brief, known, on, draws) for brief in briefs)
    return MatchOutcome(
        on=on, providers=len(known), briefs=found, capacity=capacity_left(found, known)
    )


def match_brief(
    brief: Brief, readings: Iterable[ProfileReading], on: date, draws: int = DRAWS
) -> BriefMatch:
    """What *brief* finds among *readings*."""
    able: list[ProfileReading] = []
    excluded: list[ExcludedProvider] = []
    for one in readings:
        if unmet := unmet_musts(brief.must, one):
            entry = one.profile.provider
            excluded.append(ExcludedProvider(provider=entry.id, name=entry.name, unmet=unmet))
        else:
            able.append(one)
    space = priority_space(brief.needs)
    edges, priorities = corners(space), tuple(draw_priorities(space, draws, brief.seed))
    return BriefMatch(
        brief=brief,
        digest=brief.digest,
        draws=draws,
        closed=brief.closes_on is not None and brief.closes_on < on,
        weights=tuple(
            _span(need, [corner[place] / sum(corner) for corner in edges], priorities, place)
            for place, need in enumerate(space.needs)
        ),
        matched=_matched(brief, able, edges, priorities),
        excluded=tuple(sorted(excluded, key=lambda one: one.provider)),
    )


def _span(
    need: str, ends: Sequence[float], priorities: Sequence[tuple[int, ...]], place: int
) -> WeightSpan:
    total = sum(weights[place] for weights in priorities)
    mean = round(total / (len(priorities) * WHOLE), _DECIMALS)
    low, high = (round(end, _DECIMALS) for end in (min(ends), max(ends)))
    return WeightSpan(need=need, low=low, high=high, mean=mean)


def _matched(
    brief: Brief,
    able: Sequence[ProfileReading],
    edges: Sequence[Corner],
    priorities: Sequence[tuple[int, ...]],
) -> tuple[MatchedProvider, ...]:
    scores = {one.profile.provider.id: one.scores(brief.needs) for one in able}
    counted = [_needed(provider, found) for provider, found in scores.items()]
    shares = priority_shares(priorities, counted, brief.seed)
    ahead = dominance(edges, counted)
    behind: dict[str, list[str]] = {name: [] for name in ahead}
    for leader, theirs in ahead.items():
        for name in theirs:
            behind[name].append(leader)
    found = [
        MatchedProvider(
            provider=name,
            name=one.profile.provider.name,
            scores=scores[name],
            share=shares[name],
            ahead_of=ahead[name],
            behind=tuple(behind[name]),
            own_word=_own_word(brief, one),
            valid_until=one.profile.valid_until,
        )
        for one in able
        for name in (one.profile.provider.id,)
    ]
    return tuple(sorted(found, key=lambda one: (_standing(one.share), one.provider)))


def _standing(share: PriorityShare) -> tuple[float, int, int, int]:
    """By their share of first places, then by their ranks."""
    return -share.first, share.low, share.high, share.worst


def _needed(provider: str, found: Sequence[NeedScore]) -> NeededScores:
    return NeededScores(
        provider,
        tuple(in_hundredths(one.low) for one in found),
        tuple(in_hundredths(one.high) for one in found),
    )


def _own_word(brief: Brief, one: ProfileReading) -> tuple[str, ...]:
    names = (*brief.must.scopes, *brief.must.facts, *brief.must.capacity)
    confirmed = one.profile.provider.confirmed_facts
    return tuple(dict.fromkeys(name for name in names if name not in confirmed))


def capacity_left(
    found: Sequence[BriefMatch], readings: Iterable[ProfileReading]
) -> tuple[CapacityLeft, ...]:
    """Of each provider that fits a brief, each capacity that such briefs ask for."""
    rows = []
    for one in readings:
        entry = one.profile.provider
        fitting = [each.brief for each in found if _fits(each, entry.id)]
        for fact in dict.fromkeys(name for brief in fitting for name in brief.must.capacity):
            asking = [brief for brief in fitting if fact in brief.must.capacity]
            rows.append(
                CapacityLeft(
                    provider=entry.id,
                    name=entry.name,
                    fact=fact,
                    left=figure_of(entry.facts[fact].value) or 0.0,
                    confirmed=fact in entry.confirmed_facts,
                    asked=sum(brief.must.capacity[fact] for brief in asking),
                    briefs=tuple(brief.id for brief in asking),
                )
            )
    return tuple(rows)


def _fits(found: BriefMatch, provider: str) -> bool:
    return any(one.provider == provider for one in found.matched)
