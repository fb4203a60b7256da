"""Lenses: the same area scores, read another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dpcap.model.framework import LensColumnSpec
from dpcap.model.profile import LensCell, LensColumn, LensScore
from dpcap.model.unchecked import trusted
from dpcap.scoring.aggregate import arithmetic
from dpcap.scoring.case import Case
from dpcap.scoring.score_tree import NodeScores, ScoreTree

_cell, _lens_column, _lens_score = trusted(LensCell), trusted(LensColumn), trusted(LensScore)


def read_lenses(case: Case, tree: ScoreTree) -> tuple[LensScore, ...]:
    """Every lens of the framework over the areas of *tree*, without role weights."""
    areas = {node: part.scores for node, part in tree.areas.items()}
    return tuple(
        _lens_score(
            id=name,
            columns=tuple([_column(key, column, areas) for key, column in lens.columns.items()]),
        )
        for name, lens in case.framework.lenses.items()
    )


def _column(name: str, column: LensColumnSpec, areas: Mapping[str, NodeScores]) -> LensColumn:
    cells = [(area, cell, areas[area]) for area, cell in column.cells.items()]
    there = [(cell.strength, at) for _, cell, at in cells if at.claimed is not None]
    strengths = [strength for strength, _ in there]
    return _lens_column(
        id=name,
        claimed=_mean(strengths, [at.claimed for _, at in there]),
        proved=_mean(strengths, [at.proved for _, at in there]),
        coverage=_mean(strengths, [at.coverage for _, at in there]),
        cells=tuple(
            [
                _cell(
                    area=area,
                    strength=cell.strength,
                    mark=cell.mark,
                    claimed=at.claimed,
                    proved=at.proved,
                )
                for area, cell, at in cells
            ]
        ),
    )


def _mean(strengths: Sequence[int], scores: Sequence[float | None]) -> float | None:
    """Σ strength·score ÷ Σ strength; None if no area has a score."""
    return arithmetic(strengths, [score or 0.0 for score in scores]) if strengths else None
