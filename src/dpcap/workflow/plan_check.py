"""A north-star plan and what is wrong with its structure."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.lint.plans import lint_plan
from dpcap.intake.north_star import load_plan_metrics, read_plan
from dpcap.model.finding import Finding
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import PlanMetrics


class CheckedPlan(NamedTuple):
    """A plan (None: it cannot be read), the metrics that it may name, and what is wrong."""

    plan: NorthStarPlan | None
    metrics: PlanMetrics
    findings: tuple[Finding, ...]


def check_plan(path: Path, metrics: Path | None = None) -> CheckedPlan:
    """The plan at *path*, held against the list of *metrics*, by default the shipped one.

    Only the structure is checked. Raises InvalidInputError if the list cannot be read.
    """
    known = load_plan_metrics(metrics)
    findings = lint_plan(path, known)
    try:
        return CheckedPlan(read_plan(path), known, findings)
    except InvalidInputError:
        return CheckedPlan(None, known, findings)
