"""Lint by function: findings of every kind of path, and of what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import SlipError
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.lint import LintRequest, lint_paths
from folders import TINY, make_folder
from locations import QUESTIONNAIRES


def test_without_paths_the_framework_is_checked(tmp_path: Path) -> None:
    assert not [one for one in lint_paths(LintRequest()) if one.severity == "error"]
    with pytest.raises(SlipError):
        lint_paths(LintRequest(framework=make_folder(tmp_path / "acme")))


def test_one_path_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    bad, good = make_folder(tmp_path / "bad"), make_folder(tmp_path / "good")
    (bad / "provider.yaml").write_text("[", encoding="utf-8")
    (good / "answers.yaml").write_text("schema: dpcap/answers/1\nnonsense: 1\n", encoding="utf-8")
    found = lint_paths(LintRequest((bad, good, QUESTIONNAIRES), framework=TINY), Configuration())
    files = {Path(one.file).parent.name for one in found if one.file and one.severity == "error"}
    assert files == {"bad", "good"}


def test_one_file_of_a_directory_that_cannot_be_read_hides_no_later_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("schema: dpcap/mapping/1\nfigures: 7\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("schema: dpcap/gates/1\nnonsense: 1\n", encoding="utf-8")
    found = lint_paths(LintRequest((tmp_path,), framework=TINY))
    assert {Path(one.file).name for one in found if one.file} == {"a.yaml", "b.yaml"}
    assert len(found) == len({(one.code, one.file, one.line, str(one.params)) for one in found})


def test_what_scoring_says_of_answers_has_a_place(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme", proof="seen")
    (folder / "evidence" / "roster.txt").write_text("changed", encoding="utf-8")
    found = lint_paths(LintRequest((folder,), framework=TINY))
    assert found
    assert all(one.file and one.line for one in found if one.severity != "note")
