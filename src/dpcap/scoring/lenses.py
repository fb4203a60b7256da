"""Lenses: the same area scores, read another way."""

from __future__ import annotations

from math import fsum

from dpcap.model.framework import Column
from dpcap.model.profile import LensCell, LensColumn, LensScore
from dpcap.scoring.case import Case
from dpcap.scoring.tree import Scores, Tree


def read_lenses(case: Case, tree: Tree) -> tuple[LensScore, ...]:
    """Every lens of the framework over the areas of *tree*, without role weights."""
    areas = {node: part.scores for node, part in tree.areas.items()}
    return tuple(
        LensScore(
            id=name,
            columns=tuple(_column(key, column, areas) for key, column in lens.columns.items()),
        )
        for name, lens in case.framework.lenses.items()
    )


def _column(name: str, column: Column, areas: dict[str, Scores]) -> LensColumn:
    cells = [(cell.strength, areas[area]) for area, cell in column.cells.items()]
    return LensColumn(
        id=name,
        claimed=_weighted([(strength, at.claimed) for strength, at in cells]),
        proved=_weighted([(strength, at.proved) for strength, at in cells]),
        coverage=_weighted([(strength, at.coverage) for strength, at in cells]),
        cells=tuple(
            LensCell(
                area=area,
                strength=cell.strength,
                mark=cell.mark,
                claimed=areas[area].claimed,
                proved=areas[area].proved,
            )
            for area, cell in column.cells.items()
        ),
    )


def _weighted(pairs: list[tuple[int, float | None]]) -> float | None:
    """Σ strength·value ÷ Σ strength over the cells that have a value; None if none has."""
    there = [(strength, value) for strength, value in pairs if value is not None]
    if not there:
        return None
    return fsum(s * v for s, v in there) / sum(s for s, _ in there)
