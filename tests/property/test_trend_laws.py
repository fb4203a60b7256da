"""Laws of a portfolio's course: parts add up to the change, one day is no step."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.base import Name
from dpcap.model.change import PARTS, Change, ChangeParts
from dpcap.model.trend import ProviderCourse, TrendPoint, TrendStep
from dpcap.report.moved import divided
from dpcap.scoring.trend_course import portfolio_points, portfolio_steps

DAYS = tuple(date(2026, 1, 1) + timedelta(90 * n) for n in range(4))
SCORES = st.one_of(st.none(), st.integers(0, 1000).map(lambda one: one / 10))
POINTS = st.floats(-50, 50, allow_nan=False)


def change(before: float | None, after: float | None, drawn: list[float]) -> Change:
    """A change whose last part takes what the drawn ones leave."""
    rest = (after or 0.0) - (before or 0.0) - sum(drawn)
    parts = dict(zip(PARTS, [*drawn, rest], strict=True))
    split = ChangeParts(before=before, after=after, **parts)
    return Change(
        before_digest="0" * 64,
        before_as_of=DAYS[0],
        before_assessed_on=DAYS[0],
        before_framework="0" * 64,
        before_role="maker",
        level_before=None,
        level_after=None,
        overall=split,
        areas={},
    )


@st.composite
def courses(draw: st.DrawFn) -> list[ProviderCourse]:
    made = []
    for place in range(draw(st.integers(1, 5))):
        days = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1)))
        points = [
            TrendPoint(
                day=day, provider=f"p{place}", edition="t 1", role="r", proved=draw(SCORES),
                level=None, areas={},
            )
            for day in days
        ]  # fmt: skip
        steps = []
        for was, now in pairwise(points):
            drawn = [draw(POINTS) for _ in PARTS[1:]]
            found = change(was.proved, now.proved, drawn) if draw(st.booleans()) else None
            steps.append(TrendStep(from_day=was.day, to_day=now.day, change=found))
        made.append(
            ProviderCourse(
                provider=f"p{place}",
                registration_number=None,
                name=Name(en="A"),
                points=tuple(points),
                steps=tuple(steps),
            )
        )
    return made


@given(courses(), st.randoms(use_true_random=False))
def test_parts_and_members_are_the_change_of_the_mean(
    every: list[ProviderCourse], chance: random.Random
) -> None:
    points, steps = portfolio_points(DAYS, every), portfolio_steps(DAYS, every)
    assert len(steps) == len(DAYS) - 1
    for step, (was, now) in zip(steps, pairwise(points), strict=True):
        assert (step.before, step.after) == (was.mean, now.mean)
        assert abs(step.total - ((now.mean or 0) - (was.mean or 0))) < 1e-9
        shown = [*(getattr(step.parts, part) for part in PARTS), step.members]
        tenths = divided(step.before, step.after, shown)
        assert sum(tenths.parts) == tenths.total
    shuffled = list(every)
    chance.shuffle(shuffled)
    for one, other in zip(steps, portfolio_steps(DAYS, shuffled), strict=True):
        assert one.model_dump(exclude={"parts", "members", "before", "after"}) == other.model_dump(
            exclude={"parts", "members", "before", "after"}
        )
        assert abs(one.members - other.members) < 1e-9


@given(courses())
def test_where_nobody_comes_or_goes_members_are_nothing(every: list[ProviderCourse]) -> None:
    for step in portfolio_steps(DAYS, every):
        here = [
            one
            for one in every
            if {step.from_day, step.to_day} <= {point.day for point in one.points}
        ]
        known = {
            (one.provider, point.day)
            for one in here
            for point in one.points
            if point.proved is not None
        }
        same = all(
            ((one.provider, step.from_day) in known) == ((one.provider, step.to_day) in known)
            for one in here
        )
        if same and not (step.joined or step.left or step.unsplit):
            assert abs(step.members) < 1e-9


@given(courses())
def test_one_day_is_no_step(every: list[ProviderCourse]) -> None:
    assert portfolio_steps(DAYS[:1], every) == ()
