"""How the rows of shops become one score and one value: median, lowest, mean or share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from statistics import median
from typing import NamedTuple

from dpcap.model.indicator import Across, Indicator
from dpcap.model.scale import Scale
from dpcap.scoring.normalise import FULL, TOLERANCE
from dpcap.scoring.scale_scoring import ScaleScoring
from dpcap.scoring.value_ranges import ValueRange

Join = Callable[[Sequence[float]], float]


def mean(figures: Sequence[float]) -> float:
    """The sum of *figures* (at least one) by their number."""
    return fsum(figures) / len(figures)


class ShopJoin(NamedTuple):
    """How scores of rows become one.

    `scores` joins what each row counts for; `mark`: a row counts 100 from that score on, else 0
    (None: a row counts what it scores).
    """

    scores: Join
    mark: float | None

    def counted(self, score: float) -> float:
        """What a row with *score* counts for."""
        if self.mark is None:
            return score
        return FULL if score + TOLERANCE >= self.mark else 0.0

    def threshold(self, joined: float) -> float:
        """What a row must score more than, so that the score *joined* of all can rise."""
        return joined if self.mark is None else self.mark - 2 * TOLERANCE


_SCORES: dict[Across, Join] = {"median": median, "min": min, "mean": mean, "share": mean}


def join_of(indicator: Indicator) -> ShopJoin:
    """How the rows of *indicator* become one score."""
    across = indicator.across
    return ShopJoin(_SCORES[across], indicator.pass_mark if across == "share" else None)


def joined_values(
    scoring: ScaleScoring[Scale], across: Across, values: Sequence[float], lacking: int
) -> ValueRange | None:
    """Between what the value of all shops lies: *values*, and as many *lacking* within reach.

    For `median` and `share` it is the median, for `mean` the mean, for `min` the worst value: the
    lowest, or where less is better the highest. None: a scale has no such value.
    """
    worst = scoring.worst() if across == "min" else None
    if (across == "min" and worst is None) or (across == "mean" and not scoring.adds_up()):
        return None
    join = worst or (mean if across == "mean" else median)
    ends = (float(join([*values, *[end] * lacking])) for end in scoring.reach())
    return ValueRange(*ends)
