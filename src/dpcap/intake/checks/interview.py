"""What a framework that interviews says of every indicator, and another may leave out."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding

WANTED = ("asked_of", "minutes", "effort", "how_to_raise", "source")


def check_interview(origin: SourceMap) -> Iterator[Finding]:
    """Findings about keys that are missing although people are to be asked."""
    if not origin.framework.interview:
        return
    if not origin.framework.people:
        yield origin.head.finding("DP105", ("people",), {"field": "people"})
    for spot in origin.spots:
        for name in WANTED:
            if getattr(spot.indicator, name) is None:
                yield spot.finding("DP105", (name,), {"field": name})
