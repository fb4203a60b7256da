"""The example framework of page speed gives the values that are published for its source."""

from __future__ import annotations

from functools import cache
from math import floor
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_framework
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.formats import render
from dpcap.scoring.score import score

HOME = Path(__file__).parents[2] / "examples" / "frameworks" / "page-speed"
GOOD = {"SPD-1.1": 1800, "SPD-1.2": 3387, "SPD-1.3": 2500, "SPD-1.4": 200, "SPD-1.5": 0.1}
MIDDLING = {"SPD-1.1": 3000, "SPD-1.2": 5800, "SPD-1.3": 4000, "SPD-1.4": 600, "SPD-1.5": 0.25}
WEIGHTS = {"SPD-1.1": 10, "SPD-1.2": 10, "SPD-1.3": 25, "SPD-1.4": 30, "SPD-1.5": 25}


@cache
def ours() -> Framework:
    return load_framework(HOME)


def measured(values: dict[str, float]) -> Profile:
    """What the page with the raw *values* scores, each proved by its report."""
    told = {"envelope": {"period": "2026-11-18"}, "evidence": ["run"]}
    run = {"id": "run", "kind": "lab_report", "file": "evidence/run.json", "state": "ok"}
    given = Assessment.model_validate(
        {
            "provider": {
                "schema": "dpcap/provider/1",
                "id": "page",
                "name": {"en": "An invented page"},
                "role": "mobile",
            },
            "assessed_on": "2026-11-20",
            "answers": {node: {"value": value, **told} for node, value in values.items()},
            "evidence": {"run": {**run, "captured_on": "2026-11-18"}},
        }
    )
    return score(ours(), given)


def as_published(points: float) -> float:
    """Points of 100 as the source shows them: of 1, lifted a little above .9, two decimals."""
    share = points / 100
    lifted = share + 0.05 * (share - 0.9) if share > 0.9 else share
    return floor(lifted * 100 + 1e-9) / 100


def test_it_lints_clean() -> None:
    assert lint_framework(HOME) == ()


@pytest.mark.parametrize(
    ("node", "value", "published"),
    [
        ("SPD-1.1", 1000, 1.0),
        ("SPD-1.1", 1800, 0.9),
        ("SPD-1.1", 2400, 0.71),
        ("SPD-1.1", 3000, 0.5),
        ("SPD-1.1", 4000, 0.23),
        ("SPD-1.1", 6000, 0.04),
        ("SPD-1.3", 4000, 0.5),
        ("SPD-1.3", 6000, 0.13),
    ],
)
def test_a_measurement_scores_what_is_published(node: str, value: float, published: float) -> None:
    found = next(one for one in measured({**GOOD, node: value}).indicators() if one.id == node)
    assert found.claimed is not None
    assert as_published(found.claimed) == published


def test_the_weights_are_those_of_the_category() -> None:
    whole = {node.id: node.effective_weight * 100 for node in measured(GOOD).indicators()}
    assert whole == pytest.approx(WEIGHTS)
    for values, points in ((GOOD, 90.0), (MIDDLING, 50.0)):
        assert measured(values).overall.proved == pytest.approx(points)
    # From 8 s to 6 s the largest paint gains ten points of its own, a quarter of them here.
    eight, six = (measured({**MIDDLING, "SPD-1.3": at}).overall.proved for at in (8000, 6000))
    assert eight is not None
    assert six is not None
    assert six - eight == pytest.approx(2.5, abs=0.2)


def test_without_one_measurement_there_is_no_score() -> None:
    profile = measured({node: value for node, value in GOOD.items() if node != "SPD-1.4"})
    assert profile.areas[0].proved is None
    assert profile.areas[0].dimensions[0].claimed is None
    assert (profile.overall.level.proved.graded, profile.overall.level.proved.id) == (False, None)
    assert measured(GOOD).overall.level.proved.id == "green"


def test_pages_show_whole_points() -> None:
    page = render(measured(GOOD), ours(), format="md", language="en")
    assert "90" in page
    assert "90.0" not in page
    assert "89" in render(measured({**GOOD, "SPD-1.1": 1801}), ours(), format="md", language="en")


def test_a_new_folder_for_it_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "provider.yaml").write_text(
        "schema: dpcap/provider/1\nid: page\nname: {en: An invented page}\nrole: mobile\n"
    )
    (tmp_path / "answers.yaml").write_text(
        "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers:\n"
        "  SPD-1.1: {value: 1800, period: 2026-11-18}\n"
    )
    given = load_assessment(tmp_path, ours())
    assert score(ours(), given).overall.coverage == pytest.approx(0.1)
