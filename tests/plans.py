"""What doing a plan comes to, worked out by doing it: move by move, scored as anything is."""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.model.plan import Move, Plan
from dpcap.scoring.apply_move import apply_move
from dpcap.scoring.case import Case
from dpcap.scoring.consistency import serious_broken
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.improvement_plan import ToShow, answered_anyhow, with_shown
from dpcap.scoring.improvements import CaseState, state_of
from dpcap.scoring.level_rules import RoleStanding, reached, role_shares, scope_in_role
from dpcap.scoring.score_tree import grow_tree


def done(case: Case, plan: Plan, moves: Iterable[Move] | None = None) -> CaseState:
    """*case* once *plan* is done; *moves*: these instead of its own."""
    for move in plan.moves if moves is None else moves:
        case = apply_move(case, move)
    if plan.scopes or plan.exemptions:
        case = with_shown(case, ToShow(plan.scopes, plan.exemptions))
    judged = evaluate(case)
    now = state_of(case, judged, grow_tree(case, judged))
    moved = {move.node for move in plan.moves}
    asked = [one.node for one in plan.questions[: plan.enough] if one.node not in moved]
    return answered_anyhow(now, asked)


def level_after(case: Case, plan: Plan, moves: Iterable[Move] | None = None) -> str | None:
    """The proved level then, with the contradictions of *plan* settled."""
    now = done(case, plan, moves)
    within = scope_in_role(now.case, now.case.role_id, now.judged)
    stake = case.framework.once(role_shares, case.role_id)
    left = (one for one in serious_broken(now.case, now.judged) if one not in plan.contradictions)
    at = RoleStanding(stake, now.tree, now.judged, "proved", tuple(left), within)
    return reached(case.framework, at)
