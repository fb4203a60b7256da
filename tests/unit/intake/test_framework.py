"""Reading a framework's directory."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework

EXAMPLES = Path(__file__).parents[2] / "examples"
TINY = EXAMPLES / "frameworks" / "tiny"


def test_areas_come_in_the_order_of_the_head() -> None:
    framework = load_framework(TINY)
    assert [area.id for area in framework.areas] == ["work", "care"]
    assert next(iter(framework.by_id)) == "WRK-1.1"


def test_layout_and_comments_do_not_change_what_is_read(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "f")
    file = tmp_path / "f" / "work.yaml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_framework(tmp_path / "f").digest == load_framework(TINY).digest


def test_the_errors_of_all_files_come_together(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "f")
    for name, old, new in (
        ("framework", "version:", "versoin:"),
        ("work", "effort: S", "effort: XL"),
        ("care", "kind: nps", "kind: nsp"),
    ):
        file = tmp_path / "f" / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(tmp_path / "f")
    files = {Path(finding.file or "").stem for finding in caught.value.findings}
    assert files == {"framework", "work", "care"}


def test_an_area_cannot_be_fetched_from_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "f")
    file = tmp_path / "f" / "framework.yaml"
    text = file.read_text(encoding="utf-8").replace("[work, care]", "[../work, care]")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(tmp_path / "f")
    assert [(f.code, f.path) for f in caught.value.findings] == [("DP104", ("areas", 0))]


def test_no_area_is_passed_over_for_its_name(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "f")
    file = tmp_path / "f" / "framework.yaml"
    text = file.read_text(encoding="utf-8").replace("[work, care]", "[wo.rk]")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(tmp_path / "f")
    assert [(f.code, Path(f.file or "").name) for f in caught.value.findings] == [
        ("DP110", "wo.rk.yaml")
    ]
