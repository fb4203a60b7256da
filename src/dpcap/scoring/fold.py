"""Folding: what the rows of several shops come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dpcap.scoring.aggregate import median
from dpcap.scoring.case import Case


class Entry(NamedTuple):
    """What one due shop's row proves; `firm`: the manager knows the shop, or the row has proof."""

    proved: float
    firm: bool


def claimed_of(case: Case, claimed: Sequence[float]) -> float:
    """What the due shops claim together: the median, while the draw is pending of the best rows."""
    return median(_best(case, claimed))


def proved_of(case: Case, entries: Sequence[Entry]) -> float:
    """What the due shops prove together, before any cap.

    Rows that are not firm can lower the median of the others, never raise it: whoever makes a shop
    up gains nothing. While the draw is pending they prove nothing, since nobody knows which shops
    there are.
    """
    firm = [one.proved for one in entries if one.firm]
    loose = [one.proved for one in entries if not one.firm]
    if case.draw.state == "pending":
        return median(_best(case, [*firm, *[0.0] * len(loose)]))
    return _lowest(firm, loose)


def _best(case: Case, scores: Sequence[float]) -> Sequence[float]:
    """While the draw is pending as many of the best *scores* as shops would be drawn; else all."""
    if case.draw.state != "pending":
        return scores
    return sorted(scores, reverse=True)[: case.draw.rows]


def _lowest(firm: Sequence[float], loose: Iterable[float]) -> float:
    """The lowest median that *firm* has together with any of *loose*; of these alone the least."""
    taken = list(firm)
    lowest = median(taken) if taken else None
    for score in sorted(loose):
        if lowest is not None and score >= lowest:
            break
        taken.append(score)
        lowest = median(taken)
    return lowest or 0.0
