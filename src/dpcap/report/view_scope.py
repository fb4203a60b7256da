"""Scope in words: what the contract leaves with the brand, and whose word proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.scope import ScopeEntry, ScopeSummary
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode, Node
from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean

OUT = "out_of_scope"


def scope_words(ctx: PageContext) -> str | None:
    """The scope of a provider on one line; None: the framework lists no scopes."""
    summary = ctx.profile.scope
    if summary is None:
        return None
    said = [
        *_whole(ctx, summary),
        *(words for one in summary.scopes for words in _shop_by_shop(ctx, one)),
    ]
    if not said and summary.share >= 1.0:
        return ctx.say("scope.whole")
    share = ctx.say("scope.share", share=figures.percent(summary.share))
    return ctx.say("common.semicolon").join([*said, share])


def out_titles(ctx: PageContext) -> str:
    """The scopes that are out by proof, of single shops too, in words; the empty text: none is."""
    summary = ctx.profile.scope
    if summary is None:
        return ""
    return ctx.listed(
        [_title(ctx, name) for name in summary.out]
        + [
            f"{_title(ctx, one.id)}@{ctx.shop_name(shop)}"
            for one in summary.scopes
            for shop in one.shops
        ]
    )


def scope_titles(ctx: PageContext, names: Iterable[str]) -> str:
    """Scopes by the titles of their facts."""
    return ctx.listed([_title(ctx, name) for name in names])


def role_titles(ctx: PageContext, summary: ScopeSummary) -> str:
    """The roles that fit what is in scope, in words."""
    roles = ctx.framework.roles
    each = [ctx.text(roles[one].title) for one in summary.fitting if one in roles]
    return ctx.listed(each) or ctx.say("scope.none")


def is_out(node: Node) -> bool:
    """Whether all that would be asked in *node* is out of scope."""
    if isinstance(node, IndicatorNode):
        return node.state == OUT
    if node.claimed is not None or node.applicable is not None:
        return False
    parts = node.dimensions if isinstance(node, AreaNode) else (node,)
    inside = (one for part in parts if isinstance(part, DimensionNode) for one in part.indicators)
    return any(one.state == OUT for one in inside)


def _whole(ctx: PageContext, summary: ScopeSummary) -> Iterator[str]:
    """Scopes that are out, or said to be, as a whole; those with the same proof together."""
    out = [one for one in summary.scopes if one.state == "out"]
    for by in dict.fromkeys(one.by for one in out):
        titles = scope_titles(ctx, (one.id for one in out if one.by == by))
        yield ctx.say("scope.out", scope=titles, by=_by(ctx, by))
    if unproved := [one.id for one in summary.scopes if one.state == "unproved"]:
        yield ctx.say("scope.unproved", scope=scope_titles(ctx, unproved))


def _shop_by_shop(ctx: PageContext, one: ScopeEntry) -> Iterator[str]:
    title = _title(ctx, one.id)
    if one.shops:
        shops = _shops(ctx, one.shops)
        yield ctx.say("scope.shops", scope=title, shops=shops, by=_by(ctx, one.by))
    if one.claimed:
        yield ctx.say("scope.claimed", scope=title, shops=_shops(ctx, one.claimed))


def _by(ctx: PageContext, by: str | None) -> str:
    return ctx.say(f"scope.by.{by}") if by else ""


def _shops(ctx: PageContext, shops: Iterable[str]) -> str:
    return ctx.listed([ctx.shop_name(shop) for shop in shops])


def _title(ctx: PageContext, name: str) -> str:
    fact = ctx.framework.facts.get(name)
    return ctx.text(fact.title) if fact else clean(name)
