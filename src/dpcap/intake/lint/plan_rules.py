"""What is wrong with the structure of a north-star plan; nothing here judges what it means.

Each rule tells one cause once: what depends on a missing or unknown name is not told besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dpcap.intake.lint.plan_fault import PlanFault
from dpcap.intake.lint.plan_wording_rules import wording_faults
from dpcap.intake.lint.plan_words import is_a_person, is_method
from dpcap.intake.nearest import did_you_mean, hint_params, near_names
from dpcap.model.finding import KeyPath
from dpcap.model.north_star import CounterMetric, DatedValue, NorthStarPlan, PlanGoal
from dpcap.model.plan_metrics import CAPABILITY, STAGES, PlanMetric, PlanMetrics
from dpcap.model.two_languages import Params, TwoLanguages

_NORTH_STAR: KeyPath = ("north_star",)
_MOST_NAMED = 3
_LACKS = {
    "value": TwoLanguages("数值 value", "its value"),
    "on": TwoLanguages("日期 on", "its day"),
}
_AND = TwoLanguages("和", " and ")
_BETTER = {"up": TwoLanguages("高", "the higher"), "down": TwoLanguages("低", "the lower")}
_WRITE_ZH, _WRITE_EN = "请写：", "Write "
_WHY = {
    "value.statement": TwoLanguages("谁的什么会变好", "what gets better, and for whom."),
    "value.for": TwoLanguages(
        "对谁好：users、merchants、creators、society",
        "whom it is for: users, merchants, creators, society.",
    ),
    "value.difference": TwoLanguages(
        "与以前、与同行有什么不同", "what is not as before, or as with others."
    ),
    "value.use": TwoLanguages("有什么用处", "what is useful about it."),
    "north_star.metric": TwoLanguages(
        "用哪个指标说明这个价值", "which metric describes that value."
    ),
    "strategies": TwoLanguages(
        "至少一条策略：goal 与 method", "one strategy at least: goal and method."
    ),
    "goal": TwoLanguages("做成后什么会变好", "what will be better by it."),
    "metric": TwoLanguages("看哪个指标", "which metric is looked at."),
    "indicator": TwoLanguages("是画像里的哪一题", "which question of the profile is meant."),
    "strategy": TwoLanguages("属于哪条策略", "which strategy it belongs to."),
}
_ITSELF = TwoLanguages(
    "它就是目标本身，请换成可能因此变差的指标",
    "it is the goal itself: name what may get worse by it",
)
_NOT_KEPT = TwoLanguages(
    "counter_metrics 里没有它，请写上它的基线与负责人",
    "it is not under counter_metrics: write its baseline and owner there",
)


class _Placed(NamedTuple):
    """A goal, where it stands, and the metric it names if the list has it."""

    goal: PlanGoal
    path: KeyPath
    id: str | None
    metric: PlanMetric | None

    @property
    def key(self) -> tuple[str | None, str | None]:
        """What is measured."""
        return self.id, self.goal.indicator

    def named(self) -> Params:
        """The metric as messages name it."""
        if self.metric is None:
            return {"metric": self.goal.metric or "?"}
        shown = " ".join(filter(None, (self.id, self.goal.indicator)))
        return {
            "metric_zh": f"{self.metric.title.zh}({shown})",
            "metric_en": f"{self.metric.title.en} ({shown})",
        }


def plan_faults(plan: NorthStarPlan, metrics: PlanMetrics) -> tuple[PlanFault, ...]:
    """All that is wrong with the structure of *plan*, in the order of the file."""
    rules = _PlanRules(plan, metrics)
    found = (fault for rule in _RULES for fault in rule(rules))
    return (*found, *wording_faults(plan, metrics))


@dataclass(frozen=True)
class _PlanRules:
    plan: NorthStarPlan
    metrics: PlanMetrics

    @cached_property
    def north_star(self) -> _Placed:
        return self._placed(self.plan.north_star, _NORTH_STAR)

    @cached_property
    def process(self) -> tuple[_Placed, ...]:
        return tuple(
            self._placed(one, ("process_metrics", place))
            for place, one in enumerate(self.plan.process_metrics)
        )

    @property
    def goals(self) -> tuple[_Placed, ...]:
        return (self.north_star, *self.process)

    @cached_property
    def kept(self) -> frozenset[str | None]:
        """The metrics under counter_metrics."""
        return frozenset(self.metrics.find(one.metric) for one in self.plan.counter_metrics)

    @cached_property
    def strategies(self) -> tuple[str, ...]:
        return tuple(sorted({one.id for one in self.plan.strategies}))

    def _placed(self, goal: PlanGoal, path: KeyPath) -> _Placed:
        found = self.metrics.find(goal.metric)
        return _Placed(goal, path, found, self.metrics.metrics[found] if found else None)

    # The parts that only need to be there.

    def unwritten(self) -> Iterator[PlanFault]:
        value = self.plan.value
        for name in ("statement", "for_", "difference", "use"):
            if not getattr(value, name):
                yield _unwritten(("value",), f"value.{name.rstrip('_')}")
        if self.plan.north_star.metric is None:
            yield _unwritten(_NORTH_STAR, "north_star.metric")
        if not self.plan.strategies:
            yield _unwritten((), "strategies")
        yield from (
            _unwritten(("strategies", place), "goal")
            for place, one in enumerate(self.plan.strategies)
            if one.goal is None
        )

    def unnamed(self) -> Iterator[PlanFault]:
        for place, each in enumerate(self.process):
            if each.goal.metric is None:
                yield _unwritten(each.path, "metric")
            if self.plan.process_metrics[place].strategy is None:
                yield _unwritten(each.path, "strategy")
        for each in self.goals:
            if each.id == CAPABILITY and each.goal.indicator is None:
                yield _unwritten(each.path, "indicator")

    # What the metrics are.

    def unknown(self) -> Iterator[PlanFault]:
        named: list[tuple[str | None, KeyPath]] = [
            *((one.goal.metric, (*one.path, "metric")) for one in self.goals),
            *(
                (one.metric, ("counter_metrics", place, "metric"))
                for place, one in enumerate(self.plan.counter_metrics)
            ),
        ]
        for name, path in named:
            if name is None or self.metrics.find(name):
                continue
            if is_method(name):
                yield PlanFault("DP513", path, {"text": name})
            else:
                yield PlanFault("DP521", path, {"metric": name, **self._near(name)})

    def _near(self, name: str) -> Params:
        """The ids that *name* is like, by id or by title."""
        titles = {one.title.zh: key for key, one in self.metrics.metrics.items()}
        titles |= {one.title.en: key for key, one in self.metrics.metrics.items()}
        near = near_names(name, titles)
        part = [key for title, key in titles.items() if name in title]
        found = [*dict.fromkeys((*(titles[one] for one in near), *part))]
        if not found:
            return hint_params(did_you_mean(name, self.metrics.metrics))
        shown = found[:_MOST_NAMED]
        hint = TwoLanguages(
            f"（相近的有：{'、'.join(shown)}）", f" (close to it: {', '.join(shown)})"
        )
        return hint_params(hint)

    def north_star_kind(self) -> Iterator[PlanFault]:
        star, path = self.north_star, (*_NORTH_STAR, "metric")
        if star.metric is None:
            return
        if star.metric.kind == "money":
            yield PlanFault("DP510", path, star.named())
        elif star.metric.kind == "process":
            yield PlanFault("DP511", path, star.named())
        for one in self.process:
            if one.key == star.key:
                yield PlanFault("DP512", (*one.path, "metric"), star.named())

    def methods(self) -> Iterator[PlanFault]:
        for place, one in enumerate(self.plan.strategies):
            path: KeyPath = ("strategies", place)
            if one.goal is not None and is_method(one.goal):
                yield PlanFault("DP513", (*path, "goal"), {"text": one.goal})
                continue
            own = [each.metric for each in self._of(one.id)]
            found = [each for each in own if each is not None]
            if own and len(own) == len(found) and all(each.activity for each in found):
                yield PlanFault("DP514", path, {"strategy": one.id, **_listed(found)})

    def _of(self, strategy: str) -> list[_Placed]:
        plan = self.plan.process_metrics
        return [
            each for each, one in zip(self.process, plan, strict=True) if one.strategy == strategy
        ]

    # From where to where, by when, by whom.

    def targets(self) -> Iterator[PlanFault]:
        for one in self.goals:
            if lacks := _lacking(one.goal.target):
                yield PlanFault("DP515", _at(one, "target"), {**one.named(), **lacks})
            if lacks := _lacking(one.goal.baseline):
                yield PlanFault("DP518", _at(one, "baseline"), {**one.named(), **lacks})
            if not is_a_person(one.goal.owner):
                yield PlanFault("DP517", _at(one, "owner"), one.named())
            yield from self._direction(one)
        for place, kept in enumerate(self.plan.counter_metrics):
            yield from self._counter(kept, ("counter_metrics", place))

    def _counter(self, kept: CounterMetric, path: KeyPath) -> Iterator[PlanFault]:
        placed = self._placed(PlanGoal(metric=kept.metric), path)
        if kept.metric is None:
            yield _unwritten(path, "metric")
        if lacks := _lacking(kept.baseline):
            at = (*path, "baseline") if kept.baseline else path
            yield PlanFault("DP518", at, {**placed.named(), **lacks})
        if not is_a_person(kept.owner):
            at = (*path, "owner") if kept.owner else path
            yield PlanFault("DP517", at, placed.named())

    def _direction(self, one: _Placed) -> Iterator[PlanFault]:
        goal = one.goal
        start = goal.baseline.value if goal.baseline else None
        end = goal.target.value if goal.target else None
        if one.metric is None or start is None or end is None:
            return
        if one.metric.is_as_good(start, end):
            yield _wrong_way(one, (*one.path, "target"), start, end)
            return
        before = start
        for place, step in sorted(enumerate(goal.milestones), key=lambda pair: pair[1].on):
            is_between = one.metric.is_as_good(step.value, before)
            if not is_between or not one.metric.is_as_good(end, step.value):
                yield _wrong_way(one, (*one.path, "milestones", place), before, step.value)
                return
            before = step.value

    def days(self) -> Iterator[PlanFault]:
        starts, ends = self.plan.starts, self.plan.ends
        if starts and ends and ends <= starts:
            yield _outside(("ends",), ends, starts, ends)
            return
        for one in self.goals:
            yield from self._goal_days(one)
        for place, milestone in enumerate(self.plan.milestones):
            if _is_outside(milestone.on, starts, ends):
                yield _outside(("milestones", place, "on"), milestone.on, starts, ends)

    def _goal_days(self, one: _Placed) -> Iterator[PlanFault]:
        goal = one.goal
        first = goal.baseline.on if goal.baseline else None
        last = goal.target.on if goal.target else None
        begins = max(filter(None, (first, self.plan.starts)), default=None)
        if last and (_is_outside(last, begins, self.plan.ends) or last == first):
            yield _outside((*one.path, "target", "on"), last, begins, self.plan.ends)
            return
        for place, step in enumerate(goal.milestones):
            if _is_outside(step.on, first, last):
                yield _outside((*one.path, "milestones", place, "on"), step.on, first, last)

    # What must not get worse.

    def counters(self) -> Iterator[PlanFault]:
        for one in self.goals:
            for place, name in enumerate(one.goal.counters):
                yield from self._followed(one, name, (*one.path, "counters", place))
            if one.goal.metric is not None and self._lacks_counter(one):
                yield PlanFault("DP519", one.path, {**one.named(), **_examples(one.metric)})

    def _followed(self, one: _Placed, name: str, path: KeyPath) -> Iterator[PlanFault]:
        found = self.metrics.find(name)
        if found is None:
            yield PlanFault("DP521", path, {"metric": name, **self._near(name)})
        elif found == one.id:
            yield PlanFault("DP520", path, {"counter": name, **_ITSELF.params})
        elif found not in self.kept:
            yield PlanFault("DP520", path, {"counter": name, **_NOT_KEPT.params})

    def _lacks_counter(self, one: _Placed) -> bool:
        """A north star needs one; what is known to cost something, if nobody watches that."""
        if one.goal.counters:
            return False
        if one.path == _NORTH_STAR:
            return True
        watch = one.metric.watch if one.metric and one.metric.kind == "process" else ()
        return bool(watch) and not self.kept.intersection(watch)

    # How the parts hang together.

    def links(self) -> Iterator[PlanFault]:
        parts: tuple[tuple[str, Sequence[str | None]], ...] = (
            ("process_metrics", [one.strategy for one in self.plan.process_metrics]),
            ("milestones", [one.strategy for one in self.plan.milestones]),
            ("resources", [one.strategy for one in self.plan.resources]),
        )
        meant: set[str] = set()
        for part, names in parts:
            for place, name in enumerate(names):
                if name is not None and name not in self.strategies:
                    near = near_names(name, self.strategies)
                    meant.update(near[:1] if part == "process_metrics" else ())
                    yield PlanFault("DP523", (part, place, "strategy"), self._no_strategy(name))
        for place, each in enumerate(self.plan.strategies):
            if each.id not in meant and not self._of(each.id):
                yield PlanFault("DP524", ("strategies", place), {"strategy": each.id})

    def _no_strategy(self, name: str) -> Params:
        return {"strategy": name, **hint_params(did_you_mean(name, self.strategies))}

    def twice(self) -> Iterator[PlanFault]:
        ids = [one.id for one in self.plan.strategies]
        yield from _twice("strategies", ids, dict(zip(ids, ids, strict=True)))
        keys = [
            (one.strategy, *each.key) if each.id else None
            for one, each in zip(self.plan.process_metrics, self.process, strict=True)
        ]
        yield from _twice("process_metrics", keys, {one: str(one[1]) for one in keys if one})
        kept = [self.metrics.find(one.metric) for one in self.plan.counter_metrics]
        yield from _twice("counter_metrics", kept, {one: one for one in kept if one})

    # Whether it fits the stage, and whether anything is set aside.

    def stage(self) -> Iterator[PlanFault]:
        stage = self.plan.stage
        if stage is None:
            return
        for one in self.goals:
            if one.metric and STAGES.index(one.metric.from_stage) > STAGES.index(stage):
                params = {**one.named(), "needs": one.metric.from_stage, "stage": stage}
                yield PlanFault("DP525", (*one.path, "metric"), params)
        fields = {one.metric.field if one.metric else None for one in self.process}
        if stage == "whole" and fields == {"content"}:
            yield PlanFault("DP526", ("process_metrics",), {})

    def resources(self) -> Iterator[PlanFault]:
        if not any(one.people or one.budget or one.tools for one in self.plan.resources):
            yield PlanFault("DP530", ("resources",), {})


_RULES = (
    *(_PlanRules.unwritten, _PlanRules.unnamed, _PlanRules.unknown, _PlanRules.north_star_kind),
    *(_PlanRules.methods, _PlanRules.targets, _PlanRules.days, _PlanRules.counters),
    *(_PlanRules.links, _PlanRules.twice, _PlanRules.stage, _PlanRules.resources),
)


def _unwritten(path: KeyPath, field: str) -> PlanFault:
    why = _WHY[field]
    said: Params = {"why_zh": f"{_WRITE_ZH}{why.zh}。", "why_en": f"{_WRITE_EN}{why.en}"}
    return PlanFault("DP528", path, {"field": field, **said})


def _lacking(dated: DatedValue | None) -> Params:
    """What *dated* lacks, as words; nothing if it is whole."""
    lacks = [
        _LACKS[name] for name in ("value", "on") if dated is None or getattr(dated, name) is None
    ]
    if not lacks:
        return {}
    return {
        "lacks_zh": _AND.zh.join(one.zh for one in lacks),
        "lacks_en": _AND.en.join(one.en for one in lacks),
    }


def _at(one: _Placed, key: str) -> KeyPath:
    """The place of *key* in the goal, or of the goal where it is not written."""
    return (*one.path, key) if getattr(one.goal, key) is not None else one.path


def _wrong_way(one: _Placed, path: KeyPath, origin: float, target: float) -> PlanFault:
    better = _BETTER[one.metric.direction if one.metric else "up"]
    said: Params = {"better_zh": better.zh, "better_en": better.en}
    return PlanFault("DP522", path, {**one.named(), **said, "origin": origin, "target": target})


def _is_outside(day: date, first: date | None, last: date | None) -> bool:
    return (first is not None and day < first) or (last is not None and day > last)


def _outside(path: KeyPath, day: date, first: date | None, last: date | None) -> PlanFault:
    shown = {"first": str(first or "…"), "last": str(last or "…")}
    return PlanFault("DP516", path, {"day": str(day), **shown})


def _examples(metric: PlanMetric | None) -> Params:
    named = metric.watch[:_MOST_NAMED] if metric else ()
    if not named:
        return {"examples_zh": "可能变差的指标", "examples_en": ""}
    return {
        "examples_zh": f"可能变差的指标，如 {'、'.join(named)}",
        "examples_en": f" (such as {', '.join(named)})",
    }


def _listed(found: Sequence[PlanMetric]) -> Params:
    return {
        "metrics_zh": "、".join(one.title.zh for one in found),
        "metrics_en": ", ".join(one.title.en for one in found),
    }


def _twice(part: str, keys: Sequence[object], names: Mapping[object, str]) -> Iterator[PlanFault]:
    counted, seen = Counter(keys), set()
    for place, key in enumerate(keys):
        if key is not None and counted[key] > 1 and key in seen:
            yield PlanFault("DP529", (part, place), {"what": names[key]})
        seen.add(key)
