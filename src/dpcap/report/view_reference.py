"""The report's reference part: lenses, crosswalks, how far proof goes, the method in words."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.framework import Crosswalk, Lens, LensColumnSpec
from dpcap.model.profile import LensCell, LensScore
from dpcap.model.proof_reach import ProofReach, proof_reach
from dpcap.model.scale import LEVEL_WITH_PEERS
from dpcap.model.trace import Node
from dpcap.report import figures
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import (
    CompensationView,
    DetailRow,
    DetailTable,
    LensMatrix,
    MatrixCell,
    MatrixRow,
    TextSection,
)
from dpcap.report.page_one_view import LabelledText
from dpcap.report.sanitize import clean
from dpcap.report.tables import heads
from dpcap.report.view_rules import next_level

_STRENGTHS = 3
_PLAIN = (
    "states",
    "scope",
    "scales",
    "proof",
    "review",
    "joining",
    "coverage",
    "levels",
    "lenses",
    "words",
)


def matrices(ctx: PageContext) -> tuple[LensMatrix, ...]:
    """One matrix for each lens of the framework."""
    scored = {lens.id: lens for lens in ctx.profile.lenses}
    return tuple(
        _matrix(ctx, name, lens, scored[name])
        for name, lens in ctx.framework.lenses.items()
        if name in scored
    )


def _matrix(ctx: PageContext, name: str, lens: Lens, scored: LensScore) -> LensMatrix:
    columns = [(column, lens.columns.get(column.id)) for column in scored.columns]
    cells = {(c.id, cell.area): cell for c, _ in columns for cell in c.cells}
    rows = []
    for area in ctx.profile.areas:
        row = tuple(_cell(ctx, cells.get((c.id, area.id))) for c, _ in columns)
        if any(row):
            scores = ctx.score(area.proved), ctx.score(area.claimed)
            rows.append(MatrixRow(ctx.title(area.id), *scores, row))
    return LensMatrix(
        id=name,
        title=ctx.text(lens.title),
        about=ctx.text(lens.about) if lens.about else None,
        columns=tuple(_head(ctx, c.id, entry) for c, entry in columns),
        rows=tuple(rows),
        claimed=tuple(ctx.score(c.claimed) for c, _ in columns),
        proved=tuple(ctx.score(c.proved) for c, _ in columns),
        coverage=tuple(ctx.share(c.coverage) for c, _ in columns),
    )


def _head(ctx: PageContext, name: str, column: LensColumnSpec | None) -> str:
    return ctx.text(column.title) if column else name


def _cell(ctx: PageContext, cell: LensCell | None) -> MatrixCell | None:
    if cell is None:
        return None
    return MatrixCell(
        strength=cell.strength,
        dots="●" * cell.strength + "○" * (_STRENGTHS - cell.strength),
        proved=ctx.score(cell.proved),
        mark=ctx.say("lenses.ours") if cell.mark == "our_reading" else "",
    )


def compared(ctx: PageContext) -> CompensationView:
    """The proved area scores joined by mean, geometric and harmonic mean, and the weakest alone."""
    joined = ctx.profile.compensation
    pairs = (
        ("mean", joined.mean),
        ("geometric", joined.geometric),
        ("harmonic", joined.harmonic),
        ("min", joined.min),
    )
    rows = tuple(
        (
            LabelledText(ctx.say(f"compensation.{key}"), ctx.score(value)),
            figures.truncated(value or 0.0),
        )
        for key, value in pairs
    )
    return CompensationView(rows, _says(ctx))


def _says(ctx: PageContext) -> str:
    """How far the mean lies above the geometric one, and which area is the weakest."""
    joined = ctx.profile.compensation
    counted = [a for a in ctx.profile.areas if a.weight > 0 and a.proved is not None]
    if joined.mean is None or joined.geometric is None or not counted:
        return ctx.say("common.no_score")
    weakest = min(counted, key=lambda area: area.proved or 0.0)
    return ctx.say(
        "compensation.says",
        hidden=ctx.scale.text(ctx.scale.difference(joined.mean, joined.geometric)),
        area=ctx.title(weakest.id),
        score=ctx.score(weakest.proved),
    )


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


def method(ctx: PageContext) -> tuple[TextSection, ...]:
    """The framework's introduction, then how a score comes about, one matter a paragraph."""
    numbers = _numbers(ctx)
    prose = [
        TextSection(ctx.say(f"method.{key}.head"), (ctx.say(f"method.{key}.text", **numbers),))
        for key in _PLAIN
        if key != "scope" or ctx.framework.scopes
    ]
    return (_introduction(ctx), *prose, *_editable(ctx), _reach(ctx))


