"""A framework that does not interview leaves out whom to ask, for how long, and how to improve."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.framework_files import read_framework
from dpcap.intake.lint import lint_framework
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
KEYS = ("asked_of", "minutes", "effort", "how_to_raise", "source")


def bare(folder: Path, head: str) -> Path:
    """The tiny framework without those keys and without people; *head* stands before the levels."""
    directory = Path(shutil.copytree(EXAMPLES / "frameworks" / "tiny", folder / "framework"))
    for name in ("work", "care"):
        file = directory / f"{name}.yaml"
        keys = "|".join(KEYS)
        file.write_text(re.sub(rf" +(?:{keys}):.*\n", "", file.read_text("utf-8")), "utf-8")
    file = directory / "framework.yaml"
    text = re.sub(r"people:.*\n", "", file.read_text("utf-8"))
    file.write_text(text.replace("levels:\n", f"{head}levels:\n", 1), "utf-8")
    return directory


def test_without_interview_they_may_be_left_out(tmp_path: Path) -> None:
    directory = bare(tmp_path, "interview: false\n")
    assert load_framework(directory).by_id["WRK-1.1"].minutes is None
    assert lint_framework(directory) == ()


def test_with_interview_each_is_wanted_at_its_indicator(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_framework(bare(tmp_path, ""))
    found = caught.value.findings
    assert {one.code for one in found} == {"DP105"}
    fields = {str(one.params["field"]) for one in found}
    assert fields == {*KEYS, "people"}
    assert {one.node for one in found} >= {"WRK-1.1", "CAR-1.2"}


def test_it_is_assessed_and_reported_like_any_other(
    dpcap: Callable[..., Any], tmp_path: Path
) -> None:
    framework = bare(tmp_path, "interview: false\n")
    folder = Path(shutil.copytree(EXAMPLES / "providers" / "sound", tmp_path / "sound"))
    for shape in ("md", "html", "json"):
        done = dpcap("assess", folder, "--framework", framework, "--no-input", "--format", shape)
        assert done.returncode == 0, done.stderr
    for words in (("todo", folder), ("todo", folder, "--format", "json")):
        assert dpcap(*words, "--framework", framework).returncode == 0
    text = (tmp_path / "out" / "sound" / "report.md").read_text("utf-8")
    assert "None" not in text
