"""Benchmarks: how the scores of many providers lie, without saying whose they are.

Cut points are scores on 0..100; nothing here is rounded, nothing here names a provider.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dpcap.model.base import Day, Frozen, Line, Score, Whole

BENCHMARK_SCHEMA: Literal["dpcap/benchmark/1"] = "dpcap/benchmark/1"

# Fewer providers than this are no group; deciles take more.
FEWEST, FEWEST_FOR_DECILES = 10, 30
QUARTILES, DECILES = 4, 10

Cuts = Annotated[tuple[Score, ...], Field(min_length=QUARTILES - 1, max_length=DECILES - 1)]


class ScoreQuantiles(Frozen):
    """How one score lies among `providers`: three quartiles, or nine deciles from 30 on.

    The smallest and the largest are never given. Both bases are cut alike.
    """

    providers: Annotated[Whole, Field(ge=FEWEST)]
    claimed: Cuts
    proved: Cuts

    @model_validator(mode="after")
    def _cut_right(self) -> "ScoreQuantiles":
        for cuts in (self.claimed, self.proved):
            if len(cuts) != parts_of(self.providers) - 1:
                raise ValueError("quartiles from 10 providers, deciles from 30")
            if list(cuts) != sorted(cuts):
                raise ValueError("cut points must ascend")
        return self


class PeerGroup(Frozen):
    """The providers of one role, or those of them that serve one category.

    `areas` and `dimensions`: by id, those that enough providers of the group were asked about.
    """

    role: Line
    category: Line | None
    overall: ScoreQuantiles
    areas: dict[str, ScoreQuantiles]
    dimensions: dict[str, ScoreQuantiles]


class Benchmark(Frozen):
    """Peer quantiles of one batch; `first_day` to `last_day` are the days its proof held on."""

    schema_version: Literal["dpcap/benchmark/1"]
    framework_id: str
    framework_version: str
    framework: str
    engine: str
    first_day: Day | None
    last_day: Day | None
    groups: tuple[PeerGroup, ...]


def parts_of(providers: int) -> int:
    """Into how many parts of equal number *providers* are cut: 4 or 10."""
    return DECILES if providers >= FEWEST_FOR_DECILES else QUARTILES
