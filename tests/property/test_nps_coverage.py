"""How often the interval of a net promoter score holds the true score: counted, not drawn.

No published worked value of the interval was at hand, so this is what holds its formula: for every
mix of promoters, passives and detractors in steps of five points all outcomes of *n* answers are
gone through with their probabilities. The figures in docs/nps.md are those that come out here.
"""

from __future__ import annotations

import re
from functools import cache
from math import exp, floor, lgamma, log
from statistics import fmean
from typing import NamedTuple

import pytest

from dpcap.model.assessment import NpsCounts
from dpcap.scoring.nps import nps_figure
from locations import ROOT

STEPS = 20
SIZES = (30, 50)
MIXES = [(p, STEPS - p - d, d) for p in range(STEPS + 1) for d in range(STEPS + 1 - p)]


class Outcome(NamedTuple):
    """What *n* people may answer, in how many ways (as a logarithm), and the interval then."""

    counts: tuple[int, int, int]
    ways: float
    low: float
    high: float


@cache
def outcomes(n: int) -> tuple[Outcome, ...]:
    found = []
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            counts = (promoters, n - promoters - detractors, detractors)
            names = dict(zip(("promoters", "passives", "detractors"), counts, strict=True))
            figure = nps_figure(NpsCounts(**names))
            assert figure.low is not None
            assert figure.high is not None
            ways = lgamma(n + 1) - sum(lgamma(one + 1) for one in counts)
            found.append(Outcome(counts, ways, figure.low, figure.high))
    return tuple(found)


def coverage(n: int, mix: tuple[int, int, int]) -> float:
    """The probability that the interval holds the score of *mix*, in shares of 20."""
    true = 100 * (mix[0] - mix[2]) / STEPS
    shares = [log(one / STEPS) if one else None for one in mix]
    held = 0.0
    for one in outcomes(n):
        if one.low - 1e-9 <= true <= one.high + 1e-9:
            pairs = [*zip(one.counts, shares, strict=True)]
            if all(share is not None or not count for count, share in pairs):
                held += exp(one.ways + sum(count * (share or 0.0) for count, share in pairs))
    return held


@cache
def covered(n: int) -> tuple[float, float, float]:
    """The lowest of all mixes, the lowest where each group has a part, and the mean, in percent."""
    every = {mix: 100 * coverage(n, mix) for mix in MIXES}
    inner = [found for mix, found in every.items() if min(mix) > 0]
    return min(every.values()), min(inner), fmean(every.values())


@pytest.mark.parametrize("n", SIZES)
def test_the_interval_holds_what_it_says(n: int) -> None:
    lowest, inner, mean = covered(n)
    assert lowest >= 92
    assert inner >= 93.9
    assert 94.9 <= mean <= 95.2


@pytest.mark.parametrize("name", ["nps.md", "nps.zh-CN.md"])
def test_the_documents_name_the_figures_that_come_out(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    row = re.compile(r"^\| (30|50) \| ([\d.]+) % \| ([\d.]+) % \| ([\d.]+) % \|$", re.MULTILINE)
    shown = {int(n): tuple(map(float, cells)) for n, *cells in row.findall(text)}
    assert shown == {n: tuple(floor(10 * one) / 10 for one in covered(n)) for n in SIZES}
