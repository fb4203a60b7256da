"""What evaluation says of one indicator: state, claimed and proved score, findings."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.assessment import NpsCounts, RateCounts, Reply, Value
from dpcap.model.finding import Finding
from dpcap.model.trace import Limited, ShopScore, State
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator
from dpcap.scoring.evidence import EvidenceCap
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.normalise import FULL, net_promoter
from dpcap.scoring.peer_figures import cap_of, held_peers, in_force, limited, slip, small_base
from dpcap.scoring.plausibility import IMPLAUSIBLE, Problem

Findings = tuple[Finding, ...]
Param = str | int | float
_finding = trusted(Finding)


class IndicatorResult(NamedTuple):
    """One indicator, judged. Scores 0..100, None: left out.

    `answered` is its share in coverage, 0..1; `value` what expressions and pages see; `open` the
    code of the finding that made an answer count as missing; `confirmed`: a review took the N/A.
    `held_peer` and `held_benchmark` are the manager's figures that stand over typed ones,
    `limited` why the answer may prove less than its proof.
    """

    state: State
    claimed: float | None = None
    proved: float | None = None
    claimed_ceiling: float | None = None
    proved_ceiling: float | None = None
    answered: float = 0.0
    value: Value | None = None
    backing: EvidenceCap | None = None
    open: str | None = None
    shops: tuple[ShopScore, ...] = ()
    confirmed: bool = False
    findings: Findings = ()
    held_peer: float | None = None
    held_benchmark: float | None = None
    limited: Limited | None = None


NOT_ASKED = IndicatorResult("not_asked")
OUT_OF_SCOPE = IndicatorResult("out_of_scope")
# States in which nothing is asked, so that nothing counts.
UNASKED = frozenset({"not_asked", "out_of_scope"})


def left_open(state: State, *findings: Finding) -> IndicatorResult:
    """Unknown or missing: 0 in the headline, 100 in the ceilings, and why."""
    why = findings[0].code if findings else None
    return IndicatorResult(state, 0.0, 0.0, FULL, FULL, open=why, findings=findings)


_NO_VALUE = left_open("missing")


def evaluate_reply(
    case: Case,
    compiled: CompiledIndicator,
    reply: Reply,
    evidence_caps: EvidenceCaps,
    path: tuple[str, ...],
) -> IndicatorResult:
    """The result of an indicator by a *reply* to it; *path* is where that stands, for findings."""
    value = reply.value
    if value is None:
        return _NO_VALUE
    table = held_peers(case, compiled, reply)
    held = table.median if table else None
    peers, unlikely = in_force(compiled, reply, table)
    problem = problem_of(compiled, reply, case, held)
    if problem is not None:
        code, params = problem
        return left_open("missing", finding(code, compiled.id, path, **params))
    claimed = compiled.score(value, peers)
    limit = limited(case, compiled, value, peers, held=held is not None)
    if small_base(compiled, value):
        limit = "small_base"
    backing, findings = evidence_caps.back(compiled, reply.evidence), list[Finding]()
    if limit == "far_off":
        backing = evidence_caps.bare
        far = {"value": float(value), "peer": peers.middle or 0.0}  # type: ignore[arg-type]
        findings.append(finding("DP386", compiled.id, path, **far))
    if limit == "small_base":
        findings.append(_few(case, compiled, value, path))
    if unlikely is not None:
        findings.append(finding(unlikely[0], compiled.id, path, **unlikely[1]))
    findings += backing.findings
    doubt = compiled.doubt and compiled.doubt(value)  # type: ignore[arg-type]
    if doubt:
        findings.append(finding(doubt, compiled.id, path, value=float(value)))  # type: ignore[arg-type]
    if table and not compiled.per_shop and (other := differing(reply, held, table.benchmark)):
        findings.append(finding("DP385", compiled.id, path, figures=other))
    proved = min(claimed, backing.cap, cap_of(case.framework.method, limit))
    return IndicatorResult(
        "answered",
        claimed,
        proved,
        claimed,
        proved,
        1.0,
        value,
        backing,
        findings=tuple(findings),
        held_peer=held,
        held_benchmark=table.benchmark if table else None,
        limited=limit,
    )


def _few(case: Case, compiled: CompiledIndicator, value: Value, path: tuple[str, ...]) -> Finding:
    """The note that a rate is of too few."""
    base = value.base if isinstance(value, RateCounts) else 0
    least = getattr(compiled.indicator.scale, "min_base", 0)
    cap = f"{case.framework.method.few_shops_cap:g}"
    return finding("DP249", compiled.id, path, base=base, least=least, cap=cap)


def differing(said: Reply | ShopScore, peer: float | None, best: float | None) -> str:
    """The peer figures typed over which other ones of the manager's stand; empty: none does."""
    both = ((said.peer, peer), (said.benchmark, best))
    return ", ".join(
        f"{typed:g} → {held:g}"
        for typed, held in both
        if typed is not None and held is not None and typed != held
    )


def problem_of(
    compiled: CompiledIndicator, reply: Reply, case: Case, held: float | None = None
) -> Problem | None:
    """What keeps a *reply* with a value from counting in *case*; None: nothing does.

    *held*: the manager's peer figure that stands over a typed one.
    """
    if held is not None:
        reply = reply.model_copy(update={"peer": held})
    problem = compiled.check(reply)
    if compiled.peer and (problem is None or problem[0] == IMPLAUSIBLE):
        problem = slip(case, compiled, reply) or problem
    if problem is not None or compiled.term is None:
        return problem
    return compiled.term.problem(reply.envelope, case.assessment.assessed_on, case.as_of)


def finding(code: str, node: str, path: tuple[str, ...], **params: Param) -> Finding:
    """A finding about the indicator *node* at *path*, whose message names it."""
    return _finding(
        code=code,
        node=node,
        path=path,
        file=None,
        line=None,
        column=None,
        params={"node": node, **params},
    )


def cel_value(value: Value) -> bool | float | str | list[str]:
    """An answer as expressions see it: numbers and rungs as doubles, ticks as a list."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, NpsCounts):
        return net_promoter(value).nps
    if isinstance(value, RateCounts):
        return value.rate
    return float(value)
