"""Profile and framework become a report of ready strings; no template works anything out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.nouns import Wording
from dpcap.model.profile import Profile
from dpcap.model.statement import Pages, SealHead
from dpcap.report.audience import find_audience, redact, redact_standing
from dpcap.report.charts import Axis, Chart, radar
from dpcap.report.context import PageContext
from dpcap.report.details_view import ReportSection, ReportView
from dpcap.report.sanitize import clean, plain
from dpcap.report.view_improvements import moves_tables, roles_table
from dpcap.report.view_indicators import area_views
from dpcap.report.view_open import open_tables, remarks_table
from dpcap.report.view_page_one import page_one, seal_line
from dpcap.report.view_peers import peers_section
from dpcap.report.view_provider import evidence_table, facts_tables
from dpcap.report.view_reference import compared, crosswalk_tables, matrices, method
from dpcap.report.words import load_words

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
