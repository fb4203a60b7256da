"""Levels: climb from the lowest, stop at the first rule that is not met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from dpcap.model.framework import Framework, Level, Method
from dpcap.model.indicator import Indicator
from dpcap.model.profile import Blocked, Critical, CriticalCount, Reached, RuleName
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.tree import Branch, Scores, Tree

Basis = Literal["claimed", "proved"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules of levels look at, on one basis.

    `shares` are the areas' shares of the role's weights, `nodes` every node's score by id,
    `asked` the critical indicators asked in areas of weight > 0 and `open` those not passed.
    """

    overall: Scores
    score: float | None
    shares: Mapping[str, float]
    areas: Mapping[str, Branch]
    nodes: Mapping[str, float | None]
    asked: int
    open: tuple[str, ...]


def reaches(found: float | None, needed: float) -> bool:
    """Whether a score meets a mark. No data never passes."""
    return found is not None and found + TOLERANCE >= needed


def critical_state(mark: float, judged: Judged) -> Critical:
    """passed, failed (the answer itself is below the mark) or not proved (nothing shows it yet)."""
    if reaches(judged.proved, mark):
        return "passed"
    if judged.state == "answered" and not reaches(judged.claimed, mark):
        return "failed"
    return "not_proved"


def critical_asked(
    framework: Framework, shares: Mapping[str, float], judged: Mapping[str, Judged]
) -> list[Indicator]:
    """The critical indicators asked in areas of weight > 0."""
    return [
        indicator
        for area, indicator in framework.critical
        if shares[area] > 0 and judged[indicator.id].state != "not_asked"
    ]


def count_critical(case: Case, judged: Mapping[str, Judged]) -> CriticalCount:
    """How the critical indicators stand, proved basis."""
    asked = critical_asked(case.framework, case.shares, judged)
    states = [critical_state(indicator.pass_mark, judged[indicator.id]) for indicator in asked]
    return CriticalCount(
        asked=len(asked),
        passed=states.count("passed"),
        failed=states.count("failed"),
        not_proved=states.count("not_proved"),
    )


def standing(
    framework: Framework,
    shares: Mapping[str, float],
    overall: Scores,
    tree: Tree,
    judged: Mapping[str, Judged],
    *,
    basis: Basis,
) -> Standing:
    """What the rules look at when the areas weigh *shares* and *overall* is their sum."""
    score = attrgetter(basis)
    asked = critical_asked(framework, shares, judged)
    nodes = {
        node: score(part.scores) for node, part in (*tree.areas.items(), *tree.dimensions.items())
    }
    nodes |= {node: score(judged[node]) for node in framework.named_by_levels if node in judged}
    missed = (one.id for one in asked if not reaches(score(judged[one.id]), one.pass_mark))
    return Standing(overall, score(overall), shares, tree.areas, nodes, len(asked), tuple(missed))


def reached(framework: Framework, at: Standing) -> str | None:
    """The highest level whose rules, and those of all below it, are met; None if not graded."""
    if not graded(framework.method, at.overall):
        return None
    found = None
    for level in framework.levels:
        if next(unmet(framework.method, level, at), None) is not None:
            break
        found = level.id
    return found


def explain_level(framework: Framework, at: Standing) -> Reached:
    """The level reached with every unmet rule of the levels above it, lowest level first."""
    here = reached(framework, at)
    ids = [level.id for level in framework.levels]
    above = framework.levels[ids.index(here) + 1 :] if here else framework.levels
    blocked = [rule for level in above for rule in unmet(framework.method, level, at)]
    is_graded = graded(framework.method, at.overall)
    if not is_graded:
        needed = framework.method.min_coverage
        blocked.insert(
            0,
            Blocked(
                level=ids[0], rule="coverage", needed=needed, found=at.overall.coverage, nodes=()
            ),
        )
    return Reached(id=here, graded=is_graded, blocked=tuple(blocked))


def graded(method: Method, overall: Scores) -> bool:
    """Whether enough of the asked weight is answered for a level and a headline number."""
    return reaches(overall.coverage, method.min_coverage)


def unmet(method: Method, level: Level, at: Standing) -> Iterator[Blocked]:
    """The rules of *level* that are not met."""
    requires, limit = level.requires, method.max_not_applicable
    if _doubtful(method, at.overall):
        yield _blocked(level, "not_applicable", limit, at.overall.doubtful)
    if not reaches(at.score, level.from_):
        yield _blocked(level, "from", level.from_, at.score)
    if requires.min_area is not None:
        for area, share in at.shares.items():
            if share + TOLERANCE >= method.main_area_share:
                yield from _below(method, level, "min_area", area, requires.min_area, at)
    if requires.critical and at.open:
        yield _blocked(level, "critical", at.asked, at.asked - len(at.open), *at.open)
    for node, needed in requires.at_least.items():
        yield from _below(method, level, "at_least", node, needed, at)


def _below(
    method: Method, level: Level, rule: RuleName, node: str, needed: float, at: Standing
) -> Iterator[Blocked]:
    part = at.areas.get(node)
    if part is not None and _doubtful(method, part.scores):
        limit = method.max_not_applicable
        yield _blocked(level, "not_applicable", limit, part.scores.doubtful, node)
    elif not reaches(at.nodes.get(node), needed):
        yield _blocked(level, rule, needed, at.nodes.get(node), node)


def _blocked(
    level: Level, rule: RuleName, needed: float, found: float | None, *nodes: str
) -> Blocked:
    return Blocked(level=level.id, rule=rule, needed=needed, found=found, nodes=nodes)


def _doubtful(method: Method, scores: Scores) -> bool:
    return scores.doubtful > method.max_not_applicable + TOLERANCE
