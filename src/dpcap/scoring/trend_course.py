"""A portfolio's course: its means, and how a step divides into ruler, work, peers and members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean, median

from dpcap.model.change import PARTS, Change, ChangeParts
from dpcap.model.trend import (
    KpiMedian,
    KpiValue,
    PortfolioPoint,
    PortfolioStep,
    ProviderCourse,
    ShopKpi,
    ShopKpiMedian,
    TrendPoint,
)


def portfolio_points(
    days: Iterable[date], courses: Sequence[ProviderCourse]
) -> tuple[PortfolioPoint, ...]:
    """All of *courses* on each of *days*."""
    return tuple(_point(day, [*_on(day, courses).values()]) for day in days)


def portfolio_steps(
    days: Sequence[date], courses: Sequence[ProviderCourse]
) -> tuple[PortfolioStep, ...]:
    """From each of *days* to the next, over all of *courses*."""
    return tuple(
        _step(_on(was, courses), _on(now, courses), _changes(was, now, courses), (was, now))
        for was, now in pairwise(days)
    )


def _on(day: date, courses: Sequence[ProviderCourse]) -> dict[int, TrendPoint]:
    """The point of *day* of each of *courses* that has one, by its place."""
    found = {}
    for place, course in enumerate(courses):
        for point in course.points:
            if point.day == day:
                found[place] = point
    return found


def _changes(was: date, now: date, courses: Sequence[ProviderCourse]) -> dict[int, Change]:
    return {
        place: step.change
        for place, course in enumerate(courses)
        for step in course.steps
        if step.change and (step.from_day, step.to_day) == (was, now)
    }


def _point(day: date, points: Sequence[TrendPoint]) -> PortfolioPoint:
    areas = dict.fromkeys(name for one in points for name in one.areas)
    return PortfolioPoint(
        day=day,
        providers=len(points),
        scored=sum(one.proved is not None for one in points),
        mean=_mean(one.proved for one in points),
        areas={name: _mean(one.areas.get(name) for one in points) for name in areas},
        levels=_counts(one.level for one in points),
        certifications=_counts(one.certification for one in points),
        tiers=_counts(one.tier for one in points),
        kpis=tuple(_medians(points)),
        shop_kpis=tuple(_shop_medians(points)),
    )


def _counts(names: Iterable[str | None]) -> dict[str, int]:
    return dict(sorted(Counter(one or "" for one in names).items()))


def _medians(points: Sequence[TrendPoint]) -> Iterable[KpiMedian]:
    found: dict[str, list[KpiValue]] = {}
    for one in points:
        for kpi in one.kpis:
            found.setdefault(kpi.id, []).append(kpi)
    for name in sorted(found):
        each = found[name]
        middle = median(kpi.value for kpi in each)
        yield KpiMedian(id=name, median=middle, unit=each[0].unit, known=len(each))


def _shop_medians(points: Sequence[TrendPoint]) -> Iterable[ShopKpiMedian]:
    found: dict[str, list[tuple[float, ShopKpi]]] = {}
    for one in points:
        for kpi in one.shop_kpis:
            if kpi.value is not None:
                found.setdefault(kpi.id, []).append((kpi.value, kpi))
    for name in sorted(found):
        each = found[name]
        yield ShopKpiMedian(
            id=name,
            median=median(value for value, _ in each),
            unit=each[0][1].unit,
            known=len(each),
            shops=sum(kpi.shops for _, kpi in each),
        )


def _step(
    was: Mapping[int, TrendPoint],
    now: Mapping[int, TrendPoint],
    changes: Mapping[int, Change],
    days: tuple[date, date],
) -> PortfolioStep:
    both = [
        place
        for place in was.keys() & now.keys()
        if was[place].proved is not None and now[place].proved is not None
    ]
    split = sorted(place for place in both if place in changes)
    before, after = (_mean(one.proved for one in each.values()) for each in (was, now))
    parts = _mean_parts([changes[place].overall for place in split])
    return PortfolioStep(
        from_day=days[0],
        to_day=days[1],
        before=before,
        after=after,
        both=len(split),
        joined=len(now.keys() - was.keys()),
        left=len(was.keys() - now.keys()),
        unsplit=len(both) - len(split),
        parts=parts,
        members=(after or 0.0) - (before or 0.0) - parts.total,
    )


def _mean_parts(each: Sequence[ChangeParts]) -> ChangeParts:
    """The mean of every part; the mean of a sum is the sum of the means."""
    means = {part: _mean(getattr(one, part) for one in each) or 0.0 for part in PARTS}
    before, after = (_mean(getattr(one, side) for one in each) for side in ("before", "after"))
    return ChangeParts(before=before, after=after, **means)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return fmean(known) if known else None
