"""North-star plans and the list of metrics they may name, as files."""

from __future__ import annotations

from pathlib import Path

from dpcap.intake.lookup import shipped
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import PlanMetrics

PLANS_DIR, METRICS_FILE = "plans", "metrics.yaml"


def load_plan_metrics(path: Path | None = None) -> PlanMetrics:
    """The list of metrics in the file at *path*, else the shipped one. Raises InvalidInputError."""
    return validate(read_yaml(path or shipped(PLANS_DIR) / METRICS_FILE), PlanMetrics)


def open_plan(path: Path) -> tuple[Document, NorthStarPlan]:
    """The file at *path*, and the plan in it. Raises InvalidInputError."""
    document = read_yaml(path)
    return document, validate(document, NorthStarPlan)


def read_plan(path: Path) -> NorthStarPlan:
    """The plan in the file at *path*. Raises InvalidInputError."""
    return open_plan(path)[1]
