"""Judging: every indicator of a case gets its state, its scores and what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from dpcap.model.assessment import Answer
from dpcap.model.expression import Expression, ExpressionError
from dpcap.scoring.case import Case
from dpcap.scoring.counted import cap_for, tally
from dpcap.scoring.gauge import Gauge, gauges
from dpcap.scoring.judged import NOT_ASKED, Judged, finding, judge_reply, left_open
from dpcap.scoring.names import look_up
from dpcap.scoring.normalise import FULL
from dpcap.scoring.proof import Prover
from dpcap.scoring.shops import capped, judge_shops

HANGS_OPEN = "DP340"
_NO_ANSWER = Answer()


def judge(case: Case) -> dict[str, Judged]:
    """Every indicator of the framework by id; whatever a `when` names is judged before it."""
    prover = Prover(case)
    done: dict[str, Judged] = {}
    for node, gauge in case.framework.once(gauges).items():
        done[node] = _judge_one(case, gauge, done, prover)
    return settled(case, done, anew=False)


def rejudge(
    case: Case, before: Mapping[str, Judged], changed: AbstractSet[str]
) -> dict[str, Judged]:
    """*before*, with the indicators in *changed* judged again for *case*."""
    prover = Prover(case)
    done = dict(before)
    for node, gauge in case.framework.once(gauges).items():
        if node in changed:
            done[node] = _judge_one(case, gauge, done, prover)
    return settled(case, done, anew=True)


def changed_nodes(before: Mapping[str, Judged], after: Mapping[str, Judged]) -> frozenset[str]:
    """The indicators that *after* has judged otherwise than *before*."""
    return frozenset(node for node, one in after.items() if one is not before[node])


def settled(case: Case, judged: dict[str, Judged], *, anew: bool) -> dict[str, Judged]:
    """*judged* with what figures of shops prove capped, as the shops that count allow.

    *anew*: some of it was capped before.
    """
    counts = tally(case, judged)
    cap, ceiling = cap_for(case, counts.number), cap_for(case, counts.possible)
    if not anew and cap == ceiling == FULL:
        return judged
    by_shop = {n: capped(case, one, cap, ceiling) for n, one in judged.items() if one.shops}
    return {**judged, **by_shop}


def _judge_one(case: Case, gauge: Gauge, done: Mapping[str, Judged], prover: Prover) -> Judged:
    node = gauge.id
    if node not in case.asked:
        return _unasked(case, node)
    barred = None if gauge.when is None else barred_by(case, node, gauge.when, done)
    if barred is None:
        return judge_asked(case, gauge, prover)
    return _unasked(case, node) if barred is NOT_ASKED else barred


def judge_asked(case: Case, gauge: Gauge, prover: Prover) -> Judged:
    """The answer to an indicator that is asked, whichever role asks it."""
    answer = case.assessment.answers.get(gauge.id, _NO_ANSWER)
    if answer.unknown:
        return left_open("unknown")
    if answer.not_applicable is not None:
        return _not_applicable(case, gauge, answer.not_applicable)
    if gauge.per_shop:
        return judge_shops(case, gauge, prover)
    return judge_reply(case, gauge, answer, prover, ("answers", gauge.id))


def barred_by(case: Case, node: str, when: Expression, done: Mapping[str, Judged]) -> Judged | None:
    """What *when* makes of *node*: NOT_ASKED, open because a name is, or None: it is asked."""
    known = look_up(case, done, when.names)
    if not known.open and known.left_out:
        return NOT_ASKED
    hangs_on = [*known.open.values()]
    try:
        holds = known.decides(when) if hangs_on else when.holds(known.values)
        if holds is not None:
            return None if holds else NOT_ASKED
    except ExpressionError:
        hangs_on = [*when.names]
    names = ", ".join(hangs_on)
    return left_open("missing", finding(HANGS_OPEN, node, ("answers", node), names=names))


def _unasked(case: Case, node: str) -> Judged:
    if node not in case.assessment.answers and node not in case.assessment.rows:
        return NOT_ASKED
    return NOT_ASKED._replace(findings=(finding("DP331", node, ("answers", node)),))


def _not_applicable(case: Case, gauge: Gauge, reason: str) -> Judged:
    node, path = gauge.id, ("answers", gauge.id)
    if reason not in gauge.indicator.not_applicable:
        return left_open("missing", finding("DP332", node, path))
    ruled = case.rulings.exemptions.get(node)
    if ruled is not None and ruled.ruling == "refused":
        return left_open("missing", finding("DP452", node, path))
    return Judged("not_applicable", confirmed=ruled is not None)
