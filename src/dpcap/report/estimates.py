"""What the core set alone says of a level, in words: a range, and by how much it may be off."""

from __future__ import annotations

from collections.abc import Callable

from dpcap.model.trace import LevelEstimate
from dpcap.report import figures
from dpcap.report.sanitize import clean


def estimated_level(say: Callable[..., str], found: LevelEstimate) -> str:
    """`estimate L3–L4 (±7)`. *say*: the words of a page."""
    return say("estimate.level", range=level_range(say, found), n=figures.mark(found.margin))


def level_range(say: Callable[..., str], found: LevelEstimate) -> str:
    """From the lowest level that may come out to the highest, or the one."""
    low, high = (clean(one) if one else say("estimate.below") for one in (found.low, found.high))
    return low if low == high else f"{low}–{high}"
