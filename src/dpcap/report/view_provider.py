"""The provider's facts group by group, its shops and its clients."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.assessment import Fact
from dpcap.model.framework import DECLARED
from dpcap.report import figures
from dpcap.report.answers import envelope_words, fact_words, kind_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.sanitize import own
from dpcap.report.tables import heads
from dpcap.report.view_shops import shop_state_words


def facts_tables(ctx: PageContext) -> tuple[DetailTable, ...]:
    """The provider's facts group by group, then shops and clients."""
    groups: dict[str, list[DetailRow]] = {}
    for name, spec in ctx.framework.facts.items():
        if ctx.audience.hides(name, ctx.framework):
            continue
        groups.setdefault(spec.group, []).append(_fact_row(ctx, name))
    head = heads(ctx, "facts", "fact", "value", "read")
    tables = [
        DetailTable(f"facts-{group}", _group(ctx, group), head, tuple(rows))
        for group, rows in groups.items()
    ]
    return (*tables, *_bound(ctx))


def _group(ctx: PageContext, group: str) -> str:
    title = ctx.framework.fact_groups.get(group)
    return ctx.text(title) if title else ctx.say("facts.general")


def _fact_row(ctx: PageContext, name: str) -> DetailRow:
    spec, fact = ctx.framework.facts[name], ctx.profile.provider.facts.get(name)
    if fact is None:
        return DetailRow(ctx.text(spec.title), (ctx.say("common.not_provided"), "–"))
    read = [own(fact.period)] if fact.period else []
    read += [str(fact.on)] if fact.on else []
    read += [envelope_words(ctx, "basis", fact.basis)] if fact.basis else []
    read += (
        [ctx.say("facts.peer", peer=figures.written(fact.peer))] if fact.peer is not None else []
    )
    read += _fact_proofs(ctx, name, fact)
    if fact.note:
        read.append(own(fact.note))
    return DetailRow(ctx.text(spec.title), (fact_words(ctx, spec, fact), " · ".join(read)))


def _fact_proofs(ctx: PageContext, name: str, fact: Fact) -> list[str]:
    if name in ctx.profile.provider.confirmed_facts:
        return [ctx.say("facts.confirmed")]
    kinds = [kind_words(ctx, ctx.pieces[e].kind) for e in fact.evidence if e in ctx.pieces]
    return list(dict.fromkeys(kinds)) or [kind_words(ctx, DECLARED)]


def _bound(ctx: PageContext) -> Iterator[DetailTable]:
    provider = ctx.profile.provider
    if provider.shops:
        yield DetailTable(
            id="bound-shops",
            caption=ctx.say("facts.shops_caption", n=len(provider.shops)),
            head=heads(ctx, "facts", "shop", "due"),
            rows=tuple(
                DetailRow(ctx.shop_name(shop.id), (shop_state_words(ctx, shop),))
                for shop in provider.shops
            ),
        )
    if provider.clients:
        yield DetailTable(
            id="bound-clients",
            caption=ctx.say("facts.clients_caption", n=len(provider.clients)),
            head=heads(ctx, "facts", "client", "category", "since"),
            rows=tuple(_clients(ctx)),
        )


def _clients(ctx: PageContext) -> Iterator[DetailRow]:
    for client in ctx.profile.provider.clients:
        named = ctx.audience.names == "all" or client.consent
        name = own(client.name) if named else ctx.say("facts.unnamed")
        yield DetailRow(name, (own(client.category or "") or "–", own(client.since or "") or "–"))
