"""What a reader is told beside the scores: the moves, the plan, what refusals would do."""

from __future__ import annotations

from dpcap.model.profile import Profile
from dpcap.scoring.improvement_plan import plan_from
from dpcap.scoring.improvements import open_moves, ranked, state_of
from dpcap.scoring.piece_refusals import PieceRefusals
from dpcap.scoring.refused_proof import if_refused


def with_next_steps(profile: Profile, refusals: PieceRefusals) -> Profile:
    """*profile*, made from the case of *refusals*, with its moves, plan and refusals."""
    now = state_of(refusals.case, refusals.judged, refusals.tree)
    found = open_moves(now)
    steps = {
        "moves": ranked(found),
        "plan": plan_from(now, found),
        "refused": if_refused(refusals),
    }
    return profile.model_copy(update=steps)
