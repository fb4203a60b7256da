"""A comparison becomes a page of ready strings. Nothing on it names a winner."""

from __future__ import annotations

from dpcap.model.facts import HardFact
from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.report import figures
from dpcap.report.compare.columns import columns, talks, terms
from dpcap.report.compare.compared_profiles import ComparedProfiles, doubts
from dpcap.report.compare.gaps import (
    FactGap,
    Scored,
    ScoreGap,
    area_gaps,
    dimension_gaps,
    fact_gaps,
)
from dpcap.report.compare.view_models import (
    ComparisonCell,
    ComparisonPage,
    ComparisonRow,
    ComparisonTable,
)
from dpcap.report.context import PageContext
from dpcap.report.view_facts import fact_line
from dpcap.report.view_page_one import foot, strip
from dpcap.report.view_scope import OUT

_SHOWN, _WORTH_FOLDING = 8, 4


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
