"""Courses over batches: a portfolio's means, figures of shops, and what each step came from.

A step of the portfolio divides into ruler, work, peers and members. The figure of all shops is the
profile's own; nothing is joined here a second time but the figures of peers, by their median, as
the profile's page shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

from dpcap.model.assessment import figure_of
from dpcap.model.change import PARTS, Change, ChangeParts
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.model.trend import (
    KpiCause,
    KpiMedian,
    KpiStep,
    KpiValue,
    PortfolioPoint,
    PortfolioStep,
    ProviderCourse,
    ShopKpi,
    ShopKpiMedian,
    TrendPoint,
)


class JudgedProfile(NamedTuple):
    """A profile and the framework it was judged by."""

    profile: Profile
    framework: Framework


def shop_kpis(judged: JudgedProfile) -> tuple[ShopKpi, ...]:
    """Each figure that is asked per shop and that a shop has, in the order asked."""
    return tuple(
        ShopKpi(
            id=node.id,
            value=figure_of(node.value),
            unit=scale.unit,
            shops=sum(row.valid for row in node.shops),
            peers=_peers(node),
            proved=node.proved,
        )
        for node, scale in _asked(judged)
    )


def kpi_steps(before: JudgedProfile, after: JudgedProfile) -> tuple[KpiStep, ...]:
    """Why each figure that both have, or its score, is another one; the same ones are left out.

    A question is followed by its id.
    """
    was = {node.id: node for node, _ in _asked(before)}
    found = []
    for node, _ in _asked(after):
        if node.id in was:
            otherwise = _is_read_otherwise(node.id, before.framework, after.framework)
            causes = _causes(was[node.id], node, otherwise=otherwise)
            if causes:
                found.append(KpiStep(id=node.id, causes=causes))
    return tuple(found)


def _asked(judged: JudgedProfile) -> Iterator[tuple[IndicatorNode, Figure]]:
    for node in judged.profile.indicators():
        spec = judged.framework.by_id.get(node.id)
        if spec is None or spec.per != "shop" or not isinstance(spec.scale, Figure):
            continue
        if any(row.valid for row in node.shops):
            yield node, spec.scale


def _peers(node: IndicatorNode) -> float | None:
    """The peer figure of *node*, else the middle of its shops'."""
    if node.against is not None:
        return node.against
    known = [row.against for row in node.shops if row.valid and row.against is not None]
    return median(known) if known else None


def _is_read_otherwise(node: str, before: Framework, after: Framework) -> bool:
    """Whether an answer to *node* is read or scored in another way than before."""
    was, now = before.by_id[node], after.by_id[node]
    return (was.scale, was.across, was.pass_mark) != (now.scale, now.across, now.pass_mark)


def _causes(was: IndicatorNode, now: IndicatorNode, *, otherwise: bool) -> tuple[KpiCause, ...]:
    old, new = _valid(was), _valid(now)
    both = [(old[shop], new[shop]) for shop in old if shop in new]
    told: dict[KpiCause, bool] = {
        "framework": otherwise,
        "peers": _against(was) != _against(now)
        or any(_against(one) != _against(other) for one, other in both),
        "figures": any(one.value != other.value for one, other in both),
        "shops": old.keys() != new.keys(),
        "proof": any(one.kind != other.kind for one, other in both),
    }
    if was.proved != now.proved and not any(told.values()):
        told["proof"] = True
    return tuple(cause for cause, is_so in told.items() if is_so)


def _valid(node: IndicatorNode) -> dict[str, ShopScore]:
    return {row.shop: row for row in node.shops if row.valid}


def _against(one: IndicatorNode | ShopScore) -> tuple[float | None, float | None]:
    return one.against, one.best_peers


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
