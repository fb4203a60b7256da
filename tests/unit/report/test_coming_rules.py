"""Rules to come on a provider's report: only those that would not be met, the earliest first."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.model.base import Language
from dpcap.model.decision import GatesAndDecision
from dpcap.model.gate import ComingRule, GateResult, GateSeverity, GateState
from dpcap.report.formats import render
from letters import example
from profiles import shipped


def later(
    rule: str, state: GateState, month: int = 6, severity: GateSeverity = "error"
) -> GateResult:
    told = {"operator": "at_least", "needed": 60.0, "found": 50.0, "severity": severity}
    coming = ComingRule.model_validate({"since": date(2027, month, 1), "state": state, **told})
    return GateResult.model_validate({"id": rule, "state": "met", **told, "coming": coming})


def page(*gates: GateResult, language: Language = "en", audience: str = "applicant") -> str:
    standing = GatesAndDecision(gates_id="x", gates=gates)
    return render(
        *(example("lanxing"), shipped()),
        format="md",
        language=language,
        standing=standing,
        audience=audience,
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "规则预告（还不作数）：calm，2027-06-01 起未达"), ("en", "calm fails from 2027-06-01")],
)
def test_it_is_said_from_when_a_rule_fails(language: Language, told: str) -> None:
    said = page(later("calm", "failed"), language=language).replace("`", "")
    assert told in said
    assert f"**{told}" not in said


def test_what_would_be_met_or_is_off_is_not_told() -> None:
    quiet = (later("a", "met"), later("b", "failed", severity="off"), later("c", "waived"))
    assert page(*quiet) == page()


def test_the_earliest_are_named_and_the_rest_counted() -> None:
    said = page(*(later(f"rule-{n}", "failed", n) for n in range(9, 4, -1)))
    assert [n for n in range(5, 10) if f"2027-0{n}-01" in said] == [5, 6, 7]
    assert "rules to come: 2 more" in said


def test_who_may_not_see_gates_sees_none_to_come() -> None:
    assert "2027-06-01" not in page(later("calm", "failed"), audience="brand")
