"""The closed list of metrics that a north-star plan may name."""

import unicodedata
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import FEW, MANY, Flag, Frozen, Id, Text, unless_empty

PlanStage = Literal["tools", "content", "whole"]
MetricKind = Literal["outcome", "process", "money"]
MetricDirection = Literal["up", "down"]
BusinessField = Literal["content", "centre"]
FlywheelLine = Literal["content", "reach", "interaction", "return"]
STAGES: tuple[PlanStage, ...] = ("tools", "content", "whole")
FLYWHEEL: tuple[FlywheelLine, ...] = ("content", "reach", "interaction", "return")
# Is not a figure of the trade but the score of a question of the profile, which a goal names.
CAPABILITY = "capability_score"


class PlanMetric(Frozen):
    """A metric: what is counted, in which unit, and which way is better.

    `kind`: what somebody else gets (outcome), what moves it and is seen early (process), or what
    comes of it (money). `activity`: it counts what one does oneself. `from_stage`: before that
    stage it says little. `field`: where it belongs, if to one alone. `watch`: what may get worse
    while it gets better. `indicators`: the questions of a profile that ask for it. `flywheel`: the
    line of the growth flywheel that it can be.
    """

    title: Text
    kind: MetricKind
    definition: Text
    unit: Text
    direction: MetricDirection
    activity: Flag = False
    from_stage: PlanStage = "tools"
    field: BusinessField | None = None
    watch: Annotated[tuple[Id, ...], Field(max_length=FEW)] = unless_empty(())
    indicators: Annotated[tuple[Id, ...], Field(max_length=FEW)] = unless_empty(())
    flywheel: FlywheelLine | None = None

    def is_as_good(self, value: float, other: float) -> bool:
        """Whether *value* is as good as *other*, or better."""
        return value >= other if self.direction == "up" else value <= other


class PlanMetrics(Frozen):
    """The list: metrics by their ids."""

    schema_: Annotated[Literal["dpcap/plan-metrics/1"], Field(alias="schema")]
    id: Id
    title: Text
    metrics: Annotated[dict[Id, PlanMetric], Field(min_length=1, max_length=MANY)]

    @model_validator(mode="after")
    def _watches_its_own(self) -> Self:
        for name, one in self.metrics.items():
            for other in one.watch:
                if other not in self.metrics or other == name:
                    params = {"metric": name, "other": other}
                    raise PydanticCustomError("DP527", "no metric to watch", params)
        return self

    @cached_property
    def _ids(self) -> dict[str, str]:
        """Ids by all that a metric is called, as names are compared; an id before any title."""
        titles = (
            (title, name)
            for name, one in self.metrics.items()
            for title in (one.title.zh, one.title.en)
        )
        found: dict[str, str] = {}
        for said, name in (*((name, name) for name in self.metrics), *titles):
            found.setdefault(_plain(said), name)
        return found

    def find(self, name: str | None) -> str | None:
        """The id of what is called *name*, by id or title whatever its case; None: nothing is."""
        return None if name is None else self._ids.get(_plain(name))

    def of_indicator(self, indicator: str) -> str | None:
        """The id of the first metric that the question *indicator* of a profile asks for."""
        return next(
            (name for name, one in self.metrics.items() if indicator in one.indicators), None
        )


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
