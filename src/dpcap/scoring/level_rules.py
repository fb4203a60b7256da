"""The rules of levels: climb from the lowest, stop at the first rule that is not met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcap.model.asked import area_shares
from dpcap.model.framework import Framework, Level, Method
from dpcap.model.trace import Critical, CriticalCount, ReachedLevel, RuleName, UnmetLevelRule
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.scope import WHOLE_ROLE, RoleScope, role_scope
from dpcap.scoring.score_tree import Basis, NodeScores, RestatedScores, ScoreTree

_blocked_by = trusted(UnmetLevelRule)


class RoleShares(NamedTuple):
    """What a role makes of the areas: each one's share of its weights, 0..1, and its main areas."""

    shares: Mapping[str, float]
    main: tuple[str, ...]


def role_shares(framework: Framework, role_id: str) -> RoleShares:
    """The stake of a role. Raises KeyError if there is no such role."""
    shares = framework.once(area_shares, role_id)
    line = framework.method.main_area_share
    return RoleShares(shares, tuple(area for area, s in shares.items() if s + TOLERANCE >= line))


class RoleStanding(NamedTuple):
    """A provider before the levels in one role, on one basis.

    `serious`: the serious consistency rules that are broken or open. `scope`: what of the role is
    in scope. `instead`: scores on that basis which the overall and some nodes have instead of those
    in `tree` and `judged`.
    """

    stake: RoleShares
    tree: ScoreTree
    judged: Mapping[str, IndicatorResult]
    basis: Basis
    serious: tuple[str, ...]
    scope: RoleScope = WHOLE_ROLE
    instead: RestatedScores | None = None

    @property
    def overall(self) -> float | None:
        """The overall score."""
        if self.instead is not None:
            return self.instead.overall
        return self._on_basis(self.tree.overall.scores)

    def score(self, node: str) -> float | None:
        """The score of a node of any floor; None if it has none, or if there is no such node."""
        if self.instead is not None and node in self.instead.nodes:
            return self.instead.nodes[node]
        part = self.tree.areas.get(node) or self.tree.dimensions.get(node)
        found = part.scores if part else self.judged.get(node)
        return None if found is None else self._on_basis(found)

    def _on_basis(self, scores: NodeScores | IndicatorResult) -> float | None:
        return scores.claimed if self.basis == "claimed" else scores.proved

    def is_out(self, node: str) -> bool:
        """Whether a node of any floor is wholly out of scope."""
        part = self.tree.areas.get(node) or self.tree.dimensions.get(node)
        if part is not None:
            return part.scores.out
        return node in self.judged and self.judged[node].state == "out_of_scope"


def out_of_scope(judged: Mapping[str, IndicatorResult]) -> frozenset[str]:
    """The indicators that no shop is asked."""
    return frozenset(node for node, one in judged.items() if one.state == "out_of_scope")


def scope_in_role(case: Case, role_id: str, judged: Mapping[str, IndicatorResult]) -> RoleScope:
    """What scope leaves of a role in which *case* is so *judged*."""
    return role_scope(case.scope, role_id, core=case.core, out=out_of_scope(judged))


def reaches(found: float | None, needed: float) -> bool:
    """Whether a score meets a mark. No data never passes."""
    return found is not None and found + TOLERANCE >= needed


def critical_state(mark: float, judged: IndicatorResult) -> Critical:
    """passed, failed (the answer itself is below the mark) or not proved (nothing shows it yet)."""
    if reaches(judged.proved, mark):
        return "passed"
    # What rows of shops that lack would say is not known: only those that are there can fail.
    if judged.state == "answered" and not reaches(judged.claimed_ceiling, mark):
        return "failed"
    return "not_proved"


def count_critical(case: Case, judged: Mapping[str, IndicatorResult]) -> CriticalCount:
    """How the critical indicators asked in areas of weight > 0 stand, proved basis."""
    states = [
        critical_state(indicator.pass_mark, judged[indicator.id])
        for area, indicator in case.framework.critical
        if case.shares[area] > 0 and judged[indicator.id].state not in UNASKED
    ]
    return CriticalCount(
        asked=len(states),
        passed=states.count("passed"),
        failed=states.count("failed"),
        not_proved=states.count("not_proved"),
    )


def reached(framework: Framework, at: RoleStanding) -> str | None:
    """The highest level whose rules, and those of all below it, are met; None if not graded."""
    if not graded(framework.method, at.tree.overall.scores, at.scope):
        return None
    found = None
    for level in framework.levels:
        if next(unmet(framework, level, at), None) is not None:
            break
        found = level.id
    return found


