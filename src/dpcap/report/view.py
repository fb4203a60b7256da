"""Profile and framework become a report of ready strings; no template works anything out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dpcap.errors import UsageError
from dpcap.model.assessment import Fact
from dpcap.model.base import Language
from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.nouns import Wording
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.statement import Pages, SealHead
from dpcap.report import figures
from dpcap.report.answers import (
    envelope_words,
    fact_words,
    kind_words,
    piece_kind_words,
    state_words,
)
from dpcap.report.audience import find_audience, redact, redact_standing
from dpcap.report.charts import Axis, Chart, radar
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable, ReportSection, ReportView
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.tables import folded, heads
from dpcap.report.view_improvements import moves_tables, roles_table
from dpcap.report.view_indicators import area_views
from dpcap.report.view_open import open_tables, remarks_table
from dpcap.report.view_page_one import page_one, seal_line
from dpcap.report.view_peers import peers_section
from dpcap.report.view_reference import compared, crosswalk_tables, matrices, method
from dpcap.report.view_shops import shop_state_words
from dpcap.report.words import load_words

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


_BODIES: dict[str, Callable[[PageContext], Any]] = {
    "areas": area_views,
    "lenses": matrices,
    "compensation": compared,
    "roles": lambda ctx: (roles_table(ctx),),
    "moves": moves_tables,
    "evidence": lambda ctx: (evidence_table(ctx),),
    "open": open_tables,
    "crosswalks": crosswalk_tables,
    "remarks": lambda ctx: (remarks_table(ctx),),
    "facts": facts_tables,
    "method": method,
}
# What a short report shows: the areas, the plan, what is open, the evidence that matters.
_SHORT = frozenset({"areas", "moves", "open", "evidence"})


def make_context(
    profile: Profile,
    framework: Framework,
    reports: Path,
    language: Language,
    audience: str,
    *,
    benchmark: Benchmark | None = None,
    standing: GatesAndDecision | None = None,
    seal: SealHead | None = None,
    made_on: date | None = None,
    pages: Pages = "full",
    templates: Path | None = None,
) -> PageContext:
    """What the views are made from; *profile* is cut down to what *audience* may see.

    Raises UsageError if there is no such audience.
    """
    inputs = _Inputs(profile, framework, benchmark, standing, seal, made_on=made_on)
    return _context(inputs, reports, templates, language, audience, pages=pages)


class _Inputs:
    """A profile and what it is shown with, told apart by being, not by content."""

    def __init__(
        self,
        profile: Profile,
        framework: Framework,
        benchmark: Benchmark | None,
        standing: GatesAndDecision | None,
        seal: SealHead | None,
        *,
        made_on: date | None,
    ) -> None:
        self.profile, self.framework = profile, framework
        self.benchmark, self.standing, self.seal = benchmark, standing, seal
        self.made_on = made_on
        self._same = (id(profile), id(framework), id(benchmark), id(standing), id(seal), made_on)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Inputs) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


# A report is rendered in several formats one after the other; what they share is made once.
@lru_cache(maxsize=1)
def _context(
    inputs: _Inputs,
    reports: Path,
    templates: Path | None,
    language: Language,
    audience: str,
    *,
    pages: Pages,
) -> PageContext:
    reader = find_audience(reports, audience)
    return PageContext(
        profile=redact(inputs.profile, inputs.framework, reader),
        framework=inputs.framework,
        words=load_words(reports, language, wording=_wording(inputs), templates=templates),
        audience=reader,
        benchmark=inputs.benchmark,
        standing=redact_standing(inputs.standing, reader),
        seal=inputs.seal,
        made_on=inputs.made_on,
        pages=pages,
        reports=reports,
        templates=templates,
    )


def _wording(inputs: _Inputs) -> Wording:
    """The framework's names, and its verdicts unless the gates have their own."""
    own = inputs.standing.verdicts if inputs.standing else None
    return inputs.framework.wording.deciding(own)


@lru_cache(maxsize=1)
def view(ctx: PageContext) -> ReportView:
    """The whole report."""
    name = plain(clean(ctx.profile.provider.name.say(ctx.language)))
    return ReportView(
        language="zh-CN" if ctx.language == "zh" else "en",
        title=ctx.say("page.title"),
        name=name,
        audience=_audience(ctx),
        asks=ctx.audience.next == "questions",
        page=page_one(ctx, _radar(ctx)),
        sections=tuple(_sections(ctx)),
        seal=seal_line(ctx, "seal.whole", ctx.seal.fingerprint) if ctx.seal else None,
    )


def _radar(ctx: PageContext) -> Chart:
    return radar(axes(ctx), words=ctx.words, scale=ctx.scale, palette=ctx.palette)


def _audience(ctx: PageContext) -> str:
    """For whom this copy is; an audience of somebody's own is called by its name."""
    return ctx.words.flat.get(f"audience.{ctx.audience.id}", ctx.audience.id)


def axes(ctx: PageContext) -> list[Axis]:
    """The axes of the radar: the areas that count for the role."""
    counted = [area for area in ctx.profile.areas if area.weight > 0] or ctx.profile.areas
    return [(ctx.title(a.id), a.claimed, a.proved, a.target) for a in counted]


def _sections(ctx: PageContext) -> list[ReportSection]:
    """The sections of this audience, in its order; those with nothing to say are left out.

    Where it stands among its peers comes first, for whoever asked for it. A short report has only
    what one acts on, with page one alone there are none.
    Raises UsageError if `audiences.yaml` names a section there is not.
    """
    if ctx.pages == "one":
        return []
    peers = peers_section(ctx) if ctx.pages == "full" else None
    sections = [peers] if peers else []
    for kind in ctx.audience.sections:
        if ctx.pages == "short" and kind not in _SHORT:
            continue
        if kind not in _BODIES:
            raise UsageError(
                f"unknown section {kind!r}: choose from {', '.join(_BODIES)}",
                f"没有 {kind!r} 这个章节，可选：{'、'.join(_BODIES)}",
            )
        body = _BODIES[kind](ctx)
        empty = not body or (kind in {"moves", "evidence", "remarks"} and not body[0].rows)
        if not empty:
            sections.append(
                ReportSection(kind, ctx.say(f"{kind}.title"), ctx.say(f"{kind}.intro"), body)
            )
    return sections
