"""Lint of a framework: its errors, or else every rule for authors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import summed
from dpcap.intake.framework_files import read_framework
from dpcap.intake.lint import (
    budget,
    conditions,
    figures,
    leftovers,
    levels,
    promises,
    texts,
    versions,
    weights,
)
from dpcap.intake.source_map import SourceMap, each_place_once
from dpcap.model.finding import Finding

Rule = Callable[[SourceMap], Iterable[Finding]]

# One function a rule; adding one is a function and a line here.
RULES: tuple[Rule, ...] = (
    levels.unreachable,
    levels.beyond_proof,
    levels.critical_beyond_proof,
    levels.not_applicable_too_heavy,
    levels.borrowed_words,
    texts.not_rising,
    texts.repeated,
    conditions.never_true,
    conditions.idle_conflicts,
    conditions.premises_after,
    conditions.unsaid_conditions,
    conditions.critical_outside_core,
    weights.all_zero,
    weights.without_influence,
    weights.areas_without_role,
    weights.empty_lenses,
    texts.untranslated,
    figures.against_direction,
    figures.never_full,
    figures.shortfall_wanted,
    figures.without_period,
    figures.without_range,
    figures.anchors_beyond_range,
    figures.typical_beyond_range,
    leftovers.asked_twice,
    leftovers.unused,
    budget.headline_size,
    budget.results_first,
    budget.headline_heaviest,
    texts.undated,
    versions.undeclared,
    versions.too_small,
    promises.serious_for_nothing,
    promises.never_before_confirmed,
    leftovers.scopes_without_questions,
)


def lint_framework(directory: Path) -> tuple[Finding, ...]:
    """The errors of the framework in *directory*, or, if it has none, its warnings, by place."""
    try:
        origin = read_framework(directory)
    except InvalidInputError as error:
        return error.findings
    found = each_place_once(finding for rule in RULES for finding in rule(origin))
    return tuple(sorted(summed(found), key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str]:
    return finding.file or "", finding.line or 0, finding.column or 0, finding.code
