"""Evaluation: every indicator of a case gets its state, its scores and what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from dpcap.model.assessment import Answer
from dpcap.model.expression import Expression, ExpressionError
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.counted_shops import count_caps, count_shops
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import (
    NOT_ASKED,
    OUT_OF_SCOPE,
    IndicatorResult,
    evaluate_reply,
    finding,
    left_open,
)
from dpcap.scoring.known_names import look_up
from dpcap.scoring.normalise import FULL
from dpcap.scoring.shops import capped, evaluate_shops

HANGS_OPEN = "DP340"
_NO_ANSWER = Answer.model_construct()
_NOT_PROVED_OUT = IndicatorResult("not_applicable")


def evaluate(case: Case) -> dict[str, IndicatorResult]:
    """Every indicator of the framework by id; whatever a `when` names is judged before it."""
    evidence_caps = EvidenceCaps(case)
    done: dict[str, IndicatorResult] = {}
    for node, compiled in case.framework.once(compiled_indicators).items():
        done[node] = _judge_one(case, compiled, done, evidence_caps)
    return settled(case, done, anew=False)


def reevaluate(
    case: Case, before: Mapping[str, IndicatorResult], changed: AbstractSet[str]
) -> dict[str, IndicatorResult]:
    """*before*, with the indicators in *changed* judged again for *case*."""
    evidence_caps = EvidenceCaps(case)
    done = dict(before)
    for node, compiled in case.framework.once(compiled_indicators).items():
        if node in changed:
            done[node] = _judge_one(case, compiled, done, evidence_caps)
    return settled(case, done, anew=True)


def changed_nodes(
    before: Mapping[str, IndicatorResult], after: Mapping[str, IndicatorResult]
) -> frozenset[str]:
    """The indicators that *after* has judged otherwise than *before*."""
    return frozenset(node for node, one in after.items() if one is not before[node])


def settled(
    case: Case, judged: dict[str, IndicatorResult], *, anew: bool
) -> dict[str, IndicatorResult]:
    """*judged* with what figures of shops prove capped, as the shops that count allow.

    *anew*: some of it was capped before.
    """
    caps = count_caps(case, count_shops(case, judged))
    if not anew and caps.cap == caps.ceiling == FULL:
        return judged
    ready = case.framework.once(compiled_indicators)
    by_shop = {n: capped(case, ready[n], one, *caps) for n, one in judged.items() if one.shops}
    return {**judged, **by_shop}


def _judge_one(
    case: Case,
    compiled: CompiledIndicator,
    done: Mapping[str, IndicatorResult],
    evidence_caps: EvidenceCaps,
) -> IndicatorResult:
    node = compiled.id
    if node not in case.asked:
        return _unasked(case, node)
    barred = None if compiled.when is None else barred_by(case, node, compiled.when, done)
    if barred is NOT_ASKED:
        return _unasked(case, node)
    if barred is None or node in case.scope.out:
        return evaluate_asked(case, compiled, evidence_caps)
    return barred


def evaluate_asked(
    case: Case, compiled: CompiledIndicator, evidence_caps: EvidenceCaps
) -> IndicatorResult:
    """The answer to an indicator that is asked, whichever role asks it."""
    answer = case.assessment.answers.get(compiled.id, _NO_ANSWER)
    if compiled.id in case.scope.out:
        return OUT_OF_SCOPE
    if answer.not_applicable is not None and not answer.unknown:
        return _not_applicable(case, compiled, answer.not_applicable)
    if compiled.id in case.scope.unproved:
        return _NOT_PROVED_OUT
    if answer.unknown:
        return left_open("unknown")
    if compiled.per_shop:
        return evaluate_shops(case, compiled, evidence_caps)
    return evaluate_reply(case, compiled, answer, evidence_caps, ("answers", compiled.id))


def barred_by(
    case: Case, node: str, when: Expression, done: Mapping[str, IndicatorResult]
) -> IndicatorResult | None:
    """What *when* makes of *node*: unasked, open because a name is, or None: it is asked.

    What hangs on an answer that is out of scope is so too.
    """
    known = look_up(case, done, when.names)
    if not known.open and known.left_out:
        left = (done[node] for node in known.left_out.values() if node in done)
        gone = any(one.state == "out_of_scope" for one in left)
        return OUT_OF_SCOPE if gone else NOT_ASKED
    hangs_on = [*known.open.values()]
    try:
        holds = known.decides(when) if hangs_on else when.holds(known.values)
        if holds is not None:
            return None if holds else NOT_ASKED
    except ExpressionError:
        hangs_on = [*when.names]
    names = ", ".join(hangs_on)
    return left_open("missing", finding(HANGS_OPEN, node, ("answers", node), names=names))


def _unasked(case: Case, node: str) -> IndicatorResult:
    if node not in case.assessment.answers and node not in case.assessment.rows:
        return NOT_ASKED
    return NOT_ASKED._replace(findings=(finding("DP331", node, ("answers", node)),))


def _not_applicable(case: Case, compiled: CompiledIndicator, reason: str) -> IndicatorResult:
    node, path = compiled.id, ("answers", compiled.id)
    if reason not in compiled.indicator.not_applicable:
        return left_open("missing", finding("DP332", node, path))
    ruled = case.rulings.exemptions.get(node)
    if ruled is not None and ruled.ruling == "refused":
        return left_open("missing", finding("DP452", node, path))
    return IndicatorResult("not_applicable", confirmed=ruled is not None)
