"""What became in a quarter of those who had a level in the one before, counted."""

from __future__ import annotations

from typing import NamedTuple

# Of fewer no share says anything: they are counted, and called too few.
FEWEST_PAIRS = 10


class LevelOutcomes(NamedTuple):
    """Of those who had a level (None: none) in a quarter, what became of them in the next.

    `pairs`: how many such quarters. Of each outcome how many are known, and of these `passed`
    their assessment or had `complaints`; `renewal` is the mean. What is not known counts nowhere.
    """

    level: str | None
    pairs: int
    assessed: int
    passed: int
    complaints_known: int
    complaints: int
    renewal_known: int
    renewal: float | None
