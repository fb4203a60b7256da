"""The outlook: how long the level holds, and on which one piece of evidence it hangs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.profile import Profile
from dpcap.model.review import verified_until
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.decisive_evidence import stakes
from dpcap.scoring.evaluate import changed_nodes, evaluate, reevaluate
from dpcap.scoring.evidence import VERIFIED, lasts_until
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.evidence_changes import keeps, level_of, shown_by
from dpcap.scoring.improvements import moves_from, moves_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.register import uses_of
from dpcap.scoring.score import profile_from
from dpcap.scoring.score_tree import (
    RestatedScores,
    ScoreRestater,
    ScoreTree,
    grow_tree,
    regrow_tree,
)
from dpcap.scoring.timeliness import counting

Judgements = dict[str, IndicatorResult]
Turn = tuple[date, str, bool]
_DAY = timedelta(days=1)


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
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    profile = with_outlook(case, judged, tree, profile, stakes(case, judged, tree, profile))
    return profile.model_copy(update={"moves": moves_from(case, judged, tree)})


def with_outlook(
    case: Case,
    judged: Judgements,
    tree: ScoreTree,
    profile: Profile,
    hanging: Iterable[DecisiveEvidence],
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
    return profile.model_copy(update={"moves": moves_of(rebuild_case(framework, profile))})


def _valid_until(case: Case, level: str, judged: Judgements, tree: ScoreTree) -> date | None:
    """The last day on which the proved level holds; None if nothing ends it.

    As days go by figures grow too old and proof lapses, so the level only falls. Between two days
    on which figures do, only what is proved changes, and the first day that lowers it is found by
    halving.
    """
    turns, ageing = list(_turns(case)), _ageing(case, judged)
    lapses = sorted({day for day, _, lapse in turns if lapse})
    for begin, end in pairwise([case.as_of, *sorted(ageing), date.max]):
        if begin in ageing:
            judged, tree = _aged(replace(case, as_of=begin), judged, tree, ageing[begin])
        restater = ScoreRestater(case, tree, "proved")
        counts = count_shops(case, judged)
        on = partial(_on, now=_Now(case, judged, restater, counts), turns=turns)
        if begin in ageing and level_of(case, judged, tree, on(begin)) != level:
            return begin - _DAY
        inside = [day for day in lapses if begin < day < end]
        first = bisect_left(inside, True, key=lambda day: not keeps(case, level, on(day)))
        if first < len(inside):
            return inside[first] - _DAY
    return None


class _Now(NamedTuple):
    """A case as it is judged, what other scores would make of its tree, how its shops stand."""

    case: Case
    judged: Judgements
    restater: ScoreRestater
    counts: CountedShops


def _on(day: date, now: _Now, turns: Iterable[Turn]) -> RestatedScores:
    """What the tree of *now* proves on a later *day*, by which some proof has turned."""
    later = replace(now.case, as_of=day)
    changed = {node for turn, node, _ in turns if turn <= day}
    return now.restater.said(shown_by(EvidenceCaps(later), later, now.judged, now.counts, changed))


def _aged(
    later: Case, judged: Judgements, tree: ScoreTree, nodes: set[str]
) -> tuple[Judgements, ScoreTree]:
    """*judged* and *tree* on the day of *later*, from which figures of *nodes* are too old."""
    hanging = later.framework.outline.dependants
    anew = nodes.union(*(hanging.get(node, ()) for node in nodes))
    after = reevaluate(later, judged, anew)
    return after, regrow_tree(later, tree, after, changed_nodes(judged, after))


def _ageing(case: Case, judged: Judgements) -> dict[date, set[str]]:
    """The days after `as_of` from which figures may not count as they do, each with their nodes."""
    days: dict[date, set[str]] = {}
    for node, compiled in case.framework.once(compiled_indicators).items():
        one = judged[node]
        if compiled.term is not None and one.state == "answered":
            answer = case.assessment.answers.get(node)
            envelopes = counting(one.shops, answer.envelope if answer else {})
            for day in compiled.term.ageing(envelopes):
                days.setdefault(day, set()).add(node)
    for node, until in _verified(case):
        compiled = case.framework.once(compiled_indicators)[node]
        # A reviewer's word also stands for peer figures, and for rows that look like copies.
        if compiled.peer or (compiled.per_shop and case.twins):
            days.setdefault(until + _DAY, set()).add(node)
    return days


def _turns(case: Case) -> Iterator[Turn]:
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
            seen = case.dated_evidence[name].seen
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
