"""Rules about scopes."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding


def without_questions(origin: SourceMap) -> Iterator[Finding]:
    """A scope that no indicator needs."""
    needed = {name for one in origin.framework.by_id.values() for name in one.scope or ()}
    for name in origin.framework.scopes:
        if name not in needed:
            yield origin.head.finding("DP172", ("scopes", name), {"name": name}, key=True)
