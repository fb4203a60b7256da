"""Lint of gates: rules that nobody meets, that apply to nobody, that name what never comes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from dpcap.intake.framework import load_framework
from dpcap.intake.lint import gate_reach, lint_gates
from dpcap.model.finding import Finding

TINY = Path(__file__).parents[2] / "examples" / "frameworks" / "tiny"
HEAD = """schema: dpcap/gates/1
id: ours
title: {zh: 门槛, en: Gates}
rules:
  one:
    message: {zh: 甲, en: A}
"""


class Case(NamedTuple):
    """A rule, the line told, words of both messages; a neighbour that is sound."""

    code: str
    rule: str
    line: str
    said: tuple[str, str]
    neighbour: str


def rule(measure: str, mark: str, where: str = "") -> str:
    more = f'    where: "{where}"\n' if where else ""
    return f'    measure: "{measure}"\n    {mark}\n{more}'


CASES = {
    "a state in capitals": Case(
        "DP712",
        rule("critical_state.WRK_1_1", "equals: Passed"),
        "equals: Passed",
        (
            "没有“Passed”这个取值（相近的有：passed）",
            "never comes to “Passed” (close to it: passed)",
        ),
        rule("critical_state.WRK_1_1", "equals: passed"),
    ),
    "a level beyond the last": Case(
        "DP712",
        rule("level.proved", "at_least: 3"),
        "at_least: 3",
        ("在 0 与 2 之间（名次：1 L1, 2 L2）", "between 0 and 2 (ranks: 1 L1, 2 L2)"),
        rule("level.proved", "at_least: 2"),
    ),
    "a level that is not there": Case(
        "DP712",
        rule("level_id.proved", "equals: L3"),
        "equals: L3",
        ("可选 none、L1、L2", "only to none, L1, L2"),
        rule("level_id.proved", "equals: L2"),
    ),
    "a share as a percentage": Case(
        "DP712",
        rule("coverage.overall", "at_least: 95"),
        "at_least: 95",
        ("95% 写作 0.95", "0.95, not 95"),
        rule("coverage.overall", "at_least: 0.95"),
    ),
    "more critical items than there are": Case(
        "DP712",
        rule("critical.passed", "at_least: 2"),
        "at_least: 2",
        ("在 0 与 1 之间", "between 0 and 1"),
        rule("critical.passed", "at_least: 1"),
    ),
    "a count below nothing": Case(
        "DP712",
        rule("critical.open", "at_most: -1"),
        "at_most: -1",
        ("critical.open 只在", "critical.open lies"),
        rule("critical.open", "at_most: 0"),
    ),
    "a sum beyond both": Case(
        "DP712",
        rule("proved.work + proved.care", "at_least: 201"),
        "at_least: 201",
        ("没有一种取值满足它", "no values meet it"),
        rule("proved.work + proved.care", "at_least: 199"),
    ),
    "an option that is not there": Case(
        "DP712",
        rule("fact_track", "equals: foods"),
        "equals: foods",
        ("相近的有：food", "close to it: food"),
        rule("fact_track", "equals: food"),
    ),
    "a figure beyond its range": Case(
        "DP712",
        rule("WRK_1_5", "at_least: 745"),
        "at_least: 745",
        ("在 0 与 744 之间", "between 0 and 744"),
        rule("WRK_1_5", "at_least: 744"),
    ),
    "what contradicts itself": Case(
        "DP712",
        rule("fact_hosts > 3.0 && fact_hosts < 2.0", "equals: true"),
        "equals: true",
        ("没有一种取值满足它", "no values meet it"),
        rule("fact_hosts > 3.0 && fact_hosts < 3.1", "equals: true"),
    ),
    "so many of any texts": Case(
        "DP712",
        rule("size(categories)", "at_most: -1"),
        "at_most: -1",
        ("没有一种取值满足它", "no values meet it"),
        rule("size(categories)", "at_least: 12"),
    ),
    "one role of two": Case(
        "DP713",
        rule("role in ['maker', 'carrer']", "equals: true"),
        "measure:",
        ("没有“carrer”这个取值（相近的有：carer）", "“carrer” (close to it: carer)"),
        rule("role in ['maker', 'carer']", "equals: true"),
    ),
    "one role of two in a condition": Case(
        "DP713",
        rule("graded", "equals: true", "role in ['maker', 'carrer']"),
        "where:",
        ("carrer", "carrer"),
        rule("graded", "equals: true", "role == 'carer' || fact_motto == 'carrer'"),
    ),
    "a box that is not there": Case(
        "DP713",
        rule("'plann' in WRK_1_4 || size(WRK_1_4) > 1", "equals: true"),
        "measure:",
        ("plann", "(close to it: plan)"),
        rule("'plan' in WRK_1_4 || 'wood' in categories", "equals: true"),
    ),
    "a condition that holds for nobody": Case(
        "DP714",
        rule("graded", "equals: true", "role == 'shop'"),
        "where:",
        ("对谁都不适用（role 没有“shop”", "applies to nobody (role never comes to “shop”"),
        rule("graded", "equals: true", "fact_checked < '2026-01-01'"),
    ),
}


def lint(tmp_path: Path, text: str, framework: Path = TINY) -> tuple[Finding, ...]:
    file = tmp_path / "gates.yaml"
    file.write_text(HEAD + text, "utf-8")
    return lint_gates(file, load_framework(framework))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_rule_tells_the_line_in_both_languages(tmp_path: Path, case: Case) -> None:
    [found] = lint(tmp_path, case.rule)
    assert (found.code, found.severity) == (case.code, "warning")
    lines = Path(found.file or "").read_text("utf-8").splitlines()
    assert case.line in lines[(found.line or 0) - 1]
    assert case.said[0] in found.message("zh")
    assert case.said[1] in found.message("en")
    assert "?" not in found.message("en")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_neighbour_has_nothing_wrong(tmp_path: Path, case: Case) -> None:
    assert lint(tmp_path, case.neighbour) == ()


@pytest.mark.parametrize(
    "sound",
    [
        rule("fact_hosts", "equals: 37"),
        rule("fact_hosts + proved.work", "equals: 37.5"),
        rule("proved.work - proved.care", "at_most: -3"),
        rule("change.overall.total", "at_least: -2"),
        rule("change_level", "at_least: 0"),
        rule("fact_motto", "equals: 慢慢来"),
        rule("days_since.checked", "at_most: 30"),
        rule("'x' in categories", "equals: false"),
        rule("fact_motto.startsWith('慢')", "equals: true"),
        rule("level.proved", "at_most: 0"),
        rule("WRK_1_5 / fact_hosts", "at_least: 100"),
    ],
)
def test_an_honest_rule_has_nothing_wrong(tmp_path: Path, sound: str) -> None:
    assert lint(tmp_path, sound) == ()


def test_a_mark_beyond_the_proof_says_that_a_reviewer_may_lift_it(tmp_path: Path) -> None:
    directory = tmp_path / "framework"
    shutil.copytree(TINY, directory)
    file = directory / "framework.yaml"
    text = file.read_text("utf-8").replace(
        "export: 100, public_link: 100", "export: 80, public_link: 80"
    )
    file.write_text(text, "utf-8")
    [found] = lint(tmp_path, rule("proved.care", "at_least: 90"), directory)
    assert found.code == "DP712"
    assert "最多只能到 80（除非复核人逐题核实）" in found.message("zh")
    assert "gets to 80 at most, unless a reviewer confirms it" in found.message("en")
    assert lint(tmp_path, rule("proved.care", "at_least: 80"), directory) == ()
    assert lint(tmp_path, rule("claimed.care", "at_least: 90"), directory) == ()


def test_a_rule_that_is_off_is_not_looked_at(tmp_path: Path) -> None:
    assert lint(tmp_path, rule("level.proved", "at_least: 3") + "    severity: off\n") == ()


def test_no_claim_is_made_once_the_budget_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_reach, "BUDGET", 20)
    assert lint(tmp_path, rule("level.proved", "at_least: 3")) == ()
