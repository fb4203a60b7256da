"""Rules about what cannot be reached, or is asked or kept for nothing: each with a neighbour."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from author_faults import CASES, EXPORTS, Case, Edit, asking, weak
from dpcap.intake.lint import lint_framework
from dpcap.model.finding import Finding

TINY = Path(__file__).parents[2] / "examples" / "frameworks" / "tiny"


def lint(tmp_path: Path, *edits: Edit) -> tuple[Finding, ...]:
    """What lint says of the tiny framework after *edits* (file, old, new)."""
    directory = tmp_path / "framework"
    shutil.copytree(TINY, directory)
    for name, old, new in edits:
        file = directory / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return lint_framework(directory)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_rule_tells_the_line_in_both_languages(tmp_path: Path, case: Case) -> None:
    found = [one for one in lint(tmp_path, *case.fault) if one.code == case.code]
    assert found
    lines = Path(found[0].file or "").read_text("utf-8").splitlines()
    assert case.line in lines[(found[0].line or 0) - 1]
    assert case.said[0] in found[0].message("zh")
    assert case.said[1] in found[0].message("en")
    assert not any("?" in one.message("en") for one in found)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_rule_stays_silent_on_a_neighbour(tmp_path: Path, case: Case) -> None:
    assert not [one for one in lint(tmp_path, *case.neighbour) if one.code == case.code]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_cause_is_told_once(tmp_path: Path, case: Case) -> None:
    assert len({one.code for one in lint(tmp_path, *case.fault)}) == 1


def test_what_may_be_left_out_does_not_hold_a_level_back(tmp_path: Path) -> None:
    """Where a weakly proved question may be N/A, the rest of its area can still be full."""
    may = (
        "care",
        "        per: shop\n",
        "        per: shop\n        not_applicable: [out_of_contract]\n",
    )
    weakly = ("care", EXPORTS, weak(EXPORTS))
    asked = asking("{at_least: {CAR-1: 95}}")
    assert "DP180" in {one.code for one in lint(tmp_path / "must", weakly, asked)}
    assert "DP180" not in {one.code for one in lint(tmp_path / "may", weakly, may, asked)}


def test_a_level_that_answers_cannot_meet_is_told_as_that_alone(tmp_path: Path) -> None:
    found = lint(
        tmp_path, ("work", "score: 100}", "score: 30}"), asking("{at_least: {WRK-1.3: 50}}")
    )
    assert [one.code for one in found] == ["DP221"]
