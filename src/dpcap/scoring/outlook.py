"""The outlook: how long the level holds, and on which one piece of evidence it hangs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.outcome import Stake
from dpcap.model.profile import Profile
from dpcap.model.review import verified_until
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.exhibit import VERIFIED, lasts_until
from dpcap.scoring.judge import judge
from dpcap.scoring.judged import Judged
from dpcap.scoring.plan import moves_from, moves_of
from dpcap.scoring.proof import Prover
from dpcap.scoring.register import uses_of
from dpcap.scoring.reproof import keeps, shown_by
from dpcap.scoring.restore import case_of
from dpcap.scoring.score import profile_from
from dpcap.scoring.stakes import stakes
from dpcap.scoring.tree import Tree, grow, restate

Judgements = dict[str, Judged]


def appraise(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> Profile:
    """The profile as `score` gives it, with every move, how long the level holds and on what.

    Parameters and errors as for `score`.
    """
    case = make_case(framework, assessment, as_of=as_of, role=role, core=core, records=records)
    return full_profile(case)


def full_profile(case: Case) -> Profile:
    """The profile of *case* with its moves and outlook."""
    judged = judge(case)
    tree = grow(case, judged)
    profile = profile_from(case, judged, tree)
    profile = with_outlook(case, judged, tree, profile, stakes(case, judged, tree, profile))
    return profile.model_copy(update={"moves": moves_from(case, judged, tree)})


def with_outlook(
    case: Case, judged: Judgements, tree: Tree, profile: Profile, hanging: Iterable[Stake]
) -> Profile:
    """*profile* with its outlook; *case*, *judged* and *tree* are what it was made from.

    *hanging*: the stakes of the case.
    """
    level = profile.overall.level.proved.id
    falling = {stake.piece for stake in hanging if stake.falls}
    return profile.model_copy(
        update={
            "valid_until": level and _valid_until(case, level, judged, tree),
            "hinges_on": next((p for p in uses_of(case.assessment) if p in falling), None),
        }
    )


def with_moves(framework: Framework, profile: Profile) -> Profile:
    """*profile*, scored by *framework*, with its moves, worked out if they are not there."""
    if profile.moves is not None:
        return profile
    return profile.model_copy(update={"moves": moves_of(case_of(framework, profile))})


def _valid_until(case: Case, level: str, judged: Judgements, tree: Tree) -> date | None:
    """The last day on which the proved level holds; None if no lapse ends it.

    As days go by proof only lapses, so the level only falls: the first day that lowers it is
    found by halving.
    """
    turns = list(_turns(case))
    days = sorted({day for day, _, lapse in turns if lapse})

    def lower(day: date) -> bool:
        later = replace(case, as_of=day)
        changed = {node for turn, node, _ in turns if turn <= day}
        shown = shown_by(Prover(later), later, judged, changed)
        return not keeps(later, level, restate(later, tree, "proved", shown))

    first = bisect_left(days, True, key=lower)
    return days[first] - timedelta(days=1) if first < len(days) else None


def _turns(case: Case) -> Iterator[tuple[date, str, bool]]:
    """The days after `as_of` on which a piece begins to count for a node, or (True) ends to."""
    for name, nodes in uses_of(case.assessment).items():
        piece = case.assessment.evidence[name]
        for node in nodes:
            if piece.captured_on is not None and piece.captured_on > case.as_of:
                yield piece.captured_on, node, False
            proof = case.framework.by_id[node].proof
            until = lasts_until(piece, proof.valid_days) if proof else None
            if until is not None and until >= case.as_of:
                yield until + timedelta(days=1), node, True
            seen = case.exhibits[name].seen
            if seen is not None and proof is not None:
                yield verified_until(seen, proof.valid_days) + timedelta(days=1), node, True
    for node, ruling in case.rulings.answers.items():
        proof = case.framework.by_id[node].proof
        until = verified_until(ruling, proof.valid_days if proof else None)
        if ruling.ruling == VERIFIED:
            yield until + timedelta(days=1), node, True
