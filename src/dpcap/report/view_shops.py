"""What keeps figures of shops, and figures beside peers, from proving more than they do."""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.model.profile import ShopEntry
from dpcap.model.trace import IndicatorNode, Limited, limit_of
from dpcap.report.context import PageContext

_ALL = 100.0


def shop_cap_words(ctx: PageContext) -> str | None:
    """Why figures of shops cannot prove everything; None: they can."""
    standing, method = ctx.profile.shops, ctx.framework.method
    if standing.cap >= _ALL:
        return None
    if standing.draw == "pending" and standing.cap >= min(method.own_draw_cap, _ALL):
        return ctx.say("shops.pending", cap=ctx.scale.mark(standing.cap))
    return ctx.say("shops.few", n=standing.counted, cap=ctx.scale.mark(standing.cap))


def pending_words(ctx: PageContext) -> str | None:
    """That the draw is pending, how many shops may be filled, and what that costs."""
    if ctx.profile.shops.draw != "pending":
        return None
    method = ctx.framework.method
    return ctx.say(
        "strip.draw_pending",
        n=len(ctx.profile.provider.shops),
        most=method.max_shops,
        cap=ctx.scale.mark(method.own_draw_cap),
    )


def shop_state_words(ctx: PageContext, shop: ShopEntry) -> str:
    """Whether *shop* is due, and whether it counts."""
    pending = ctx.profile.shops.draw == "pending"
    key = "facts.not_drawn_yet" if pending else "facts.is_due" if shop.due else "facts.not_due"
    said = [ctx.say(key)]
    if not shop.counts and (shop.due or pending):
        said.append(ctx.say("facts.does_not_count"))
    return " · ".join(said)


def limits_of(node: IndicatorNode) -> tuple[Limited, ...]:
    """Why *node*, or some of its rows, may prove less than the proof allows, each once."""
    rows = (row.limited for row in node.shops if row.valid)
    return tuple(dict.fromkeys(one for one in (node.limited, *rows) if one))


def limited_words(ctx: PageContext, limits: Iterable[Limited]) -> str:
    """*limits* in words, each with its cap."""
    method = ctx.framework.method
    caps = {one: ctx.scale.mark(limit_of(method, one)) for one in limits}
    return ctx.listed([ctx.say(f"limited.{one}", cap=cap) for one, cap in caps.items()])
