"""Page one's scores: the four figures, a row an area, three strengths and three risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.assessment import figure_of
from dpcap.model.scale import Figure
from dpcap.model.trace import AreaNode, CriticalCount, IndicatorNode, ReachedLevel
from dpcap.report import figures
from dpcap.report.answers import missing_words, proof_words
from dpcap.report.charts import text_bar
from dpcap.report.context import PageContext
from dpcap.report.contradictions import contradiction_words
from dpcap.report.page_one_view import AreaSummary, FourFigures, Highlight, LabelledText
from dpcap.report.view_facts import with_unit
from dpcap.report.view_rules import is_open
from dpcap.report.view_scope import OUT, is_out
from dpcap.text_width import short, width


def key_figures(ctx: PageContext) -> FourFigures:
    """The four figures; without a grade only the range, on both bases."""
    overall = ctx.profile.overall
    level = overall.level.proved
    big = ctx.scale.score(overall.proved) if level.graded and overall.proved is not None else None
    spread = spread_words(ctx, overall.proved, overall.proved_ceiling)
    claimed = spread_words(ctx, overall.claimed, overall.claimed_ceiling)
    return FourFigures(
        graded=level.graded,
        label=proved_label(ctx) if level.graded else ctx.say("figures.now_and_most"),
        big=big,
        level_id=level.id if level.graded and level.estimate is None else None,
        level_title=_level_title(ctx, level),
        level=_level(ctx, level) if level.graded else ctx.say("figures.ungraded"),
        range=spread,
        claimed=ctx.score(overall.claimed) if level.graded else claimed,
        gap=_gap(ctx),
        coverage=ctx.share(overall.coverage),
        coverage_note=ctx.say(
            "figures.coverage_note", line=figures.limit(ctx.framework.method.min_coverage)
        ),
        critical=_critical(ctx, overall.critical),
        critical_note=ctx.say("figures.critical_note", asked=overall.critical.asked),
        small=_small(ctx),
    )


def _critical(ctx: PageContext, counted: CriticalCount) -> str:
    """How many critical indicators failed or are not proved; or that all of them passed."""
    if counted.asked and not counted.failed + counted.not_proved:
        return ctx.say("figures.critical_passed")
    return ctx.say("figures.critical", failed=counted.failed, open=counted.not_proved)


def proved_label(ctx: PageContext) -> str:
    """What the proved score may be called: as long as nobody looked, "not reviewed"."""
    review = ctx.profile.review
    if not review.reviewed:
        return ctx.say("figures.proved_unreviewed")
    return ctx.say("figures.proved_reviewed", reviewed=review.reviewed, pieces=review.pieces)


def _level(ctx: PageContext, reached: ReachedLevel) -> str:
    level = reached.id
    if reached.estimate is not None:
        return ctx.estimated_level(reached.estimate)
    if level is None:
        return ctx.say("figures.no_level")
    entry = next((one for one in ctx.framework.levels if one.id == level), None)
    return f"{level} · {ctx.text(entry.title)}" if entry else level


def _level_title(ctx: PageContext, reached: ReachedLevel) -> str:
    """What stands beside the level: its title; the level itself where it is not one."""
    entry = next((one for one in ctx.framework.levels if one.id == reached.id), None)
    if not reached.graded:
        return ctx.say("figures.ungraded")
    return ctx.text(entry.title) if entry and not reached.estimate else _level(ctx, reached)


def spread_words(ctx: PageContext, low: float | None, high: float | None) -> str:
    """From the score as it is to its ceiling."""
    if low is None or high is None:
        return ctx.say("common.no_score")
    return f"{ctx.scale.score(low)}–{ctx.scale.score(high)}"


def _gap(ctx: PageContext) -> str:
    overall = ctx.profile.overall
    if overall.claimed is None or overall.proved is None:
        return ctx.say("common.no_score")
    gap = ctx.scale.difference(overall.claimed, overall.proved)
    return ctx.say("figures.gap", gap=ctx.scale.text(gap))


def _small(ctx: PageContext) -> tuple[LabelledText, ...]:
    """Doubts, what is N/A, and what would change if all were answered or proof were refused."""
    return tuple(_small_items(ctx))


def _small_items(ctx: PageContext) -> Iterator[LabelledText]:
    overall = ctx.profile.overall
    if ctx.audience.has_notes:
        notes = sum(finding.code == "DP501" for finding in ctx.profile.findings)
        yield LabelledText(ctx.say("figures.notes"), str(notes))
    if overall.applicable is not None and overall.coverage:
        left_out = figures.percent(1.0 - overall.applicable, up=True)
        yield LabelledText(ctx.say("figures.left_out"), left_out)


_MISSING = {"zh": 34, "en": 40}
_TITLE = 24


def area_rows(ctx: PageContext) -> tuple[AreaSummary, ...]:
    """One row for each area, in the framework's order."""
    return tuple(_row(ctx, area) for area in ctx.profile.areas)


def _row(ctx: PageContext, area: AreaNode) -> AreaSummary:
    counted, title = area.weight > 0, ctx.title(area.id)
    met = area.proved is not None and area.proved + figures.TOLERANCE >= area.target
    missing = main_missing(area)
    return AreaSummary(
        id=area.id,
        title=title,
        weight=figures.percent(ctx.shares[area.id]) if counted else ctx.say("areas.uncounted"),
        claimed=ctx.score(area.claimed),
        proved=proved_words(ctx, area, met=met),
        target=ctx.scale.mark(area.target),
        gap=gap_words(ctx, area, met=met),
        met=met,
        counted=counted,
        coverage=ctx.share(area.coverage),
        missing=_missing(ctx, missing),
        claimed_width=figures.truncated(area.claimed or 0.0),
        proved_width=figures.truncated(area.proved or 0.0),
        bar=text_bar(area.proved, area.claimed, area.target),
        padded=_padded(title),
    )


