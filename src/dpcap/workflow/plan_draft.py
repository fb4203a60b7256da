"""A north-star plan drafted from what blocks the next level of a profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.north_star import load_plan_metrics
from dpcap.intake.yaml_inline import flow
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.plan import Move
from dpcap.model.plan_metrics import CAPABILITY, PlanMetrics
from dpcap.model.profile import Profile
from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.scoring.improvement_plan import plan_of
from dpcap.scoring.plan_course import Measured, profile_figures
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import blaming, framework_for, profile_at, read_profile

# What is left of an id for the provider's.
_ROOM = 59

_WORDS = Book(
    {
        "title": TwoLanguages("{name}：升到{target}", "{name}: to {target}"),
        "title_critical": TwoLanguages("{name}：补上关键项", "{name}: the critical questions"),
        "head": TwoLanguages(
            "由画像起草：到“{target}”还差下面这些题。空着的只有你们自己知道，"
            "写完用 dpcap plan lint 检查。",
            "Drafted from the profile: these questions stand between it and {target}. What is "
            "blank only you know; check it with dpcap plan lint.",
        ),
        "stage": TwoLanguages(
            "stage: 想好了再写：tools、content 或 whole", "stage: one of tools, content, whole"
        ),
        "statement": TwoLanguages("谁的什么会变好", "what gets better, for whom"),
        "for": TwoLanguages(
            "users、merchants、creators、society", "users, merchants, creators, society"
        ),
        "difference": TwoLanguages(
            "与以前、与同行有什么不同", "what is not as before, or as with others"
        ),
        "use": TwoLanguages("有什么用处", "what is useful about it"),
        "owner": TwoLanguages("一个人的姓名", "one person's name"),
        "why": TwoLanguages("为什么它能说明这个价值", "why it describes the value"),
        "goal": TwoLanguages(
            "做成后什么会变好，不写做法", "what will be better by it, not what is done"
        ),
        "method": TwoLanguages("怎么做", "what is done"),
        "none": TwoLanguages("选一个 outcome 指标", "a metric of kind outcome"),
        "limit": TwoLanguages(
            "不得差于基线；要留余地就写 limit", "no worse than the baseline; limit allows some"
        ),
        "milestones": TwoLanguages(
            "每条写 on、what、done；做完写 reached", "each has on, what, done; reached once it is"
        ),
    }
)


@dataclass(frozen=True)
class PlanDraftRequest:
    """The profile, or the folder of one. `language`: of the comments, by default the provider's."""

    profile: Path
    language: Language | None = None
    framework: Path | None = None
    metrics: Path | None = None


class _Step(NamedTuple):
    """A process metric of the draft: its strategy, what is measured, the question behind it."""

    strategy: str
    measured: Measured
    question: str


def draft_plan(request: PlanDraftRequest, configuration: Configuration | None = None) -> str:
    """The draft as YAML: a strategy for each area with moves that block the next level.

    Owners, targets and the value are blank. Raises UsageError: no profile there, or nothing that
    blocks a level; InvalidInputError: it cannot be read, or its framework is not at hand.
    """
    path = profile_at(request.profile)
    profile, metrics = read_profile(path), load_plan_metrics(request.metrics)
    framework = framework_for(profile, path, configuration or Configuration(), request.framework)
    with blaming((path, profile, framework)):
        plan = profile.plan or plan_of(rebuild_case(framework, profile))
    moves = (*plan.moves, *plan.critical)
    if not moves:
        raise UsageError(
            f"nothing to draft from: no move of {path} leads to a level; dpcap explain shows why",
            f"没有可起草的：{path} 里没有能升级的改进；原因见 dpcap explain",
        )
    language = request.language or profile.provider.language
    return (
        "\n".join(_Draft(profile, framework, metrics, language, moves, plan.target).lines()) + "\n"
    )


