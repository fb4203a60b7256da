"""What matching 500 providers over 4,000 priorities costs, against ranking so many in the same run.

The reference sorts 500 numbers once for each priority: that much any way to rank them takes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import report
from dpcap.model.brief import BriefNeeds
from dpcap.scoring.match import DRAWS
from dpcap.scoring.priorities import corners, draw_priorities, priority_space
from dpcap.scoring.priority_shares import NeededScores, dominance, priority_shares

PROVIDERS, PAIRS = 500, 3
NEEDS = BriefNeeds(
    order=("live", "traffic", ("shop", "video"), "account"),
    ranges={"live": (20.0, 40.0), "fulfilment": (5.0, 30.0)},
)


def drawn() -> list[NeededScores]:
    """Providers with an interval for each need."""
    random, made = Random(1), []  # noqa: S311 - a bench keeps no secret
    for place in range(PROVIDERS):
        high = tuple(random.randrange(10_001) for _ in NEEDS.names)
        low = tuple(random.randrange(most + 1) for most in high)
        made.append(NeededScores(f"p{place}", low, high))
    return made


def matched(providers: list[NeededScores]) -> float:
    """CPU seconds of all that a brief takes once the scores are there."""
    start = process_time()
    space = priority_space(NEEDS)
    priority_shares([*draw_priorities(space, DRAWS, "bench")], providers, "bench")
    dominance(corners(space), providers)
    return process_time() - start


def ranked() -> float:
    """CPU seconds of sorting alone."""
    numbers = [Random(place).randrange(10**12) for place in range(PROVIDERS)]  # noqa: S311
    start = process_time()
    for _ in range(DRAWS):
        sorted(range(PROVIDERS), key=numbers.__getitem__)
    return process_time() - start


def matches() -> None:
    """The ratio, pair by pair."""
    providers = drawn()
    ratios = [matched(providers) / ranked() for _ in range(PAIRS)]
    report("matching 500 providers ÷ sorting them 4,000 times (CPU)", median(ratios), 6)


if __name__ == "__main__":
    matches()
