"""What of a provider holds only until a day that is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dpcap.model.decision import Decision
from dpcap.model.framework import Framework
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.review import verified_until
from dpcap.model.round_status import LAPSING_DAYS, LapsingItem
from dpcap.model.trace import IndicatorNode
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.evidence import VERIFIED
from dpcap.scoring.plausibility import PERIOD, counting


def lapsing(
    profile: Profile, framework: Framework, decision: Decision | None, on: date
) -> tuple[LapsingItem, ...]:
    """What of *profile*, and of the *decision* on it, ends within two weeks of *on*, soonest first.

    What has ended already is none of it: it counts no more, and is told as that.
    """
    every = (
        *_of_decision(decision),
        *_of_evidence(profile, framework),
        *_of_answers(profile, framework),
    )
    last = on + timedelta(days=LAPSING_DAYS)
    near = {one for one in every if on <= one.until <= last}
    return tuple(sorted(near, key=lambda one: (one.until, one.kind, one.name)))


def _of_decision(decision: Decision | None) -> Iterator[LapsingItem]:
    if decision is None:
        return
    if decision.until is not None:
        yield LapsingItem(kind="decision", name=decision.decision, until=decision.until)
    for one in decision.conditions:
        if one.met_on is None:
            yield LapsingItem(kind="condition", name=one.text, until=one.due_on)


def _of_evidence(profile: Profile, framework: Framework) -> Iterator[LapsingItem]:
    for piece in profile.evidence:
        if piece.state == "counts" and piece.used_by:
            yield from _of_piece(piece, framework)


def _of_piece(piece: EvidenceEntry, framework: Framework) -> Iterator[LapsingItem]:
    """The first day on which it lapses for one of its indicators; a verification before it."""
    ruling = piece.ruling
    if ruling is not None and ruling.ruling == VERIFIED:
        proofs = [framework.by_id[node].proof for node in piece.used_by]
        days = [verified_until(ruling, proof.valid_days) for proof in proofs if proof]
        if days:
            yield LapsingItem(kind="verification", name=piece.id, until=min(days))
    if piece.valid_until is not None:
        yield LapsingItem(kind="evidence", name=piece.id, until=piece.valid_until)


def _of_answers(profile: Profile, framework: Framework) -> Iterator[LapsingItem]:
    for node in profile.indicators():
        if node.state != "answered":
            continue
        if node.review is not None and node.review.ruling == VERIFIED:
            proof = framework.by_id[node.id].proof
            until = verified_until(node.review, proof.valid_days if proof else None)
            yield LapsingItem(kind="verification", name=node.id, until=until)
        if (last := _figure_until(node, framework)) is not None:
            yield LapsingItem(kind="figure", name=node.id, until=last)


def _figure_until(node: IndicatorNode, framework: Framework) -> date | None:
    """The last day on which all figures of *node* that count now still do."""
    term = framework.once(compiled_indicators)[node.id].term
    if term is None:
        return None
    envelopes = [one for one in counting(node.shops, node.envelope) if PERIOD in one]
    return min((day for one in envelopes if (day := term.until(one))), default=None)
