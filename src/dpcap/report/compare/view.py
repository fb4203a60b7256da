"""A comparison as the ready strings that templates and the terminal print. It names no winner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dpcap.model.facts import HardFact
from dpcap.model.framework import CATEGORIES, Framework
from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.report import figures
from dpcap.report.compare.compared_profiles import (
    ComparedProfiles,
    asked_words,
    doubts,
    framework_words,
)
from dpcap.report.compare.gaps import (
    FactGap,
    Scored,
    ScoreGap,
    area_gaps,
    dimension_gaps,
    fact_gaps,
)
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import BrandQuestion, Highlight, LabelledText
from dpcap.report.sanitize import clean, own
from dpcap.report.view_facts import fact_line
from dpcap.report.view_improvements import questions
from dpcap.report.view_page_one import foot, strip, who
from dpcap.report.view_scope import OUT
from dpcap.report.view_scores import key_figures, risks, strengths
from dpcap.text_width import short

_NAME, _LABEL, _LISTED = 48, 24, 80
_TERMS: dict[str, Callable[[PageContext], str]] = {
    "role": lambda ctx: who(ctx).role,
    "asked": asked_words,
    "review": lambda ctx: strip(ctx).review,
    "issuer": lambda ctx: own(short(clean(ctx.profile.review.issuer or ""), _NAME)),
    "framework": framework_words,
    "engine": lambda ctx: ctx.profile.engine_version,
    "as_of": lambda ctx: str(ctx.profile.as_of),
}
_SHOWN, _WORTH_FOLDING = 8, 4


class ProviderColumn(NamedTuple):
    """One provider at the head of its column. `label` is its letter and name, unmarked."""

    letter: str
    name: str
    label: str
    role: str
    review: str
    reviewed: bool
    alerts: tuple[str, ...]
    proved_label: str
    proved: str
    graded: bool
    level: str
    claimed: str
    gap: str
    coverage: str
    critical: str


class ComparisonCell(NamedTuple):
    """One provider's value; `details` say how to read it, widths are 0..100."""

    text: str
    known: bool
    details: str = ""
    claimed: str = ""
    claimed_width: float = 0.0
    proved_width: float = 0.0


class ComparisonRow(NamedTuple):
    """One thing across the providers: how far apart they lie, or a note on it."""

    title: str
    cells: tuple[ComparisonCell, ...]
    apart: str
    where: str = ""


class ComparisonTable(NamedTuple):
    """Rows in order of spread; `rest` are those folded away under `more`."""

    id: str
    title: str
    intro: str
    rows: tuple[ComparisonRow, ...]
    rest: tuple[ComparisonRow, ...]
    more: str
    scores: bool


class ProviderQuestions(NamedTuple):
    """What to talk about with one provider."""

    questions: tuple[BrandQuestion, ...]
    strengths: tuple[Highlight, ...]
    risks: tuple[Highlight, ...]
    critical: tuple[str, ...]


class ComparisonPage(NamedTuple):
    """The whole comparison."""

    language: str
    title: str
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: tuple[ProviderColumn, ...]
    tables: tuple[ComparisonTable, ...]
    talks: tuple[ProviderQuestions, ...]
    terms: tuple[ComparisonRow, ...]
    foot: tuple[str, ...]


def columns(compared_profiles: ComparedProfiles) -> tuple[ProviderColumn, ...]:
    """The head of each column: the overall score is a fact like any other there."""
    return tuple(_column(letter, ctx) for letter, ctx in compared_profiles.by_letter)


def _column(letter: str, ctx: PageContext) -> ProviderColumn:
    name, seen = clean(ctx.profile.provider.name.say(ctx.language)), strip(ctx)
    shown = key_figures(ctx)
    return ProviderColumn(
        letter=letter,
        name=own(short(name, _NAME)),
        label=f"{letter} {short(name, _LABEL)}",
        role=who(ctx).role,
        review=seen.review,
        reviewed=seen.reviewed,
        alerts=seen.alerts,
        proved_label=shown.label,
        proved=shown.big or shown.range,
        graded=shown.graded,
        level=shown.level,
        claimed=shown.claimed,
        gap=shown.gap if shown.graded else "",
        coverage=shown.coverage,
        critical=shown.critical,
    )


def talks(compared_profiles: ComparedProfiles) -> tuple[ProviderQuestions, ...]:
    """What to talk about with each."""
    return tuple(map(_talk, compared_profiles.contexts))


