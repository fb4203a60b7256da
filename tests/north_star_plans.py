"""Thirty plans with the labels of two readers, and how far the lint agrees with each of them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import yaml

from dpcap.intake.lint.plans import lint_plan
from dpcap.intake.north_star import load_plan_metrics
from dpcap.intake.source import read_yaml
from dpcap.model.finding import Finding
from locations import ROOT

PLANS = ROOT / "tests" / "labelled_plans"
FIRST, SECOND = "labels.yaml", "second_labels.yaml"
FAULTS = (
    *("gmv_goal", "process_goal", "method_goal", "no_date", "no_owner", "no_baseline"),
    *("no_counter", "unknown_metric", "wrong_way", "broken_link", "wrong_stage"),
    *("value", "difference", "mechanism", "unreal", "resources"),
)
FAULT_OF = {
    "DP510": "gmv_goal",
    "DP511": "process_goal",
    "DP512": "process_goal",
    "DP513": "method_goal",
    "DP514": "method_goal",
    "DP515": "no_date",
    "DP516": "no_date",
    "DP517": "no_owner",
    "DP518": "no_baseline",
    "DP519": "no_counter",
    "DP520": "no_counter",
    "DP521": "unknown_metric",
    "DP522": "wrong_way",
    "DP523": "broken_link",
    "DP524": "broken_link",
    "DP525": "wrong_stage",
    "DP526": "wrong_stage",
    "DP529": "broken_link",
    "DP530": "resources",
    "DP536": "resources",
    "DP537": "value",
    "DP538": "difference",
}
_OF_FIELD = {
    "value.statement": "value",
    "value.for": "value",
    "value.difference": "difference",
    "value.use": "difference",
}


class FaultAgreement(NamedTuple):
    """Of one fault: in how many plans it is labelled, told, and both."""

    fault: str
    labelled: int
    told: int
    both: int

    @property
    def cells(self) -> str:
        """How often it is labelled, how much of what is told is labelled, and the other way."""
        precision = f"{self.both}/{self.told}" if self.told else "–"
        recall = f"{self.both}/{self.labelled}" if self.labelled else "–"
        return f"{self.labelled} | {precision} | {recall}"


def fault_of(finding: Finding) -> str | None:
    """What a reader would call *finding*."""
    if finding.code == "DP528":
        return _OF_FIELD.get(str(finding.params["field"]), "broken_link")
    return FAULT_OF.get(finding.code)


@cache
def labels(file: str = FIRST) -> dict[str, list[str]]:
    """The faults of each plan by its number, as the reader of that *file* has them."""
    read: dict[str, list[str]] = yaml.safe_load((PLANS / file).read_text("utf-8"))
    return read


@cache
def told() -> dict[str, set[str | None]]:
    """The faults that the lint tells of each plan."""
    metrics = load_plan_metrics()
    return {
        name: {fault_of(one) for one in lint_plan(PLANS / f"{name}.yaml", metrics)}
        for name in labels()
    }


def agreement(file: str) -> tuple[FaultAgreement, ...]:
    """How far the labels in *file* and the lint agree, fault by fault."""
    return tuple(
        FaultAgreement(
            fault,
            sum(fault in one for one in labels(file).values()),
            sum(fault in one for one in told().values()),
            sum(fault in told()[name] and fault in one for name, one in labels(file).items()),
        )
        for fault in FAULTS
    )


def agreement_rows() -> dict[str, str]:
    """The row of the document's table for each fault, but for the words in its first column."""
    return {
        one.fault: f"| {one.told} | {one.cells} | {other.cells} |"
        for one, other in zip(agreement(FIRST), agreement(SECOND), strict=True)
    }


def clean_plan() -> dict[str, Any]:
    """A plan of the thirty without any fault."""
    return read_labelled("30")


def read_labelled(name: str) -> dict[str, Any]:
    """The plan of that number, as dpcap reads YAML: `on` is a key like any other."""
    data = read_yaml(PLANS / f"{name}.yaml").data
    assert isinstance(data, dict)
    return data
