"""The open questions of a plan: where too little is answered for a level."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dpcap.model.answer_time import minutes_of
from dpcap.model.framework import Level
from dpcap.model.plan import OpenQuestion
from dpcap.model.trace import UnmetLevelRule
from dpcap.scoring.improvements import CaseState, state_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import graded, unmet
from dpcap.scoring.plan_search import node_weights, standing
from dpcap.scoring.score_tree import regrow_tree


class AskedFirst(NamedTuple):
    """Open indicators, those first that bring most for the minute; the first `enough` will do."""

    nodes: tuple[str, ...] = ()
    enough: int = 0

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that will do."""
        return self.nodes[: self.enough]


def asked_first(now: CaseState, target: Level | None, *, is_graded: bool) -> AskedFirst:
    """What is open, where too little of it is answered for a level, or for *target*."""
    short = _short_of_answers(now, target)
    if is_graded and not short:
        return AskedFirst()
    anywhere = not is_graded or any(not rule.nodes for rule in short)
    within = None if anywhere else [rule.nodes[0] for rule in short]
    nodes = _by_worth(now, _open(now, within))

    def is_covered(first: int) -> bool:
        after = answered_anyhow(now, nodes[:first])
        method, scope = after.case.framework.method, standing(after).scope
        is_enough = graded(method, after.tree.overall.scores, scope)
        return is_enough and len(_short_of_answers(after, target)) <= incurable

    incurable = len(_short_of_answers(answered_anyhow(now, nodes), target))
    if not nodes or not is_covered(len(nodes)):
        return AskedFirst(nodes)
    return AskedFirst(nodes, bisect_left(range(len(nodes)), True, key=is_covered))


def _short_of_answers(now: CaseState, target: Level | None) -> list[UnmetLevelRule]:
    """The rules of *target* that answers could meet: enough answered, not too much in doubt."""
    rules = unmet(now.case.framework, target, standing(now)) if target else ()
    return [rule for rule in rules if rule.rule in {"coverage", "not_applicable"}]


def _open(now: CaseState, within: Iterable[str] | None) -> list[str]:
    """The indicators asked and not answered, of the groups *within* (None: of all)."""
    open_ = [node for node, one in now.judged.items() if one.state in {"missing", "unknown"}]
    if within is None:
        return open_
    inside, parents = set(within), now.case.framework.parents
    return [node for node in open_ if inside & {one.id for one in parents[node]}]


def _by_worth(now: CaseState, nodes: Iterable[str]) -> tuple[str, ...]:
    """*nodes*, those of most weight for the minute first."""
    weights = now.case.framework.once(node_weights, now.case.role_id, now.case.core)
    return tuple(
        sorted(nodes, key=lambda node: (-weights.get(node, 0.0) / (_minutes(now, node) or 1), node))
    )


def _minutes(now: CaseState, node: str) -> float:
    """The minutes that answering *node* takes."""
    framework = now.case.framework
    return minutes_of(framework, (framework.by_id[node],), len(now.case.due))


def as_questions(now: CaseState, asked: AskedFirst) -> tuple[OpenQuestion, ...]:
    """Those *asked* first, with who answers them and how long that takes."""
    by_id = now.case.framework.by_id
    return tuple(
        OpenQuestion(node=node, asked_of=by_id[node].asked_of, minutes=_minutes(now, node))
        for node in asked.nodes
    )


def answered_anyhow(now: CaseState, nodes: Sequence[str]) -> CaseState:
    """*now* with *nodes* answered so that they score nothing: what any answers come to at least."""
    filled = {node: _at_least(now.judged[node]) for node in nodes}
    if not filled:
        return now
    judged = {**now.judged, **filled}
    return state_of(now.case, judged, regrow_tree(now.case, now.tree, judged, frozenset(filled)))


def _at_least(judged: IndicatorResult) -> IndicatorResult:
    return judged._replace(
        state="answered",
        claimed=0.0,
        proved=0.0,
        claimed_ceiling=0.0,
        proved_ceiling=0.0,
        answered=1.0,
        open=None,
    )
