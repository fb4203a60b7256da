"""The search for the moves of a plan: those that lead to a level, none of which can be left out.

Greedy by what a move takes off the shortfall for its effort, worked out again after each choice,
then thinned out. Moves on one indicator join into one, which is priced from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

from dpcap.model.framework import Framework, Level
from dpcap.model.trace import UnmetLevelRule
from dpcap.model.weights import effective_weights
from dpcap.scoring.apply_move import MoveDraft, with_done
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.evaluate import changed_nodes, reevaluate
from dpcap.scoring.evidence_cap import EvidenceCaps, cap_of
from dpcap.scoring.improvements import CaseState, PricedMove, drafts, price, state_of
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult
from dpcap.scoring.level_rules import RoleStanding, reaches, role_shares, scope_in_role, unmet
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.score_tree import RestatedScores, regrow_tree
from dpcap.scoring.shops import evaluate_shops

MOST = 12
EFFORTS = {"S": 1, "M": 3, "L": 9}
SHARES = frozenset({"not_applicable", "coverage", "scope", "must_include"})
# Of so many indicators that could add most those are taken that do.
_LOOKED_AT = 16
# With so few moves to choose from, how they add up matters.
_FEW = 24
# Scores folded two ways differ by less.
_NEAR = 1e-6
_CLIMBS = 24  # no scale has so many steps below a pass mark; it bounds what a strange one costs


class Climb(NamedTuple):
    """One move from the start on one indicator, the effort of its steps, and the climb before it.

    `proved`: what the indicator proves after it.
    """

    priced: PricedMove
    cost: int
    proved: float
    before: Climb | None = None

    @property
    def node(self) -> str:
        """The indicator."""
        return self.priced.move.node


Chosen = dict[str, Climb]


def done_together(start: CaseState, chosen: Iterable[PricedMove]) -> CaseState:
    """The case of *start* once all *chosen*, one an indicator, are done: evaluated and folded."""
    case, nodes = start.case, set[str]()
    for one in chosen:
        case = with_done(case, one.move.node, one.done)
        nodes |= {one.move.node, *case.framework.outline.dependants.get(one.move.node, ())}
    if case.twins != start.case.twins:
        nodes |= {node for node, one in start.judged.items() if one.shops}
    judged = reevaluate(case, start.judged, nodes)
    tree = regrow_tree(case, start.tree, judged, changed_nodes(start.judged, judged))
    return state_of(case, judged, tree)


def standing(now: CaseState, instead: RestatedScores | None = None) -> RoleStanding:
    """Where *now* stands before the levels, proved, with every contradiction settled."""
    case = now.case
    stake = case.framework.once(role_shares, case.role_id)
    within = scope_in_role(case, case.role_id, now.judged)
    return RoleStanding(stake, now.tree, now.judged, "proved", (), within, instead)


def shortfall(level: Level, now: CaseState, instead: RestatedScores | None = None) -> float:
    """How far the scores of *now* are from those that *level* asks for, in points of the overall.

    0 once they meet it. *instead*: scores that stand in the place of those of *now*. What is asked
    of shares (of N/A, of what is answered) is left aside: no score changes it.
    """
    at, case = standing(now, instead), now.case
    weights = case.framework.once(node_weights, case.role_id, case.core)
    rules = (rule for rule in unmet(case.framework, level, at) if rule.rule not in SHARES)
    return sum(_points(rule, at, weights) for rule in rules)


def _points(rule: UnmetLevelRule, at: RoleStanding, weights: Mapping[str, float]) -> float:
    """What a rule that is not met lacks, in points of the overall; never 0."""
    if rule.rule == "critical":
        return sum(1.0 - (at.score(node) or 0.0) / 200.0 for node in rule.nodes)
    apart = rule.needed - (rule.found or 0.0)
    return apart * max(weights.get(rule.nodes[0], 0.0), TOLERANCE) if rule.nodes else apart


def node_weights(framework: Framework, role: str, core: bool) -> dict[str, float]:
    """The share of the overall, 0..1, of every area, dimension and indicator."""
    leaves = framework.once(effective_weights, role, core)
    found = dict(leaves)
    for area, dimension, indicator in framework.walk():
        for group in (area.id, dimension.id):
            found[group] = found.get(group, 0.0) + leaves.get(indicator.id, 0.0)
    return found


def further(start: CaseState, node: str, climb: Climb | None) -> Iterator[Climb]:
    """The next steps on *node* after *climb*: of each kind the first that proves more."""
    now = start if climb is None else _climbed(start, climb)
    was = climb.proved if climb else start.judged[node].proved or 0.0
    for choice in drafts(now, start.case.framework.by_id[node]):
        for idea in choice:
            found = _next(start, idea, climb)
            if found.proved > was + TOLERANCE:
                yield found
                break


def _next(start: CaseState, idea: MoveDraft, climb: Climb | None) -> Climb:
    steps = climb.priced.move.steps + 1 if climb else 1
    whole = idea if climb is None else _joined(start, climb.priced.draft, idea)
    return as_climb(start, price(start, whole, steps), idea.kind == "better_proof", climb)


def as_climb(
    start: CaseState, priced: PricedMove, only_proof: bool, before: Climb | None = None
) -> Climb:
    """*priced* with the effort of all its steps; *only_proof*: the last one is better proof."""
    node = priced.move.node
    effort = start.case.framework.by_id[node].effort or "M"
    cost = (1 if only_proof else EFFORTS[effort]) + (before.cost if before else 0)
    proved = priced.proved
    if proved is None:
        proved = done_together(start, (priced,)).judged[node].proved or 0.0
    return Climb(priced, cost, proved, before)


def _joined(start: CaseState, was: MoveDraft, idea: MoveDraft) -> MoveDraft:
    """Two steps on one indicator as one."""
    if idea.kind == "better_proof":
        return was._replace(proof=idea.proof)
    caps = start.case.framework.caps_of(idea.node)
    kinds = [kind for kind in (was.proof, idea.proof) if kind is not None]
    return idea._replace(proof=max(kinds, key=lambda kind: cap_of(caps, kind), default=None))


def _climbed(start: CaseState, climb: Climb) -> CaseState:
    """*start* with *climb* done, as far as its own indicator goes."""
    case = with_done(start.case, climb.node, climb.priced.done)
    judged = {**start.judged, climb.node: _result_of(start, case, climb)}
    return start._replace(case=case, judged=judged)


def _result_of(start: CaseState, after: Case, climb: Climb) -> IndicatorResult:
    """What is judged of the indicator of *climb* once *after* it."""
    done = climb.priced.done
    if done.answer is not None:
        return done.answer[1]
    compiled = start.case.framework.once(compiled_indicators)[climb.node]
    return evaluate_shops(after, compiled, EvidenceCaps(start.case, new=done.piece))


def climb_to(start: CaseState, node: str, mark: float) -> Climb | None:
    """The climb of least effort after which *node* proves its *mark*; None: there is none."""
    order = count()
    heap = [(one.cost, next(order), one) for one in further(start, node, None)]
    heapify(heap)
    for _ in range(_CLIMBS):
        if not heap:
            return None
        _, _, climb = heappop(heap)
        if reaches(climb.proved, mark):
            return climb
        for one in further(start, node, climb):
            heappush(heap, (one.cost, next(order), one))
    return None


def open_critical(now: CaseState) -> tuple[str, ...]:
    """The critical indicators asked in areas of weight that do not prove their mark."""
    at, case = standing(now), now.case
    return tuple(
        one.id
        for area, one in case.framework.critical
        if at.stake.shares[area] > 0
        and now.judged[one.id].state not in UNASKED
        and not reaches(now.judged[one.id].proved, one.pass_mark)
    )


class PlanSearch:
    """The search from one start to one level."""

    def __init__(self, start: CaseState, level: Level, first: Iterable[PricedMove]) -> None:
        self._start, self._level = start, level
        self._first = [as_climb(start, one, one.move.kind == "better_proof") for one in first]
        self._chosen: Chosen = {}
        # What was chosen up to some time comes to `ground`; since then only `figures` changed.
        self._ground, self._figures = start, dict[str, float]()

    def run(self) -> tuple[Chosen, CaseState]:
        """The moves chosen, by indicator, and the case once they are done."""
        if self._level.requires.critical:
            self._pass_critical()
        self._fill_up()
        if self._rest() > 0:
            self._reach_far()
        self._thin_out()
        if len(self._first) <= _FEW:
            self._do_without_each()
        self._settle()
        return self._chosen, self._ground

    def _do_without_each(self) -> None:
        """Where there is little to choose from, one dear move may stand for cheaper ones.

        So each is barred in turn, and the others filled up again.
        """
        best, short, offered = self._chosen, self._rest(), self._first
        for node in sorted(best):
            self._first = [one for one in offered if one.node != node]
            self._choose({other: climb for other, climb in best.items() if other != node})
            self._fill_up()
            if self._rest() <= short + TOLERANCE:
                self._thin_out()
                best = min(best, self._chosen, key=_cost)
        self._first = offered
        self._choose(best)

    def _pass_critical(self) -> None:
        by_id = self._start.case.framework.by_id
        for node in open_critical(self._start):
            climb = climb_to(self._start, node, by_id[node].pass_mark)
            if climb is not None and not self._is_full(node):
                self._take(climb)

    def _take(self, climb: Climb) -> None:
        self._chosen[climb.node] = climb
        if climb.priced.proved is None:
            self._ground, self._figures = self._after(self._chosen), {}
        else:
            self._figures[climb.node] = climb.proved

    def _after(self, chosen: Chosen) -> CaseState:
        return done_together(self._start, (one.priced for one in chosen.values()))

    def _settle(self) -> None:
        """Work out what all chosen come to, exactly."""
        if self._figures:
            self._ground, self._figures = self._after(self._chosen), {}

    def _choose(self, chosen: Chosen) -> None:
        """Choose just these."""
        self._chosen = chosen
        self._ground, self._figures = self._after(chosen), {}

    def _short(self, climb: Climb | None = None) -> float:
        """The shortfall with what is chosen, and with *climb*."""
        if climb is not None and climb.priced.proved is None:
            return shortfall(self._level, self._after({**self._chosen, climb.node: climb}))
        figures = self._figures if climb is None else {**self._figures, climb.node: climb.proved}
        instead = self._ground.proved.said(figures) if figures else None
        return shortfall(self._level, self._ground, instead)

    def _rest(self) -> float:
        """The shortfall, exactly."""
        self._settle()
        return shortfall(self._level, self._ground)

    def _fill_up(self) -> None:
        """Choose until nothing is short, or nothing helps, whatever was foreseen."""
        while self._fill():
            self._settle()  # what was chosen may come to less: go on from what it comes to

    def _fill(self) -> bool:
        """Choose until nothing is short, or nothing helps; whether anything was chosen."""
        order, short, any_taken = count(), self._short(), False
        if short <= 0:
            return False
        heap = [self._offer(one, short, next(order)) for one in self._offers()]
        heapify(heap)
        while heap and short > 0:
            climb = heappop(heap)[-1]
            if self._chosen.get(climb.node) is not climb.before or self._is_full(climb.node):
                continue
            again = self._offer(climb, short, next(order))
            if heap and again[:2] > heap[0][:2]:
                heappush(heap, again)
            elif again[0] < -TOLERANCE:
                self._take(climb)
                short, any_taken = self._short(), True
                for one in further(self._start, climb.node, climb):
                    heappush(heap, self._offer(one, short, next(order)))
        return any_taken

    def _offers(self) -> Iterator[Climb]:
        yield from (one for one in self._first if one.node not in self._chosen)
        for climb in [*self._chosen.values()]:
            yield from further(self._start, climb.node, climb)

    def _offer(self, climb: Climb, short: float, order: int) -> tuple[float, str, int, Climb]:
        """*climb* by what it takes off the shortfall for its effort, the best first."""
        extra = climb.cost - (climb.before.cost if climb.before else 0)
        return -(short - self._short(climb)) / extra, climb.node, order, climb

    def _is_full(self, node: str) -> bool:
        return node not in self._chosen and len(self._chosen) >= MOST

    def _reach_far(self) -> None:
        """Where the quickest moves do not lead there, take those that lead farthest, if better."""
        near, short = dict(self._chosen), self._rest()
        critical = {*open_critical(self._start)} if self._level.requires.critical else set()
        # However little they weigh, the level is not reached without them.
        ranked = sorted(self._nodes(), key=lambda node: (node not in critical, self._room(node)))
        tops = [self._top(node) for node in ranked[:_LOOKED_AT]]
        farthest = sorted(
            (one for one in tops if one is not None),
            key=lambda one: (one.node not in critical, -one.priced.move.gain, one.node),
        )
        self._choose({one.node: one for one in farthest[:MOST]})
        if self._rest() >= short:
            self._choose(near)

    def _nodes(self) -> list[str]:
        return [*dict.fromkeys(one.node for one in self._first)]

    def _room(self, node: str) -> tuple[float, str]:
        """What *node* could add to the overall at most, as a key that puts the most first."""
        case = self._start.case
        weight = case.framework.once(node_weights, case.role_id, case.core).get(node, 0.0)
        return weight * ((self._start.judged[node].proved or 0.0) - 100.0), node

    def _top(self, node: str) -> Climb | None:
        """The highest climb on *node*."""
        climb: Climb | None = None
        for _ in range(_CLIMBS):
            above = max(further(self._start, node, climb), key=lambda one: one.proved, default=None)
            if above is None:
                break
            climb = above
        return climb

    def _thin_out(self) -> None:
        """Leave out, or do less of, whatever is not needed; the dearest first."""
        short, any_left_out = self._rest(), False
        # Moves may also change which shops count; then what each adds by itself foretells nothing.
        said, came = self._foreseen(self._chosen), self._ground.tree.overall.scores.proved
        is_told = said is not None and abs((said.overall or 0.0) - (came or 0.0)) <= _NEAR
        for climb in sorted(self._chosen.values(), key=lambda one: (-one.cost, one.node)):
            for less in _less(climb):
                others = {n: one for n, one in self._chosen.items() if n != climb.node}
                if less is not None:
                    others[climb.node] = less
                if self._holds(others, short, is_told=is_told):
                    self._chosen, any_left_out = others, True
                    break
        if any_left_out:
            self._choose(self._chosen)

    def _foreseen(self, chosen: Chosen) -> RestatedScores | None:
        """The scores after *chosen*, as if each added what it adds alone; None: not known."""
        if any(one.priced.proved is None for one in chosen.values()):
            return None
        return self._start.proved.said({node: one.proved for node, one in chosen.items()})

    def _holds(self, chosen: Chosen, short: float, *, is_told: bool) -> bool:
        """Whether *chosen* fall no shorter than *short*; *is_told*: what is foreseen holds."""
        said = self._foreseen(chosen) if is_told else None
        if said is not None and shortfall(self._level, self._start, said) > short + _NEAR:
            return False
        return shortfall(self._level, self._after(chosen)) <= short + TOLERANCE


def _cost(chosen: Chosen) -> int:
    return sum(one.cost for one in chosen.values())


def _less(climb: Climb) -> list[Climb | None]:
    """What may stand in the place of *climb*: nothing, then ever more of it."""
    found: list[Climb | None] = []
    at = climb.before
    while at is not None:
        found.append(at)
        at = at.before
    return [None, *reversed(found)]
