"""Make rows of a batch, the same for the same seed, without scoring anything.

For the page that shows them and its tests; every provider and person is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from dpcap.model.base import Language, Name, Text
from dpcap.model.change import Change, ChangeParts
from dpcap.model.decision import DECISIONS, DecisionCondition
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import (
    Gate,
    GateResult,
    Gates,
    GateState,
    Operator,
    Waiver,
    WaiverResult,
    WaiverState,
)
from dpcap.model.outcome import (
    AreaRow,
    BatchHead,
    CrossFinding,
    DecisionRow,
    DecisiveEvidence,
    DimensionRow,
    EvidenceLapse,
    FailedOutcome,
    Outcome,
    ScoredOutcome,
)
from dpcap.model.trace import CriticalCount
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.portfolio.page import PortfolioPage

DAY = date(2026, 11, 23)
OWNERS = ("示例·陈", "示例·林", "示例·周", "示例·赵岚", "Example Wu", "示例·欧阳", None)
TRACKS = ("brand", "belt", "cross_border", None)
CATEGORIES = ("美妆", "服饰内衣", "食品饮料", "母婴宠物", "个护家清", "3C数码", "beauty")
FIRST = ("岚", "澄", "峦", "汐", "棠", "砚", "野", "穗", "舟", "芷", "砾", "葵")
LAST = ("星", "禾", "序", "里", "峰", "屿", "音", "拓", "原", "合")
KINDS = (
    "电商有限公司",
    "传媒有限公司",
    "数字科技有限公司",
    "直播基地",
    "文化传播（集团）股份有限公司",
)
CONTESTED = "服务商对两件合同的裁定有异议，已约定补充材料"


@dataclass(frozen=True)
class Plan:
    """What to draw: how many, with what chance of what."""

    count: int
    seed: int = 1
    failed: float = 0.03
    baseline: bool = True
    gates: bool = True
    unreviewed: float = 0.5
    decided: float = 0.0


def rows(framework: Framework, plan: Plan) -> Callable[[], Iterator[Outcome]]:
    """The outcomes of *plan*, drawn anew at each call; the first folder in turn comes first."""

    def stream() -> Iterator[Outcome]:
        for place in range(plan.count):
            yield _row(framework, plan, place)

    return stream


def batch_result(framework: Framework, plan: Plan, language: Language = "zh") -> BatchOutcomes:
    """What a batch of *plan* would hand to its outputs; one report in ten was not written."""
    head = BatchHead(
        engine="0.2.0",
        framework_id=framework.id,
        framework_version=framework.version,
        framework=framework.digest,
        gates_id="example-admission" if plan.gates else None,
        gates="4" * 64 if plan.gates else None,
        baseline="out/2026-08" if plan.baseline else None,
        day=DAY,
        period="2026-10",
        first_day=DAY - timedelta(80),
        last_day=DAY,
    )
    return BatchOutcomes(
        framework=framework,
        head=head,
        gates=some_gates(framework) if plan.gates else None,
        language=language,
        outcomes=rows(framework, plan),
        crossings=some_crossings() if plan.count else (),
        results=Path("results.jsonl"),
        digest="5" * 64,
        reported=lambda provider: not provider.endswith("7"),
        locate=lambda _folder, findings: findings,
        decisions=plan.decided > 0,
    )


def page(batch_result: BatchOutcomes) -> Iterator[bytes]:
    """The portfolio page of *batch_result*."""
    sink = PortfolioPage(batch_result)
    for outcome in batch_result.outcomes():
        sink.add(outcome)
    yield from sink.end()


def _groups(draw: Random) -> dict[str, Any]:
    track = draw.choice(TRACKS)
    categories = tuple(draw.sample(CATEGORIES, draw.choice((0, 1, 1, 1, 2))))
    held = {"categories": categories, "track": (track,) if track else ()}
    return {"groups": held, "categories": categories}


def _row(framework: Framework, plan: Plan, place: int) -> Outcome:
    draw = Random(plan.seed * 1_000_003 + place)  # noqa: S311
    if draw.random() < plan.failed:
        return _failed(place, draw)
    return _scored(framework, plan, place, draw)


def _failed(place: int, draw: Random) -> FailedOutcome:
    folder = f"providers/east/provider-{place:05}"
    file = f"{folder}/answers.yaml"
    line, column = draw.randint(3, 400), draw.randint(3, 30)
    findings = tuple(
        Finding(code="DP402", file=file, line=line, column=column, params={"node": f"XYZ-{n}"})
        for n in range(draw.choice((1, 1, 2, 7)))
    )
    return FailedOutcome(
        folder=folder,
        provider=f"provider-{place:05}" if draw.random() < 0.6 else None,  # noqa: PLR2004
        findings=findings,
    )


def _scored(framework: Framework, plan: Plan, place: int, draw: Random) -> ScoredOutcome:
    role = draw.choice(list(framework.roles))
    skill, proof = draw.gauss(66, 14), draw.uniform(0.6, 1.0)
    areas = _areas(framework, role, skill, proof, draw)
    claimed, proved = _joined(areas)
    coverage = min(1.0, max(0.3, draw.gauss(0.93, 0.12)))
    graded = coverage >= framework.method.min_coverage
    level = _level(framework, proved) if graded else None
    pieces = draw.randint(18, 44)
    gates = _gates(proved, coverage, draw) if plan.gates else ()
    provider = f"provider-{place:05}"
    new = plan.baseline and draw.random() < 0.05  # noqa: PLR2004
    return ScoredOutcome(
        folder=f"providers/{draw.choice(('east', 'south'))}/{provider}",
        provider=provider,
        name=_name(place, draw),
        language=draw.choice(("zh", "en")),
        owner=draw.choice(OWNERS),
        **_groups(draw),
        role=role,
        role_declared=role,
        role_confirmed=draw.random() < 0.6,  # noqa: PLR2004
        asked="role",
        framework=framework.digest,
        engine="0.2.0",
        assessed_on=DAY - timedelta(draw.randint(2, 80)),
        as_of=DAY,
        valid_until=None if draw.random() < 0.1 else DAY + timedelta(draw.randint(-20, 150)),  # noqa: PLR2004
        profile="0" * 64,
        inputs="1" * 64,
        verdict="2" * 64,
        claimed=claimed,
        proved=proved,
        claimed_ceiling=min(100.0, claimed + 4),
        proved_ceiling=min(100.0, proved + 4),
        coverage=coverage,
        graded=graded,
        claimed_level=_level(framework, claimed) if graded else None,
        proved_level=level,
        critical=_critical(draw),
        critical_open=("FUL-5.1",),
        areas=areas,
        warnings=draw.choice((0, 0, 2)),
        contradictions=draw.choice((0, 0, 0, 0, 1, 3)),
        unchecked=draw.choice((0, 0, 0, 1, 2)),
        contested=CONTESTED if draw.random() < 0.02 else None,  # noqa: PLR2004
        reviewed=draw.randint(0, pieces - 1) if draw.random() < plan.unreviewed else pieces,
        pieces=pieces,
        last_review=DAY - timedelta(draw.randint(1, 60)),
        lapses=_lapses(draw),
        turns_on=DAY + timedelta(9),
        gates=gates,
        waivers=_waivers(provider, gates, draw),
        new=new,
        change=_change(framework, areas, proved, level, draw)
        if plan.baseline and not new
        else None,
        stakes=_stakes(level, draw),
        decision=_decision(plan, place),
    )


def _decision(plan: Plan, place: int) -> DecisionRow | None:
    draw = Random(f"{plan.seed} {place}")  # noqa: S311 - its own, so that all else is drawn alike
    if draw.random() >= plan.decided:
        return None
    kind = draw.choice(DECISIONS)
    due = [DAY + timedelta(draw.randint(-20, 40)) for _ in range(draw.randint(1, 3))]
    conditions = tuple(
        DecisionCondition(
            text=f"补交第 {n} 件材料的原件", due_on=day, met_on=draw.choice((None, DAY))
        )
        for n, day in enumerate(due, 1)
    )
    on, by = DAY - timedelta(draw.randint(20, 90)), draw.choice(OWNERS) or "示例·吴"
    stands = draw.random() < 0.7  # noqa: PLR2004
    return DecisionRow(
        kind=kind,
        on=on,
        by=by,
        until=None,
        current=stands,
        changes=None if stands else BasisChanges(answers=("LIV-1.4", "VID-2.2"), gates=("C-18",)),
        conditions=conditions if kind == "conditional" else (),
    )


def _critical(draw: Random) -> CriticalCount:
    failed, bare = draw.choice((0, 0, 0, 1)), draw.choice((0, 0, 1, 3))
    return CriticalCount(asked=13, passed=13 - failed - bare, failed=failed, not_proved=bare)


def _name(place: int, draw: Random) -> Name:
    zh = draw.choice(FIRST) + draw.choice(LAST) + "示例" + draw.choice(KINDS)
    english = f"Example {draw.choice(('Lan', 'Cheng', 'Mulberry', 'Northwest'))} {place} Commerce"
    if draw.random() < 0.04:  # noqa: PLR2004
        zh = "上海" + zh + "华东品牌运营与内容事业部"
    return Name(zh=zh, en=english if draw.random() < 0.7 else None)  # noqa: PLR2004


def _areas(
    framework: Framework, role: str, skill: float, proof: float, draw: Random
) -> tuple[AreaRow, ...]:
    weights = framework.roles[role].weights
    whole = sum(weights.values())
    made = []
    for area in framework.areas:
        dims = []
        for dimension in area.dimensions:
            claimed = min(100.0, max(0.0, draw.gauss(skill, 12)))
            capped = claimed * proof * draw.uniform(0.85, 1.0)
            dims.append(DimensionRow(id=dimension.id, claimed=claimed, proved=capped))
        share = weights[area.id] / whole
        empty = share < 0.05 and draw.random() < 0.2  # noqa: PLR2004
        made.append(
            AreaRow(
                id=area.id,
                claimed=None if empty else sum(d.claimed or 0 for d in dims) / len(dims),
                proved=None if empty else sum(d.proved or 0 for d in dims) / len(dims),
                coverage=0.0 if empty else 0.95,
                target=70.0 if share >= 0.1 else 40.0,  # noqa: PLR2004
                share=share,
                dimensions=tuple(dims),
            )
        )
    return tuple(made)


def _joined(areas: tuple[AreaRow, ...]) -> tuple[float, float]:
    claimed = sum((a.claimed or 0) * a.share for a in areas)
    return claimed, sum((a.proved or 0) * a.share for a in areas)


def _level(framework: Framework, score: float) -> str | None:
    reached = [level.id for level in framework.levels if score >= level.from_]
    return reached[-1] if reached else None


def some_gates(framework: Framework) -> Gates:
    """A few rules, as `gates.yaml` might hold them."""
    return Gates(
        schema_="dpcap/gates/1",
        id="example-admission",
        title=Text(zh="示例准入", en="Example admission"),
        framework=framework.id,
        review_on=DAY,
        period="2026-10",
        rules={
            "overall": Gate(
                measure="proved",
                at_least=55,
                message=Text(zh="实证总分达到准入线", en="The overall proved score"),
            ),
            "coverage": Gate(
                measure="coverage",
                at_least=0.8,
                severity="warn",
                message=Text(zh="作答覆盖率", en="Coverage"),
            ),
            "critical": Gate(
                measure="critical_failed",
                at_most=0,
                message=Text(zh="红线项没有未达标的", en="No critical item has failed"),
            ),
            "gmv": Gate(
                measure="fact.shipped_gmv_wan",
                at_least=200,
                message=Text(zh="季度发货GMV（万元）", en="Quarterly shipped GMV (10k CNY)"),
            ),
        },
        waivers=(
            Waiver(
                provider="provider-00001",
                rule="gmv",
                owner="示例·陈",
                reason="新签品牌未满一季",
                expires_on=DAY + timedelta(20),
            ),
        ),
    )


def _gates(proved: float, coverage: float, draw: Random) -> tuple[GateResult, ...]:
    failed = draw.choice((0, 0, 0, 0, 1))
    gmv = draw.choice((None, 150.0, 320.0, 900.0, 1200.0))
    below: GateState = "waived" if draw.random() < 0.2 else "failed"  # noqa: PLR2004
    return (
        _gate("overall", "at_least", 55, proved, met=proved >= 55),  # noqa: PLR2004
        _gate("coverage", "at_least", 0.8, coverage, met=coverage >= 0.8),  # noqa: PLR2004
        _gate("critical", "at_most", 0, failed, met=failed == 0),
        _gate("gmv", "at_least", 200, gmv, met=(gmv or 0) >= 200, below=below),  # noqa: PLR2004
    )


def _gate(
    name: str,
    operator: Operator,
    needed: float,
    found: float | None,
    *,
    met: bool,
    below: GateState = "failed",
) -> GateResult:
    state: GateState = "unchecked" if found is None else "met" if met else below
    waived = state == "waived"
    return GateResult(
        id=name,
        severity="warn" if name == "coverage" else "error",
        state=state,
        operator=operator,
        needed=needed,
        found=found,
        missing=("shipped_gmv_wan",) if found is None else (),
        waiver_until=DAY + timedelta(20) if waived else None,
        waiver_owner="示例·陈" if waived else None,
    )


def _waivers(
    provider: str, gates: tuple[GateResult, ...], draw: Random
) -> tuple[WaiverResult, ...]:
    waived = [gate for gate in gates if gate.state == "waived"]
    chance = draw.random()
    if not waived and chance > 0.02:  # noqa: PLR2004
        return ()
    state: WaiverState = "used" if waived else "expired" if chance > 0.01 else "unneeded"  # noqa: PLR2004
    days = 20 if state != "expired" else -6
    return (
        WaiverResult(
            provider=provider,
            rule="gmv",
            owner="示例·陈",
            reason="新签品牌未满一季",
            expires_on=DAY + timedelta(days),
            state=state,
        ),
    )


def _lapses(draw: Random) -> tuple[EvidenceLapse, ...]:
    count = draw.choice((6, 8, 12))
    spread = draw.choice((-15, 10, 10, 16, 30, 40))
    return tuple(
        EvidenceLapse(piece=f"e{n}", until=DAY + timedelta(spread + draw.randint(0, 120)))
        for n in range(1, count + 1)
    )


def _change(
    framework: Framework,
    areas: tuple[AreaRow, ...],
    proved: float,
    level: str | None,
    draw: Random,
) -> Change:
    overall = _split(proved, draw)
    return Change(
        before_digest="3" * 64,
        before_as_of=DAY - timedelta(91),
        before_assessed_on=DAY - timedelta(95),
        before_framework=framework.digest,
        before_role=draw.choice(list(framework.roles)),
        level_before=_level(framework, overall.before or 0.0),
        level_after=level,
        overall=overall,
        areas={area.id: _split(area.proved or 0.0, draw) for area in areas},
    )


def _split(after: float, draw: Random) -> ChangeParts:
    parts = [draw.choice((0.0, 0.0, draw.gauss(0, size))) for size in (1, 2, 1, 4, 4)]
    ruler, provider, peers, answers, proof = parts
    return ChangeParts(
        before=after - sum(parts),
        after=after,
        ruler=ruler,
        provider=provider,
        peers=peers,
        answers=answers,
        proof=proof,
    )


def _stakes(level: str | None, draw: Random) -> tuple[DecisiveEvidence, ...]:
    if level is None or draw.random() > 0.12:  # noqa: PLR2004
        return ()
    lower = f"L{max(1, int(level[1:]) - 1)}"
    return tuple(
        DecisiveEvidence(
            piece=f"e{n}", falls=lower != level, level=lower, gates=("overall",) if n == 1 else ()
        )
        for n in range(1, draw.choice((2, 2, 3)))
    )


def some_crossings() -> tuple[CrossFinding, ...]:
    """Findings across folders."""
    finding = Finding(
        code="DP402",
        file="providers/east/provider-00003/answers.yaml",
        line=12,
        params={"node": "e7"},
    )
    return (
        CrossFinding(finding=finding, providers=("provider-00003", "provider-00006")),
        CrossFinding(finding=finding, providers=("provider-00002", "provider-00004")),
    )
