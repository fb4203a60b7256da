"""What other evidence would make of a case that is evaluated; claims stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dpcap.model.framework import Framework
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.consistency import serious_broken
from dpcap.scoring.counted_shops import CountedShops, cap_for, is_proved
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import (
    RoleStanding,
    reached,
    reaches,
    role_shares,
    scope_in_role,
)
from dpcap.scoring.score_tree import RestatedScores, ScoreTree
from dpcap.scoring.shops import reproved, shop_caps


def shown_by(
    evidence_caps: EvidenceCaps,
    case: Case,
    judged: Mapping[str, IndicatorResult],
    counts: CountedShops,
    nodes: Iterable[str],
) -> dict[str, float]:
    """The proved score of each answered indicator of *nodes*, proved as *evidence_caps* has it.

    *counts*: how the shops stand now. If by *evidence_caps* another number counts, so that another
    cap holds, all indicators per shop are among what is given back.
    """
    compiled_of = case.framework.once(compiled_indicators)
    touched = dict.fromkeys(node for node in nodes if judged[node].state == "answered")
    cap = now = cap_for(case, counts.number)
    if not counts.known:
        by_shop = [node for node in touched if compiled_of[node].per_shop]
        cap = cap_for(case, _recounted(evidence_caps, case, judged, counts, by_shop).number)
    if cap != now:
        touched |= dict.fromkeys(n for n, one in judged.items() if one.shops and one.answered)
    return {
        node: reproved(case, compiled_of[node], judged[node], evidence_caps, cap)
        for node in touched
    }


def _recounted(
    evidence_caps: EvidenceCaps,
    case: Case,
    judged: Mapping[str, IndicatorResult],
    counts: CountedShops,
    nodes: Iterable[str],
) -> CountedShops:
    """*counts* if the rows of *nodes*, asked per shop, are proved by *evidence_caps*."""
    proved = list(counts.proved)
    for node in nodes:
        compiled, rows = case.framework.once(compiled_indicators)[node], judged[node].shops
        if compiled.proof is None:
            continue
        caps = shop_caps(case, compiled, rows, evidence_caps)
        now = {row.shop for row in rows if is_proved(row)}
        good = {
            row.shop
            for row, cap in zip(rows, caps, strict=True)
            if row.valid and cap > evidence_caps.bare.cap
        }
        for place, group in enumerate(counts.groups):
            proved[place] += group.isdisjoint(now) - group.isdisjoint(good)
    return counts._replace(proved=tuple(proved))


def proved_standing(
    case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree
) -> RoleStanding:
    """What the levels of its role are held against in *case*: the proved scores in *tree*.

    *judged*: the results of its indicators, which *tree* was made of.
    """
    at = case.framework.once(role_shares, case.role_id)
    serious, within = serious_broken(case, judged), scope_in_role(case, case.role_id, judged)
    return RoleStanding(at, tree, judged, "proved", serious, within)


def level_of(framework: Framework, at: RoleStanding, now: RestatedScores) -> str | None:
    """The level that *at* would reach if its scores were those of *now*; None: none."""
    return reached(framework, at._replace(instead=now))


class _CriticalMarks(NamedTuple):
    """The proved scores that a level and all below it ask for: of the overall, of nodes by id."""

    overall: float
    nodes: dict[str, float]


def keeps(case: Case, level: str, now: RestatedScores) -> bool:
    """Whether *level*, which *case* reaches, is still reached with the proved scores of *now*.

    What else a level asks for (coverage, no doubt about N/A) does not depend on proof.
    """
    marks = case.framework.once(_marks, case.role_id, level)
    return reaches(now.overall, marks.overall) and all(
        node not in marks.nodes or reaches(score, marks.nodes[node])
        for node, score in now.nodes.items()
    )


def _marks(framework: Framework, role: str, level: str) -> _CriticalMarks:
    """What the role must prove to be at *level*: the highest mark for each node."""
    at, nodes = framework.once(role_shares, role), dict[str, float]()
    here = next(place for place, one in enumerate(framework.levels) if one.id == level)
    climbed = framework.levels[: here + 1]

    def ask(node: str, mark: float) -> None:
        nodes[node] = max(mark, nodes.get(node, 0.0))

    for one in climbed:
        for area in at.main if one.requires.min_area is not None else ():
            ask(area, one.requires.min_area or 0.0)
        for area, indicator in framework.critical if one.requires.critical else ():
            if at.shares[area] > 0:
                ask(indicator.id, indicator.pass_mark)
        for node, mark in one.requires.at_least.items():
            ask(node, mark)
    return _CriticalMarks(max(one.from_ for one in climbed), nodes)
