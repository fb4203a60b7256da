"""Of the priorities that fit a brief, how many put whom first (SMAA-2, Lahdelma & Salminen 2001).

Scores may be intervals. Of each provider one draw says how much of what is doubtful holds, the same
for all needs. Whole numbers alone are used; a hundred providers are added up at once, as the digits
of one great number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import add, ge, mul
from struct import unpack
from typing import NamedTuple

from dpcap.model.match import PriorityShare
from dpcap.scoring.priorities import WHOLE, Corner, random_bytes

# Scores are held in hundredths; a sum of them, weighed, has a digit of so many bytes.
HUNDREDTH, _DIGIT = 100, 8
# Doubt is drawn in so many steps.
_STEPS = 255
# The band of ranks leaves out so many draws in a hundred at either end.
_TAIL = 5
_SHARE = 10_000


class NeededScores(NamedTuple):
    """A provider, and for each need its lowest and its highest score, in hundredths."""

    provider: str
    low: tuple[int, ...]
    high: tuple[int, ...]


def in_hundredths(score: float) -> int:
    """*score*, from 0 to 100, as a whole number."""
    return round(score * HUNDREDTH)


def priority_shares(
    priorities: Sequence[tuple[int, ...]], providers: Iterable[NeededScores], seed: str
) -> dict[str, PriorityShare]:
    """By provider: how many of *priorities* put it first, its ranks, when it leads.

    The order of *providers* changes nothing. Where several are first, each has its part.
    """
    known = sorted(providers)
    if not known:
        return {}
    tally = _Tally(known, len(priorities[0]), len(priorities), seed)
    for draw, weights in enumerate(priorities):
        tally.count(draw, weights)
    return tally.shares()


def dominance(
    corners: Sequence[Corner], providers: Iterable[NeededScores]
) -> dict[str, tuple[str, ...]]:
    """By provider: those that it leads by every priority, whatever of the doubtful holds.

    All priorities lie between the *corners*, so what holds in each of them holds in all.
    """
    known = sorted(providers)
    lows = {one.provider: [_weighed(one.low, corner) for corner in corners] for one in known}
    highs = {one.provider: [_weighed(one.high, corner) for corner in corners] for one in known}
    return {
        one.provider: tuple(
            other
            for other, theirs in highs.items()
            if other != one.provider and _leads(lows[one.provider], theirs)
        )
        for one in known
    }


def _weighed(scores: Sequence[int], corner: Corner) -> int:
    return sum(score * weight for score, weight in zip(scores, corner, strict=True))


def _leads(low: list[int], high: list[int]) -> bool:
    return low[0] >= high[0] and all(map(ge, low, high)) and low != high


class _Tally:
    """What the draws so far said of *providers*."""

    def __init__(
        self, providers: Sequence[NeededScores], needs: int, draws: int, seed: str
    ) -> None:
        self.providers, self.draws = providers, draws
        places = range(needs)
        self.low = [_packed([_STEPS * one.low[place] for one in providers]) for place in places]
        self.gap = [
            _packed([one.high[place] - one.low[place] for one in providers]) for place in places
        ]
        self.doubt = b"".join(random_bytes(f"{seed} {one.provider}", draws) for one in providers)
        self.ranks = [[0] * len(providers) for _ in providers]
        # By how many were first with it: in how many draws, and the sum of their weights.
        self.first: list[dict[int, int]] = [{} for _ in providers]
        self.central: list[list[int]] = [[0] * needs for _ in providers]

    def count(self, draw: int, weights: tuple[int, ...]) -> None:
        """Take the draw number *draw* into account."""
        low, gap = (self._summed(side, weights) for side in (self.low, self.gap))
        sums = [*map(add, low, map(mul, gap, self.doubt[draw :: self.draws]))]
        order = sorted(range(len(sums)), key=sums.__getitem__, reverse=True)
        rank, last = 0, -1
        for place, one in enumerate(order):
            if sums[one] != last:
                rank, last = place, sums[one]
            self.ranks[one][rank] += 1
        self._lead(order[: sums.count(sums[order[0]])], weights)

    def _lead(self, leaders: list[int], weights: tuple[int, ...]) -> None:
        together = len(leaders)
        for one in leaders:
            self.first[one][together] = self.first[one].get(together, 0) + 1
            central = self.central[one]
            for place, weight in enumerate(weights):
                central[place] += weight

    def _summed(self, packed: list[int], weights: tuple[int, ...]) -> tuple[int, ...]:
        """The weighed sum of each provider."""
        whole, count = sum(map(mul, packed, weights)), len(self.providers)
        return unpack(f"<{count}Q", whole.to_bytes(_DIGIT * count, "little"))

    def shares(self) -> dict[str, PriorityShare]:
        """What they said in the end."""
        return {one.provider: self._share(place) for place, one in enumerate(self.providers)}

    def _share(self, place: int) -> PriorityShare:
        first, ranks = self.first[place], self.ranks[place]
        seen = sum(first.values())
        parts = sum((Fraction(n, together) for together, n in first.items()), Fraction())
        return PriorityShare(
            first=_rounded(parts / self.draws),
            best=next(rank for rank, n in enumerate(ranks, 1) if n),
            worst=len(ranks) - next(place for place, n in enumerate(reversed(ranks)) if n),
            low=self._at(ranks, _TAIL),
            high=self._at(ranks, 100 - _TAIL),
            central=tuple(_rounded(Fraction(one, seen * WHOLE)) for one in self.central[place])
            if seen
            else (),
        )

    def _at(self, ranks: list[int], percent: int) -> int:
        """The rank below which, or at which, *percent* of the draws lie."""
        reached = 0
        for rank, count in enumerate(ranks, 1):
            reached += count
            if 100 * reached >= percent * self.draws:
                return rank
        return len(ranks)


def _packed(scores: Sequence[int]) -> int:
    """*scores* as the digits of one number."""
    return int.from_bytes(b"".join(one.to_bytes(_DIGIT, "little") for one in scores), "little")


def _rounded(share: Fraction) -> float:
    return round(share * _SHARE) / _SHARE
