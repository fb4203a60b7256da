"""Three strengths and three risks, ranked by numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.finding import Finding
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import missing_words, proof_words
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import Highlight
from dpcap.report.sanitize import clean
from dpcap.report.view_facts import with_unit

MOST = 3
_TITLE, _MESSAGE = 34, 58


def strengths(ctx: PageContext) -> tuple[Highlight, ...]:
    """The three indicators that lie furthest above their pass mark, proved; one a dimension.

    What everybody must have is no strength: critical indicators come last.
    """
    lifts = [(lift(ctx, node), node) for node in ctx.nodes.values()]
    good = [(points, node) for points, node in lifts if points > figures.TOLERANCE]
    good.sort(key=lambda pair: (pair[1].critical is not None, -pair[0]))
    chosen = _one_a_dimension(ctx, (node for _, node in good))
    return tuple(_highlight(ctx, node, proof_words(ctx, node)) for node in list(chosen)[:MOST])


def lift(ctx: PageContext, node: IndicatorNode) -> float:
    """Points of the top above the pass mark, proved; negative below it; 0 if not counted."""
    if node.proved is None or node.state in {"not_asked", "not_applicable"}:
        return 0.0
    return node.effective_weight * (node.proved - ctx.specs[node.id].pass_mark)


def _one_a_dimension(ctx: PageContext, nodes: Iterable[IndicatorNode]) -> Iterator[IndicatorNode]:
    seen: set[str] = set()
    for node in nodes:
        dimension = ctx.dimension_of[node.id]
        if dimension not in seen:
            seen.add(dimension)
            yield node


def risk_nodes(ctx: PageContext) -> tuple[list[IndicatorNode], list[IndicatorNode]]:
    """Indicators that are risks: failed critical ones, then all others below the pass mark."""
    counted = [node for area, _, node in ctx.walk() if area.weight > 0]
    failed = [node for node in counted if node.critical == "failed"]
    open_ = [node for node in counted if node.critical == "not_proved"]
    low = [n for n in counted if n.critical is None and lift(ctx, n) < -figures.TOLERANCE]
    for group in (failed, open_, low):
        group.sort(key=lambda node: lift(ctx, node))
    return failed, [*open_, *_one_a_dimension(ctx, low)]


def contradictions(ctx: PageContext) -> list[Finding]:
    """Claims that cannot both be true; a rule that many shops break is named once."""
    clashes: dict[object, Finding] = {}
    for finding in ctx.profile.findings:
        if finding.code == "DP501":
            clashes.setdefault(finding.params.get("rule"), finding)
    return list(clashes.values())


def risks(ctx: PageContext) -> tuple[Highlight, ...]:
    """Three risks: failed critical indicators and contradictions first, then what costs most."""
    failed, others = risk_nodes(ctx)
    rows = [_risk(ctx, node, grave=True) for node in failed[:MOST]]
    rows += [_contradiction(ctx, finding) for finding in contradictions(ctx)[: MOST - len(rows)]]
    rows += [_risk(ctx, node, grave=False) for node in others[: MOST - len(rows)]]
    return tuple(rows)


def _risk(ctx: PageContext, node: IndicatorNode, *, grave: bool) -> Highlight:
    proof = missing_words(ctx, node) or proof_words(ctx, node)
    if node.critical is not None:
        proof = ctx.say(f"risks.{node.critical}", proof=proof)
    return _highlight(ctx, node, proof, grave=grave)


def _contradiction(ctx: PageContext, finding: Finding) -> Highlight:
    message = finding.params.get(f"message_{ctx.language}", finding.params.get("message", ""))
    return Highlight(
        title=figures.short(clean(str(message)), _MESSAGE),
        number=clean(str(finding.params.get("rule", finding.code))),
        proof=ctx.say("risks.note"),
        grave=True,
        href="#notes",
    )


def _highlight(
    ctx: PageContext, node: IndicatorNode, proof: str, *, grave: bool = False
) -> Highlight:
    return Highlight(
        title=figures.short(ctx.title(node.id), _TITLE),
        number=ctx.say("risks.number", score=ctx.score(node.proved), value=_value(ctx, node)),
        proof=proof,
        grave=grave,
        href=f"#{node.id}",
    )


def _value(ctx: PageContext, node: IndicatorNode) -> str:
    """The measured figure, if there is one; the best shop only beside the median."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    spec = ctx.specs[node.id]
    if spec.scale.kind != "number":
        return ""
    words = with_unit(ctx, node, value)
    if node.shops:
        best = max((r for r in node.shops if r.valid), key=lambda r: r.claimed, default=None)
        top = best.value if best else None
        if isinstance(top, int | float):
            return ctx.say("risks.median", median=words, best=with_unit(ctx, node, top))
    return ctx.say("risks.value", value=words)
