"""Aggregation: the scores of a group become one. Weighted means of the power family.

Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1, fsum, inf, log, log1p
from operator import mul

from dpcap.model.framework import Aggregation

_POWERS: dict[str, float] = {"geometric": 0.0, "harmonic": -1.0}
_FLOOR = 1.0


def arithmetic(weights: Sequence[float], scores: Sequence[float]) -> float:
    """Σ w·s ÷ Σ w."""
    return fsum(map(mul, weights, scores)) / fsum(weights)


def power_mean(weights: Sequence[float], scores: Sequence[float], power: float) -> float:
    """The weighted power mean: 1 arithmetic, 0 geometric, −1 harmonic.

    For powers ≤ 0 each score is first raised to at least 1 and the result cut to the arithmetic
    mean, so that one zero does not erase the rest and all zeros still give 0.
    """
    mean = arithmetic(weights, scores)
    if power == 1:
        return mean
    if power > 0:
        return _power_mean(weights, scores, power)
    return min(mean, _power_mean(weights, [max(_FLOOR, score) for score in scores], power))


def _power_mean(weights: Sequence[float], scores: Sequence[float], power: float) -> float:
    """(Σ w·s^p ÷ Σ w)^(1/p), by way of logarithms, so that powers near 0 keep their digits."""
    top = max(scores) if power > 0 else min(scores)
    if top == 0:
        return 0.0
    logs = [log(score / top) if score else -inf for score in scores]
    total = fsum(weights)
    if power == 0:
        return top * exp(fsum(map(mul, weights, logs)) / total)
    rest = fsum(w * expm1(power * one) for w, one in zip(weights, logs, strict=True)) / total
    return top * exp(log1p(rest) / power)


def aggregate(weights: Sequence[float], scores: Sequence[float], how: Aggregation) -> float | None:
    """The score of a group, or None if it has no member.

    *weights* (all above 0) and *scores* (0..100) are the members that count, side by side.
    """
    if not scores:
        return None
    if how == "mean":
        return arithmetic(weights, scores)
    if how == "min":
        return min(scores)
    power = _POWERS[how] if isinstance(how, str) else how.power
    return power_mean(weights, scores, power)


def is_mean(how: Aggregation) -> bool:
    """Whether the group's score is the sum of its members' contributions."""
    return how == "mean" or (not isinstance(how, str) and how.power == 1)