@dataclass(frozen=True)
class _Draft:
    profile: Profile
    framework: Framework
    metrics: PlanMetrics
    language: Language
    moves: Sequence[Move]
    target: str | None

    def say(self, key: str, **fields: str) -> str:
        return _WORDS.say(key, self.language, self.framework.wording, **fields)

    @cached_property
    def figures(self) -> dict[Measured, float]:
        return profile_figures(self.profile, self.metrics)

    @cached_property
    def steps(self) -> tuple[_Step, ...]:
        """One for each metric that a move leads to, in the order of the moves."""
        found: dict[tuple[str, Measured], _Step] = {}
        for move in self.moves:
            area = self.framework.parents[move.node][0].id
            metric = self.metrics.of_indicator(move.node)
            measured = (metric, None) if metric else (CAPABILITY, move.node)
            found.setdefault((area, measured), _Step(area, measured, move.node))
        return tuple(found.values())

    @cached_property
    def strategies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strategy for one in self.steps))

    @cached_property
    def north_star(self) -> str | None:
        """The first outcome of the list that the profile has, and that is no process metric."""
        taken = {one.measured[0] for one in self.steps}
        return next(
            (
                name
                for name, one in self.metrics.metrics.items()
                if one.kind == "outcome" and name not in taken and (name, None) in self.figures
            ),
            None,
        )

    def counter_of(self, metric: str | None) -> str | None:
        """What may get worse while *metric* gets better."""
        watch = self.metrics.metrics[metric].watch if metric else ()
        taken = {one.measured[0] for one in self.steps}
        return next((one for one in watch if one not in taken), next(iter(watch), None))

    @cached_property
    def counters(self) -> tuple[str, ...]:
        named = (self.north_star, *(one.measured[0] for one in self.steps))
        return tuple(dict.fromkeys(one for one in map(self.counter_of, named) if one))

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._value()
        yield from self._north_star()
        yield from self._strategies()
        yield from self._process()
        yield from self._counters()
        yield "milestones: []  # " + self.say("milestones")
        yield "resources:"
        for one in self.strategies:
            yield from (f"  - strategy: {one}", "    people:", "    budget:")

    def _head(self) -> Iterator[str]:
        who = self.profile.provider
        level = next((one for one in self.framework.levels if one.id == self.target), None)
        name = who.name.say(self.language)
        shown = level.title.say(self.language) if level else ""
        title = self.say("title" if level else "title_critical", name=name, target=shown)
        if level:
            yield "# " + self.say("head", target=shown)
        yield "schema: dpcap/plan/1"
        yield f"id: {flow(_plan_id(who.id))}"
        yield f"title: {flow(' '.join(title.split()))}"
        yield f"provider: {flow(who.id)}"
        yield "# " + self.say("stage")
        yield from ("starts:", "ends:")

    def _value(self) -> Iterator[str]:
        yield "value:"
        yield "  statement:  # " + self.say("statement")
        yield "  for: []  # " + self.say("for")
        yield "  difference:  # " + self.say("difference")
        yield "  use:  # " + self.say("use")

    def _north_star(self) -> Iterator[str]:
        found = self.north_star
        yield "north_star:"
        said = f" {found}  # {self._title(found)}" if found else f"  # {self.say('none')}"
        yield f"  metric:{said}"
        yield from self._goal((found, None) if found else None, "  ")
        yield f"  why:  # {self.say('why')}"

    def _strategies(self) -> Iterator[str]:
        yield "strategies:"
        for one in self.strategies:
            yield f"  - id: {one}  # {self._titled(one)}"
            yield f"    goal:  # {self.say('goal')}"
            yield f"    method:  # {self.say('method')}"

    def _process(self) -> Iterator[str]:
        yield "process_metrics:"
        for one in self.steps:
            metric, indicator = one.measured
            yield f"  - strategy: {one.strategy}"
            yield f"    metric: {metric}  # {one.question} {self._titled(one.question)}"
            if indicator:
                yield f"    indicator: {indicator}"
            yield from self._goal(one.measured, "    ")

    def _goal(self, measured: Measured | None, indent: str) -> Iterator[str]:
        yield f"{indent}owner:  # {self.say('owner')}"
        yield from self._baseline(measured, indent)
        yield f"{indent}target:"
        yield from (f"{indent}  value:", f"{indent}  on:")
        counter = self.counter_of(measured[0]) if measured else None
        yield f"{indent}counters: [{counter or ''}]"

    def _baseline(self, measured: Measured | None, indent: str) -> Iterator[str]:
        figure = self.figures.get(measured) if measured else None
        shown = "" if figure is None else f" {flow(round(figure, 4))}"
        day = "" if figure is None else f" {self.profile.as_of.isoformat()}"
        yield from (f"{indent}baseline:", f"{indent}  value:{shown}", f"{indent}  on:{day}")

    def _counters(self) -> Iterator[str]:
        if not self.counters:
            yield "counter_metrics: []"
            return
        yield "counter_metrics:  # " + self.say("limit")
        for one in self.counters:
            yield f"  - metric: {one}  # {self._title(one)}"
            yield f"    owner:  # {self.say('owner')}"
            yield from self._baseline((one, None), "    ")

    def _title(self, metric: str) -> str:
        return self.metrics.metrics[metric].title.say(self.language)

    def _titled(self, node: str) -> str:
        """The title of a node, on one line."""
        return " ".join(self.framework.title_of(node).say(self.language).split())


def _plan_id(provider: str) -> str:
    """The id of the plan of *provider*; one begins with a letter."""
    short = provider[:_ROOM]
    return f"{short}-plan" if provider[0].isalpha() else f"plan-{short}"
