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
from dpcap.scoring.counted import tally
from dpcap.scoring.exhibit import VERIFIED, lasts_until
from dpcap.scoring.gauge import gauges
from dpcap.scoring.judge import judge, rejudge
from dpcap.scoring.judged import Judged
from dpcap.scoring.levels import hurdles, reached, stake, standing
from dpcap.scoring.plan import moves_from, moves_of
from dpcap.scoring.proof import Prover
from dpcap.scoring.register import uses_of
from dpcap.scoring.reproof import keeps, shown_by
from dpcap.scoring.restore import case_of
from dpcap.scoring.score import profile_from
from dpcap.scoring.stakes import stakes
from dpcap.scoring.tree import Tree, grow, regrow, restate

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
    """The last day on which the proved level holds; None if nothing ends it.

    As days go by proof lapses and figures grow too old, so the level only falls: the first day that
    lowers it is found by halving. While all figures count, only what is proved is worked out anew.
    """
    turns, ageing = list(_turns(case)), list(_ageing(case, judged))
    days = sorted({day for day, _, lapse in turns if lapse} | {day for day, _ in ageing})
    counts = tally(case, judged)

    def lower(day: date) -> bool:
        later = replace(case, as_of=day)
        changed = {node for turn, node, _ in turns if turn <= day}
        aged = {node for turn, node in ageing if turn <= day}
        if aged:
            return _level(later, judged, tree, changed, aged) != level
        shown = shown_by(Prover(later), later, judged, counts, changed)
        return not keeps(later, level, restate(later, tree, "proved", shown))

    fresh = bisect_left(days, min((day for day, _ in ageing), default=date.max))
    first = bisect_left(days, True, hi=fresh, key=lower)
    if first == fresh < len(days) and not lower(days[fresh]):
        # Most figures grow old on one day, and the level with them: that day is tried by itself.
        first = bisect_left(days, True, lo=fresh + 1, key=lower)
    return days[first] - timedelta(days=1) if first < len(days) else None


def _level(
    later: Case, judged: Judgements, tree: Tree, changed: set[str], aged: set[str]
) -> str | None:
    """The proved level of *later*: proof of *changed* is another, figures of *aged* are too old."""
    framework, hanging = later.framework, later.framework.outline.dependants
    anew = changed.union(aged, *(hanging.get(node, ()) for node in aged))
    after = rejudge(later, judged, anew)
    grown = regrow(later, tree, after, anew)
    at = framework.once(stake, later.role_id)
    before = hurdles(framework, grown, after, "proved")
    return reached(framework, standing(at, grown.overall.scores, before))


def _ageing(case: Case, judged: Judgements) -> Iterator[tuple[date, str]]:
    """The days after `as_of` from which a figure may not count as it does, with its node."""
    for node, gauge in case.framework.once(gauges).items():
        one = judged[node]
        if gauge.term is not None and one.state == "answered":
            answer = case.assessment.answers.get(node)
            envelope = answer.envelope if answer else {}
            yield from ((day, node) for day in gauge.term.ageing(one.shops, envelope))
    for node, until in _verified(case):
        gauge = case.framework.once(gauges)[node]
        # A reviewer's word also stands for peer figures, and for rows that look like copies.
        if gauge.peer or (gauge.per_shop and case.twins):
            yield until + timedelta(days=1), node


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
    for node, until in _verified(case):
        yield until + timedelta(days=1), node, True


def _verified(case: Case) -> Iterator[tuple[str, date]]:
    """The indicators whose answers a reviewer verified, each with the last day of that."""
    for node, ruling in case.rulings.answers.items():
        proof = case.framework.by_id[node].proof
        if ruling.ruling == VERIFIED:
            yield node, verified_until(ruling, proof.valid_days if proof else None)
