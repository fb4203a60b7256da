"""Dates of rules: versions that overlap or leave a gap, and days that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import combinations, pairwise

from dpcap.intake.gate_rules import Report, place_of, places
from dpcap.intake.wording import Params
from dpcap.model.expression import expression
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.gate import Gate, Gates
from dpcap.model.measure import MeasureName
from dpcap.model.measure_names import is_date, is_periodic, read_names

_DAY = timedelta(1)
Versions = list[tuple[int | None, Gate]]


def check_dates(gates: Gates, framework: Framework, report: Report) -> Iterator[Finding]:
    """Findings about the dates of every rule and the roles that it is for.

    *framework* is the one that they are for, and their expressions compile.
    """
    for rule, gate in gates.rules.items():
        say = partial(_say, report, rule)
        versions = list(places(gate))
        for place, version in versions:
            yield from _alone(gate, place, version, framework, say)
        yield from _together(gate, versions, framework, say)
        yield from _day_told(gate, framework, say)


def _say(
    report: Report, rule: str, code: str, at: tuple[Step, ...], params: Params | None = None
) -> Finding:
    return report(code, ("rules", rule, *at), {"rule": rule, **(params or {})})


Say = partial[Finding]


def _alone(
    gate: Gate, place: int | None, version: Gate, framework: Framework, say: Say
) -> Iterator[Finding]:
    """What is wrong with the days and the roles of one version."""
    at = partial(place_of, gate, place)
    begins, ends, told = version.from_, version.until, version.warn_from
    if begins and ends and ends < begins:
        yield say("DP717", at("until"), {"begins": str(begins), "ends": str(ends)})
    if told and (begins is None or told > begins):
        yield say("DP720", at("warn_from"), {"told": str(told), "begins": str(begins or "–")})
    for n, role in enumerate(version.applies_to):
        if role not in framework.roles:
            options = ", ".join(framework.roles)
            yield say("DP722", (*at("applies_to"), n), {"name": role, "options": options})


def _together(gate: Gate, versions: Versions, framework: Framework, say: Say) -> Iterator[Finding]:
    """Days with two versions of a rule, and days between two versions that have none."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for role in framework.roles:
        ours = [(n, one) for n, one in versions if not one.applies_to or role in one.applies_to]
        ours.sort(key=lambda each: (each[1].from_ or date.min, each[1].until or date.max))
        for (a, one), (b, other) in combinations(ours, 2):
            first, last = _shared(one, other)
            if first <= last and _is_new(seen, ("DP718", a, b)):
                days: Params = {"first": _shown(first), "last": _shown(last)}
                yield say("DP718", ("versions", b or 0), days)
        for (a, one), (b, other) in pairwise(ours):
            gap = (one.until + _DAY if one.until else None, other.from_)
            if gap[0] and gap[1] and gap[0] < gap[1] and _is_new(seen, ("DP719", a, b)):
                days = {"first": str(gap[0]), "last": str(gap[1] - _DAY)}
                yield say("DP719", place_of(gate, b, "from"), days)


def _shared(one: Gate, other: Gate) -> tuple[date, date]:
    """The first and the last day that two versions have in common; none: the last is earlier."""
    first = max(one.from_ or date.min, other.from_ or date.min)
    return first, min(one.until or date.max, other.until or date.max)


def _shown(day: date) -> str:
    return "…" if day in (date.min, date.max) else str(day)


def _is_new(
    seen: set[tuple[str, int | None, int | None]], one: tuple[str, int | None, int | None]
) -> bool:
    new = one not in seen
    seen.add(one)
    return new


def _day_told(gate: Gate, framework: Framework, say: Say) -> Iterator[Finding]:
    """By which day a dated rule is judged: it must be possible, and clear within a month."""
    if not gate.dated:
        return
    measured, others = _names(gate, framework)
    if gate.applies_by == "occurrence":
        if not any(is_date(framework, name) for name in (*measured, *others)):
            yield say("DP723", ("applies_by",))
    elif gate.applies_by is None and any(_of_period(framework, name) for name in measured):
        for place, version in places(gate):
            for key, day in (
                ("from", version.from_),
                ("until", version.until and version.until + _DAY),
            ):
                if day and day.day != 1:
                    yield say("DP721", place_of(gate, place, key), {"day": str(day)})
                    return


def _names(gate: Gate, framework: Framework) -> tuple[list[MeasureName], list[MeasureName]]:
    """The names that the versions of *gate* measure, and those in their conditions."""
    measures = {one.measure for one in gate.each}
    conditions = {one.where for one in gate.each if one.where}

    def read(sources: set[str]) -> list[MeasureName]:
        found = (read_names(framework, expression(one)).known for one in sorted(sources))
        return [name for known in found for name in known]

    return read(measures), read(conditions)


def _of_period(framework: Framework, name: MeasureName) -> bool:
    """Whether *name* is a figure of a period, or may be one."""
    is_number = name.kind == "fact" and framework.facts[name.fact].kind == "number"
    return is_number or is_periodic(framework, name)
