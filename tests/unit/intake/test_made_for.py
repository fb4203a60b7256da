"""A folder says for which framework its answers were written; another one is told by name."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.workflow.new_provider import NewProviderRequest, new_provider
from folders import TINY, make_folder
from locations import QUESTIONNAIRES

FRAMEWORK = load_framework(TINY)


def written_for(folder: Path, edition: str) -> Path:
    path = make_folder(folder) / "answers.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**data, "framework": edition}), "utf-8")
    return folder


def test_a_new_folder_names_its_framework(tmp_path: Path) -> None:
    new_provider(NewProviderRequest(tmp_path / "acme", date(2026, 11, 20), framework=TINY))
    data = yaml.safe_load((tmp_path / "acme" / "answers.yaml").read_text("utf-8"))
    assert data["framework"] == FRAMEWORK.edition
    assert load_assessment(tmp_path / "acme", FRAMEWORK)


def test_another_framework_is_told_by_name_and_alone(tmp_path: Path) -> None:
    folder = written_for(tmp_path / "acme", FRAMEWORK.edition)
    with pytest.raises(InvalidInputError) as error:
        load_assessment(folder, load_framework(QUESTIONNAIRES))
    (found,) = error.value.findings
    assert (found.code, found.file) == ("DP142", "answers.yaml") or found.code == "DP142"
    assert found.line is not None
    for language in ("zh", "en"):
        message = found.message(language)
        assert FRAMEWORK.edition in message
        assert "dp-six 2027" in message
        assert "--framework" in message


def test_another_version_is_a_note(tmp_path: Path) -> None:
    folder = written_for(tmp_path / "acme", f"{FRAMEWORK.id} 0.0.9")
    found = [one for one in load_assessment(folder, FRAMEWORK).findings if one.code == "DP143"]
    assert [one.severity for one in found] == ["note"]
    assert f"{FRAMEWORK.id} 0.0.9" in found[0].message("en")
    assert FRAMEWORK.edition in found[0].message("zh")


@pytest.mark.parametrize("edition", [FRAMEWORK.edition, f" {FRAMEWORK.id}   {FRAMEWORK.version} "])
def test_the_same_says_nothing(tmp_path: Path, edition: str) -> None:
    found = load_assessment(written_for(tmp_path / "acme", edition), FRAMEWORK).findings
    assert {one.code for one in found} & {"DP142", "DP143"} == set()


def test_one_of_several_answer_files_is_enough(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    (folder / "answers").mkdir()
    shutil.move(folder / "answers.yaml", folder / "answers" / "all.yaml")
    other = "schema: dpcap/answers/1\nframework: elsewhere 3\n"
    (folder / "answers" / "more.yaml").write_text(other, "utf-8")
    with pytest.raises(InvalidInputError) as error:
        load_assessment(folder, FRAMEWORK)
    assert [one.code for one in error.value.findings] == ["DP142"]
