"""What makes a framework unusable although each of its files is well formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dpcap.intake.checks.expressions import check_expressions
from dpcap.intake.checks.ids import check_ids
from dpcap.intake.checks.interview import check_interview
from dpcap.intake.checks.natures import check_natures
from dpcap.intake.checks.proof_kinds import check_proof_kinds
from dpcap.intake.checks.references import check_references
from dpcap.intake.checks.scales import check_scales
from dpcap.intake.checks.scopes import check_scopes
from dpcap.intake.checks.sites import check_sites
from dpcap.intake.checks.words import check_words
from dpcap.intake.source_map import SourceMap, each_place_once
from dpcap.model.finding import Finding

CHECKS: tuple[Callable[[SourceMap], Iterable[Finding]], ...] = (
    check_ids,
    check_references,
    check_proof_kinds,
    check_scales,
    check_natures,
    check_interview,
    check_sites,
    check_scopes,
    check_expressions,
    check_words,
)


def check_framework(origin: SourceMap) -> list[Finding]:
    """Every error that shows only when the files are laid side by side."""
    return each_place_once(finding for check in CHECKS for finding in check(origin))
