"""Paths brought back to places."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.intake.source_map import locate
from dpcap.model.finding import Finding, Step

SOUND = Path(__file__).parents[2] / "examples" / "providers" / "sound"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("answers", "WRK-1.1", "value"), "answers.yaml:9:20"),
        (("answers", "WRK-1.2"), "answers.yaml:10:12"),
        (("answers", "WRK-1.2", "value"), "answers.yaml:10:12"),
        (("answers", "CAR-9.9"), "answers.yaml:9:3"),
        (("evidence", "e2", "captured_on"), "answers.yaml:7:73"),
        (("role",), "provider.yaml:4:7"),
        (("facts", "checked", "on"), "provider.yaml:16:36"),
        (("kpis", "s2", "CAR-1.1"), "kpis.csv:3:14"),
        (("kpis", "s2", "CAR-1.1", "value"), "kpis.csv:3:14"),
        (("kpis", "s9", "CAR-1.1"), "kpis.csv:1:1"),
    ],
)
def test_a_path_leads_to_its_place(path: tuple[Step, ...], place: str) -> None:
    (finding,) = locate(SOUND, [Finding(code="DP333", path=path)])
    assert finding.place == f"{SOUND.as_posix()}/{place}"


@pytest.mark.parametrize(
    ("code", "place"),
    [("DP338", "kpis.csv:3:14"), ("DP335", "kpis.csv:3:17"), ("DP334", "kpis.csv:3:1")],
)
def test_a_finding_about_one_cell_leads_to_it(code: str, place: str) -> None:
    (finding,) = locate(SOUND, [Finding(code=code, path=("kpis", "s2", "CAR-1.1"))])
    assert finding.place == f"{SOUND.as_posix()}/{place}"


def test_what_has_a_place_or_no_path_stays(tmp_path: Path) -> None:
    findings = (Finding(code="DP501"), Finding(code="DP333", path=("a",), file="x", line=1))
    assert locate(tmp_path, findings) == findings


def test_a_folder_that_is_gone_gives_no_place(tmp_path: Path) -> None:
    findings = (
        Finding(code="DP333", path=("answers", "A-1")),
        Finding(code="DP350", path=("kpis", "s", "A")),
    )
    assert locate(tmp_path, findings) == findings
