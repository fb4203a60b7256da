"""Lint of a framework: its errors, or else every rule for authors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import summed
from dpcap.intake.framework import read_framework
from dpcap.intake.lint import conditions, figures, promises, scopes, texts, weights
from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding

Rule = Callable[[SourceMap], Iterable[Finding]]

# One function a rule; adding one is a function and a line here.
RULES: tuple[Rule, ...] = (
    weights.unreachable,
    weights.borrowed_words,
    texts.not_rising,
    texts.repeated,
    conditions.never_true,
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
    texts.undated,
    promises.serious_for_nothing,
    promises.never_before_confirmed,
    scopes.without_questions,
)


def lint_framework(directory: Path) -> tuple[Finding, ...]:
    """The errors of the framework in *directory*, or, if it has none, its warnings, by place."""
    try:
        origin = read_framework(directory)
    except InvalidInputError as error:
        return error.findings
    found = [finding for rule in RULES for finding in rule(origin)]
    return tuple(sorted(summed(found), key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str]:
    return finding.file or "", finding.line or 0, finding.column or 0, finding.code
