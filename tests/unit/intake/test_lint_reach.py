"""Rules about what cannot be reached, or is asked or kept for nothing: each with a neighbour."""

from __future__ import annotations

from pathlib import Path

import pytest

from author_faults import CASES, EXPORTS, SHEET, Case, asking, weak
from author_faults import lint_tiny as lint


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


def test_what_an_indicator_ranks_itself_is_what_its_proof_can_reach(tmp_path: Path) -> None:
    weakly = weak(SHEET)
    critical = ("work", "critical: true", "critical: true\n        pass: 100")
    ranked = f"{weakly[:-1]}, proof_caps: {{screenshot: 100}}}}"
    assert "DP181" in {one.code for one in lint(tmp_path / "a", ("work", SHEET, weakly), critical)}
    own = lint(tmp_path / "b", ("work", SHEET, ranked), critical)
    assert "DP181" not in {one.code for one in own}


def test_a_level_that_answers_cannot_meet_is_told_as_that_alone(tmp_path: Path) -> None:
    found = lint(
        tmp_path, ("work", "score: 100}", "score: 30}"), asking("{at_least: {WRK-1.3: 50}}")
    )
    assert [one.code for one in found] == ["DP221"]