def _padded(title: str) -> str:
    """*title* cut or filled up to a fixed number of columns."""
    shown = short(title, _TITLE)
    return shown + " " * (_TITLE - width(shown))


def _missing(ctx: PageContext, node: IndicatorNode | None) -> str:
    """What lacks proof and why, in few words; the title gives way to the reason."""
    if node is None:
        return ctx.say("areas.nothing_missing")
    why = missing_words(ctx, node) or ""
    room = _MISSING[ctx.language] - width(why)
    return ctx.say("areas.missing", what=short(ctx.title(node.id), room), why=why)


def gap_words(ctx: PageContext, area: AreaNode, *, met: bool) -> str:
    """What the proved score lacks to the target, as shown figures add up."""
    if met:
        return ctx.say("areas.met")
    if area.proved is None:
        return ctx.say("common.no_score")
    return "−" + ctx.scale.text(ctx.scale.shortfall(area.target, area.proved))


def proved_words(ctx: PageContext, area: AreaNode, *, met: bool) -> str:
    """The proved score, with as many decimals as show that its target is *met*."""
    if is_out(area):
        return ctx.say(f"state.{OUT}")
    if area.proved is None or met == (ctx.scale.cut(area.proved) >= ctx.scale.of(area.target)):
        return ctx.score(area.proved)
    return ctx.scale.held(area.proved, area.target)


def main_missing(area: AreaNode) -> IndicatorNode | None:
    """The indicator of *area* where proof or an answer would close the largest shortfall."""
    nodes = [node for dimension in area.dimensions for node in dimension.indicators]
    lacking = [(proof_shortfall(node), node) for node in nodes]
    worst = max(lacking, key=lambda pair: pair[0], default=None)
    return worst[1] if worst and worst[0] > figures.TOLERANCE else None


def proof_shortfall(node: IndicatorNode) -> float:
    """Points of the top that are open or claimed without proof."""
    weight = node.effective_weight or node.weight / 1e6
    if is_open(node):
        return weight * 100.0
    if node.state != "answered" or node.claimed is None or node.proved is None:
        return 0.0
    return weight * (node.claimed - node.proved)


MOST = 3
_HIGHLIGHT_TITLE = 34


def strengths(ctx: PageContext) -> tuple[Highlight, ...]:
    """The three indicators that lie furthest above their pass mark, proved; one a dimension.

    None while too little is answered for a level: what is left to answer could still outweigh them.
    What everybody must have is no strength: critical indicators come last.
    """
    if not ctx.profile.overall.level.proved.graded:
        return ()
    lifts = [(lift(ctx, node), node) for node in ctx.nodes.values()]
    good = [(points, node) for points, node in lifts if points > figures.TOLERANCE]
    good.sort(key=lambda pair: (pair[1].critical is not None, -pair[0]))
    chosen = _one_a_dimension(ctx, (node for _, node in good))
    return tuple(_highlight(ctx, node, proof_words(ctx, node)) for node in list(chosen)[:MOST])


def lift(ctx: PageContext, node: IndicatorNode) -> float:
    """Points of the top above the pass mark, proved; negative below it; 0 if not counted."""
    if node.proved is None or node.state in {"not_asked", "not_applicable", OUT}:
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


def risks(ctx: PageContext) -> tuple[Highlight, ...]:
    """Three risks: failed critical indicators and contradictions first, then what costs most."""
    failed, others = risk_nodes(ctx)
    rows = [_risk(ctx, node, grave=True) for node in failed[:MOST]]
    if len(rows) < MOST and (words := contradiction_words(ctx)):
        rows.append(Highlight(words, "", ctx.say("risks.note"), grave=True, href="#notes"))
    rows += [_risk(ctx, node, grave=False) for node in others[: MOST - len(rows)]]
    return tuple(rows)


def _risk(ctx: PageContext, node: IndicatorNode, *, grave: bool) -> Highlight:
    proof = missing_words(ctx, node) or proof_words(ctx, node)
    if node.critical is not None:
        proof = ctx.say(f"risks.{node.critical}", proof=proof)
    return _highlight(ctx, node, proof, grave=grave)


def _highlight(
    ctx: PageContext, node: IndicatorNode, proof: str, *, grave: bool = False
) -> Highlight:
    return Highlight(
        title=short(ctx.title(node.id), _HIGHLIGHT_TITLE),
        number=ctx.say("risks.number", score=ctx.score(node.proved), value=_value(ctx, node)),
        proof=proof,
        grave=grave,
        href=f"#{node.id}",
    )


def _value(ctx: PageContext, node: IndicatorNode) -> str:
    """The measured figure, if there is one; the best shop only beside the median."""
    value = figure_of(node.value)
    if value is None:
        return ""
    spec = ctx.specs[node.id]
    if not isinstance(spec.scale, Figure):
        return ""
    words = with_unit(ctx, node, value)
    if node.shops:
        best = max((r for r in node.shops if r.valid), key=lambda r: r.claimed, default=None)
        top = figure_of(best.value) if best else None
        if top is not None:
            key = f"risks.{'median' if spec.across == 'share' else spec.across}"
            return ctx.say(key, figure=words, best=with_unit(ctx, node, top))
    return ctx.say("risks.value", value=words)
