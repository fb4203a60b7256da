"""A north-star plan as it is written: value → north star → strategies → process metrics.

Nearly everything may be left out: a plan is read while people still work on it, and what is missing
is told by the lint.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dpcap.model.base import (
    FEW,
    Day,
    Frozen,
    Id,
    Line,
    Number,
    Prose,
    ProviderId,
    as_id,
    unless_empty,
)
from dpcap.model.plan_metrics import PlanStage

Beneficiary = Literal["users", "merchants", "creators", "society"]


# No figure of a plan is larger, and whatever is computed of two of them stays a number.
MOST = 1e12
PlanFigure = Annotated[Number, Field(ge=-MOST, le=MOST)]
# Three people are written as 3.
Amount = Annotated[Line, BeforeValidator(as_id, json_schema_input_type=Line | int)]


class DatedValue(Frozen):
    """A figure and its day; None: not known yet."""

    value: PlanFigure | None = None
    on: Day | None = None

    @property
    def pair(self) -> tuple[Day, float] | None:
        """Both, where both are there."""
        return None if self.value is None or self.on is None else (self.on, self.value)


class PlanValue(Frozen):
    """What gets better, for whom; what is not as before; what is useful about it."""

    statement: Prose | None = None
    for_: Annotated[tuple[Beneficiary, ...], Field(alias="for", max_length=FEW)] = ()
    difference: Prose | None = None
    use: Prose | None = None


class GoalStep(Frozen):
    """What a metric is to have reached on a day on the way to its target."""

    on: Day
    value: PlanFigure


class PlanGoal(Frozen):
    """A metric and where it is to go: from the baseline to the target.

    `metric`: an id of the list, or a title of it. `indicator`: the question meant, for
    `capability_score`. `owner`: the one person who answers for it. `counters`: what must not get
    worse meanwhile, of those under `counter_metrics`.
    """

    metric: Line | None = None
    indicator: Id | None = None
    owner: Line | None = None
    baseline: DatedValue | None = None
    target: DatedValue | None = None
    counters: Annotated[tuple[Line, ...], Field(max_length=FEW)] = ()
    milestones: Annotated[tuple[GoalStep, ...], Field(max_length=FEW)] = ()


class NorthStarGoal(PlanGoal):
    """The one goal that all the rest serves; `why` it describes the value."""

    why: Prose | None = None


class ProcessGoal(PlanGoal):
    """A metric that moves early, and the strategy it belongs to."""

    strategy: Id | None = None


class CounterMetric(Frozen):
    """What must not get worse: than `limit`, else than the baseline."""

    metric: Line | None = None
    owner: Line | None = None
    baseline: DatedValue | None = None
    limit: PlanFigure | None = None


class PlanStrategy(Frozen):
    """What is to get better (`goal`), and what is done for it (`method`)."""

    id: Id
    goal: Prose | None = None
    method: Prose | None = None


class PlanMilestone(Frozen):
    """Something finished by a day; `done`: by what one sees it; `reached`: the day it was."""

    on: Day
    what: Prose
    done: Prose | None = None
    strategy: Id | None = None
    reached: Day | None = None


class PlanResource(Frozen):
    """What is set aside for a strategy."""

    strategy: Id | None = None
    people: Amount | None = None
    budget: Amount | None = None
    tools: Line | None = None


class NorthStarPlan(Frozen):
    """A plan: the value, the north star that describes it, and what moves that.

    `provider`: whose profiles tell how it goes. `stage`: tools, content or whole.
    """

    schema_: Annotated[Literal["dpcap/plan/1"], Field(alias="schema")]
    id: Id
    title: Line
    provider: ProviderId | None = unless_empty(None)
    brand: Line | None = unless_empty(None)
    stage: PlanStage | None = unless_empty(None)
    starts: Day | None = None
    ends: Day | None = None
    value: PlanValue = PlanValue.model_construct()
    north_star: NorthStarGoal = NorthStarGoal.model_construct()
    strategies: Annotated[tuple[PlanStrategy, ...], Field(max_length=FEW)] = ()
    process_metrics: Annotated[tuple[ProcessGoal, ...], Field(max_length=FEW)] = ()
    counter_metrics: Annotated[tuple[CounterMetric, ...], Field(max_length=FEW)] = ()
    milestones: Annotated[tuple[PlanMilestone, ...], Field(max_length=FEW)] = ()
    resources: Annotated[tuple[PlanResource, ...], Field(max_length=FEW)] = ()