def _editable(ctx: PageContext) -> Iterator[TextSection]:
    """What counts as less because anybody can edit it, and until when."""
    for kind, needs in ctx.framework.until_confirmed.items():
        if needs.editable:
            counted = kind_words(ctx, needs.counts_as)
            said = ctx.say("method.editable.text", kinds=kind_words(ctx, kind), counted=counted)
            yield TextSection(ctx.say("method.editable.head"), (said,))


def _reach(ctx: PageContext) -> TextSection:
    """How far each kind of proof can take a provider in the role judged."""
    told = [
        ctx.say("method.reach.item", kinds=kinds_words(ctx, one), level=level_words(ctx, one))
        for one in reach_of(ctx)
    ]
    said = ctx.words.flat["common.semicolon"].join(told)
    return TextSection(ctx.say("method.reach.head"), (ctx.say("method.reach.text", items=said),))


def _introduction(ctx: PageContext) -> TextSection:
    """The framework's own introduction, paragraph by paragraph."""
    lines = ctx.framework.introduction.say(ctx.language).splitlines()
    paragraphs = tuple(clean(line) for line in lines if line.strip())
    return TextSection(ctx.text(ctx.framework.title), paragraphs)


def _joined_otherwise(ctx: PageContext) -> bool:
    """Whether rows of shops are ever put together by anything but the median."""
    return any(one.across != "median" for one in ctx.specs.values())


def _numbers(ctx: PageContext) -> dict[str, str]:
    how = ctx.framework.method
    caps = [
        f"{kind_words(ctx, kind)} {ctx.scale.mark(cap)}"
        for kind, cap in sorted(how.proof_caps.items(), key=lambda pair: pair[1])
    ]
    return {
        "caps": ctx.listed(caps),
        "full": ctx.scale.mark(100.0),
        "level_with_peers": ctx.scale.mark(LEVEL_WITH_PEERS),
        "min_coverage": figures.limit(how.min_coverage),
        "max_not_applicable": figures.limit(how.max_not_applicable),
        "min_scope": figures.limit(how.min_scope),
        "few": str(how.few_shops),
        "few_cap": ctx.scale.mark(how.few_shops_cap),
        "max_shops": str(how.max_shops),
        "largest": str(how.largest_shops),
        "other_joins": ctx.say("across.others") if _joined_otherwise(ctx) else "",
        "draw_cap": ctx.scale.mark(how.own_draw_cap),
        "peer_cap": ctx.scale.mark(how.self_typed_peer_cap),
        "full_set": figures.limit(how.full_set_share),
        "main": figures.limit(how.main_area_share),
        "target_main": ctx.scale.mark(how.target_main),
        "target_other": ctx.scale.mark(how.target_other),
    }


def reach_of(ctx: PageContext) -> tuple[ProofReach, ...]:
    """How far each kind of proof goes in the role judged, weakest first."""
    return ctx.framework.once(proof_reach, ctx.profile.role.id)


def kinds_words(ctx: PageContext, reach: ProofReach) -> str:
    """The kinds of one cap."""
    return ctx.listed([kind_words(ctx, kind) for kind in reach.kinds])


def level_words(ctx: PageContext, reach: ProofReach) -> str:
    """The level that they reach."""
    return reach.level or ctx.say("figures.no_level")


def next_proof(ctx: PageContext) -> str | None:
    """What proof the next level takes at the least; None: at the top, or whatever the proof."""
    level, ids = next_level(ctx), [one.id for one in ctx.framework.levels]
    if level is None:
        return None
    enough = [
        one.level in ids and ids.index(one.level) >= ids.index(level.id) for one in reach_of(ctx)
    ]
    if not any(enough) or enough[0]:
        return None
    first = enough.index(True)
    before, kinds = reach_of(ctx)[first - 1], kinds_words(ctx, reach_of(ctx)[first])
    weaker, stops = kinds_words(ctx, before), level_words(ctx, before)
    return ctx.say("explain.takes_proof", level=level.id, kinds=kinds, weaker=weaker, stops=stops)
