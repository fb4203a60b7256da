"""How a plan goes, put into words: what the terminal, the page and the Markdown show alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dpcap.model.nouns import NEUTRAL
from dpcap.report.figures import number
from dpcap.report.plan.flywheel_chart import FlywheelSeries, flywheel_chart
from dpcap.report.plan.page import PlanTable, PlanView
from dpcap.report.plan.wording import WORDS
from dpcap.report.sanitize import printable

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.plan_course import GoalCourse, IndexedLine, MilestoneCourse
    from dpcap.report.plan.tracked_plan import TrackedPlan

_GOALS = ("role", "metric", "state", "latest", "expected", "baseline", "target", "owner")
_LEAST = ("role", "metric", "state", "latest", "expected", "target")
_MILESTONES = ("day", "state", "what", "done")
_BAD = ("worse", "missed", "behind", "ended_unread")


def plan_view(found: TrackedPlan, language: Language) -> PlanView:
    """*found* as ready strings in *language*."""
    return _Writer(found, language).view()


class _Writer:
    def __init__(self, found: TrackedPlan, language: Language) -> None:
        self._found, self._language = found, language

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self._language, NEUTRAL, **fields)

    def view(self) -> PlanView:
        plan, course = self._found.plan, self._found.course
        told = tuple(self._told())
        said = plan.value.statement
        return PlanView(
            language=self._language,
            title=self.say("title", title=printable(plan.title)),
            strip=tuple(self._strip()),
            value=self.say("value", text=_flat(said)) if said else "",
            warnings_head=self.say("warnings"),
            warnings=tuple(self._warning(one) for one in course.goals if one.state == "worse"),
            goals_head=self.say("goals"),
            goals=self._goals(),
            rule=self.say("rule"),
            milestones_head=self.say("milestones"),
            milestones=self._milestones(),
            flywheel_head=self.say("flywheel"),
            flywheel_lines=told,
            chart=flywheel_chart(tuple(self._series()), self.say("flywheel"), " ".join(told)),
        )

    def _strip(self) -> Iterator[str]:
        plan, found = self._found.plan, self._found
        yield self.say("on", on=found.course.on.isoformat())
        for one in (plan.provider, plan.brand):
            if one:
                yield printable(one)
        if plan.stage:
            yield self.say(f"stage.{plan.stage}")
        yield self.say("profiles", count=found.profiles)
        yield self.say("readings", count=found.readings)

    def _warning(self, one: GoalCourse) -> str:
        latest, target = one.latest, one.target
        if latest is None or target is None:
            raise AssertionError
        return self.say(
            "warning",
            metric=self._metric(one),
            latest=self._figure(one, latest[1]),
            day=latest[0].isoformat(),
            limit=self._figure(one, target[1]),
            owner=_flat(one.owner or self.say("nobody")),
        )

    def _goals(self) -> PlanTable:
        goals = self._found.course.goals
        return PlanTable(
            heads=tuple(self.say(f"column.{name}") for name in _GOALS),
            rows=tuple(tuple(self._cells(one).values()) for one in goals),
            whole=frozenset((0, 2)),
            bad=frozenset(place for place, one in enumerate(goals) if one.state in _BAD),
            least=tuple(map(_GOALS.index, _LEAST)),
        )

    def _cells(self, one: GoalCourse) -> dict[str, str]:
        none, is_counter = self.say("none"), one.role == "counter"
        expected = none
        if one.expected is not None and not is_counter:
            expected = self._figure(one, one.expected)
        return {
            "role": self.say(f"role.{one.role}"),
            "metric": self._metric(one),
            "state": self.say(f"state.{one.state}"),
            "latest": self._dated(one, one.latest),
            "expected": expected,
            "baseline": self._dated(one, one.baseline),
            "target": self._target(one),
            "owner": _flat(one.owner or none),
        }

    def _target(self, one: GoalCourse) -> str:
        if one.role == "counter" and one.target:
            return self.say("not_worse", value=self._figure(one, one.target[1]))
        return self._dated(one, one.target)

    def _metric(self, one: GoalCourse) -> str:
        known = self._found.metrics.metrics.get(one.metric)
        title = known.title.say(self._language) if known else _flat(one.metric)
        shown = title or self.say("none")
        return f"{shown} {one.indicator}" if one.indicator else shown

    def _figure(self, one: GoalCourse, value: float) -> str:
        known = self._found.metrics.metrics.get(one.metric)
        unit = known.unit.say(self._language) if known else ""
        return f"{number(value)}{'' if unit in ('%', '×') else ' '}{unit}".strip()

    def _dated(self, one: GoalCourse, pair: tuple[date | None, float] | None) -> str:
        if pair is None or pair[0] is None:
            return self.say("none")
        return self.say("dated", value=self._figure(one, pair[1]), day=pair[0].isoformat())

    def _milestones(self) -> PlanTable:
        found = self._found.course.milestones
        return PlanTable(
            heads=tuple(self.say(f"column.{name}") for name in _MILESTONES),
            rows=tuple(map(self._milestone, found)),
            whole=frozenset((0, 1)),
            bad=frozenset(place for place, one in enumerate(found) if one.state == "late"),
        )

    def _milestone(self, one: MilestoneCourse) -> tuple[str, ...]:
        written = one.milestone
        state = self.say(f"milestone.{one.state}", days=one.days)
        done = _flat(written.done) if written.done else self.say("none")
        return written.on.isoformat(), state, _flat(written.what), done

    def _told(self) -> Iterator[str]:
        lines = self._found.course.flywheel
        if not any(one.points for one in lines):
            yield self.say("flywheel_none")
            return
        yield self.say("flywheel_about")
        yield from map(self._line, lines)

    def _line(self, one: IndexedLine) -> str:
        name = self.say(f"flywheel.{one.line}")
        if one.metric is None:
            return self.say("no_line", line=name)
        metric = self._found.metrics.metrics[one.metric].title.say(self._language)
        if not one.points:
            return self.say("zero_line", line=name, metric=metric)
        first, (last, index) = one.points[0][0].isoformat(), one.points[-1]
        shown, ended = number(index, 0), last.isoformat()
        return self.say("line", line=name, metric=metric, first=first, last=ended, index=shown)

    def _series(self) -> Iterator[FlywheelSeries]:
        for one in self._found.course.flywheel:
            yield FlywheelSeries(one.line, self.say(f"flywheel.{one.line}"), one.points)


def _flat(text: str) -> str:
    return printable(" ".join(text.split()))
