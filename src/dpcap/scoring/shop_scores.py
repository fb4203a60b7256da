"""Folding: what the rows of several shops come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dpcap.scoring.aggregate import median
from dpcap.scoring.case import Case


class ShopEntryScore(NamedTuple):
    """What one due shop's row proves; `firm`: the manager knows the shop, or the row has proof."""

    proved: float
    firm: bool


def claimed_of(case: Case, claimed: Sequence[float]) -> float:
    """What the due shops claim together: the median, while the draw is pending of the best rows."""
    return median(_best(case, claimed))


def proved_of(case: Case, entries: Iterable[ShopEntryScore]) -> float:
    """What the due shops prove together, before any cap: the median of the firm rows.

    The others can lower it, never raise it, so that whoever makes a shop up gains nothing. While
    the draw is pending the best firm rows count, as many as shops would be drawn, and where there
    are fewer the worst of the others.
    """
    each = list(entries)
    firm = _best(case, [one.proved for one in each if one.firm])
    loose = sorted(one.proved for one in each if not one.firm)
    return _lowest(firm, loose[: case.draw.rows - len(firm)])


def _best(case: Case, scores: Sequence[float]) -> Sequence[float]:
    """The best of *scores*, as many as rows of each figure count."""
    if len(scores) <= case.draw.rows:
        return scores
    return sorted(scores, reverse=True)[: case.draw.rows]


def _lowest(firm: Sequence[float], loose: Iterable[float]) -> float:
    """The lowest median of *firm* with any of *loose*, which rise; by themselves, the first."""
    taken = list(firm)
    lowest = median(taken) if taken else None
    for score in loose:
        if lowest is not None and score >= lowest:
            break
        taken.append(score)
        lowest = median(taken)
    return lowest or 0.0
