"""Scales that stand once in framework.yaml and that indicators call by name."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import shared_scales
from dpcap.intake.framework import load_framework
from dpcap.intake.framework_files import read_framework
from dpcap.intake.lint import lint_framework
from dpcap.intake.schema import schema_of
from dpcap.model.finding import Finding
from dpcap.model.scale import Rubric
from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
OWN = """        scale:
          kind: rubric
          levels:
            - {zh: 不排, en: Not at all}
            - {zh: 口头, en: By word of mouth}
            - {zh: 有表, en: On a sheet}
"""
SCALES = """scales:
  steps:
    kind: rubric
    levels:
      - {zh: 不排, en: Not at all}
      - {zh: 口头, en: By word of mouth}
      - {zh: 有表, en: On a sheet}
"""
NAMED = "        scale: steps\n"


def write(folder: Path, scales: str = SCALES, named: str = NAMED, also: Sequence[str] = ()) -> Path:
    """The tiny framework with the first scale shared, *also* by other indicators."""
    directory = Path(shutil.copytree(TINY, folder / "framework"))
    head, work = directory / "framework.yaml", directory / "work.yaml"
    head.write_text(head.read_text("utf-8") + scales, "utf-8")
    text = work.read_text("utf-8")
    assert OWN in text
    text = text.replace(OWN, named)
    for old in also:
        assert old in text
        text = text.replace(old, named)
    work.write_text(text, "utf-8")
    return directory


BOOLEAN = "        scale: {kind: boolean}\n"
WHEN = "WRK_1_2 && role == 'maker'"


def refused(directory: Path) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        read_framework(directory)
    return tuple(caught.value.findings)


def line(finding: Finding) -> str:
    lines = Path(finding.file or "").read_text("utf-8").splitlines()
    return lines[(finding.line or 0) - 1].strip()


def test_a_shared_scale_is_the_same_framework_as_one_written_out(tmp_path: Path) -> None:
    shared = load_framework(write(tmp_path))
    assert shared.by_id["WRK-1.1"].scale == load_framework(TINY).by_id["WRK-1.1"].scale
    assert shared.digest == load_framework(TINY).digest
    assert lint_framework(tmp_path / "framework") == ()


def test_two_may_share_one_and_no_rung_counts_as_copied(tmp_path: Path) -> None:
    directory = write(tmp_path, also=[BOOLEAN])
    work = directory / "work.yaml"
    work.write_text(work.read_text("utf-8").replace(WHEN, "WRK_1_2 > 1.0"), "utf-8")
    framework = load_framework(directory)
    assert isinstance(framework.by_id["WRK-1.2"].scale, Rubric)
    assert lint_framework(directory) == ()


def test_a_name_that_no_scale_bears_is_told_where_it_stands(tmp_path: Path) -> None:
    [found] = refused(write(tmp_path, named="        scale: step\n"))
    assert (found.code, line(found)) == ("DP201", "scale: step")
    assert "scale：step 不存在（相近的有：steps）" in found.message("zh")
    assert "nothing is called step (close to it: steps)" in found.message("en")


def test_a_fault_in_a_shared_scale_is_told_once_where_it_is_written(tmp_path: Path) -> None:
    broken = SCALES.replace("kind: rubric", "kind: rubic")
    [found] = refused(write(tmp_path, broken, also=[BOOLEAN]))
    assert found.file is not None
    assert found.file.endswith("framework.yaml")
    options = "[{id: a, zh: 甲, en: A, score: 0}, {id: a, zh: 乙, en: B, score: 9}]"
    twice = f"scales:\n  steps: {{kind: choice, options: {options}}}\n"
    directory = write(tmp_path / "more", twice, also=[BOOLEAN])
    work = directory / "work.yaml"
    work.write_text(work.read_text("utf-8").replace(WHEN, "WRK_1_2 == 'a'"), "utf-8")
    [found] = refused(directory)
    assert found.code == "DP202"
    assert found.file is not None
    assert found.file.endswith("framework.yaml")


def test_what_lint_says_of_a_shared_scale_is_told_once_at_its_line(tmp_path: Path) -> None:
    level = SCALES.replace("en: On a sheet}", "en: On a sheet, score: 40}")
    level = level.replace("en: By word of mouth}", "en: By word of mouth, score: 40}")
    level = level.replace("en: Not at all}", "en: Not at all, score: 0}")
    directory = write(tmp_path, level, also=[BOOLEAN])
    work = directory / "work.yaml"
    work.write_text(work.read_text("utf-8").replace(WHEN, "WRK_1_2 > 1.0"), "utf-8")
    [found] = [one for one in lint_framework(directory) if one.code == "DP222"]
    assert line(found) == "- {zh: 有表, en: On a sheet, score: 40}"


def test_a_scale_that_none_names_is_told(tmp_path: Path) -> None:
    [found] = lint_framework(write(tmp_path, SCALES + "  spare: {kind: boolean}\n"))
    assert (found.code, line(found)) == ("DP189", "spare: {kind: boolean}")
    assert "shared scale spare" in found.message("en")
    assert "共用量表（scales） spare" in found.message("zh")


def test_scales_written_out_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = write(tmp_path, also=[BOOLEAN])
    monkeypatch.setattr(shared_scales, "MOST", 15)
    found = refused(directory)
    assert [one.code for one in found] == ["DP169"]


def test_the_schema_of_an_area_takes_a_name() -> None:
    scale = schema_of("area")["$defs"]["Indicator"]["properties"]["scale"]
    assert {"type": "string"} in scale["anyOf"]
    assert "scales" in schema_of("framework")["properties"]
