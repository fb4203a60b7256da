"""What agreement of reviewers costs, with intervals, beside drawing the judgements with NumPy."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import report
from dpcap.analysis import bootstrap
from dpcap.analysis.agreement_study import Rating, verdict_agreement

PROVIDERS, PIECES, REVIEWERS, DRAWS = 40, 120, 3, 1_000
ROUNDS = 5


def agreements() -> None:
    """1,000 draws over 40 providers with 120 pieces each, judged by three, one time in ten anew."""
    chance = random.Random(11)  # noqa: S311 - judgements to count
    ratings = [
        Rating(f"p{provider}", piece, f"r{reviewer}", int(chance.random() < seen))
        for provider in range(PROVIDERS)
        for piece in range(PIECES)
        for seen in (chance.choice((0.1, 0.9)),)
        for reviewer in range(REVIEWERS)
    ]
    table = np.array([one.value for one in ratings]).reshape(PROVIDERS, PIECES, REVIEWERS)
    numbers = np.random.default_rng(11)

    def drawn() -> None:
        for _ in range(DRAWS):
            table[numbers.integers(0, PROVIDERS, PROVIDERS)].sum()

    def ours() -> None:
        bootstrap._drawn.cache_clear()  # noqa: SLF001 - as in a process of its own
        verdict_agreement(ratings, bootstrap.Bootstrap(DRAWS))

    ours()
    drawn()
    ratio = median(_cost(ours) / _cost(drawn) for _ in range(ROUNDS))
    report(f"agreement with {DRAWS:,} draws ÷ drawing them with NumPy (CPU)", ratio, 5)


def _cost(call: Callable[[], None]) -> float:
    start = process_time()
    call()
    return process_time() - start


if __name__ == "__main__":
    agreements()
