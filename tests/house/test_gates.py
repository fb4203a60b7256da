"""`docs/gates.md` and the presets say what the code does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates, presets, read_gates
from dpcap.model.gate import GateResult, Gates
from dpcap.model.measure import MEASURES, Measure
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.score import score
from locations import QUESTIONNAIRES, ROOT

PAGE = ROOT / "docs" / "gates.md"
ABOUT = {
    "nodes": "NODE",
    "indicators": "INDICATOR",
    "critical": "INDICATOR",
    "facts": "FACT",
    "dates": "FACT",
}
SHORT = ("failed", "unchecked")
EACH = pytest.mark.parametrize("name", presets())


def written(measure: Measure) -> str:
    """A measure as its line in the table names it."""
    if measure.kind in ("fact", "answer"):
        return {"fact": "`fact_FACT`", "answer": "`INDICATOR`"}[measure.kind]
    if measure.parts:
        node = "NODE." if measure.of == "changes" else ""
        return f"`{measure.root}.{node}` … " + " ".join(f"`{part}`" for part in measure.parts)
    return f"`{measure.root}.{ABOUT[measure.of]}`" if measure.of in ABOUT else f"`{measure.root}`"


def test_the_table_of_measures_is_that_of_the_code() -> None:
    page = PAGE.read_text("utf-8").split("## Measures")[1].split("## Presets")[0]
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    assert lines == [f"| {written(one)} | {one.about.en} | {one.about.zh} |" for one in MEASURES]


def test_the_chinese_table_of_measures_is_that_of_the_code() -> None:
    page = PAGE.with_suffix(".zh-CN.md").read_text("utf-8").split("## 度量")[1].split("## 预设")[0]
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    assert lines == [f"| {written(one)} | {one.about.zh} |" for one in MEASURES]


def test_the_file_shown_can_be_read(tmp_path: Path) -> None:
    text, _ = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    path = tmp_path / "gates.yaml"
    path.write_text(text, "utf-8")
    gates, found = read_gates(path, load_framework(QUESTIONNAIRES))
    assert found == ()
    assert gates.rules["office"].severity == "warn"
    assert {waiver.rule for waiver in gates.waivers} <= set(gates.rules)


@EACH
def test_a_preset_is_named_like_its_file_and_described(name: str) -> None:
    gates = load_gates(name, load_framework(QUESTIONNAIRES))
    assert gates.id == name
    assert gates.about is not None
    assert f"| `{name}` |" in PAGE.read_text("utf-8")


@EACH
def test_every_rule_names_its_source_or_says_that_it_is_our_own(name: str) -> None:
    for rule in load_gates(name, load_framework(QUESTIONNAIRES)).rules.values():
        ours = "本预设自定" in rule.message.zh and "own rule" in rule.message.en
        assert ours == (rule.source is None)
        if rule.source is not None:
            source = rule.source
            assert all((rule.clause, rule.from_, source.document, source.checked_on, source.url))
            assert rule.from_ is not None
            assert source.checked_on is not None
            assert rule.from_ <= source.checked_on


def judged(name: str, provider: str, period: str | None = "2026-Q3") -> dict[str, GateResult]:
    framework = load_framework(QUESTIONNAIRES)
    gates: Gates = load_gates(name, framework).on(period=period)
    given = load_assessment(ROOT / "examples" / "providers" / provider, framework)
    results, _ = judge_gates(gates, framework, score(framework, given, as_of=date(2026, 11, 20)))
    return {one.id: one for one in results}


def short(results: dict[str, GateResult]) -> dict[str, str]:
    return {
        name: one.state for name, one in results.items() if one.state in ("failed", "unchecked")
    }


def test_admission_of_the_examples() -> None:
    assert short(judged("admission", "lanxing")) == {"doubts": "failed"}
    assert short(judged("admission", "xinya")) == {
        "general-taxpayer": "failed",
        "company-age": "failed",
        "abnormal-list": "unchecked",
        "fresh-lookup": "unchecked",
        "headcount": "failed",
        "cases": "failed",
        "case-carriers": "unchecked",
        "agreement": "unchecked",
        "not-removed": "unchecked",
        "serious": "failed",
        "doubts": "failed",
        "critical": "failed",
    }
    assert short(judged("admission", "maodun"))["serious"] == "failed"


def test_a_note_warns_and_a_serious_contradiction_fails() -> None:
    found = judged("admission", "lanxing")
    assert (found["doubts"].state, found["doubts"].severity) == ("failed", "warn")
    assert found["serious"].state == "met"


def test_the_review_of_the_examples_by_track() -> None:
    brand = judged("review", "lanxing")
    assert {
        brand[name].state
        for name in ("brand-gmv", "high-value-brands", "gmv-period", "complaints", "penalties")
    } == {"met"}
    assert short(brand) == {"points": "failed"}
    assert {brand[name].severity for name in short(brand)} == {"warn"}
    belt = judged("review", "pingfan-belt")
    met = ("belt-gmv", "belt-merchants")
    assert {belt[name].state for name in met} == {"met"}
    left_out = ("belt-gmv-fresh", "brand-gmv", "high-value-brands", "cross-border-gmv")
    assert {belt[name].state for name in left_out} == {"not_applicable"}
    cross = judged("review", "haidao-cross")
    assert cross["cross-border-gmv"].state == "met"
    assert cross["brand-gmv"].state == "not_applicable"


def test_fresh_food_is_a_fact_and_no_word_in_the_category() -> None:
    framework = load_framework(QUESTIONNAIRES)
    given = load_assessment(ROOT / "examples" / "providers" / "pingfan-belt", framework)
    facts = dict(given.provider.facts)
    facts["main_category"] = facts["main_category"].model_copy(update={"value": "生鲜水果"})
    facts["shipped_gmv_wan"] = facts["shipped_gmv_wan"].model_copy(update={"value": 250.0})
    states = {}
    for fresh in (True, False):
        facts["fresh_food"] = facts["fresh_food"].model_copy(update={"value": fresh})
        provider = given.provider.model_copy(update={"facts": dict(facts)})
        profile = score(framework, given.model_copy(update={"provider": provider}))
        gates = load_gates("review", framework).on(period="2026-Q3")
        results, _ = judge_gates(gates, framework, profile)
        states[fresh] = {one.id: one.state for one in results}
    assert states[True]["belt-gmv-fresh"] == "met"
    assert states[True]["belt-gmv"] == "not_applicable"
    assert states[False]["belt-gmv"] == "failed"


def test_the_review_without_a_quarter_cannot_be_passed() -> None:
    result = judged("review", "lanxing", period=None)["gmv-period"]
    assert (result.state, result.missing) == ("unchecked", ("period",))
    assert judged("review", "lanxing", period="2026-Q4")["gmv-period"].state == "failed"
