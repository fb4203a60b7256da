"""Other lists of capabilities, laid beside ours."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.framework import Crosswalk
from dpcap.model.trace import Node
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.tables import heads


def crosswalk_tables(ctx: PageContext) -> tuple[DetailTable, ...]:
    """Other lists laid beside ours; what has no counterpart is said to be a gap."""
    return tuple(_crosswalk(ctx, name, walk) for name, walk in ctx.framework.crosswalks.items())


def _crosswalk(ctx: PageContext, name: str, walk: Crosswalk) -> DetailTable:
    scores = {node.id: node for node in _all_nodes(ctx)}
    rows = []
    for row in walk.rows:
        ours = [_scored(ctx, node, scores.get(node)) for node in row.nodes]
        said = ctx.listed(ours) if ours else ctx.say("crosswalks.gap")
        note = ctx.text(row.note) if row.note else "–"
        rows.append(DetailRow(ctx.text(row.title), (said, note)))
    return DetailTable(
        id=f"crosswalk-{name}",
        caption=ctx.text(walk.title),
        head=heads(ctx, "crosswalks", "theirs", "ours", "remark"),
        rows=tuple(rows),
        note=ctx.text(walk.about) if walk.about else None,
    )


def _scored(ctx: PageContext, name: str, node: Node | None) -> str:
    title = ctx.title(name)
    if node is None or node.proved is None:
        return ctx.say("crosswalks.unscored", title=title)
    scores = {"proved": ctx.score(node.proved), "claimed": ctx.score(node.claimed)}
    return ctx.say("crosswalks.node", title=title, **scores)


def _all_nodes(ctx: PageContext) -> Iterator[Node]:
    for area in ctx.profile.areas:
        yield area
        for dimension in area.dimensions:
            yield dimension
            yield from dimension.indicators
