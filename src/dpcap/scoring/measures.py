"""Measures: what the names that gates use come to for one profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dpcap.model.assessment import Fact
from dpcap.model.change import Change, ChangeParts
from dpcap.model.doubts import count_doubts
from dpcap.model.expression import CelValue
from dpcap.model.framework import Framework
from dpcap.model.measure import NO_LEVEL, NOT_ASKED, OVERALL, MeasureName
from dpcap.model.period import Span, span_of, years_between
from dpcap.model.profile import Profile
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode, OverallNode
from dpcap.scoring.indicator_result import UNASKED, cel_value

AnyNode = OverallNode | AreaNode | DimensionNode | IndicatorNode


class MeasuredProvider(NamedTuple):
    """What gates are held against: a profile, what changed since the baseline, the period wanted.

    `change` is None where there is no baseline, or the provider is not in it.
    """

    profile: Profile
    change: Change | None
    period: Span | None


# Reads one measure; None: there is no such figure.
Reader = Callable[[MeasuredProvider], CelValue | None]
# Reads of which periods the figures of one measure are, as they were written.
PeriodReader = Callable[[Profile], tuple[str, ...]]


def reader(framework: Framework, name: MeasureName) -> Reader:
    """How *name* is read off profiles of *framework*."""
    return READERS[name.root](framework, name)


def period_reader(framework: Framework, name: MeasureName) -> PeriodReader:
    """How the periods of the fact or the answer that *name* measures are read off profiles."""
    if name.fact:
        return lambda profile: _period_of_fact(profile, name.fact)
    find = _indicator(framework, name.node)
    return lambda profile: tuple(_periods_of(find(profile)))


def _period_of_fact(profile: Profile, name: str) -> tuple[str, ...]:
    fact = profile.provider.facts.get(name)
    return (fact.period,) if fact is not None and fact.period else ()


def rank_of(framework: Framework, level: str | None) -> float | None:
    """The rank of a level, 1 the lowest; 0: no level; None: *framework* has no such level."""
    ids = [one.id for one in framework.levels]
    if level is None:
        return 0.0
    return float(ids.index(level) + 1) if level in ids else None


def reviewed_share(pieces: int, reviewed: int) -> float | None:
    """The reviewed share of the pieces that count, 0..1; None where no piece counts."""
    return reviewed / pieces if pieces else None


def _plain(read: Reader) -> Callable[[Framework, MeasureName], Reader]:
    """For a measure that hangs neither on the framework nor on more than its name."""
    return lambda _framework, _name: read


def _of_node(framework: Framework, name: MeasureName) -> Reader:
    find, column = _finder(framework, name.node), name.root
    return lambda subject: getattr(find(subject.profile), column)


def _asked(framework: Framework, name: MeasureName) -> Reader:
    find = _indicator(framework, name.node)
    return lambda subject: find(subject.profile).state not in UNASKED


def _answer(framework: Framework, name: MeasureName) -> Reader:
    find = _indicator(framework, name.node)

    def read(subject: MeasuredProvider) -> CelValue | None:
        node = find(subject.profile)
        # Where a shop's row is lacking and could move the median, there is no value.
        return None if node.state != "answered" or node.value is None else cel_value(node.value)

    return read


def _critical_state(framework: Framework, name: MeasureName) -> Reader:
    find = _indicator(framework, name.node)
    return lambda subject: find(subject.profile).critical or NOT_ASKED


def _finder(framework: Framework, node: str) -> Callable[[Profile], AnyNode]:
    """How the node of that id is reached: profiles keep the framework's order."""
    if node == OVERALL:
        return lambda profile: profile.overall
    path = framework.once(_paths)[node]
    if len(path) == 1:
        return lambda profile: profile.areas[path[0]]
    if len(path) == 2:  # noqa: PLR2004 - an area's place and a dimension's
        return lambda profile: profile.areas[path[0]].dimensions[path[1]]
    return _indicator(framework, node)


def _indicator(framework: Framework, node: str) -> Callable[[Profile], IndicatorNode]:
    a, d, i = framework.once(_paths)[node]
    return lambda profile: profile.areas[a].dimensions[d].indicators[i]


def _paths(framework: Framework) -> dict[str, tuple[int, ...]]:
    """Where each node stands: its area's, dimension's and own place among its siblings."""
    paths: dict[str, tuple[int, ...]] = {}
    for a, area in enumerate(framework.areas):
        paths[area.id] = (a,)
        for d, dimension in enumerate(area.dimensions):
            paths[dimension.id] = (a, d)
            for i, indicator in enumerate(dimension.indicators):
                paths[indicator.id] = (a, d, i)
    return paths


def _level(framework: Framework, name: MeasureName) -> Reader:
    ranks = {level.id: float(n) for n, level in enumerate(framework.levels, 1)}
    find = _level_id(framework, name)
    return lambda subject: ranks.get(str(find(subject)), 0.0)


def _level_id(_framework: Framework, name: MeasureName) -> Reader:
    part = name.part
    return lambda subject: getattr(subject.profile.overall.level, part).id or NO_LEVEL


def _critical(_framework: Framework, name: MeasureName) -> Reader:
    if name.part == "open":
        return lambda subject: _open(subject.profile)
    part = name.part
    return lambda subject: float(getattr(subject.profile.overall.critical, part))


