"""Which version of each rule holds for a profile on a day, and by which day that is told.

Conduct is judged by the rule of its time: a figure of a period by the rule of the period's last
day, something that happened on a day by the rule of that day, all else by the rule of the day of
the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dpcap.model.gate import AppliesBy, RuleForce
from dpcap.model.measure import PERIOD
from dpcap.model.period import Span, span_of
from dpcap.model.profile import Profile
from dpcap.scoring.compiled_gates import CompiledGateRule, CompiledGates, each_once


class RuleDay(NamedTuple):
    """The day by which the version of a rule is chosen; None: `missing` are lacking for it."""

    by: AppliesBy
    day: date | None
    missing: tuple[str, ...] = ()


class RuleOnDay(NamedTuple):
    """How one rule stands for a profile on a day.

    `force`: in force, to come or lapsed. `version` is the one judged by; of a rule to come the next
    one, of a lapsed one the last, either of which counts nowhere. `coming` is the first version
    that begins after the day. `concerns`: the rule is for the profile's role. `dated`: it has dates
    at all; without any it is always in force. Where `chosen.day` is lacking nothing can be judged,
    unless none of its `versions` applies.
    """

    id: str
    force: RuleForce
    version: CompiledGateRule
    chosen: RuleDay
    coming: CompiledGateRule | None
    versions: tuple[CompiledGateRule, ...]
    concerns: bool
    dated: bool

    @property
    def counts(self) -> bool:
        """Whether the rule is judged at all."""
        return self.concerns and self.force == "in_force"


def rules_on(made: CompiledGates, profile: Profile, day: date) -> tuple[RuleOnDay, ...]:
    """How each rule of *made* that is on stands for *profile*, were it decided on *day*."""
    by_rule = groupby(made.rules, key=lambda rule: rule.id)
    return tuple(_on_day(tuple(each), made.period, profile, day) for _, each in by_rule)


def _on_day(
    every: Sequence[CompiledGateRule], period: Span | None, profile: Profile, day: date
) -> RuleOnDay:
    ours = tuple(one for one in every if _concerns(one, profile.role.id))
    dated = any(one.gate.from_ or one.gate.until for one in ours)
    chosen = _chosen(ours, period, profile, day) if dated else RuleDay("day", day)
    by = chosen.day or day
    holding = next((one for one in ours if one.gate.holds_on(by)), None)
    coming = next((one for one in ours if (one.gate.from_ or by) > by), None)
    force: RuleForce = "in_force"
    if ours and not holding and chosen.day:
        force = "to_come" if coming else "lapsed"
    version = holding or coming or (ours or every)[-1]
    return RuleOnDay(version.id, force, version, chosen, coming, ours, bool(ours), dated)


def _concerns(rule: CompiledGateRule, role: str) -> bool:
    return not rule.gate.applies_to or role in rule.gate.applies_to


def _chosen(
    versions: Sequence[CompiledGateRule], period: Span | None, profile: Profile, day: date
) -> RuleDay:
    """By which day the version is chosen; all versions of a rule are asked alike."""
    ends = [end for one in versions for read in one.periods for end in _ends(read(profile))]
    by = versions[0].gate.applies_by
    if by is None:
        by = "period_end" if ends or any(one.periodic for one in versions) else "day"
    if by == "day":
        return RuleDay(by, day)
    if by == "occurrence":
        return _occurrence(versions, profile)
    end = period.last if period else max(ends, default=None)
    return RuleDay(by, end, () if end else (PERIOD,))


def _ends(periods: Sequence[str]) -> list[date]:
    """The last day of each of *periods* that is one."""
    found = []
    for period in periods:
        try:
            found.append(span_of(period).last)
        except ValueError:
            continue
    return found


def _occurrence(versions: Sequence[CompiledGateRule], profile: Profile) -> RuleDay:
    """The last of the dates that the rule names; none of them known: it cannot be told."""
    names = each_once(name for one in versions for name in one.dates)
    given = (profile.provider.facts.get(name) for name in names)
    days = [found for fact in given if fact and (found := _date(fact.value))]
    return RuleDay("occurrence", max(days, default=None), () if days else names)


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
