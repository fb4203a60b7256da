"""Natures: a framework whose roles name their headline says of every indicator what it is."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding


def check_natures(origin: SourceMap) -> Iterator[Finding]:
    """Findings about indicators that lack a nature where one is wanted."""
    if origin.framework.budgeted:
        for spot in origin.spots:
            if spot.indicator.nature is None:
                yield spot.finding("DP161", ("id",))
