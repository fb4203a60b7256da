"""The evidence register and what of it was reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.assessment import Assessment
from dpcap.model.profile import EvidenceEntry, ReviewEntry
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.evidence import DatedEvidence, lasts_until, state_for
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.rulings import NOT_RULED, shown_ruling

_evidence_piece = trusted(EvidenceEntry)


def evidence_register(
    case: Case, judged: Mapping[str, IndicatorResult]
) -> tuple[EvidenceEntry, ...]:
    """Every piece of evidence, what it is good for and until when."""
    uses = uses_of(case.assessment)
    return tuple(
        _piece(case, judged, shown, uses.get(shown.piece.id, []))
        for shown in case.dated_evidence.values()
    )


def uses_of(assessment: Assessment) -> dict[str, list[str]]:
    """Evidence id → the indicators that name it, each once, in order."""
    uses: dict[str, dict[str, None]] = {}
    for node, evidence in _references(assessment):
        for piece in evidence:
            uses.setdefault(piece, {})[node] = None
    return {piece: list(nodes) for piece, nodes in uses.items()}


def _references(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node, answer in assessment.answers.items():
        if answer.evidence:
            yield node, answer.evidence
    for node, rows in assessment.rows.items():
        for row in rows:
            yield node, row.evidence


def _piece(
    case: Case, judged: Mapping[str, IndicatorResult], shown: DatedEvidence, used_by: list[str]
) -> EvidenceEntry:
    piece, by_id = shown.piece, case.framework.by_id
    proofs = {node: by_id[node].proof for node in used_by if judged[node].state == "answered"}
    asked = {node: proof for node, proof in proofs.items() if proof is not None}
    states = [state_for(shown, node, proof) for node, proof in asked.items()]
    days = [proof.valid_days for proof in asked.values() if proof.valid_days is not None]
    ruled = case.rulings.evidence.get(piece.id, NOT_RULED)
    return _evidence_piece(
        id=piece.id,
        kind=piece.kind,
        file=piece.file,
        url=piece.url,
        captured_on=piece.captured_on,
        sha256=piece.sha256,
        note=piece.note,
        state="counts" if "counts" in states else next(iter(states), "unused"),
        valid_until=lasts_until(piece, min(days)) if days else None,
        used_by=tuple(used_by),
        ruling=shown_ruling(ruled.ruling),
    )


def review_entry(case: Case, pieces: tuple[EvidenceEntry, ...]) -> ReviewEntry:
    """How many of the pieces that count were looked at, by whom, when last."""
    counting = [piece for piece in pieces if piece.state == "counts"]
    review = case.review
    if review is None:
        return ReviewEntry(
            issuer=None,
            contested=None,
            by=(),
            last_on=None,
            pieces=len(counting),
            reviewed=0,
            remarks=(),
        )
    rulings = [*case.rulings.all]
    return ReviewEntry(
        issuer=review.issuer,
        owner=review.owner,
        contested=review.contested,
        by=tuple(sorted({ruled.by for ruled in rulings})),
        last_on=max((ruled.on for ruled in rulings), default=None),
        pieces=len(counting),
        reviewed=sum(piece.ruling is not None for piece in counting),
        misfits=len(case.rulings.misfits),
        remarks=review.remarks,
    )
