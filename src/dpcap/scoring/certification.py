"""Certification as a machine of states: what a quarter comes to, and what keeps somebody out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dpcap.model.certification import (
    CertificationLabel,
    CertificationRules,
    CertificationState,
    Ending,
    EndingKind,
    Exemption,
    ReturnBar,
)
from dpcap.model.gate import GateResult
from dpcap.model.period import span_of
from dpcap.model.standing import StandingEvent

_RUNNING: tuple[CertificationLabel, ...] = ("admitted", "certified")
_KNOWN: tuple[CertificationLabel, ...] = ("invited", *_RUNNING)
# From where each event leads, and where to; None: nowhere else.
_MOVES: Mapping[StandingEvent, tuple[tuple[CertificationLabel, ...], CertificationLabel | None]] = {
    "invited": (("none", "ended"), "invited"),
    "admitted": (("invited",), "admitted"),
    "certified": (_RUNNING, "certified"),
    "exempted": (_RUNNING, None),
    "assessment_ended": (_RUNNING, "ended"),
    "removed_for_violation": ((*_KNOWN, "ended"), "ended"),
    "withdrawn": (_KNOWN, "ended"),
}
_ENDS: Mapping[StandingEvent, EndingKind] = {
    "assessment_ended": "assessment_ended",
    "removed_for_violation": "removed_for_violation",
    "withdrawn": "withdrawn",
}


class CertificationStep(NamedTuple):
    """An event, the day from which it holds, and the quarter that it settles, if it does."""

    event: StandingEvent
    on: date
    period: str | None = None


def leads_to(state: CertificationState, event: StandingEvent) -> CertificationLabel | None:
    """Where *event* leads from *state*; None: it cannot happen there."""
    origins, target = _MOVES.get(event, ((), None))
    return (target or state.label) if state.label in origins else None


def certify(state: CertificationState, step: CertificationStep) -> CertificationState | None:
    """*state* after *step*; None: it cannot happen there."""
    label = leads_to(state, step.event)
    if label is None:
        return None
    ended = _ENDS.get(step.event)
    return CertificationState(
        label=label,
        since=step.on if label != state.label or ended else state.since,
        admitted_on=step.on if step.event == "admitted" else state.admitted_on,
        period=step.period or state.period,
        endings=(*state.endings, Ending(kind=ended, on=step.on)) if ended else state.endings,
    )


class Exemptible(NamedTuple):
    """What may let somebody off a quarter: the day of admission, and a seasonal main category."""

    admitted_on: date | None
    seasonal: bool


QuarterVerdict = Literal["certified", "assessment_ended", "exempted", "unchecked", "not_yet"]


class QuarterOutcome(NamedTuple):
    """What a quarter comes to, the rules that it turned on, and by which exemption, if by one.

    `unchecked`: a rule could not be worked out, so that nobody is ended for it; `not_yet`: the
    quarter was over before the admission.
    """

    verdict: QuarterVerdict
    rules: tuple[GateResult, ...] = ()
    exemption: Exemption | None = None


def quarter_outcome(
    period: str, gates: Iterable[GateResult], known: Exemptible, rules: CertificationRules
) -> QuarterOutcome:
    """What the quarter *period* comes to by the rules of *gates* that must be met."""
    held = [one for one in gates if one.severity == "error" and one.state != "not_applicable"]
    first, last = span_of(period)
    if known.admitted_on is not None and known.admitted_on > last:
        return QuarterOutcome("not_yet")
    late = first + timedelta(rules.admitted_from_day - 1)
    if known.admitted_on and known.admitted_on >= late and "late_admission" in rules.exempt:
        return QuarterOutcome("exempted", exemption="late_admission")
    return _judged(held, rules, seasonal=known.seasonal)


def _judged(
    held: Sequence[GateResult], rules: CertificationRules, *, seasonal: bool
) -> QuarterOutcome:
    """What the rules *held* come to; without any nobody can tell."""
    waived = _those(held, "waived")
    excused = "waived" in rules.exempt
    if failed := (*_those(held, "failed"), *(() if excused else waived)):
        if seasonal and "seasonal" in rules.exempt:
            return QuarterOutcome("exempted", failed, "seasonal")
        return QuarterOutcome("assessment_ended", failed)
    unchecked = _those(held, "unchecked")
    if unchecked or not held:
        return QuarterOutcome("unchecked", unchecked)
    if waived:
        return QuarterOutcome("exempted", waived, "waived")
    return QuarterOutcome("certified", tuple(held))


def _those(gates: Iterable[GateResult], state: str) -> tuple[GateResult, ...]:
    return tuple(one for one in gates if one.state == state)


def return_bar(
    provider: str, endings: Iterable[Ending], rules: CertificationRules
) -> ReturnBar | None:
    """What keeps *provider* out after these *endings*; of several the one that lasts longest."""
    times: Counter[EndingKind] = Counter()
    last: dict[EndingKind, date] = {}
    for one in endings:
        times[one.kind] += 1
        last[one.kind] = max(one.on, last.get(one.kind, one.on))
    bars = [_bar(provider, kind, times[kind], day, rules) for kind, day in last.items()]
    return strictest(bar for bar in bars if bar)


def strictest(bars: Iterable[ReturnBar]) -> ReturnBar | None:
    """The one of *bars* that lasts longest."""
    return max(bars, key=lambda one: (one.from_day is None, one.from_day or date.max), default=None)


def _bar(
    provider: str, kind: EndingKind, times: int, last: date, rules: CertificationRules
) -> ReturnBar | None:
    rule = rules.returns.get(kind)
    if rule is None:
        return None
    never = rule.never_from is not None and times >= rule.never_from
    day = None if never else last + timedelta(rule.after_days)
    return ReturnBar(provider=provider, kind=kind, times=times, from_day=day)
