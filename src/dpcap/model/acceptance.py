"""Files that anybody can edit: which of them still wait for a reviewer's acceptance."""

from __future__ import annotations

from dpcap.model.framework import Framework
from dpcap.model.profile import EvidenceEntry
from dpcap.model.proof_kinds import listed_host


def awaits_acceptance(framework: Framework, piece: EvidenceEntry) -> bool:
    """Whether *piece* counts as less for nothing but the lack of a reviewer's acceptance."""
    needs = framework.until_confirmed.get(piece.kind)
    if needs is None or not needs.editable or piece.counts_as is None:
        return False
    return piece.copied or listed_host(piece.url, framework.link_hosts) is None
