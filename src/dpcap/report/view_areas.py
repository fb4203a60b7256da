"""The areas on page one: a row each, with the main proof that is missing."""

from __future__ import annotations

from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import missing_words
from dpcap.report.charts import text_bar
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import AreaSummary
from dpcap.report.view_rules import is_open

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
        target=figures.mark(area.target),
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
    shown = figures.short(title, _TITLE)
    return shown + " " * (_TITLE - figures.width(shown))


def _missing(ctx: PageContext, node: IndicatorNode | None) -> str:
    """What lacks proof and why, in few words; the title gives way to the reason."""
    if node is None:
        return ctx.say("areas.nothing_missing")
    why = missing_words(ctx, node) or ""
    room = _MISSING[ctx.language] - figures.width(why)
    return ctx.say("areas.missing", what=figures.short(ctx.title(node.id), room), why=why)


def gap_words(ctx: PageContext, area: AreaNode, *, met: bool) -> str:
    """What the proved score lacks to the target, as shown figures add up."""
    if met:
        return ctx.say("areas.met")
    if area.proved is None:
        return ctx.say("common.no_score")
    return "−" + figures.score(figures.shortfall(area.target, area.proved))


def proved_words(ctx: PageContext, area: AreaNode, *, met: bool) -> str:
    """The proved score, with as many decimals as show that its target is *met*."""
    if area.proved is None or met == (figures.truncated(area.proved) >= area.target):
        return ctx.score(area.proved)
    return figures.held(area.proved, area.target)


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
