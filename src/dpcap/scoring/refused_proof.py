"""What a refusal of proof that nobody has reviewed would do: of each piece, and of all."""

from __future__ import annotations

from statistics import median

from dpcap.model.manager import ManagerRecords
from dpcap.model.plan import RefusedProof
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.evidence_changes import level_of
from dpcap.scoring.level_rules import graded, scope_in_role
from dpcap.scoring.piece_refusals import PieceRefusals

_REFUSAL = "refusal"


def if_refused(refusals: PieceRefusals) -> RefusedProof | None:
    """What refusals of the pieces that nobody has reviewed would do, of each alone and of all.

    None if every piece that counts was reviewed. Claims and coverage do not hang on proof.
    """
    case, tree = refusals.case, refusals.tree
    if not refusals.unreviewed:
        return None
    pieces = tuple(one.id for one in refusals.unreviewed)
    proved = tree.overall.scores.proved or 0.0
    lost = [proved - (refusals.of(one).scores.overall or 0.0) for one in pieces]
    after = refusals.of(*pieces).scores
    within = scope_in_role(case, case.role_id, refusals.judged)
    return RefusedProof(
        pieces=len(pieces),
        median=median(lost),
        worst=max(lost),
        score=after.overall,
        level=level_of(case, refusals.judged, tree, after),
        graded=graded(case.framework.method, tree.overall.scores, within),
    )


def refusing(case: Case, *pieces: str) -> ManagerRecords:
    """The records of *case*, or new ones, with a refusal of the files of *pieces* in the review."""
    records = case.records or ManagerRecords()
    review = records.review or Review(
        schema_="dpcap/review/2", provider=case.assessment.provider.id
    )
    refused = {f"{_REFUSAL}:{piece}": _refusal(case, piece) for piece in pieces}
    ruled = review.model_copy(update={"evidence": {**review.evidence, **refused}})
    return records.model_copy(update={"review": ruled})


def _refusal(case: Case, piece: str) -> EvidenceRuling:
    return EvidenceRuling(
        ruling="refused",
        by=_REFUSAL,
        on=case.as_of,
        reason=_REFUSAL,
        saw=seen_file(case.assessment.evidence[piece]),
    )
