"""The provider's facts, shops and clients, and the evidence register."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.assessment import Fact
from dpcap.model.framework import DECLARED
from dpcap.model.profile import EvidenceEntry
from dpcap.report import figures
from dpcap.report.answers import (
    envelope_words,
    fact_words,
    kind_words,
    piece_kind_words,
    state_words,
)
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.sanitize import clean, own
from dpcap.report.tables import folded, heads
from dpcap.report.view_shops import shop_state_words

# How many pieces of evidence a short report names.
_SHORTEST = 10

# Tables one below the other whose columns begin at the same places.
_EDGES = "edges"


def facts_tables(ctx: PageContext) -> tuple[DetailTable, ...]:
    """The provider's facts group by group, then shops and clients."""
    groups: dict[str, list[DetailRow]] = {}
    for name, spec in ctx.framework.facts.items():
        if ctx.audience.hides(name, ctx.framework):
            continue
        groups.setdefault(spec.group, []).append(_fact_row(ctx, name))
    head = heads(ctx, "facts", "fact", "value", "read")
    tables = [
        DetailTable(f"facts-{group}", _group(ctx, group), head, tuple(rows), _EDGES)
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
    proving = [said for said in dict.fromkeys(kinds) if said != kind_words(ctx, DECLARED)]
    return proving or [ctx.say("facts.declared")]


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
            columns=_EDGES,
        )
    if provider.clients:
        yield DetailTable(
            id="bound-clients",
            caption=ctx.say("facts.clients_caption", n=len(provider.clients)),
            head=heads(ctx, "facts", "client", "category", "since"),
            rows=tuple(_clients(ctx)),
            columns=_EDGES,
        )


def _clients(ctx: PageContext) -> Iterator[DetailRow]:
    for client in ctx.profile.provider.clients:
        named = ctx.audience.names == "all" or client.consent is True
        name = own(client.name) if named else ctx.say("facts.unnamed")
        yield DetailRow(name, (own(client.category or "") or "–", own(client.since or "") or "–"))


def evidence_table(ctx: PageContext) -> DetailTable:
    """The register: kind, file, date, validity, hash, what it backs, whether it was reviewed.

    In a short report only the pieces that most of the score rests on.
    """
    reviewing = ctx.is_reviewed_by_reader
    columns = [
        "id" if reviewing else "no", "kind", "captured", "valid", "state", "backs", "reviewed"
    ]  # fmt: skip
    if ctx.audience.files:
        columns.insert(2, "file")
        if reviewing:
            columns.insert(6, "hash")
    pieces = _most_relied_on(ctx) if ctx.pages == "short" else ctx.profile.evidence
    caption = ctx.say("evidence.caption")
    if len(pieces) < len(ctx.profile.evidence):
        caption = ctx.say("evidence.most", n=len(pieces), of=len(ctx.profile.evidence))
    rows = tuple(
        _evidence_row(ctx, piece, clean(piece.id) if reviewing else str(place))
        for place, piece in enumerate(pieces, 1)
    )
    head = heads(ctx, "evidence", *columns)
    style = (
        "wide unbroken-1 unbroken-4 unbroken-5 unbroken-6"
        if ctx.audience.files
        else "wide unbroken-1 unbroken-3 unbroken-4 unbroken-5"
    )
    return folded(ctx, DetailTable("evidence-table", caption, head, rows, style))


def _most_relied_on(ctx: PageContext) -> tuple[EvidenceEntry, ...]:
    """The pieces that back most proved points, the most important first; without any, none."""
    points = {piece.id: _points_backed(ctx, piece) for piece in ctx.profile.evidence}
    ranked = sorted(ctx.profile.evidence, key=lambda piece: -points[piece.id])
    return tuple(one for one in ranked[:_SHORTEST] if points[one.id] > figures.TOLERANCE)


def _points_backed(ctx: PageContext, piece: EvidenceEntry) -> float:
    """The proved points of all that *piece* backs, as far as it counts."""
    if piece.state != "counts":
        return 0.0
    nodes = (ctx.nodes[name] for name in piece.used_by if name in ctx.nodes)
    return sum(node.effective_weight * (node.proved or 0.0) for node in nodes)


def _evidence_row(ctx: PageContext, piece: EvidenceEntry, name: str) -> DetailRow:
    """*name*: by what the reader is to know the piece."""
    ruling = ctx.say("evidence.unreviewed")
    if piece.ruling is not None:
        ruling = ctx.say(
            "evidence.ruled",
            ruling=ctx.say(f"ruling.{piece.ruling.ruling}"),
            by=own(piece.ruling.by),
            on=str(piece.ruling.on),
        )
        if ctx.audience.files and piece.ruling.ruling == "refused":
            ruling += ctx.say("evidence.because", reason=own(piece.ruling.reason))
    dash = "–"
    cells = [
        piece_kind_words(ctx, piece),
        str(piece.captured_on) if piece.captured_on else ctx.say("common.not_provided"),
        str(piece.valid_until) if piece.valid_until else dash,
        state_words(ctx, piece),
        ctx.say("common.blank").join(piece.used_by) or dash,
        ruling,
    ]
    if ctx.audience.files:
        cells.insert(1, own(piece.file or piece.url or "") or dash)
        if ctx.is_reviewed_by_reader:
            cells.insert(5, piece.sha256[:8] if piece.sha256 else dash)
    return DetailRow(name, tuple(cells))
