"""How rows of shops are joined: what a critical indicator may do, and what has no rows."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding


def check_sites(origin: SourceMap) -> Iterator[Finding]:
    """Critical indicators that one shop could fail unseen, and `across` where there are no rows."""
    for spot in origin.spots:
        one = spot.indicator
        if one.per != "shop":
            if one.across != "median":
                yield spot.finding("DP247", ("across",), key=True)
        elif one.critical and one.across != "min":
            path = ("critical",) if one.across == "median" else ("across",)
            yield spot.finding("DP246", path, key=True)
