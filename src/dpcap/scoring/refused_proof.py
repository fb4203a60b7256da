"""What a refusal of proof that nobody has reviewed would do: of each piece, and of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from dpcap.model.manager import ManagerRecords
from dpcap.model.plan import RefusedProof
from dpcap.model.profile import EvidenceEntry
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.consistency import serious_broken
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.evidence_cap import EvidenceCaps, same_file
from dpcap.scoring.evidence_changes import shown_by
from dpcap.scoring.improvements import CaseState
from dpcap.scoring.level_rules import (
    RoleStanding,
    graded,
    reached,
    role_shares,
    scope_in_role,
)
from dpcap.scoring.score_tree import grow_tree

_REFUSAL = "refusal"


def if_refused(now: CaseState, register: Iterable[EvidenceEntry]) -> RefusedProof | None:
    """What refusals would do to the case of *now*, of whose *register* pieces count.

    None if every piece that counts was reviewed.
    """
    open_ = [one for one in register if one.state == "counts" and one.ruling is None]
    if not open_:
        return None
    counts = count_shops(now.case, now.judged)
    lost = [_lost(now, counts, one, register) for one in open_]
    case = replace(now.case, records=refusing(now.case, *(one.id for one in open_)))
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    within = scope_in_role(case, case.role_id, judged)
    stake = case.framework.once(role_shares, case.role_id)
    at = RoleStanding(stake, tree, judged, "proved", serious_broken(case, judged), within)
    return RefusedProof(
        pieces=len(open_),
        median=median(lost),
        worst=max(lost),
        score=tree.overall.scores.proved,
        level=reached(case.framework, at),
        graded=graded(case.framework.method, tree.overall.scores, within),
    )


def _lost(
    now: CaseState, counts: CountedShops, piece: EvidenceEntry, register: Iterable[EvidenceEntry]
) -> float:
    """The points of the proved overall that a refusal of the file of *piece* alone would take."""
    case, caps = now.case, EvidenceCaps(now.case, without=piece.id)
    twins = frozenset(same_file(case, piece.id))
    gone = (one for one in register if one.id in twins and one.state == "counts")
    nodes = dict.fromkeys(node for one in gone for node in one.used_by)
    shown = shown_by(caps, case, now.judged, counts, nodes)
    changed = {node: score for node, score in shown.items() if score != now.judged[node].proved}
    return (now.tree.overall.scores.proved or 0.0) - (now.proved.said(changed).overall or 0.0)


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