def _open(profile: Profile) -> float:
    critical = profile.overall.critical
    return float(critical.failed + critical.not_proved)


def _findings(framework: Framework, name: MeasureName) -> Reader:
    if name.part == "warnings":
        return lambda s: float(sum(one.severity == "warning" for one in s.profile.findings))
    return lambda subject: float(count_doubts(framework, subject.profile.findings, name.part))


def _review(_framework: Framework, name: MeasureName) -> Reader:
    def unreviewed(subject: MeasuredProvider) -> float:
        return float(subject.profile.review.pieces - subject.profile.review.reviewed)

    part = name.part
    if part == "unreviewed":
        return unreviewed
    return lambda subject: float(getattr(subject.profile.review, part))


def _review_share(subject: MeasuredProvider) -> float | None:
    return reviewed_share(subject.profile.review.pieces, subject.profile.review.reviewed)


def _review_age(subject: MeasuredProvider) -> float | None:
    last = subject.profile.review.last_on
    return None if last is None else float((subject.profile.as_of - last).days)


def _age(subject: MeasuredProvider) -> float:
    return float((subject.profile.as_of - subject.profile.assessed_on).days)


def _off_period(subject: MeasuredProvider) -> float | None:
    wanted = subject.period
    if wanted is None:
        return None
    taken = _periods(subject.profile)
    return float(sum(not within(wanted, period) for period in taken))


def _periods(profile: Profile) -> Iterator[str]:
    """The period of every figure that counts, shop by shop where it is asked so."""
    for area in profile.areas:
        for dimension in area.dimensions:
            for node in dimension.indicators:
                yield from _periods_of(node)


def _periods_of(node: IndicatorNode) -> Iterator[str]:
    """The period of each figure of one answer."""
    if node.state == "answered":
        rows = [shop.envelope for shop in node.shops if shop.valid]
        for envelope in rows or [node.envelope]:
            if "period" in envelope:
                yield envelope["period"]


def within(wanted: Span, period: str) -> bool:
    """Whether *period*, as written, lies inside *wanted*; what is no period does not."""
    try:
        return wanted.holds(span_of(period))
    except ValueError:
        return False


def _of_fact(
    read: Callable[[MeasuredProvider, Fact], CelValue | None],
) -> Callable[[Framework, MeasureName], Reader]:
    """For what is read off one fact: none, if it is not given."""

    def made(_framework: Framework, name: MeasureName) -> Reader:
        def of(subject: MeasuredProvider) -> CelValue | None:
            fact = subject.profile.provider.facts.get(name.fact)
            return None if fact is None else read(subject, fact)

        return of

    return made


def _in_period(subject: MeasuredProvider, fact: Fact) -> bool | None:
    if subject.period is None or fact.period is None:
        return None
    return within(subject.period, fact.period)


def _days_since(subject: MeasuredProvider, fact: Fact) -> float | None:
    return None if fact.on is None else float((subject.profile.as_of - fact.on).days)


def _years_since(subject: MeasuredProvider, fact: Fact) -> float | None:
    try:
        return years_between(date.fromisoformat(str(fact.value)), subject.profile.as_of)
    except ValueError:
        return None


def _change(_framework: Framework, name: MeasureName) -> Reader:
    node, part = name.node, name.part

    def read(subject: MeasuredProvider) -> float | None:
        if subject.change is None:
            return None
        split: ChangeParts | None = subject.change.overall
        if node != OVERALL:
            split = subject.change.areas.get(node)
        return None if split is None else float(getattr(split, part))

    return read


def _change_level(framework: Framework, _name: MeasureName) -> Reader:
    def read(subject: MeasuredProvider) -> float | None:
        if subject.change is None:
            return None
        before = rank_of(framework, subject.change.level_before)
        after = rank_of(framework, subject.change.level_after)
        return None if before is None or after is None else after - before

    return read


# How the measures of each root are read; adding one is a line here and one in `MEASURES`.
READERS: dict[str, Callable[[Framework, MeasureName], Reader]] = {
    **dict.fromkeys(
        ("claimed", "proved", "claimed_ceiling", "proved_ceiling", "coverage", "applicable"),
        _of_node,
    ),
    "asked": _asked,
    "level": _level,
    "level_id": _level_id,
    "graded": _plain(lambda subject: subject.profile.overall.level.proved.graded),
    "critical": _critical,
    "critical_state": _critical_state,
    "findings": _findings,
    "review": _review,
    "review_share": _plain(_review_share),
    "review_age_days": _plain(_review_age),
    "contested": _plain(lambda subject: subject.profile.review.contested is not None),
    "role_confirmed": _plain(lambda subject: subject.profile.role.confirmed),
    "role": _plain(lambda subject: subject.profile.role.id),
    "role_declared": _plain(lambda subject: subject.profile.role.declared),
    "categories": _plain(lambda subject: list(subject.profile.provider.categories)),
    "shops": _plain(lambda subject: float(len(subject.profile.provider.shops))),
    "age_days": _plain(_age),
    "off_period": _plain(_off_period),
    "in_period": _of_fact(_in_period),
    "basis": _of_fact(lambda _subject, fact: fact.basis),
    "days_since": _of_fact(_days_since),
    "years_since": _of_fact(_years_since),
    "fact_…": _of_fact(lambda _subject, fact: cel_value(fact.value)),
    "…": _answer,
    "change": _change,
    "change_level": _change_level,
}
