"""The row of a provider: what a batch keeps of one profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dpcap.model.asked import area_shares
from dpcap.model.change import Change
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import CATEGORIES, Framework
from dpcap.model.gate import GateResult, WaiverResult
from dpcap.model.outcome import (
    AreaRow,
    DecisionRow,
    DecisiveEvidence,
    DimensionRow,
    EvidenceLapse,
    ScoredOutcome,
)
from dpcap.model.profile import EvidenceEntry, Profile, UnshownInputs
from dpcap.model.review import verified_until
from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.model.unchecked import trusted
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.cross_provider_checks import compared_values
from dpcap.scoring.evidence import VERIFIED
from dpcap.scoring.plausibility import GivenEnvelope, counting

_NEXT = timedelta(days=1)

_scored, _area_row, _dimension_row = trusted(ScoredOutcome), trusted(AreaRow), trusted(DimensionRow)
_lapse = trusted(EvidenceLapse)


@dataclass(frozen=True)
class RowDigests:
    """SHA-256 (hex) of the profile's bytes, of what it hangs on, of what its gates hang on.

    `decided`: of the bytes of the decision's file, if there is one.
    """

    profile: str
    inputs: str
    verdict: str
    decided: str | None = None


@dataclass(frozen=True)
class RowContext:
    """What was said of a profile: gates, waivers, change since the baseline, stakes, standing.

    `new`: there is a baseline and the provider is not in it.
    """

    gates: tuple[GateResult, ...] = ()
    waivers: tuple[WaiverResult, ...] = ()
    new: bool = False
    change: Change | None = None
    stakes: tuple[DecisiveEvidence, ...] = ()
    standing: GatesAndDecision = field(default_factory=GatesAndDecision)


def provider_row(
    profile: Profile, framework: Framework, folder: str, digests: RowDigests, judgement: RowContext
) -> ScoredOutcome:
    """The row of *profile*, whose provider lies in *folder*."""
    shares = framework.once(area_shares, profile.role.id)
    overall, codes = profile.overall, [finding.code for finding in profile.findings]
    signed = profile.submission
    return _scored(
        status="scored",
        folder=folder,
        provider=profile.provider.id,
        name=profile.provider.name,
        language=profile.provider.language,
        owner=profile.review.owner,
        groups={name: _group(profile, name) for name in framework.group_by},
        categories=profile.provider.categories,
        role=profile.role.id,
        role_declared=profile.role.declared,
        role_confirmed=profile.role.confirmed,
        asked=profile.asked,
        framework=profile.framework.digest,
        engine=profile.engine_version,
        assessed_on=profile.assessed_on,
        as_of=profile.as_of,
        valid_until=profile.valid_until,
        profile=digests.profile,
        inputs=digests.inputs,
        verdict=digests.verdict,
        decided=digests.decided,
        claimed=overall.claimed,
        proved=overall.proved,
        claimed_ceiling=overall.claimed_ceiling,
        proved_ceiling=overall.proved_ceiling,
        coverage=overall.coverage,
        graded=overall.level.proved.graded,
        claimed_level=overall.level.claimed.id,
        proved_level=overall.level.proved.id,
        critical=overall.critical,
        critical_open=_critical_open(profile),
        areas=tuple([_area(area, shares[area.id]) for area in profile.areas]),
        warnings=sum(finding.severity == "warning" for finding in profile.findings),
        contradictions=codes.count("DP501"),
        unchecked=codes.count("DP502"),
        contested=profile.review.in_dispute,
        answer_by=profile.review.answer_by,
        reviewed=profile.review.reviewed,
        pieces=profile.review.pieces,
        last_review=profile.review.last_on,
        lapses=_lapses(profile),
        turns_on=_turns_on(profile, framework),
        gates=judgement.gates,
        waivers=judgement.waivers,
        new=judgement.new,
        change=judgement.change,
        stakes=judgement.stakes,
        decision=_decision(judgement.standing, profile.as_of),
        estimate=overall.level.proved.estimate,
        scope_out=profile.scope.marks if profile.scope else (),
        signed_on=signed.on if signed else None,
        signed_by=signed.by if signed else None,
        changed_since_signed=signed.changed if signed else None,
        ledger=judgement.standing.ledger,
        marks=compared_values(profile),
    )


def _decision(standing: GatesAndDecision, day: date) -> DecisionRow | None:
    """What was decided, and whether it is in force on *day*."""
    decision = standing.decision
    if decision is None:
        return None
    return DecisionRow(
        kind=decision.decision,
        on=decision.on,
        by=decision.by,
        until=decision.until,
        current=standing.is_in_force(day),
        changes=standing.changes,
        conditions=decision.conditions,
    )


def _critical_open(profile: Profile) -> tuple[str, ...]:
    """The critical indicators asked that did not pass."""
    return tuple(
        node.id for node in profile.indicators() if node.critical in ("failed", "not_proved")
    )


def _area(area: AreaNode, share: float) -> AreaRow:
    return _area_row(
        id=area.id,
        claimed=area.claimed,
        proved=area.proved,
        coverage=area.coverage,
        target=area.target,
        share=share,
        dimensions=tuple(
            [
                _dimension_row(id=one.id, claimed=one.claimed, proved=one.proved)
                for one in area.dimensions
            ]
        ),
    )


def _group(profile: Profile, name: str) -> tuple[str, ...]:
    """What *profile* holds of the group *name*: its categories, or a fact, each value as text."""
    if name == CATEGORIES:
        return profile.provider.categories
    fact = profile.provider.facts.get(name)
    value = fact.value if fact else None
    if value is None:
        return ()
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _lapses(profile: Profile) -> tuple[EvidenceLapse, ...]:
    return tuple(
        _lapse(piece=piece.id, until=piece.valid_until, file=piece.file)
        for piece in profile.evidence
        if piece.used_by and piece.valid_until is not None
    )


def _turns_on(profile: Profile, framework: Framework) -> date | None:
    days = [day for piece in profile.evidence for day in _turns(piece, framework)]
    days += [*_ends(profile, framework), *_ageing(profile, framework)]
    days += [one for one in (profile.provider.consents_turn_on,) if one]
    return min((day for day in days if day > profile.as_of), default=None)


def _ageing(profile: Profile, framework: Framework) -> Iterator[date]:
    """The days from which figures that count now, in any role, are too old."""
    ready = framework.once(compiled_indicators)
    for node in profile.indicators():
        term = ready[node.id].term
        if term is not None:
            yield from term.ageing(_envelopes(node, profile.kept))


def _envelopes(node: IndicatorNode, kept: UnshownInputs) -> list[GivenEnvelope]:
    """Those of the figures of *node* that count now, or may in a role that asks for them."""
    if node.state == "answered":
        return counting(node.shops, node.envelope)
    if node.state == "not_asked":
        given = kept.answers.get(node.id)
        rows = kept.rows.get(node.id, ())
        return [*[row.envelope for row in rows], *([given.envelope] if given else [])]
    return []


def _ends(profile: Profile, framework: Framework) -> Iterator[date]:
    """The days on which verifications of answers no longer hold, in any role."""
    review = profile.kept.records.review if profile.kept.records else None
    for node, ruled in review.indicators.items() if review else ():
        if ruled.ruling == VERIFIED and node in framework.by_id:
            proof = framework.by_id[node].proof
            yield verified_until(ruled, proof.valid_days if proof else None) + _NEXT


def _turns(piece: EvidenceEntry, framework: Framework) -> Iterator[date]:
    """The days on which *piece* begins to count, and those on which it ceases to, anywhere."""
    taken, ruling = piece.captured_on, piece.ruling
    proofs = [framework.by_id[node].proof for node in piece.used_by]
    if ruling is not None and ruling.ruling == VERIFIED:
        for span in {proof.valid_days for proof in proofs if proof}:
            yield verified_until(ruling, span) + _NEXT
    if taken is None or not piece.used_by:
        return
    yield taken
    spans = {proof.valid_days for proof in proofs if proof and proof.valid_days is not None}
    for span in spans:
        yield taken + timedelta(days=span + 1)
