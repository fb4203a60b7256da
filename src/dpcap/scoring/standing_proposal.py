"""What a quarter proposes for one provider: an entry of its certification, and one of its tier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dpcap.model.certification import CertificationRules, CertificationState, ReturnBar
from dpcap.model.gate import GateResult
from dpcap.model.manager import quarter_of
from dpcap.model.period import span_of
from dpcap.model.standing import (
    KnownOutcomes,
    QuarterScore,
    RuleBooks,
    RuleMeasure,
    Standing,
    StandingEntry,
    TierState,
    quarter_number,
)
from dpcap.model.standing_proposal import Stage, StandingProposal, TrackProposal, Why
from dpcap.model.tiers import NO_TIER, TierRules
from dpcap.scoring.certification import (
    CertificationStep,
    Exemptible,
    certify,
    leads_to,
    quarter_outcome,
)
from dpcap.scoring.tier_steps import next_tier


class ProviderQuarter(NamedTuple):
    """What is known of a provider for one quarter.

    `stage`: whether `gates` are those of an admission, of a quarter, or others. `admitted`: the
    day of a decision to admit that is in force. `score`: proved; None: too little is answered.
    `shops`: those counted. `profile`, `decision`: the digests of the files.
    """

    provider: str
    number: str | None
    period: str
    stage: Stage
    gates: tuple[GateResult, ...]
    score: float | None
    shops: tuple[str, ...] = ()
    profile: str | None = None
    decision: str | None = None
    admitted: date | None = None
    seasonal: bool = False
    known: KnownOutcomes = KnownOutcomes.model_construct()

    @property
    def ends_on(self) -> date:
        """The last day of the quarter."""
        return span_of(self.period).last


def propose_standing(
    standing: Standing,
    quarter: ProviderQuarter,
    books: RuleBooks,
    on: date,
    bar: ReturnBar | None = None,
) -> StandingProposal:
    """What *quarter* proposes on the day *on* for who stands so; *bar*: what keeps it out."""
    first = _unless_taken_back(
        standing, _certification(standing, quarter, books.certification, on, bar)
    )
    then = standing
    if first.entry:
        step = CertificationStep(first.entry.event, first.entry.effective_on, first.entry.period)
        state = certify(standing.certification, step) or standing.certification
        then = standing.model_copy(update={"certification": state})
    second = _tier(then, quarter, books.tiers, on)
    return StandingProposal(first, _unless_taken_back(standing, second))


def _unless_taken_back(standing: Standing, found: TrackProposal) -> TrackProposal:
    """What was *found*, unless just that was signed before and a person took it back."""
    if found.entry is None or not standing.was_taken_back(found.entry):
        return found
    return TrackProposal(None, "taken_back", found.rules)


def _certification(
    standing: Standing,
    quarter: ProviderQuarter,
    rules: CertificationRules,
    on: date,
    bar: ReturnBar | None,
) -> TrackProposal:
    if quarter.stage == "admission":
        return _admission(standing, quarter, rules, bar, on)
    state = standing.certification
    if why := _waits(state, quarter, on):
        return TrackProposal(None, why)
    known = Exemptible(state.admitted_on, quarter.seasonal)
    outcome = quarter_outcome(quarter.period, quarter.gates, known, rules)
    measures, verdict = measures_of(outcome.rules), outcome.verdict
    if verdict == "unchecked" or verdict == "not_yet":  # noqa: PLR1714 - narrows the type
        return TrackProposal(None, verdict, measures)
    entry = _entry(standing, quarter).model_copy(
        update={
            "event": verdict,
            "to": leads_to(state, verdict),
            "measures": measures or _named(outcome.exemption),
            "rules": (rules.id, rules.digest),
            "reason": outcome.exemption,
        }
    )
    return TrackProposal(entry, None, measures)


def _waits(state: CertificationState, quarter: ProviderQuarter, on: date) -> Why | None:
    """Why the *quarter* of who stands so is not settled on the day *on*; None: it is."""
    if not state.is_running:
        return "ended" if state.label == "ended" else "not_admitted"
    if quarter.stage != "quarter":
        return "other_gates"
    if _is_settled(state.period, quarter.period):
        return "already"
    return "running" if on <= quarter.ends_on else None


def _admission(
    standing: Standing,
    quarter: ProviderQuarter,
    rules: CertificationRules,
    bar: ReturnBar | None,
    on: date,
) -> TrackProposal:
    """An admission that a person decided, of somebody who was invited and is not kept out."""
    state, day = standing.certification, quarter.admitted
    if state.is_running:
        return TrackProposal(None, "already")
    if day is None:
        return TrackProposal(None, "not_admitted")
    if state.label != "invited":
        return TrackProposal(None, "ended" if state.label == "ended" else "not_invited")
    if bar is not None and bar.holds(on):
        return TrackProposal(None, "ended")
    entry = _entry(standing, quarter).model_copy(
        update={
            "event": "admitted",
            "from_": state.label,
            "to": "admitted",
            "period": None,
            "measures": measures_of(quarter.gates),
            "rules": (rules.id, rules.digest),
            "effective_on": day,
        }
    )
    return TrackProposal(entry)


def stop_after(standing: Standing, ended: StandingEntry, rules: TierRules) -> StandingEntry | None:
    """What ends the tier of *standing* at once when its certification has *ended* so; or None."""
    state = standing.tier
    if ended.event not in rules.hard_stops.endings or state.lost is not None:
        return None
    if state.tier == NO_TIER:
        return None
    day = ended.effective_on
    return StandingEntry(
        provider=ended.provider,
        registration_number=ended.registration_number,
        track="tier",
        event="stopped",
        period=quarter_of(day),
        from_=state.tier,
        to=NO_TIER,
        measures=(RuleMeasure(rule=ended.event, found=day.isoformat()),),
        rules=(rules.id, rules.digest),
        effective_on=day,
        reason=ended.reason,
    )


def _tier(
    standing: Standing, quarter: ProviderQuarter, rules: TierRules, on: date
) -> TrackProposal:
    state, stops = standing.tier, _stops(standing, quarter, rules)
    at_once = bool(stops) and state.lost is None and state.tier != NO_TIER
    why = None if at_once else _tier_waits(standing, quarter, rules, on)
    if why is not None:
        return TrackProposal(None, why)
    return TrackProposal(_tier_entry(standing, quarter, rules, on, stops), None, stops)


def _tier_waits(
    standing: Standing, quarter: ProviderQuarter, rules: TierRules, on: date
) -> Why | None:
    """Why the *quarter* does nothing to the tier on the day *on*; None: it does."""
    if rules.needs_certification and not standing.certification.is_running:
        return "not_certified"
    if _is_settled(standing.tier.period, quarter.period):
        return "already"
    if on <= quarter.ends_on:
        return "running"
    return "no_score" if quarter.score is None else None


def _tier_entry(
    standing: Standing,
    quarter: ProviderQuarter,
    rules: TierRules,
    on: date,
    stops: tuple[RuleMeasure, ...],
) -> StandingEntry:
    state = standing.tier
    score = QuarterScore(period=quarter.period, score=quarter.score or 0.0)
    step = next_tier(rules, state, score, stopped=bool(stops))
    window = () if stops and quarter.score is None else step.window
    return _entry(standing, quarter).model_copy(
        update={
            "track": "tier",
            "event": step.event,
            "from_": state.tier,
            "to": step.tier,
            "window": window,
            "measures": stops or _lines(rules, state, score),
            "rules": (rules.id, rules.digest),
            "effective_on": on if stops else quarter.ends_on,
        }
    )


def _stops(
    standing: Standing, quarter: ProviderQuarter, rules: TierRules
) -> tuple[RuleMeasure, ...]:
    """The hard stops in force: rules of the gates that failed, and an ending of certification."""
    stops = rules.hard_stops
    failed = (one for one in quarter.gates if one.id in stops.gates and one.state == "failed")
    state = standing.certification
    ended = state.endings[-1] if state.label == "ended" and state.endings else None
    by_end = (
        (RuleMeasure(rule=ended.kind, found=ended.on.isoformat()),)
        if ended and ended.kind in stops.endings
        else ()
    )
    return (*measures_of(failed), *by_end)


def _lines(rules: TierRules, state: TierState, score: QuarterScore) -> tuple[RuleMeasure, ...]:
    """The line that holds the tier, and the one that leads into the next."""
    here = rules.names.index(state.tier) if state.tier in rules.names else 0
    found = score.score
    told = []
    if here:
        name = rules.names[here]
        told.append(
            RuleMeasure(rule=f"{name}.hold_at", needed=rules.tiers[name].hold_at, found=found)
        )
    if here + 1 < len(rules.names):
        name = rules.names[here + 1]
        told.append(
            RuleMeasure(rule=f"{name}.rise_at", needed=rules.tiers[name].rise_at, found=found)
        )
    return tuple(told)


def _entry(standing: Standing, quarter: ProviderQuarter) -> StandingEntry:
    """What every entry about *quarter* says; the rest is put over it."""
    return StandingEntry(
        provider=quarter.provider,
        registration_number=quarter.number or standing.registration_number,
        track="certification",
        event="certified",
        period=quarter.period,
        from_=standing.certification.label,
        to=standing.certification.label,
        shops=quarter.shops,
        profile=quarter.profile,
        decision=quarter.decision,
        known=quarter.known,
        effective_on=quarter.ends_on,
    )


def measures_of(gates: Iterable[GateResult]) -> tuple[RuleMeasure, ...]:
    """The rules of *gates* that apply, as entries have them."""
    return tuple(
        RuleMeasure(rule=one.id, needed=one.needed, found=one.found)
        for one in gates
        if one.state != "not_applicable"
    )


def _named(exemption: str | None) -> tuple[RuleMeasure, ...]:
    return (RuleMeasure(rule=exemption),) if exemption else ()


def _is_settled(last: str | None, period: str) -> bool:
    return last is not None and quarter_number(last) >= quarter_number(period)
