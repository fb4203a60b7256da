"""Each area with its dimensions and indicators."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.framework import Area, Dimension
from dpcap.model.indicator import Indicator
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import (
    answer_words,
    envelope_words,
    missing_words,
    proof_words,
    value_words,
)
from dpcap.report.context import PageContext
from dpcap.report.details_view import AreaView, DimensionView, IndicatorView
from dpcap.report.page_one_view import LabelledText
from dpcap.report.sanitize import clean, own
from dpcap.report.scale_words import scale_words
from dpcap.report.view_facts import peer_figure, peer_words
from dpcap.report.view_rules import is_open, source_words
from dpcap.report.view_scope import OUT, is_out
from dpcap.report.view_scores import gap_words, proved_words
from dpcap.report.view_shops import limited_words, limits_of, shop_cap_words

_NOT_ANSWERED = frozenset({"not_asked", "not_applicable", OUT})


def area_views(ctx: PageContext) -> tuple[AreaView, ...]:
    """Every area of the framework with what the profile says of it.

    In a short report the indicators are left out.
    """
    pairs = zip(ctx.framework.areas, ctx.profile.areas, strict=True)
    return tuple(_area(ctx, area, node) for area, node in pairs)


def _area(ctx: PageContext, area: Area, node: AreaNode) -> AreaView:
    pairs = zip(area.dimensions, node.dimensions, strict=True)
    return AreaView(
        id=area.id,
        title=ctx.text(area.title),
        about=ctx.text(area.about),
        figures=tuple(_area_figures(ctx, node)),
        dimensions=tuple(_dimension(ctx, dimension, n) for dimension, n in pairs),
    )


def _area_figures(ctx: PageContext, node: AreaNode) -> Iterator[LabelledText]:
    met = node.proved is not None and node.proved + figures.TOLERANCE >= node.target
    weight = figures.percent(ctx.shares[node.id]) if node.weight else ctx.say("areas.uncounted")
    yield LabelledText(ctx.say("common.proved"), proved_words(ctx, node, met=met))
    yield LabelledText(ctx.say("common.claimed"), ctx.score(node.claimed))
    yield LabelledText(ctx.say("common.ceiling"), ctx.score(node.proved_ceiling))
    yield LabelledText(ctx.say("areas.target"), ctx.scale.mark(node.target))
    yield LabelledText(ctx.say("areas.gap"), gap_words(ctx, node, met=met))
    yield LabelledText(ctx.say("common.coverage"), ctx.share(node.coverage))
    yield LabelledText(ctx.say("areas.weight"), weight)
    yield LabelledText(
        ctx.say("areas.set"), ctx.say("areas.full" if node.full_set else "areas.core")
    )


def _dimension(ctx: PageContext, dimension: Dimension, node: DimensionNode) -> DimensionView:
    asked = [n for n in node.indicators if n.state not in _NOT_ANSWERED]
    answered = sum(n.state == "answered" for n in asked)
    pairs = zip(dimension.indicators, node.indicators, strict=True)
    return DimensionView(
        id=dimension.id,
        title=ctx.text(dimension.title),
        about=ctx.text(dimension.about) if dimension.about else None,
        claimed=ctx.score(node.claimed),
        proved=ctx.say(f"state.{OUT}") if is_out(node) else ctx.score(node.proved),
        ceiling=ctx.score(node.proved_ceiling),
        coverage=ctx.share(node.coverage),
        answered=ctx.say("areas.answered", n=answered, of=len(asked)),
        claimed_width=_width(node.claimed),
        proved_width=_width(node.proved),
        indicators=()
        if ctx.pages == "short"
        else tuple(_indicator(ctx, spec, n) for spec, n in pairs),
    )


def _width(value: float | None) -> float:
    return figures.truncated(value or 0.0)


def _indicator(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> IndicatorView:
    scored = node.state in {"answered", "missing", "unknown"}
    missing = missing_words(ctx, node)
    wanted = ctx.text(spec.proof.ask) if missing and spec.proof else None
    return IndicatorView(
        id=spec.id,
        title=ctx.text(spec.title),
        tags=tuple(_tags(ctx, spec, node)),
        question=ctx.text(spec.question),
        answer=answer_words(ctx, node),
        state=node.state,
        scored=scored,
        claimed=ctx.score(node.claimed),
        proved=ctx.score(node.proved),
        claimed_width=_width(node.claimed),
        proved_width=_width(node.proved),
        details=" · ".join(_details(ctx, spec, node)) if scored else "",
        wanted=wanted,
        note=own(node.note) if node.note else None,
        shops=tuple(_shops(ctx, spec, node)),
    )


def _tags(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> Iterator[str]:
    if spec.critical:
        kind = f"critical.{node.critical or 'not_asked'}"
        if node.state == OUT:
            kind = f"state.{OUT}"
        yield ctx.say("tags.critical", state=ctx.say(kind))
    if node.review is not None:
        yield ctx.say(f"ruling.{node.review.ruling}")
    if scale_words(spec.scale).illustrative():
        yield ctx.say("tags.illustrative")


def _details(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> Iterator[str]:
    """What backs the answer and what it takes to read it: proof, envelope, peer, source, ruling."""
    if node.state == "answered":
        yield proof_words(ctx, node)
    if node.envelope:
        read = node.envelope.items()
        yield ctx.listed([f"{_field(ctx, k)} {envelope_words(ctx, k, v)}" for k, v in read])
    yield from _peer_details(ctx, node)
    if limits := limits_of(node):
        yield limited_words(ctx, limits)
    if node.effective_weight:
        yield ctx.say("areas.share_of_top", share=figures.percent(node.effective_weight))
    if spec.source is not None and spec.source.date is not None:
        yield source_words(ctx, spec)
    if node.review is not None:
        by, reason = own(node.review.by), own(node.review.reason)
        yield ctx.say("areas.ruled", by=by, on=str(node.review.on), reason=reason)
    if spec.per == "shop":
        yield from _shop_details(ctx, spec)


def _peer_details(ctx: PageContext, node: IndicatorNode) -> Iterator[str]:
    """The peer figures beside the value."""
    if peer := peer_words(ctx, node):
        yield peer
    if node.best_peers is not None:
        yield ctx.say("facts.best", best=peer_figure(ctx, node.id, node.best_peers))


def _shop_details(ctx: PageContext, spec: Indicator) -> Iterator[str]:
    """How the shops are put together, and what caps them."""
    if spec.across != "median":
        yield ctx.say(f"across.{spec.across}")
    if cap := shop_cap_words(ctx):
        yield cap


def _field(ctx: PageContext, name: str) -> str:
    vocabulary = ctx.framework.envelope.get(name)
    return ctx.text(vocabulary.title) if vocabulary else clean(name)


def _shops(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> Iterator[str]:
    """One line a shop: its figure beside its peers', proved and claimed."""
    if not any(row.valid for row in node.shops):
        return
    for row in node.shops:
        if row.out:
            yield f"{ctx.shop_name(row.shop)} {ctx.say(f'state.{OUT}')}"
            continue
        value = ctx.say("state.missing")
        if row.value is not None:
            value = value_words(ctx, spec, row.value)
            if row.against is not None:
                peer = peer_figure(ctx, node.id, row.against)
                if row.best_peers is None:
                    value = ctx.say("shops.beside", value=value, peer=peer)
                else:
                    best = peer_figure(ctx, node.id, row.best_peers)
                    value = ctx.say("shops.beside_best", value=value, peer=peer, best=best)
            if not row.valid:
                value = ctx.say("shops.invalid", value=value)
        scores = f"{ctx.score(row.proved)} / {ctx.score(row.claimed)}"
        yield f"{ctx.shop_name(row.shop)} {value} · {scores}"


def open_nodes(ctx: PageContext) -> list[IndicatorNode]:
    """Every indicator asked and not answered."""
    return [node for node in ctx.nodes.values() if is_open(node)]
