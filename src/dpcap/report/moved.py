"""A change in tenths of a point, as pages show it: what it came from adds up to what it is."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from dpcap.model.change import PARTS, ChangeParts
from dpcap.report import figures


class ChangeInTenths(NamedTuple):
    """A change as shown, in tenths of a point: the parts add up to the total."""

    total: int
    parts: tuple[int, ...]


def moved(split: ChangeParts) -> ChangeInTenths:
    """*split* in tenths of a point.

    The total is the difference of the two scores as shown. Each part is cut downwards, and the
    tenths that are then missing go to the parts that lost most, so that the sum is right.
    """
    points = [getattr(split, part) for part in PARTS]
    return divided(split.before, split.after, points)


def divided(before: float | None, after: float | None, points: Sequence[float]) -> ChangeInTenths:
    """A change from *before* to *after* that came from *points*, as `moved` shows it."""
    total = _tenths(after) - _tenths(before)
    exact = [10 * one for one in points]
    parts = [floor(value + figures.TOLERANCE) for value in exact]
    lost = sorted(range(len(parts)), key=lambda at: (exact[at] == 0, parts[at] - exact[at]))
    for place in lost[: max(total - sum(parts), 0)]:
        parts[place] += 1
    return ChangeInTenths(total, tuple(parts))


def _tenths(score: float | None) -> int:
    return 0 if score is None else round(10 * figures.truncated(score))