def explain_level(framework: Framework, at: RoleStanding) -> ReachedLevel:
    """The level reached with every unmet rule of the levels above it, lowest level first."""
    here = reached(framework, at)
    ids = [level.id for level in framework.levels]
    above = framework.levels[ids.index(here) + 1 :] if here else framework.levels
    blocked = [rule for level in above for rule in unmet(framework, level, at)]
    overall = at.tree.overall.scores
    short = [*_ungraded(framework, overall, at.scope)]
    return ReachedLevel(id=here, graded=not short, blocked=(*short, *blocked))


def graded(method: Method, overall: NodeScores, scope: RoleScope) -> bool:
    """Whether there is enough for a level and a headline number.

    Enough of the asked weight is answered, enough of the role is in scope, and the scopes that it
    must include are served.
    """
    return _is_covered(method, overall) and scope.is_enough(method.min_scope)


def _is_covered(method: Method, overall: NodeScores) -> bool:
    # Where nothing at all is answered there is nothing to grade, however little is asked for.
    return bool(overall.coverage) and reaches(overall.coverage, method.min_coverage)


def _ungraded(
    framework: Framework, overall: NodeScores, scope: RoleScope
) -> Iterator[UnmetLevelRule]:
    """What there is not enough of for a level, said of the lowest."""
    lowest, method = framework.levels[0], framework.method
    if scope.lacking:
        yield _blocked(lowest, "must_include", scope.must, scope.must - len(scope.lacking))
    if not reaches(scope.share, method.min_scope):
        yield _blocked(lowest, "scope", method.min_scope, scope.share)
    if not _is_covered(method, overall):
        yield _blocked(lowest, "coverage", method.min_coverage, overall.coverage)


def unmet(framework: Framework, level: Level, at: RoleStanding) -> Iterator[UnmetLevelRule]:
    """The rules of *level* that are not met."""
    method, asked, overall = framework.method, level.requires, at.tree.overall.scores
    if _doubtful(method, overall):
        limit = method.max_not_applicable
        yield _blocked(level, "not_applicable", limit, overall.doubtful)
    if not reaches(at.overall, level.from_):
        yield _blocked(level, "from", level.from_, at.overall)
    if asked.min_area is not None:
        for area in at.stake.main:
            yield from _below(framework, level, at, ("min_area", area, asked.min_area))
    if asked.critical:
        yield from _critical(framework, level, at)
    if asked.serious is not None and len(at.serious) > asked.serious:
        yield _blocked(level, "serious", asked.serious, len(at.serious), *at.serious)
    for node, mark in asked.at_least.items():
        yield from _below(framework, level, at, ("at_least", node, mark))


def _below(
    framework: Framework, level: Level, at: RoleStanding, asked: tuple[RuleName, str, float]
) -> Iterator[UnmetLevelRule]:
    """The rule that asks a mark of one node, if it is not met."""
    method, (rule, node, needed) = framework.method, asked
    area = at.tree.areas.get(node)
    if at.is_out(node):
        return  # what the contract leaves with the brand is held against nobody
    if area is not None and _doubtful(method, area.scores):
        limit = method.max_not_applicable
        yield _blocked(level, "not_applicable", limit, area.scores.doubtful, node)
    elif (covered := _uncovered(framework, at, node)) is not None:
        yield _blocked(level, "coverage", covered.needed, covered.found, node)
    elif not reaches(found := at.score(node), needed):
        yield _blocked(level, rule, needed, found, node)


class _Uncovered(NamedTuple):
    """The coverage that a group asks of itself, and what it has."""

    needed: float
    found: float | None


def _uncovered(framework: Framework, at: RoleStanding, node: str) -> _Uncovered | None:
    """How *node*, a group, falls short of its own `min_coverage`; None: it does not."""
    group = framework.groups.get(node)
    if group is None or group.min_coverage is None:
        return None
    part = at.tree.areas.get(node) or at.tree.dimensions[node]
    covered = part.scores.coverage
    if covered is None or reaches(covered, group.min_coverage):
        return None
    return _Uncovered(group.min_coverage, covered)


def _critical(framework: Framework, level: Level, at: RoleStanding) -> Iterator[UnmetLevelRule]:
    asked = [
        one
        for area, one in framework.critical
        if at.stake.shares[area] > 0 and at.judged[one.id].state not in UNASKED
    ]
    open_ = [one.id for one in asked if not reaches(at.score(one.id), one.pass_mark)]
    if open_:
        passed = float(len(asked) - len(open_))
        yield _blocked(level, "critical", len(asked), passed, *open_)


def _blocked(
    level: Level, rule: RuleName, needed: float, found: float | None, *nodes: str
) -> UnmetLevelRule:
    return _blocked_by(level=level.id, rule=rule, needed=float(needed), found=found, nodes=nodes)


def _doubtful(method: Method, scores: NodeScores) -> bool:
    return scores.doubtful > method.max_not_applicable + TOLERANCE
