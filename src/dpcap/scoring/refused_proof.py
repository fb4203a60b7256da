"""What a refusal of proof that nobody has reviewed would do: of each piece, and of all."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import NamedTuple

from dpcap.model.manager import ManagerRecords
from dpcap.model.plan import RefusedProof
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.evidence_changes import level_of
from dpcap.scoring.level_rules import graded, scope_in_role
from dpcap.scoring.piece_refusals import PieceRefusals
from dpcap.scoring.score_tree import ScoreRestater, grow_tree

_REFUSAL = "refusal"


def if_refused(refusals: PieceRefusals) -> RefusedProof | None:
    """What refusals of the pieces that nobody has reviewed would do, of each alone and of all.

    None if every piece that counts was reviewed. Claims and coverage do not hang on proof.
    """
    tree = refusals.tree
    if not refusals.unreviewed:
        return None
    pieces = tuple(one.id for one in refusals.unreviewed)
    proved = tree.overall.scores.proved or 0.0
    lost = [proved - (_left(refusals, one).score or 0.0) for one in pieces]
    left = _left(refusals, *pieces)
    return RefusedProof(
        pieces=len(pieces),
        median=median(lost),
        worst=max(lost),
        score=left.score,
        level=left.level,
        graded=left.graded,
    )


class _Left(NamedTuple):
    """What is proved once pieces are refused: the overall, its level, whether it is graded."""

    score: float | None
    level: str | None
    graded: bool


def _left(refusals: PieceRefusals, *pieces: str) -> _Left:
    case, judged, tree = refusals.case, refusals.judged, refusals.tree
    if refusals.shows_scope(*pieces):  # then other questions are asked
        case = replace(case, records=refusing(case, *pieces))
        judged = evaluate(case)
        tree = grow_tree(case, judged)
        after = ScoreRestater(case, tree, "proved").said({})
    else:
        after = refusals.of(*pieces).scores
    within = scope_in_role(case, case.role_id, judged)
    enough = graded(case.framework.method, tree.overall.scores, within)
    return _Left(after.overall, level_of(case, judged, tree, after), enough)


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
