"""Improvements: every move that would raise the proved overall, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from dpcap.model.assessment import Answer, Assessment
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import ManagerRecords
from dpcap.model.plan import Move
from dpcap.model.scale import ByPeerSpread, Numeric
from dpcap.model.trace import ScorePair
from dpcap.model.unchecked import trusted
from dpcap.scoring.across_shops import join_of
from dpcap.scoring.apply_move import AppliedMove, MoveDraft, done_by, with_done
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.counted_shops import ShopCounter, cap_for, is_proved
from dpcap.scoring.evaluate import HANGS_OPEN, changed_nodes, evaluate, reevaluate
from dpcap.scoring.evidence import new_caps
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.normalise import FULL, TOLERANCE, PeerPair, best_ratio
from dpcap.scoring.peer_figures import in_force
from dpcap.scoring.scale_scoring import next_step
from dpcap.scoring.scale_steps import next_ratios
from dpcap.scoring.score_tree import ScoreRestater, ScoreTree, grow_tree, regrow_tree
from dpcap.scoring.shops import capped, evaluate_shops

_move, _pair = trusted(Move), trusted(ScorePair)


class _Both(NamedTuple):
    """A score on both bases."""

    claimed: float
    proved: float


class CaseState(NamedTuple):
    """A case, judged and folded, and what either basis would say to other scores.

    `counter` counts its shops, `cap` is the most that their figures prove.
    """

    case: Case
    judged: Mapping[str, IndicatorResult]
    tree: ScoreTree
    claimed: ScoreRestater
    proved: ScoreRestater
    counter: ShopCounter
    cap: float


def list_moves(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> tuple[Move, ...]:
    """Every move, ranked by gain in the proved overall. Parameters and errors as for `score`.

    A move gains what scoring finds once it is done (`apply_move`).
    """
    case = make_case(framework, assessment, as_of=as_of, role=role, core=core, records=records)
    return moves_of(case)


def moves_of(case: Case) -> tuple[Move, ...]:
    """The moves open to *case*, best first; those that gain nothing are left out."""
    judged = evaluate(case)
    return ranked(open_moves(state_of(case, judged, grow_tree(case, judged))))


def state_of(case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree) -> CaseState:
    """*case*, *judged* and folded into *tree*, ready to price moves."""
    claimed, proved = ScoreRestater(case, tree, "claimed"), ScoreRestater(case, tree, "proved")
    counter = ShopCounter(case)
    cap = cap_for(case, counter.count(judged).number)
    return CaseState(case, judged, tree, claimed, proved, counter, cap)


class PricedMove(NamedTuple):
    """A move with what it puts in place.

    `proved`: what the indicator then proves; None: scores of others change with it.
    """

    move: Move
    draft: MoveDraft
    done: AppliedMove
    proved: float | None


def open_moves(now: CaseState) -> tuple[PricedMove, ...]:
    """Every move that gains, in the framework's order."""
    return tuple(
        priced
        for indicator in now.case.framework.by_id.values()
        if now.judged[indicator.id].claimed is not None
        for priced in _moves(now, indicator)
    )


def ranked(found: Iterable[PricedMove]) -> tuple[Move, ...]:
    """The moves of those *found*, best first."""
    return tuple(sorted((one.move for one in found), key=lambda move: -move.gain))


def _moves(now: CaseState, indicator: Indicator) -> Iterator[PricedMove]:
    """The moves open to *indicator*: of each kind the first that gains."""
    for choice in drafts(now, indicator):
        found = (price(now, idea) for idea in choice)
        yield from islice((one for one in found if one.move.gain > TOLERANCE), 1)


def drafts(now: CaseState, indicator: Indicator) -> tuple[Iterator[MoveDraft], ...]:
    """The steps open to *indicator*, kind by kind, the nearest first."""
    if now.judged[indicator.id].open == HANGS_OPEN:
        return ()  # no answer counts until what its `when` names is answered
    return _new_work(now, indicator), _better_proof(now, indicator)


def _new_work(now: CaseState, indicator: Indicator) -> Iterator[MoveDraft]:
    """The next step of the answer, together with proof that supports it."""
    node, judged = indicator.id, now.judged[indicator.id]
    answer = None if indicator.per == "shop" else now.case.assessment.answers.get(node)
    value = judged.value if judged.state == "answered" else None
    score, peers = judged.claimed or 0.0, _peers(now, judged, node, answer)
    if indicator.per == "shop":
        score = join_of(indicator).threshold(score)
    step = next_step(indicator.scale, value, score, *peers)
    if indicator.per == "shop" and not now.case.due:
        return
    if step is not None and step.value is not None:
        yield MoveDraft(
            node, "new_work", step.value, _supporting(now.case.framework, node, step.score)
        )
    elif not _hangs_on_peer(now, indicator):
        for ratio, most in next_ratios(indicator.scale, score, _spreads(indicator, judged)):
            proof = _supporting(now.case.framework, node, most)
            yield MoveDraft(node, "new_work", None, proof, ratio)


def _peers(now: CaseState, judged: IndicatorResult, node: str, answer: Answer | None) -> PeerPair:
    """The peer figures in force for the *answer* of a provider so *judged*."""
    if judged.held_peer is not None:
        return PeerPair(judged.held_peer, judged.held_benchmark)
    compiled = now.case.framework.once(compiled_indicators)[node]
    return in_force(compiled, answer, None).pair if answer else PeerPair()


def _spreads(indicator: Indicator, judged: IndicatorResult) -> set[float]:
    """The ratios of the best peers to the middle ones beside which the rows of shops stand."""
    scale = indicator.scale
    if not isinstance(scale, Numeric) or not isinstance(scale.score, ByPeerSpread):
        return set()
    mode = scale.score
    found = (
        best_ratio(mode, scale.direction, PeerPair(row.against, row.best_peers))
        for row in judged.shops
        if row.valid
    )
    return {ratio for ratio in found if ratio is not None}


