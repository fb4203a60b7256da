"""What a plan's lint leaves to its reader, and the list of metrics, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpcap.cli.plan_words import WORDS
from dpcap.report.figures import number
from dpcap.report.sanitize import printable
from dpcap.text_width import width

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.north_star import NorthStarPlan
    from dpcap.model.plan_metrics import PlanMetrics

_SHORT = 80


def plan_questions(plan: NorthStarPlan, metrics: PlanMetrics, language: Language) -> Iterator[str]:
    """The five questions about *plan*, each with what it says."""
    yield WORDS.say("questions", language)
    for place, (key, said) in enumerate(_said(plan, metrics, language), start=1):
        quoted = " ".join(printable(said).split())
        shown = f"{quoted[:_SHORT]}…" if len(quoted) > _SHORT else quoted
        answer = WORDS.say("says" if shown else "blank", language, text=shown)
        yield f"  {place}. {WORDS.say(f'question.{key}', language)}"
        yield f"     {answer}"


def _said(
    plan: NorthStarPlan, metrics: PlanMetrics, language: Language
) -> Iterator[tuple[str, str]]:
    """Each question, and what the plan says about it."""
    comma = WORDS.say("comma", language)
    star = plan.north_star
    found = metrics.find(star.metric)
    metric = metrics.metrics[found].title.say(language) if found else star.metric or ""
    yield "value", plan.value.statement or ""
    yield "difference", plan.value.difference or ""
    yield "use", plan.value.use or ""
    yield "mechanism", comma.join(one.goal for one in plan.strategies if one.goal)
    ends = [one.value for one in (star.baseline, star.target) if one and one.value is not None]
    yield "size", f"{metric} {' → '.join(map(number, ends))}".strip()


def metric_lines(metrics: PlanMetrics, language: Language) -> Iterator[str]:
    """Each metric by kind: id, title, unit, which way is better."""
    longest = max(map(len, metrics.metrics))
    for kind in ("outcome", "process", "money"):
        yield WORDS.say(f"kind.{kind}", language)
        for name, one in metrics.metrics.items():
            if one.kind == kind:
                title, unit = one.title.say(language), one.unit.say(language)
                way = WORDS.say(one.direction, language)
                gap = " " * max(1, 36 - width(title))
                yield f"  {name:<{longest}}  {title}{gap}{unit} {way}"
