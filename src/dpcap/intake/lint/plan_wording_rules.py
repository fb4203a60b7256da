"""What is wrong with a plan by its words, and by what its strategies lack. Order says nothing.

The value, what is different and what is useful are read by a person; told here is only what shows
without reading: money or a tool in the value's place, the same words twice, a trick named.
"""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.lint.plan_fault import PlanFault
from dpcap.intake.lint.plan_words import money_or_tool, trick
from dpcap.model.finding import KeyPath
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import PlanMetrics
from dpcap.model.two_languages import Params

_SPENT = "ad_spend"


def wording_faults(plan: NorthStarPlan, metrics: PlanMetrics) -> Iterator[PlanFault]:
    """All that these rules find in *plan*."""
    yield from _value(plan)
    yield from _tricks(plan)
    yield from _milestones(plan)
    yield from _budgets(plan, metrics)


def _value(plan: NorthStarPlan) -> Iterator[PlanFault]:
    statement = plan.value.statement
    if statement and (found := money_or_tool(statement)):
        yield PlanFault("DP537", ("value", "statement"), {"text": found})
    seen: dict[str, str] = {}
    for name in ("statement", "difference", "use"):
        said = "".join((getattr(plan.value, name) or "").casefold().split())
        if said and said in seen:
            params: Params = {"field": f"value.{name}", "other": f"value.{seen[said]}"}
            yield PlanFault("DP538", ("value", name), params)
        seen.setdefault(said, name)


def _tricks(plan: NorthStarPlan) -> Iterator[PlanFault]:
    for path, text in _written(plan):
        if text and (found := trick(text)):
            yield PlanFault("DP539", path, {"text": found})


def _written(plan: NorthStarPlan) -> Iterator[tuple[KeyPath, str | None]]:
    """What is to be done or reached, and where it is written."""
    for place, strategy in enumerate(plan.strategies):
        yield ("strategies", place, "goal"), strategy.goal
        yield ("strategies", place, "method"), strategy.method
    for place, milestone in enumerate(plan.milestones):
        yield ("milestones", place, "what"), milestone.what


def _milestones(plan: NorthStarPlan) -> Iterator[PlanFault]:
    for place, one in enumerate(plan.milestones):
        if not one.done:
            yield PlanFault("DP535", ("milestones", place), {"what": one.what})


def _budgets(plan: NorthStarPlan, metrics: PlanMetrics) -> Iterator[PlanFault]:
    """Strategies that spend on advertising, for which others have means and they no budget."""
    if not any(one.people or one.budget or one.tools for one in plan.resources):
        return
    paid = {one.strategy for one in plan.resources if one.budget}
    for place, strategy in enumerate(plan.strategies):
        if paid & {strategy.id, None}:
            continue
        names = (one.metric for one in plan.process_metrics if one.strategy == strategy.id)
        spent = [key for name in names if (key := metrics.find(name)) and _spends(key, metrics)]
        if spent:
            title = metrics.metrics[spent[0]].title
            params: Params = {"strategy": strategy.id, "metric_zh": title.zh, "metric_en": title.en}
            yield PlanFault("DP536", ("strategies", place), params)


def _spends(key: str, metrics: PlanMetrics) -> bool:
    """Whether a metric is what is spent on advertising, or is watched by that."""
    return key == _SPENT or _SPENT in metrics.metrics[key].watch
