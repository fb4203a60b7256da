"""Judging: every indicator of a case gets its state, its scores and what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.model.assessment import Answer
from dpcap.model.expression import ExpressionError, expression
from dpcap.model.indicator import Indicator
from dpcap.scoring.case import Case
from dpcap.scoring.judged import NOT_ASKED, Judged, finding, judge_reply, left_open
from dpcap.scoring.names import look_up
from dpcap.scoring.proof import Prover
from dpcap.scoring.shops import judge_shops

HANGS_OPEN = "DP340"
_NO_ANSWER = Answer()


def judge(case: Case) -> dict[str, Judged]:
    """Every indicator of the framework by id; whatever a `when` names is judged before it."""
    prover = Prover(case)
    done: dict[str, Judged] = {}
    for indicator in case.framework.outline.order:
        done[indicator.id] = _judge_one(case, indicator, done, prover)
    return done


def rejudge(case: Case, before: Mapping[str, Judged], changed: frozenset[str]) -> dict[str, Judged]:
    """*before*, with the indicators in *changed* judged again for *case*."""
    prover = Prover(case)
    done = dict(before)
    for indicator in case.framework.outline.order:
        if indicator.id in changed:
            done[indicator.id] = _judge_one(case, indicator, done, prover)
    return done


def _judge_one(
    case: Case, indicator: Indicator, done: Mapping[str, Judged], prover: Prover
) -> Judged:
    answer = case.assessment.answers.get(indicator.id, _NO_ANSWER)
    asked = NOT_ASKED if indicator.id not in case.asked else _gate(case, indicator, done)
    if asked is NOT_ASKED:
        return _unasked(case, indicator, answer)
    if asked is not None:
        return asked
    path = ("answers", indicator.id)
    if answer.unknown:
        return left_open("unknown")
    if answer.not_applicable is not None:
        return _not_applicable(case, indicator, answer.not_applicable, path)
    if indicator.per == "shop":
        return judge_shops(case, indicator, prover)
    return judge_reply(indicator, answer, prover, path)


def _gate(case: Case, indicator: Indicator, done: Mapping[str, Judged]) -> Judged | None:
    """What `when` makes of it: NOT_ASKED, open because a name is, or None: it is asked."""
    if indicator.when is None:
        return None
    condition = expression(indicator.when)
    known = look_up(case, done, condition.names)
    if not known.open and known.left_out:
        return NOT_ASKED
    try:
        if not known.open:
            return None if condition.holds(known.values) else NOT_ASKED
    except ExpressionError:
        known.open.extend(condition.names)
    names = ", ".join(known.open)
    return left_open("missing", finding(HANGS_OPEN, indicator, ("answers", indicator.id), names=names))


def _unasked(case: Case, indicator: Indicator, answer: Answer) -> Judged:
    if answer is _NO_ANSWER and indicator.id not in case.assessment.rows:
        return NOT_ASKED
    stray = finding("DP331", indicator, ("answers", indicator.id))
    return NOT_ASKED._replace(findings=(stray,))


def _not_applicable(case: Case, indicator: Indicator, reason: str, path: tuple[str, ...]) -> Judged:
    if reason not in indicator.not_applicable:
        return left_open("missing", finding("DP332", indicator, path))
    ruled = case.review.not_applicable.get(indicator.id) if case.review else None
    if ruled is not None and ruled.ruling == "refused":
        return left_open("missing", finding("DP452", indicator, path))
    return Judged("not_applicable", confirmed=ruled is not None)
