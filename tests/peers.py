"""Rows of a batch over a small framework, for tests of benchmarks: only their scores are wished."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import builders
from dpcap.analysis.benchmark import benchmark_of
from dpcap.model.benchmark import Benchmark
from dpcap.model.framework import Framework
from dpcap.model.outcome import BatchHead, Outcome, ScoredOutcome
from dpcap.scoring.case import make_case
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import profile_of

ROLES = {name: {"title": builders.text(name), "weights": {"aaa": 1.0}} for name in ("one", "two")}


@lru_cache(maxsize=1)
def framework() -> Framework:
    inside = [[builders.indicator("AAA-1.1")], [builders.indicator("AAA-2.1")]]
    return builders.framework(builders.area("AAA", *inside), roles=ROLES)


@lru_cache(maxsize=1)
def base() -> ScoredOutcome:
    answers = builders.assessment({"AAA-1.1": True, "AAA-2.1": False})
    profile = profile_of(make_case(framework(), answers))
    return provider_row(profile, framework(), "base", RowDigests("p", "i", "v"), RowContext())


def row(provider: str, proved: float | None, *, second: bool = True, **more: Any) -> ScoredOutcome:
    """A row whose every node is proved at *proved* and claimed 10 higher; *second*: dimension 2."""
    claimed = None if proved is None else min(100.0, proved + 10)
    pair = {"claimed": claimed, "proved": proved}
    (area,) = base().areas
    none = {"claimed": None, "proved": None}
    dimensions = tuple(
        one.model_copy(update=pair if second or one.id == "AAA-1" else none)
        for one in area.dimensions
    )
    area = area.model_copy(update={**pair, "dimensions": dimensions})
    asked = {"provider": provider, "folder": provider, "areas": (area,), **pair, **more}
    return base().model_copy(update=asked)


def rows(count: int, first: int = 0, **more: Any) -> list[ScoredOutcome]:
    """*count* rows, proved at first, first + 1 …"""
    return [row(f"p{first + n}", float(first + n), **more) for n in range(count)]


def head() -> BatchHead:
    made = framework()
    return BatchHead(
        engine="1",
        framework_id=made.id,
        framework_version=made.version,
        framework=made.digest,
        gates_id=None,
        gates=None,
        baseline=None,
        day=None,
        period=None,
        first_day=None,
        last_day=None,
    )


def benchmark(outcomes: Iterable[Outcome]) -> Benchmark:
    return benchmark_of(outcomes, framework(), head())