def _hangs_on_peer(now: CaseState, indicator: Indicator) -> bool:
    """Whether questions hang on a value that a peer figure yet to be found decides."""
    known = now.judged[indicator.id].shops
    unknown = not known or not all(shop.valid or shop.out for shop in known)
    return unknown and indicator.id in now.case.framework.outline.dependants


def _better_proof(now: CaseState, indicator: Indicator) -> Iterator[MoveDraft]:
    """The same answer with proof of the next cap, then of those above."""
    judged = now.judged[indicator.id]
    claimed, backing = judged.claimed or 0.0, judged.backing
    if backing is None or (judged.proved or 0.0) > claimed - TOLERANCE:
        return
    for kind, cap in now.case.framework.once(_offers)[indicator.id]:
        if cap > backing.cap + TOLERANCE:
            yield MoveDraft(indicator.id, "better_proof", judged.value, kind)


def _offers(framework: Framework) -> dict[str, list[tuple[str, float]]]:
    """The kinds of proof that each indicator takes, with their caps: one a cap, lightest first."""
    return {node: _lightest(new_caps(framework, node)) for node in framework.by_id}


def _lightest(caps: Mapping[str, float]) -> list[tuple[str, float]]:
    first: dict[float, str] = {}
    for kind, cap in caps.items():
        first.setdefault(cap, kind)
    return [(first[cap], cap) for cap in sorted(first)]


def _supporting(framework: Framework, node: str, score: float) -> str | None:
    """The lightest proof that carries *score*, else the strongest the indicator takes, if any."""
    offers = framework.once(_offers)[node]
    enough = (kind for kind, cap in offers if cap >= score)
    return next(enough, offers[-1][0] if offers else None)


def price(now: CaseState, idea: MoveDraft, steps: int = 1) -> PricedMove:
    """The move with what it adds to both overalls."""
    case, node = now.case, idea.node
    compiled, was = case.framework.once(compiled_indicators)[node], now.judged[node]
    shops = was.shops or (
        evaluate_shops(case, compiled, EvidenceCaps(case)).shops if compiled.per_shop else ()
    )
    done = done_by(case, compiled, idea, shops)
    one, after = _scores_after(now, compiled, done)
    before, indicator = now.tree.overall.scores, compiled.indicator
    move = _move(
        node=node,
        kind=idea.kind,
        step=idea.step,
        proof=idea.proof,
        gain=(after.proved or 0.0) - (before.proved or 0.0),
        claimed_gain=(after.claimed or 0.0) - (before.claimed or 0.0),
        effort=indicator.effort if idea.kind == "new_work" else "S",
        asked_of=indicator.asked_of,
        ratio=idea.ratio,
        steps=steps,
    )
    return PricedMove(move, idea, done, one.proved if one else None)


def _scores_after(
    now: CaseState, compiled: CompiledIndicator, done: AppliedMove
) -> tuple[_Both | None, ScorePair]:
    """What the indicator scores once *done*, if nothing else changes; and both overalls."""
    case, node = now.case, compiled.id
    hanging = case.framework.outline.dependants.get(node)
    # A ruling may be about another answer by then.
    alone = not hanging and node not in case.rulings.answers and not _is_withheld(now, node)
    one = _node_after(now, compiled, done) if alone else None
    if one is None:
        after = with_done(case, node, done)
        return None, _whole_after(now, after, (hanging or frozenset()) | {node})
    claimed = now.tree.overall.scores.claimed
    if one.claimed != now.judged[node].claimed:
        claimed = now.claimed.said({node: one.claimed}).overall
    return one, _pair(claimed=claimed, proved=now.proved.said({node: one.proved}).overall)


def _is_withheld(now: CaseState, node: str) -> bool:
    """Whether a group above *node* has no score while something in it is open."""
    area, dimension = now.case.framework.parents[node]
    parts = now.tree.areas[area.id], now.tree.dimensions[dimension.id]
    return any(part.scores.withheld for part in parts)


def _whole_after(now: CaseState, after: Case, nodes: frozenset[str]) -> ScorePair:
    """Both overalls of *after*, where *nodes* may be judged otherwise, and with them every shop."""
    if after.twins != now.case.twins:
        nodes |= {node for node, one in now.judged.items() if one.shops}
    judged = reevaluate(after, now.judged, nodes)
    scores = regrow_tree(after, now.tree, judged, changed_nodes(now.judged, judged)).overall.scores
    return _pair(claimed=scores.claimed, proved=scores.proved)


def _node_after(now: CaseState, compiled: CompiledIndicator, done: AppliedMove) -> _Both | None:
    """What the indicator itself then scores; None: other indicators change with it."""
    if done.answer is not None:
        one = done.answer[1]
        return _Both(one.claimed or 0.0, one.proved or 0.0)
    after = with_done(now.case, compiled.id, done)
    if after.twins != now.case.twins:
        return None
    judged = evaluate_shops(after, compiled, EvidenceCaps(now.case, new=done.piece))
    if now.cap < FULL and _proving(judged) != _proving(now.judged[compiled.id]):
        # another shop may count by now, and lift the cap of all
        counts = now.counter.count({**now.judged, compiled.id: judged})
        if cap_for(after, counts.number) != now.cap:
            return None
    judged = capped(after, compiled, judged, now.cap, FULL)
    return _Both(judged.claimed or 0.0, judged.proved or 0.0)


def _proving(judged: IndicatorResult) -> list[str]:
    """The shops whose rows count with proof above the provider's word."""
    return [row.shop for row in judged.shops if is_proved(row)]
