"""What judging says of one indicator."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.assessment import NpsCounts, Reply, Value
from dpcap.model.finding import Finding
from dpcap.model.indicator import Indicator
from dpcap.model.profile import ShopScore, State
from dpcap.scoring.normalise import FULL, net_promoter, normalise
from dpcap.scoring.plausible import doubt_of, problem_of
from dpcap.scoring.proof import Backing, Prover

Findings = tuple[Finding, ...]
Param = str | int | float


class Judged(NamedTuple):
    """One indicator, judged. Scores 0..100, None: left out.

    `answered` is its share in coverage, 0..1; `value` what expressions and pages see; `open` the
    code of the finding that made an answer count as missing; `confirmed`: a review accepted the N/A.
    """

    state: State
    claimed: float | None = None
    proved: float | None = None
    claimed_ceiling: float | None = None
    proved_ceiling: float | None = None
    answered: float = 0.0
    value: Value | None = None
    backing: Backing | None = None
    open: str | None = None
    shops: tuple[ShopScore, ...] = ()
    confirmed: bool = False
    findings: Findings = ()


NOT_ASKED = Judged("not_asked")


def left_open(state: State, *findings: Finding) -> Judged:
    """Unknown or missing: 0 in the headline, 100 in the ceilings, and why."""
    why = findings[0].code if findings else None
    return Judged(state, 0.0, 0.0, FULL, FULL, open=why, findings=findings)


def judge_reply(
    indicator: Indicator, reply: Reply, prover: Prover, path: tuple[str, ...]
) -> Judged:
    """A *reply* with or without a value, on the indicator's scale. *path* is its place."""
    value = reply.value
    if value is None:
        return left_open("missing")
    problem = problem_of(indicator.scale, reply)
    if problem is not None:
        code, params = problem
        return left_open("missing", finding(code, indicator, path, **params))
    claimed = normalise(indicator.scale, value, reply.peer)
    backing = prover.back(indicator, reply.evidence)
    proved = min(claimed, backing.cap)
    doubt = doubt_of(indicator.scale, value)
    findings = (
        backing.findings
        if doubt is None
        else (
            *backing.findings,
            finding(doubt, indicator, path, value=float(value)),  # type: ignore[arg-type]
        )
    )
    return Judged(
        "answered", claimed, proved, claimed, proved, 1.0, value, backing, findings=findings
    )


def finding(code: str, indicator: Indicator, path: tuple[str, ...], **params: Param) -> Finding:
    """A finding about *indicator* at *path*, whose message names it."""
    return Finding(code=code, node=indicator.id, path=path, params={"node": indicator.id, **params})


def cel_value(value: Value) -> bool | float | str | list[str]:
    """An answer as expressions see it: numbers and rungs as doubles, ticks as a list."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, NpsCounts):
        return net_promoter(value).nps
    return float(value)
