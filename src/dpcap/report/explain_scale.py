"""How one answer became its score, as a line of arithmetic."""

from __future__ import annotations

from dpcap.model.assessment import Value
from dpcap.model.indicator import Indicator
from dpcap.model.scale import ByCurve, ByGoalposts, ByPeer, Checklist, Nps, Numeric, Rubric
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import value_words, worse_above
from dpcap.report.context import PageContext

_FULL = 100.0
_RATIO_DIGITS = 3


def scoring_words(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> str:
    """The arithmetic from the answer of *node* to its claimed score; empty if it has no value."""
    if node.claimed is None or (node.value is None and not node.shops):
        return ""
    score = ctx.score(node.claimed)
    if spec.per == "shop":
        peers = isinstance(spec.scale, Numeric) and isinstance(spec.scale.score, ByPeer)
        return ctx.say("explain.peer_shops" if peers else "explain.each_shop", score=score)
    if node.value is None or node.state != "answered":
        return ""
    return _plain(ctx, spec, node, node.value, score)


def _plain(ctx: PageContext, spec: Indicator, node: IndicatorNode, value: Value, score: str) -> str:
    scale = spec.scale
    if isinstance(scale, Rubric):
        last = len(scale.levels) - 1
        return ctx.say("explain.rung", rung=figures.number(float(value)), last=last, score=score)  # type: ignore[arg-type]
    if isinstance(scale, Checklist):
        return ctx.say("explain.ticks", ticked=value_words(ctx, spec, value), score=score)
    if isinstance(scale, Nps):
        return ctx.say("explain.points", points=_points(scale.points), score=score)
    if isinstance(scale, Numeric):
        return _numeric(ctx, scale, node, float(value), score)  # type: ignore[arg-type]
    return ctx.say("explain.gives", answer=value_words(ctx, spec, value), score=score)


def _numeric(
    ctx: PageContext, scale: Numeric, node: IndicatorNode, value: float, score: str
) -> str:
    mode = scale.score
    if isinstance(mode, ByGoalposts):
        posts = {"worst": figures.written(mode.worst), "best": figures.written(mode.best)}
        return ctx.say("explain.goalposts", **posts, score=score)
    if isinstance(mode, ByCurve):
        marks = {"good": figures.written(mode.good), "middling": figures.written(mode.middling)}
        return ctx.say("explain.curve", **marks, score=score)
    points = _points(mode.points)
    if isinstance(mode, ByPeer):
        peer = node.against or 0.0
        way = "shortfall" if mode.ratio_of == "shortfall" else scale.direction
        return ctx.say(
            f"explain.peer_{way}",
            value=figures.number(value, up=worse_above(scale, value)),
            peer=figures.number(peer, up=not worse_above(scale, peer)),
            ratio=_ratio(way, value, peer),
            points=points,
            score=score,
        )
    return ctx.say("explain.points", points=points, score=score)


def _ratio(way: str, value: float, peer: float) -> str:
    """The ratio that is read through the points, as shown."""
    better, worse = value, peer
    if way == "lower":
        better, worse = peer, value
    elif way == "shortfall":
        better, worse = _FULL - peer, _FULL - value
    return "∞" if worse <= 0 else f"{figures.truncated(better / worse, _RATIO_DIGITS):g}"


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{figures.mark(value)}→{figures.mark(score)}" for value, score in points)
