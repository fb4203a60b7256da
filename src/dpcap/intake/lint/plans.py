"""Lint of north-star plans, and of lists of metrics."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.lint.plan_rules import plan_faults
from dpcap.intake.north_star import load_plan_metrics, open_plan
from dpcap.model.finding import Finding
from dpcap.model.plan_metrics import PlanMetrics


def lint_plan(file: Path, metrics: PlanMetrics | None = None) -> tuple[Finding, ...]:
    """What is wrong with the plan in *file*: its form, else its structure; by place in the file."""
    try:
        document, plan = open_plan(file)
    except InvalidInputError as error:
        return error.findings
    known = metrics or load_plan_metrics()
    found = [document.finding(one.code, one.path, one.params) for one in plan_faults(plan, known)]
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.column or 0, one.code)))


def lint_plan_metrics(file: Path) -> tuple[Finding, ...]:
    """What is wrong with the list of metrics in *file*."""
    try:
        load_plan_metrics(file)
    except InvalidInputError as error:
        return error.findings
    return ()
