"""Answers that are gone, emptied or wrongly named: one finding for one cause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Dpcap
from folders import TINY, make_folder

FRAMEWORK = ("--framework", str(TINY))
LANGUAGES = ("zh", "en")
ROWS = "shop,indicator,value,evidence\ns1,CAR-1.1,12,e9\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "acme")


def findings(dpcap: Dpcap, language: str) -> list[dict[str, str]]:
    env = {"DPCAP_LANG": language}
    done = dpcap("lint", "acme", "--format", "json", *FRAMEWORK, env=env)
    assert done.returncode == 3, done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", ["", "\n\n", "# 只剩注释\n", "---\n", "\ufeff"])
def test_an_emptied_file_is_one_finding(
    dpcap: Dpcap, folder: Path, language: str, content: str
) -> None:
    (folder / "answers.yaml").write_text(content, "utf-8")
    (one,) = findings(dpcap, language)
    assert one["code"] == "DP104"
    said = one["message"]
    assert ("文件是空的" if language == "zh" else "the file is empty") in said
    assert "answers.yaml" in said
    assert "schema: dpcap/answers/1" in said
    assert "…" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emptied_file_among_several_hides_what_stood_in_it(
    dpcap: Dpcap, folder: Path, language: str
) -> None:
    (folder / "answers").mkdir()
    (folder / "answers.yaml").rename(folder / "answers" / "a.yaml")
    (folder / "answers" / "b.yaml").write_text("", "utf-8")
    (folder / "kpis.csv").write_text(ROWS, "utf-8")  # e9 may have stood in the emptied file
    codes = [one["code"] for one in findings(dpcap, language)]
    assert codes.count("DP104") == 1
    assert "DP307" not in codes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["x.yaml.txt", "answers.yaml.txt", "x.txt", "子/x.yaml"])
def test_answers_under_another_name_are_one_finding(
    dpcap: Dpcap, folder: Path, language: str, name: str
) -> None:
    there = folder / "answers" / name
    there.parent.mkdir(parents=True)
    (folder / "answers.yaml").rename(there)
    (one,) = findings(dpcap, language)
    assert one["code"] == "DP110"
    said = one["message"]
    assert f"answers/{name}" in said
    meant = there.name.partition(".")[0]
    told = f"改名为 answers/{meant}.yaml" if language == "zh" else f"to answers/{meant}.yaml"
    assert told in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_answers_that_are_read_it_stays_a_warning(
    dpcap: Dpcap, folder: Path, language: str
) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "x.yaml.txt").write_text("schema: dpcap/answers/1\n", "utf-8")
    env = {"DPCAP_LANG": language}
    done = dpcap("lint", "acme", "--format", "json", *FRAMEWORK, env=env)
    assert [one["code"] for one in json.loads(done.stdout)].count("DP121") == 1
