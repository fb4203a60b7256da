"""Lenses as small matrices, and what averaging hides."""

from __future__ import annotations

from dpcap.model.framework import Lens, LensColumnSpec
from dpcap.model.profile import LensCell, LensScore
from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.details_view import CompensationView, LensMatrix, MatrixCell, MatrixRow
from dpcap.report.page_one_view import LabelledText

_STRENGTHS = 3


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
        mark=ctx.say("lenses.ours" if cell.mark == "our_reading" else "lenses.source"),
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
        hidden=figures.score(figures.difference(joined.mean, joined.geometric)),
        area=ctx.title(weakest.id),
        score=ctx.score(weakest.proved),
    )
