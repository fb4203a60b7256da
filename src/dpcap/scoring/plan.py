"""The plan: every move that would raise the proved overall, best first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from dpcap.model.assessment import Assessment, Value
from dpcap.model.framework import DECLARED, Framework, Method
from dpcap.model.indicator import Indicator
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Move, MoveKind
from dpcap.model.trusted import trusted
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.counted import cap_for, tally
from dpcap.scoring.exhibit import VERIFIED, VERIFIED_CAP
from dpcap.scoring.fold import Entry, proved_of
from dpcap.scoring.judge import HANGS_OPEN, judge, rejudge
from dpcap.scoring.judged import Judged
from dpcap.scoring.normalise import FULL, TOLERANCE
from dpcap.scoring.peers import limit_of
from dpcap.scoring.steps import next_step
from dpcap.scoring.tree import Tree, grow, regrow, restate

_move = trusted(Move)


class _Idea(NamedTuple):
    """A move before its gain is known: what the indicator would then score."""

    kind: MoveKind
    step: Value | None
    proof: str | None
    claimed: float
    proved: float


def plan(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> tuple[Move, ...]:
    """Every move, ranked by gain in the proved overall. Parameters and errors as for `score`."""
    case = make_case(framework, assessment, as_of=as_of, role=role, core=core, records=records)
    return moves_of(case)


def moves_of(case: Case) -> tuple[Move, ...]:
    """The moves open to *case*, best first; those that gain nothing are left out."""
    judged = judge(case)
    return moves_from(case, judged, grow(case, judged))


def moves_from(case: Case, judged: dict[str, Judged], tree: Tree) -> tuple[Move, ...]:
    """The moves open to *case*, already *judged* and folded into *tree*."""
    cap = cap_for(case, tally(case, judged).number)
    moves = [
        _priced(case, tree, judged, indicator, idea)
        for indicator in case.framework.by_id.values()
        if judged[indicator.id].claimed is not None
        for idea in _ideas(case, indicator, judged[indicator.id], cap)
    ]
    gaining = (move for move in moves if move.gain > TOLERANCE)
    return tuple(sorted(gaining, key=lambda move: -move.gain))


def _ideas(case: Case, indicator: Indicator, judged: Judged, most: float) -> Iterator[_Idea]:
    """*most*: what figures of shops can prove."""
    if judged.open == HANGS_OPEN:  # no answer counts until what its `when` names is answered
        return
    work = _new_work(case, indicator, judged, most)
    if work is not None:
        yield work
    proof = _better_proof(case, indicator, judged, most)
    if proof is not None:
        yield proof


def _new_work(case: Case, indicator: Indicator, judged: Judged, most: float) -> _Idea | None:
    """The next step of the answer, together with proof that supports it."""
    answer = case.assessment.answers.get(indicator.id)
    value = judged.value if judged.state == "answered" else None
    peer = judged.held_peer or (answer.peer if answer else None)
    step = next_step(indicator.scale, value, judged.claimed or 0.0, peer)
    if step is None or (indicator.per == "shop" and not judged.shops):
        return None
    kind, cap = _supporting(case.framework.method, indicator, step.score)
    if indicator.per == "provider":
        limit = limit_of(case.framework.method, judged.limited)
        proved = max(judged.proved or 0.0, min(step.score, cap, limit))
    else:
        raised = [
            min(step.score, cap, limit_of(case.framework.method, shop.limited))
            if shop.claimed < step.score
            else shop.proved
            for shop in judged.shops
        ]
        proved = min(most, _together(case, raised))
    return _Idea("new_work", step.value, kind, step.score, proved)


def _better_proof(case: Case, indicator: Indicator, judged: Judged, most: float) -> _Idea | None:
    """The same answer with proof of the next cap."""
    claimed, backing = judged.claimed, judged.backing
    if claimed is None or backing is None or (judged.proved or 0.0) > claimed - TOLERANCE:
        return None
    method = case.framework.method
    offers = [pair for pair in _offers(method, indicator) if pair[1] > backing.cap + TOLERANCE]
    if not offers:
        return None
    kind, cap = min(offers, key=itemgetter(1))
    if indicator.per == "provider":
        proved = min(claimed, cap, limit_of(method, judged.limited))
    else:
        each = [
            min(s.claimed, max(_cap_of(method, s.kind), cap), limit_of(method, s.limited))
            for s in judged.shops
        ]
        proved = min(most, _together(case, each))
    return _Idea("better_proof", judged.value, kind, claimed, proved)


def _together(case: Case, proved: list[float]) -> float:
    """What the due shops prove together, once each of their rows has proof."""
    return proved_of(case, [Entry(score, firm=True) for score in proved])


def _offers(method: Method, indicator: Indicator) -> list[tuple[str, float]]:
    """The kinds of proof an indicator takes, with their caps."""
    proof = indicator.proof
    if proof is None:
        return []
    kinds = proof.kinds or tuple(kind for kind in method.proof_caps if kind != DECLARED)
    return [(kind, method.proof_caps[kind]) for kind in kinds]


def _supporting(method: Method, indicator: Indicator, score: float) -> tuple[str | None, float]:
    """The lightest proof that carries *score*, else the strongest the indicator takes."""
    offers = _offers(method, indicator)
    if not offers:
        return None, FULL
    enough = [pair for pair in offers if pair[1] >= score]
    return min(enough, key=itemgetter(1)) if enough else max(offers, key=itemgetter(1))


def _cap_of(method: Method, kind: str) -> float:
    return VERIFIED_CAP if kind == VERIFIED else method.proof_caps[kind]


def _priced(
    case: Case, tree: Tree, judged: dict[str, Judged], indicator: Indicator, idea: _Idea
) -> Move:
    """The move with what it adds to both overalls."""
    node, before = indicator.id, tree.overall.scores
    claimed, proved = _overall_after(case, tree, judged, node, idea)
    return _move(
        node=node,
        kind=idea.kind,
        step=idea.step,
        proof=idea.proof,
        gain=proved - (before.proved or 0.0),
        claimed_gain=claimed - (before.claimed or 0.0),
        effort=indicator.effort if idea.kind == "new_work" else "S",
        asked_of=indicator.asked_of,
    )


def _overall_after(
    case: Case, tree: Tree, judged: dict[str, Judged], node: str, idea: _Idea
) -> tuple[float, float]:
    """Both overalls once *idea* is taken at *node*, with all that hangs on it."""
    hanging = case.framework.outline.dependants.get(node)
    if hanging:
        after = rejudge(case, judged | {node: _taken(judged[node], idea)}, hanging)
        scores = regrow(case, tree, after, hanging | {node}).overall.scores
        return scores.claimed or 0.0, scores.proved or 0.0
    claimed = tree.overall.scores.claimed
    if idea.claimed != judged[node].claimed:
        claimed = restate(case, tree, "claimed", {node: idea.claimed}).overall
    return claimed or 0.0, restate(case, tree, "proved", {node: idea.proved}).overall or 0.0


def _taken(judged: Judged, idea: _Idea) -> Judged:
    """The indicator after the move."""
    return judged._replace(
        state="answered",
        claimed=idea.claimed,
        proved=idea.proved,
        claimed_ceiling=idea.claimed,
        proved_ceiling=idea.proved,
        answered=1.0,
        value=idea.step,
    )
