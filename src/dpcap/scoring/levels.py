"""Levels: climb from the lowest, stop at the first rule that is not met."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from dpcap.model.asked import area_shares
from dpcap.model.framework import Framework, Level, Method
from dpcap.model.trace import Blocked, Critical, CriticalCount, Reached, RuleName
from dpcap.model.trusted import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.tree import Basis, Branch, Scores, Tree

_blocked_by = trusted(Blocked)


class Stake(NamedTuple):
    """What a role makes of the areas: each one's share of its weights, 0..1, and its main areas."""

    shares: Mapping[str, float]
    main: tuple[str, ...]


def stake(framework: Framework, role_id: str) -> Stake:
    """The stake of a role. Raises KeyError if there is no such role."""
    shares = framework.once(area_shares, role_id)
    line = framework.method.main_area_share
    return Stake(shares, tuple(area for area, s in shares.items() if s + TOLERANCE >= line))


class Hurdle(NamedTuple):
    """One level on one basis, as it stands for any role.

    `weak`: the areas that miss its mark for main areas; `lacking`: the nodes it names that miss
    theirs.
    """

    level: Level
    weak: dict[str, Blocked]
    lacking: tuple[Blocked, ...]


class Hurdles(NamedTuple):
    """Every level on one basis; `critical`: each critical indicator asked, its area, passed."""

    basis: Basis
    levels: tuple[Hurdle, ...]
    critical: tuple[tuple[str, str, bool], ...]


class Standing(NamedTuple):
    """A role before the hurdles: its stake, its overall, and that on the basis of the hurdles."""

    stake: Stake
    overall: Scores
    score: float | None
    hurdles: Hurdles


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


def count_critical(case: Case, judged: Mapping[str, Judged]) -> CriticalCount:
    """How the critical indicators asked in areas of weight > 0 stand, proved basis."""
    states = [
        critical_state(indicator.pass_mark, judged[indicator.id])
        for area, indicator in case.framework.critical
        if case.shares[area] > 0 and judged[indicator.id].state != "not_asked"
    ]
    return CriticalCount(
        asked=len(states),
        passed=states.count("passed"),
        failed=states.count("failed"),
        not_proved=states.count("not_proved"),
    )


def hurdles(
    framework: Framework,
    tree: Tree,
    judged: Mapping[str, Judged],
    basis: Basis,
    instead: Mapping[str, float | None] | None = None,
) -> Hurdles:
    """The levels on *basis*, worked out as far as every role shares them.

    *instead*: scores on that basis which nodes have instead of those in *tree* and *judged*.
    """
    score, now = attrgetter(basis), instead or {}
    nodes = {node: score(part.scores) for node, part in tree.areas.items()}
    for node in framework.named_by_levels - nodes.keys():
        if node in tree.dimensions:
            nodes[node] = score(tree.dimensions[node].scores)
        elif node in judged:
            nodes[node] = score(judged[node])
    nodes |= {node: now[node] for node in nodes.keys() & now.keys()}
    critical = [
        (area, one.id, reaches(now.get(one.id, score(judged[one.id])), one.pass_mark))
        for area, one in framework.critical
        if judged[one.id].state != "not_asked"
    ]
    levels = [_hurdle(framework.method, level, tree.areas, nodes) for level in framework.levels]
    return Hurdles(basis, tuple(levels), tuple(critical))


def _hurdle(
    method: Method,
    level: Level,
    areas: Mapping[str, Branch],
    nodes: Mapping[str, float | None],
) -> Hurdle:
    def below(rule: RuleName, node: str, needed: float) -> Blocked | None:
        part = areas.get(node)
        if part is not None and _doubtful(method, part.scores):
            limit = method.max_not_applicable
            return _blocked(level, "not_applicable", limit, part.scores.doubtful, node)
        found = nodes.get(node)
        return None if reaches(found, needed) else _blocked(level, rule, needed, found, node)

    mark = level.requires.min_area
    weak = {} if mark is None else {area: below("min_area", area, mark) for area in areas}
    lacking = [below("at_least", *named) for named in level.requires.at_least.items()]
    return Hurdle(
        level,
        {area: missed for area, missed in weak.items() if missed},
        tuple(missed for missed in lacking if missed),
    )


def standing(at: Stake, overall: Scores, before: Hurdles) -> Standing:
    """A role of *at* whose areas add up to *overall*, *before* the hurdles of one basis."""
    return Standing(at, overall, getattr(overall, before.basis), before)


def reached(framework: Framework, at: Standing) -> str | None:
    """The highest level whose rules, and those of all below it, are met; None if not graded."""
    if not graded(framework.method, at.overall):
        return None
    found = None
    for hurdle in at.hurdles.levels:
        too_low = not reaches(at.score, hurdle.level.from_)
        if too_low or unmet(framework.method, hurdle, at):
            break
        found = hurdle.level.id
    return found


def explain_level(framework: Framework, at: Standing) -> Reached:
    """The level reached with every unmet rule of the levels above it, lowest level first."""
    here, method = reached(framework, at), framework.method
    ids = [level.id for level in framework.levels]
    above = at.hurdles.levels[ids.index(here) + 1 :] if here else at.hurdles.levels
    blocked = [rule for hurdle in above for rule in unmet(method, hurdle, at)]
    is_graded = graded(method, at.overall)
    if not is_graded:
        lowest, needed = framework.levels[0], method.min_coverage
        blocked.insert(0, _blocked(lowest, "coverage", needed, at.overall.coverage))
    return Reached(id=here, graded=is_graded, blocked=tuple(blocked))


def graded(method: Method, overall: Scores) -> bool:
    """Whether enough of the asked weight is answered for a level and a headline number."""
    # Where nothing at all is answered there is nothing to grade, however little is asked for.
    return bool(overall.coverage) and reaches(overall.coverage, method.min_coverage)


def unmet(method: Method, hurdle: Hurdle, at: Standing) -> list[Blocked]:
    """The rules of the hurdle's level that are not met."""
    level, limit, missed = hurdle.level, method.max_not_applicable, []
    if _doubtful(method, at.overall):
        missed.append(_blocked(level, "not_applicable", limit, at.overall.doubtful))
    if not reaches(at.score, level.from_):
        missed.append(_blocked(level, "from", level.from_, at.score))
    if hurdle.weak:
        missed += [hurdle.weak[area] for area in at.stake.main if area in hurdle.weak]
    if level.requires.critical:
        missed += _critical(level, at)
    return [*missed, *hurdle.lacking]


def _critical(level: Level, at: Standing) -> list[Blocked]:
    shares = at.stake.shares
    asked = [(node, passed) for area, node, passed in at.hurdles.critical if shares[area] > 0]
    open_ = [node for node, passed in asked if not passed]
    passed = float(len(asked) - len(open_))
    return [_blocked(level, "critical", len(asked), passed, *open_)] if open_ else []


def _blocked(
    level: Level, rule: RuleName, needed: float, found: float | None, *nodes: str
) -> Blocked:
    return _blocked_by(level=level.id, rule=rule, needed=float(needed), found=found, nodes=nodes)


def _doubtful(method: Method, scores: Scores) -> bool:
    return scores.doubtful > method.max_not_applicable + TOLERANCE
