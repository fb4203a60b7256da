"""What a reader is told beside the scores: the moves, the plan, what refusals would do."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.model.profile import Profile
from dpcap.scoring.case import Case
from dpcap.scoring.improvement_plan import plan_from
from dpcap.scoring.improvements import open_moves, ranked, state_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.refused_proof import if_refused
from dpcap.scoring.score_tree import ScoreTree


def with_next_steps(
    case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree, profile: Profile
) -> Profile:
    """*profile*, made from *case*, *judged* and *tree*, with its moves, plan and refusals."""
    now = state_of(case, judged, tree)
    found = open_moves(now)
    steps = {
        "moves": ranked(found),
        "plan": plan_from(now, found),
        "refused": if_refused(now, profile.evidence),
    }
    return profile.model_copy(update=steps)
