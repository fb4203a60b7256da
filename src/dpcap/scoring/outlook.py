"""The outlook: how long the level holds, and on which one piece of evidence it hangs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from dpcap.model.assessment import Evidence
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case
from dpcap.scoring.judge import judge, rejudge
from dpcap.scoring.judged import Judged
from dpcap.scoring.levels import reached, standing
from dpcap.scoring.plan import moves_of
from dpcap.scoring.proof import lapses_on
from dpcap.scoring.register import uses_of
from dpcap.scoring.score import profile_of
from dpcap.scoring.tree import Tree, grow, regrow


def full_profile(case: Case) -> Profile:
    """The profile of *case* with its moves and outlook."""
    profile = profile_of(case)
    level = profile.overall.level.proved.id
    return profile.model_copy(
        update={
            "moves": moves_of(case),
            "valid_until": level and _valid_until(case, level),
            "hinges_on": level and _hinges_on(case, level),
        }
    )


def _valid_until(case: Case, level: str) -> date | None:
    """The last day on which the proved level holds; None if no lapse ends it.

    As days go by proof only lapses, so the level only falls: the first day that lowers it is
    found by halving.
    """
    days = _lapses(case)
    first = bisect_left(days, True, key=lambda day: _level_on(case, day) != level)
    return days[first] - timedelta(days=1) if first < len(days) else None


def _lapses(case: Case) -> list[date]:
    """The days after `as_of` on which some proof no longer counts, in order."""
    days = set()
    for piece, nodes in uses_of(case.assessment).items():
        for node in nodes:
            until = _until(case.framework, case.assessment.evidence[piece], node)
            if until is not None and until >= case.as_of:
                days.add(until + timedelta(days=1))
    return sorted(days)


def _until(framework: Framework, piece: Evidence, node: str) -> date | None:
    proof = framework.by_id[node].proof
    return lapses_on(piece, proof) if proof else None


def _level_on(case: Case, day: date) -> str | None:
    later = replace(case, as_of=day)
    judged = judge(later)
    return _proved_level(later, grow(later, judged), judged)


def _proved_level(case: Case, tree: Tree, judged: dict[str, Judged]) -> str | None:
    overall = tree.overall.scores
    at = standing(case.framework, case.shares, overall, tree, judged, basis="proved")
    return reached(case.framework, at)


def _hinges_on(case: Case, level: str) -> str | None:
    """The first piece of evidence whose refusal alone would lower the proved level."""
    judged = judge(case)
    tree = grow(case, judged)
    for piece, nodes in uses_of(case.assessment).items():
        refused = _without(case, piece)
        changed = frozenset(nodes)
        after = rejudge(refused, judged, changed)
        if _proved_level(case, regrow(case, tree, after, changed), after) != level:
            return piece
    return None


def _without(case: Case, piece: str) -> Case:
    """The case as it would stand had *piece* never been there."""
    gone = case.assessment.evidence[piece].model_copy(update={"state": "absent"})
    evidence = case.assessment.evidence | {piece: gone}
    assessment = case.assessment.model_copy(update={"evidence": evidence})
    return replace(case, assessment=assessment)
