"""Rows of a batch for the tests of the portfolio page, and the page made from them."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from dpcap.intake.framework import load_framework
from dpcap.model.base import Language
from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.framework import Framework
from dpcap.model.outcome import DecisionRow, FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.batch.batch_result import BatchOutcomes
from locations import QUESTIONNAIRES, ROOT

sys.path.insert(0, str(ROOT / "tools"))

from generate_rows import DAY, Plan, batch_result, page, rows

__all__ = ["DAY", "Plan", "as_html", "framework", "made", "one", "plain_row"]

# What somebody might write where a name is asked for.
NASTY = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u202eevil\x1b[31m{{ 7*7 }}"


@lru_cache(maxsize=1)
def framework() -> Framework:
    return load_framework(QUESTIONNAIRES)


def made(plan: Plan, language: Language = "zh") -> BatchOutcomes:
    return batch_result(framework(), plan, language)


def plain_row(**changed: Any) -> ScoredOutcome:
    """A row with nothing to do about it, in the middle of everything, but for what is *changed*."""
    quiet = {
        "valid_until": None,
        "contested": None,
        "lapses": (),
        "waivers": (),
        "gates": (),
        "stakes": (),
        "change": None,
        "contradictions": 0,
        "unchecked": 0,
        "reviewed": 20,
        "pieces": 20,
    }
    drawn = next(r for r in rows(framework(), Plan(20, seed=3))() if isinstance(r, ScoredOutcome))
    return drawn.model_copy(update={**quiet, **changed})


def decision(
    *conditions: DecisionCondition, kind: DecisionKind = "admit", **changed: Any
) -> DecisionRow:
    """A decision on the profile of its row, of a day before the batch's."""
    kind = "conditional" if conditions else kind
    fields: dict[str, Any] = {"on": DAY - timedelta(30), "by": "示例·吴", "until": None}
    fields |= {"current": True, "changes": None}
    return DecisionRow(kind=kind, conditions=conditions, **{**fields, **changed})


def one(*outcomes: Outcome, language: Language = "zh", **changed: Any) -> BatchOutcomes:
    """The result of a batch of just these rows."""
    few = made(Plan(0), language)
    return replace(few, outcomes=lambda: iter(outcomes), **changed)


def as_html(shown: BatchOutcomes) -> str:
    return b"".join(page(shown)).decode()


def broken(folder: str = "providers/broken", **changed: Any) -> FailedOutcome:
    drawn = next(iter(rows(framework(), Plan(1, failed=1.0))()))
    assert isinstance(drawn, FailedOutcome)
    return drawn.model_copy(update={"folder": folder, **changed})
