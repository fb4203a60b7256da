"""The same area scores under every role's weights."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.model.profile import Pair, RoleEntry, RoleScore
from dpcap.scoring.case import Case, role_shares
from dpcap.scoring.judged import Judged
from dpcap.scoring.levels import reached, standing
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.tree import Tree, branch


def score_roles(case: Case, tree: Tree, judged: Mapping[str, Judged]) -> tuple[RoleScore, ...]:
    """Overall and level under each role, from the area scores of the role judged."""
    return tuple(_score_role(case, tree, judged, role) for role in case.framework.roles)


def _score_role(case: Case, tree: Tree, judged: Mapping[str, Judged], role: str) -> RoleScore:
    framework = case.framework
    shares = role_shares(framework, framework.roles[role])
    members = [tree.areas[area.id].scores for area in framework.areas]
    overall = branch(list(shares.values()), members, framework.method.aggregation.overall).scores
    claimed = standing(framework, shares, overall, tree, judged, basis="claimed")
    proved = standing(framework, shares, overall, tree, judged, basis="proved")
    return RoleScore(
        id=role,
        overall=Pair(claimed=overall.claimed, proved=overall.proved),
        claimed_level=reached(framework, claimed),
        proved_level=reached(framework, proved),
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
