"""The plan: what blocks the next level (or a level at all), and what to do about it.

The same plan stands on page one, in letters, in `explain`, on the terminal and in `todo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dpcap.model.framework import Framework, Level
from dpcap.model.plan import Move, Plan
from dpcap.model.trace import UnmetLevelRule
from dpcap.scoring.case import Case
from dpcap.scoring.consistency import serious_broken, serious_in_conflict
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.improvements import CaseState, PricedMove, open_moves, state_of
from dpcap.scoring.level_rules import critical_state, explain_level, graded, reached
from dpcap.scoring.plan_exemptions import ToShow, once_shown, to_show
from dpcap.scoring.plan_questions import AskedFirst, answered_anyhow, as_questions, asked_first
from dpcap.scoring.plan_search import (
    MOST,
    Chosen,
    PlanSearch,
    climb_to,
    open_critical,
    standing,
)
from dpcap.scoring.score_tree import grow_tree


def plan_of(case: Case) -> Plan:
    """The plan of *case*."""
    judged = evaluate(case)
    now = state_of(case, judged, grow_tree(case, judged))
    return plan_from(now, open_moves(now))


def plan_from(now: CaseState, found: Iterable[PricedMove]) -> Plan:
    """The plan of the case of *now*, to which the moves *found* are open."""
    framework, serious = now.case.framework, serious_broken(now.case, now.judged)
    at = standing(now)._replace(serious=serious)
    is_graded = graded(framework.method, now.tree.overall.scores, at.scope)
    target = _target(framework, reached(framework, at))
    asked, shown = AskedFirst(), ToShow()
    if not is_graded:
        asked = asked_first(now, target, is_graded=False)
    start = answered_anyhow(now, asked.needed)
    if target:
        shown = to_show(start, target)
    if shown:
        start = answered_anyhow(once_shown(now.case, shown), asked.needed)
    if is_graded:
        asked = asked_first(start, target, is_graded=True)
        start = answered_anyhow(start, asked.needed)
    chosen: Chosen = {}
    after = start
    if is_graded and target:
        offered = found if start is now else open_moves(start)
        chosen, after = PlanSearch(start, target, offered).run()
    return _made(_Found(now, after, target, asked, shown, chosen))


class _Found(NamedTuple):
    """What was found: the case as it is, and with all of the plan done."""

    now: CaseState
    after: CaseState
    target: Level | None
    asked: AskedFirst
    shown: ToShow
    chosen: Chosen


def _target(framework: Framework, level: str | None) -> Level | None:
    ids = [one.id for one in framework.levels]
    place = ids.index(level) + 1 if level else 0
    return framework.levels[place] if place < len(ids) else None


def _made(found: _Found) -> Plan:
    """The plan that was *found*."""
    now, after, target, asked, shown, chosen = found
    at, framework = standing(after), now.case.framework
    critical = {node for node in open_critical(now) if node in chosen}
    moves = [one.priced.move for one in chosen.values()]
    moves.sort(key=lambda move: (move.node not in critical, -move.gain, move.node))
    scores = after.tree.overall.scores
    is_graded = graded(framework.method, scores, at.scope)
    return Plan(
        target=target.id if target else None,
        questions=as_questions(now, asked),
        enough=asked.enough,
        contradictions=_contradictions(now, target),
        scopes=shown.scopes,
        exemptions=shown.exemptions,
        moves=tuple(moves),
        critical=tuple(_besides(now, {*chosen}, MOST - len(moves))),
        graded=is_graded,
        level=reached(framework, at),
        score=scores.proved,
        remaining=tuple(_remaining(framework, after, target)),
    )


def _remaining(
    framework: Framework, after: CaseState, target: Level | None
) -> Iterator[UnmetLevelRule]:
    """What is unmet of *target*, or of a level below it, or of being graded."""
    if target is None:
        return
    here = explain_level(framework, standing(after))
    ids = [level.id for level in framework.levels]
    for rule in here.blocked:
        if ids.index(rule.level) <= ids.index(target.id):
            yield rule


def _contradictions(now: CaseState, target: Level | None) -> tuple[str, ...]:
    """The serious rules in conflict; where *target* asks for it, those that are open too."""
    if target is not None and target.requires.serious is not None:
        return serious_broken(now.case, now.judged)
    return serious_in_conflict(now.case, now.judged)


def _besides(now: CaseState, chosen: set[str], room: int) -> Iterator[Move]:
    """What to do about other critical indicators, those that failed first.

    While too little is answered for a level only what failed: the rest is among the questions.
    """
    by_id, scores = now.case.framework.by_id, now.tree.overall.scores
    states = {
        node: critical_state(by_id[node].pass_mark, now.judged[node])
        for node in open_critical(now)
        if node not in chosen
    }
    if not graded(now.case.framework.method, scores, standing(now).scope):
        states = {node: state for node, state in states.items() if state == "failed"}
    for node in sorted(states, key=lambda node: (states[node] != "failed", node))[: max(room, 0)]:
        climb = climb_to(now, node, by_id[node].pass_mark)
        if climb is not None:
            yield climb.priced.move