def _talk(ctx: PageContext) -> ProviderQuestions:
    return ProviderQuestions(
        questions=questions(ctx),
        strengths=strengths(ctx),
        risks=risks(ctx),
        critical=tuple(_open_critical(ctx)),
    )


def _open_critical(ctx: PageContext) -> Iterator[str]:
    """The critical indicators that did not pass, the failed ones first."""
    for state in ("failed", "not_proved"):
        for area, _, node in ctx.walk():
            if node.critical == state and area.weight > 0:
                yield f"{ctx.title(node.id)}{ctx.say('common.colon')}{ctx.say(f'critical.{state}')}"


def terms(compared_profiles: ComparedProfiles) -> tuple[ComparisonRow, ...]:
    """On what terms each was assessed, marked where they differ; then who they are."""
    shown = [who(ctx) for ctx in compared_profiles.contexts]
    on = [
        *_read(compared_profiles, _TERMS),
        *_items(compared_profiles, [one.dates for one in shown]),
    ]
    about = [
        *_read(compared_profiles, _who_rows(compared_profiles.contexts[0].framework)),
        *_items(compared_profiles, [one.about for one in shown]),
    ]
    return (*(_marked(compared_profiles, row) for row in on), *about)


def _marked(compared_profiles: ComparedProfiles, row: ComparisonRow) -> ComparisonRow:
    same = len({cell.text for cell in row.cells}) == 1
    return row if same else row._replace(apart=compared_profiles.words.say("terms.differs"))


def _read(
    compared_profiles: ComparedProfiles, wanted: Mapping[str, Callable[[PageContext], str]]
) -> Iterator[ComparisonRow]:
    missing = compared_profiles.contexts[0].say("common.not_provided")
    for key, read in wanted.items():
        given = [read(ctx) for ctx in compared_profiles.contexts]
        cells = tuple(ComparisonCell(text or missing, bool(text)) for text in given)
        yield ComparisonRow(compared_profiles.words.say(f"terms.{key}"), cells, "")


def _items(
    compared_profiles: ComparedProfiles, told: list[tuple[LabelledText, ...]]
) -> Iterator[ComparisonRow]:
    """The items of page one, matched by their labels; the day of proof is among the terms."""
    missing, day = (
        compared_profiles.contexts[0].say(key) for key in ("common.not_provided", "who.as_of")
    )
    by_label = [
        {item.label: ComparisonCell(item.value, item.known) for item in items} for items in told
    ]
    for label in dict.fromkeys(item.label for items in told for item in items):
        if label != day:
            cells = tuple(one.get(label, ComparisonCell(missing, known=False)) for one in by_label)
            yield ComparisonRow(label, cells, "")


def _categories(ctx: PageContext) -> str:
    given = ctx.listed(tuple(map(clean, ctx.profile.provider.categories)))
    return own(short(given, _LISTED))


def _who_rows(framework: Framework) -> dict[str, Callable[[PageContext], str]]:
    """Who they are, as far as the framework tells its subjects apart by it and asks per part."""
    rows: dict[str, Callable[[PageContext], str]] = {}
    if CATEGORIES in framework.group_by:
        rows["category"] = _categories
    if any(one.per == "shop" for one in framework.by_id.values()):
        rows["shops"] = lambda ctx: str(len(ctx.profile.provider.shops))
    return rows


def compare_view(compared_profiles: ComparedProfiles) -> ComparisonPage:
    """The page: differences first."""
    first = compared_profiles.contexts[0]
    return ComparisonPage(
        language="zh-CN" if first.language == "zh" else "en",
        title=compared_profiles.words.say("page.title"),
        says=tuple(_says(compared_profiles)),
        warnings=tuple(
            map(
                _sentence,
                (
                    one.message(first.language, first.framework.wording)
                    for one in doubts(compared_profiles)
                ),
            )
        ),
        columns=columns(compared_profiles),
        tables=_tables(compared_profiles),
        talks=talks(compared_profiles),
        terms=terms(compared_profiles),
        foot=tuple(_foot(compared_profiles)),
    )


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _says(compared_profiles: ComparedProfiles) -> list[str]:
    """No winner; no official rating, unless the platform issued every review."""
    told = dict.fromkeys(strip(ctx).disclaimer for ctx in compared_profiles.contexts)
    return [compared_profiles.words.say("page.no_winner"), *(said for said in told if said)]


