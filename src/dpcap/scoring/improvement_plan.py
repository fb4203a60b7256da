"""The plan: what blocks the next level (or a level at all), and what to do about it.

The same plan stands on page one, in letters, in `explain`, on the terminal and in `todo`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dpcap.model.answer_time import minutes_of
from dpcap.model.framework import Framework, Level
from dpcap.model.manager import ManagerFact, ManagerFacts, ManagerRecords
from dpcap.model.plan import Move, OpenQuestion, Plan
from dpcap.model.review import ExemptionRuling, Review, SeenReason
from dpcap.model.trace import UnmetLevelRule
from dpcap.scoring.case import Case
from dpcap.scoring.consistency import serious_broken, serious_in_conflict
from dpcap.scoring.evaluate import changed_nodes, evaluate, reevaluate
from dpcap.scoring.improvements import CaseState, PricedMove, open_moves, state_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import critical_state, explain_level, graded, reached, unmet
from dpcap.scoring.plan_search import (
    MOST,
    Chosen,
    PlanSearch,
    climb_to,
    node_weights,
    open_critical,
    standing,
)
from dpcap.scoring.score_tree import grow_tree, regrow_tree

_PLAN = "plan"


class ToShow(NamedTuple):
    """Scopes answered no that are to be proved, and N/A answers that are to be confirmed."""

    scopes: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scopes or self.exemptions)

    def without(self, name: str) -> ToShow:
        """All but *name*."""
        return ToShow(*(tuple(one for one in each if one != name) for each in self))


def to_show(now: CaseState, start: CaseState, target: Level) -> ToShow:
    """What must be shown so that the limit on N/A is no bar to *target*; nothing, if it is none.

    *start*: *now* with the questions answered that are asked first. The heaviest first, then
    whatever is not needed is left out again. If all of it is not enough, all that is there.
    """
    shown, options = ToShow(), _options(start)
    after = start
    while _is_doubtful(after, target) and options:
        kind, name = options.pop(0)
        shown = shown._replace(**{kind: (*getattr(shown, kind), name)})
        after = once_shown(now, shown)
    if not shown or _is_doubtful(after, target):
        return shown
    for name in (*shown.scopes, *shown.exemptions):
        less = shown.without(name)
        if not _is_doubtful(once_shown(now, less), target):
            shown = less
    return shown


def _is_doubtful(now: CaseState, target: Level) -> bool:
    rules = unmet(now.case.framework, target, standing(now))
    return any(rule.rule == "not_applicable" for rule in rules)


def _options(now: CaseState) -> list[tuple[str, str]]:
    """What is N/A on the provider's word alone, by its kind, the heaviest first."""
    case, weights = now.case, dict[tuple[str, str], float]()
    each = case.framework.once(node_weights, case.role_id, case.core)
    for node, one in now.judged.items():
        if one.state == "not_applicable" and not one.confirmed:
            scopes = case.scope.unproved.get(node, ())
            for option in [("scopes", name) for name in scopes] or [("exemptions", node)]:
                weights[option] = weights.get(option, 0.0) + each.get(node, 0.0)
    return sorted(weights, key=lambda option: (-weights[option], option))


def once_shown(now: CaseState, shown: ToShow) -> CaseState:
    """The case of *now* once all *shown* is accepted, evaluated and folded."""
    after = with_shown(now.case, shown)
    judged = reevaluate(after, now.judged, _judged_otherwise(now.case, after))
    tree = regrow_tree(after, now.tree, judged, changed_nodes(now.judged, judged))
    return state_of(after, judged, tree)


def _judged_otherwise(case: Case, after: Case) -> frozenset[str]:
    """The indicators that may be judged otherwise in *after*, where more is shown than in *case*.

    A scope that is shown was answered no before: what is asked for it was N/A, and conditions that
    name it come out as they did.
    """
    nodes = {
        *_differing(case.scope.unproved, after.scope.unproved),
        *_differing(case.rulings.exemptions, after.rulings.exemptions),
    }
    hanging = case.framework.outline.dependants
    return frozenset(nodes).union(*(hanging.get(node, ()) for node in nodes))


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    return (name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def with_shown(case: Case, shown: ToShow) -> Case:
    """*case* once the manager knows the scopes not to be served, and a reviewer took each N/A."""
    records = case.records or ManagerRecords()
    if shown.scopes:
        records = records.model_copy(update={"facts": _facts(case, records, shown.scopes)})
    if shown.exemptions:
        records = records.model_copy(update={"review": _review(case, records, shown.exemptions)})
    return replace(case, records=records)


def _facts(case: Case, records: ManagerRecords, scopes: Iterable[str]) -> ManagerFacts:
    held = records.facts or ManagerFacts(
        schema_="dpcap/facts/1", provider=case.assessment.provider.id
    )
    no = ManagerFact(value=False, source=_PLAN, on=case.as_of)
    return held.model_copy(update={"facts": {**held.facts, **dict.fromkeys(scopes, no)}})


def _review(case: Case, records: ManagerRecords, nodes: Iterable[str]) -> Review:
    held = records.review or Review(schema_="dpcap/review/2", provider=case.assessment.provider.id)
    ruled = {node: _accepted(case, node) for node in nodes}
    return held.model_copy(update={"not_applicable": {**held.not_applicable, **ruled}})


def _accepted(case: Case, node: str) -> ExemptionRuling:
    reason = case.assessment.answers[node].not_applicable
    return ExemptionRuling(
        ruling="accepted",
        by=_PLAN,
        on=case.as_of,
        reason=_PLAN,
        framework=case.framework.edition,
        saw=SeenReason(reason=reason) if reason else None,
    )


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
        shown = to_show(now, start, target)
    if shown:
        start = answered_anyhow(once_shown(now, shown), asked.needed)
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
