"""Files that anybody can edit and that no reviewer has accepted yet: told once, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.acceptance import awaits_acceptance
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import EvidenceEntry

_SHOWN = 8


def awaiting_acceptance(framework: Framework, pieces: Iterable[EvidenceEntry]) -> Iterator[Finding]:
    """A note for each kind of which *pieces* that count are not accepted, with their ids."""
    by_kind: dict[str, list[EvidenceEntry]] = {}
    for piece in pieces:
        if piece.state == "counts" and awaits_acceptance(framework, piece):
            by_kind.setdefault(piece.kind, []).append(piece)
    for kind, found in sorted(by_kind.items()):
        ids = ", ".join(one.id for one in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        yield Finding(
            code="DP905",
            path=("evidence", found[0].id),
            params={
                "evidence": ids,
                "count": len(found),
                "kind": kind,
                "counted": found[0].counts_as or "",
            },
        )