def _foot(compared_profiles: ComparedProfiles) -> list[str]:
    lines = [f"{letter} {foot(ctx)[0]}" for letter, ctx in compared_profiles.by_letter]
    return [*lines, compared_profiles.words.say("page.redacted")]


def _tables(compared_profiles: ComparedProfiles) -> tuple[ComparisonTable, ...]:
    rows = {
        "areas": [_score_row(compared_profiles, gap) for gap in area_gaps(compared_profiles)],
        "dimensions": [
            _score_row(compared_profiles, gap) for gap in dimension_gaps(compared_profiles)
        ],
        "facts": [_fact_row(compared_profiles, gap) for gap in fact_gaps(compared_profiles)],
    }
    return tuple(
        _table(compared_profiles, name, tuple(found)) for name, found in rows.items() if found
    )


def _table(
    compared_profiles: ComparedProfiles, name: str, rows: tuple[ComparisonRow, ...]
) -> ComparisonTable:
    words, scores = compared_profiles.words, name != "facts"
    rest = rows[_SHOWN:] if scores and len(rows) >= _SHOWN + _WORTH_FOLDING else ()
    comparable = compared_profiles.one_ruler or not scores
    return ComparisonTable(
        id=name,
        title=words.say(f"{name}.title"),
        intro=words.say(f"{name}.intro" if comparable else "page.two_rulers"),
        rows=rows[: len(rows) - len(rest)],
        rest=rest,
        more=words.say("page.more", n=len(rest)),
        scores=scores,
    )


def _score_row(compared_profiles: ComparedProfiles, gap: ScoreGap) -> ComparisonRow:
    pairs = list(zip(compared_profiles.contexts, gap.nodes, strict=True))
    known = next(ctx for ctx, node in pairs if node is not None)
    apart = (
        compared_profiles.words.say("page.untold")
        if gap.apart is None
        else compared_profiles.contexts[0].scale.text(gap.apart)
    )
    return ComparisonRow(
        title=known.title(gap.id),
        cells=tuple(_score_cell(compared_profiles, ctx, node) for ctx, node in pairs),
        apart=apart,
        where="" if gap.area == gap.id else known.title(gap.area),
    )


def _score_cell(
    compared_profiles: ComparedProfiles, ctx: PageContext, node: Scored | None
) -> ComparisonCell:
    if node is None:
        return ComparisonCell(compared_profiles.words.say("page.no_node"), known=False)
    if node.proved is None or node.claimed is None:
        states = {one.state for one in _inside(node)} - {"not_asked"}
        key = "common.not_provided" if states else "state.not_asked"
        if states == {OUT}:
            key = f"state.{OUT}"
        return ComparisonCell(ctx.say(key), known=False)
    return ComparisonCell(
        text=ctx.scale.score(node.proved),
        known=True,
        claimed=ctx.scale.score(node.claimed),
        claimed_width=figures.truncated(node.claimed),
        proved_width=figures.truncated(node.proved),
    )


def _inside(node: Scored) -> tuple[IndicatorNode, ...]:
    dimensions = node.dimensions if isinstance(node, AreaNode) else (node,)
    return tuple(one for dimension in dimensions for one in dimension.indicators)


def _fact_row(compared_profiles: ComparedProfiles, gap: FactGap) -> ComparisonRow:
    first = compared_profiles.contexts[0]
    cells = tuple(_fact_cell(ctx, gap.line) for ctx in compared_profiles.contexts)
    return ComparisonRow(
        first.text(gap.line.title), cells, _fact_note(compared_profiles, gap, cells)
    )


def _fact_cell(ctx: PageContext, line: HardFact) -> ComparisonCell:
    fact = fact_line(ctx, line)
    told = [part for part in (fact.details, fact.proof, fact.link_words) if part]
    return ComparisonCell(fact.value, fact.known, " · ".join(told) if fact.known else "")


def _fact_note(
    compared_profiles: ComparedProfiles, gap: FactGap, cells: tuple[ComparisonCell, ...]
) -> str:
    """How a line is to be read across: given by few, on other terms, or the same everywhere."""
    given = sum(cell.known for cell in cells)
    notes = []
    if given < len(cells):
        notes.append(compared_profiles.words.say("facts.given", n=given, of=len(cells)))
    if gap.unlike:
        notes.append(compared_profiles.words.say("facts.unlike"))
    elif given == len(cells) and gap.apart == 0:
        notes.append(compared_profiles.words.say("facts.same"))
    return compared_profiles.contexts[0].say("common.semicolon").join(notes)
