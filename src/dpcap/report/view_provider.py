"""The provider's facts group by group, its shops and its clients."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.assessment import Fact
from dpcap.model.framework import DECLARED
from dpcap.report import figures
from dpcap.report.answers import envelope_words, fact_words, kind_words
from dpcap.report.clean import own
from dpcap.report.context import Context
from dpcap.report.shapes_details import Row, Table
from dpcap.report.tables import heads
from dpcap.report.view_shops import shop_state_words


def facts_tables(ctx: Context) -> tuple[Table, ...]:
    """The provider's facts group by group, then shops and clients."""
    groups: dict[str, list[Row]] = {}
    for name, spec in ctx.framework.facts.items():
        if ctx.audience.hides(name, ctx.framework):
            continue
        groups.setdefault(spec.group, []).append(_fact_row(ctx, name))
    head = heads(ctx, "facts", "fact", "value", "read")
    tables = [
        Table(f"facts-{group}", _group(ctx, group), head, tuple(rows))
        for group, rows in groups.items()
    ]
    return (*tables, *_bound(ctx))


def _group(ctx: Context, group: str) -> str:
    title = ctx.framework.fact_groups.get(group)
    return ctx.text(title) if title else ctx.say("facts.general")


def _fact_row(ctx: Context, name: str) -> Row:
    spec, fact = ctx.framework.facts[name], ctx.profile.provider.facts.get(name)
    if fact is None:
        return Row(ctx.text(spec.title), (ctx.say("common.not_provided"), "–"))
    read = [own(fact.period)] if fact.period else []
    read += [str(fact.on)] if fact.on else []
    read += [envelope_words(ctx, "basis", fact.basis)] if fact.basis else []
    read += (
        [ctx.say("facts.peer", peer=figures.written(fact.peer))] if fact.peer is not None else []
    )
    read += _fact_proofs(ctx, name, fact)
    if fact.note:
        read.append(own(fact.note))
    return Row(ctx.text(spec.title), (fact_words(ctx, spec, fact), " · ".join(read)))


def _fact_proofs(ctx: Context, name: str, fact: Fact) -> list[str]:
    if name in ctx.profile.provider.confirmed_facts:
        return [ctx.say("facts.confirmed")]
    kinds = [kind_words(ctx, ctx.pieces[e].kind) for e in fact.evidence if e in ctx.pieces]
    return list(dict.fromkeys(kinds)) or [kind_words(ctx, DECLARED)]


def _bound(ctx: Context) -> Iterator[Table]:
    provider = ctx.profile.provider
    if provider.shops:
        yield Table(
            id="bound-shops",
            caption=ctx.say("facts.shops_caption", n=len(provider.shops)),
            head=heads(ctx, "facts", "shop", "due"),
            rows=tuple(
                Row(ctx.shop_name(shop.id), (shop_state_words(ctx, shop),))
                for shop in provider.shops
            ),
        )
    if provider.clients:
        yield Table(
            id="bound-clients",
            caption=ctx.say("facts.clients_caption", n=len(provider.clients)),
            head=heads(ctx, "facts", "client", "category", "since"),
            rows=tuple(_clients(ctx)),
        )


def _clients(ctx: Context) -> Iterator[Row]:
    for client in ctx.profile.provider.clients:
        named = ctx.audience.names == "all" or client.consent
        name = own(client.name) if named else ctx.say("facts.unnamed")
        yield Row(name, (own(client.category or "") or "–", own(client.since or "") or "–"))
