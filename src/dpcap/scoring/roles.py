"""The same area scores under every role's weights."""

from __future__ import annotations

from dpcap.model.profile import RoleEntry, RoleScore
from dpcap.model.trace import Pair
from dpcap.model.trusted import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.levels import Hurdles, reached, stake, standing
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.tree import Scores, Tree, branch

_pair, _role_score = trusted(Pair), trusted(RoleScore)


def score_roles(case: Case, tree: Tree, claimed: Hurdles, proved: Hurdles) -> tuple[RoleScore, ...]:
    """Overall and level under each role, from the area scores of the role judged."""
    members = tuple(tree.areas[area.id].scores for area in case.framework.areas)
    return tuple(_score_role(case, members, role, claimed, proved) for role in case.framework.roles)


def _score_role(
    case: Case, members: tuple[Scores, ...], role: str, claimed: Hurdles, proved: Hurdles
) -> RoleScore:
    framework = case.framework
    at = framework.once(stake, role)
    weights = tuple(at.shares.values())
    overall = branch(weights, members, framework.method.aggregation.overall).scores
    return _role_score(
        id=role,
        overall=_pair(claimed=overall.claimed, proved=overall.proved),
        claimed_level=reached(framework, standing(at, overall, claimed)),
        proved_level=reached(framework, standing(at, overall, proved)),
    )


def role_entry(case: Case, roles: tuple[RoleScore, ...]) -> RoleEntry:
    """The role judged, whether a review confirmed it, and whether it is the kindest one."""
    review = case.review
    scores = {role.id: role.overall.proved for role in roles if role.overall.proved is not None}
    mine = scores.get(case.role_id)
    flatters = mine is not None and all(
        mine > other + TOLERANCE for role, other in scores.items() if role != case.role_id
    )
    return RoleEntry(
        id=case.role_id,
        declared=case.assessment.provider.role,
        confirmed=bool(review and review.role and review.role.id == case.role_id),
        flatters=flatters and len(scores) > 1,
    )
