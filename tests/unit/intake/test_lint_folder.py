"""Lint of folders, and what a path given to lint is."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import LintTarget, lint_folder, targets
from dpcap.model.framework import Framework

EXAMPLES = Path(__file__).parents[2] / "examples"
TINY = EXAMPLES / "frameworks" / "tiny"


@cache
def tiny() -> Framework:
    return load_framework(TINY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound folder."""
    return Path(shutil.copytree(EXAMPLES / "providers" / "sound", tmp_path / "sound"))


def test_a_sound_folder_has_nothing_wrong(folder: Path) -> None:
    assert lint_folder(folder, tiny()) == ()


def test_warnings_have_their_place(folder: Path) -> None:
    (folder / "evidence" / "排班.txt").unlink()
    (finding,) = lint_folder(folder, tiny())
    assert (finding.code, finding.line) == ("DP341", 6)
    assert finding.file == (folder / "answers.yaml").as_posix()


def test_files_that_nothing_names_are_noted(folder: Path) -> None:
    (folder / "evidence" / "more").mkdir()
    (folder / "evidence" / "more" / "图.png").touch()
    (folder / "evidence" / ".gitkeep").touch()
    (finding,) = lint_folder(folder, tiny())
    assert (finding.code, finding.severity) == ("DP352", "note")
    assert finding.place.endswith("evidence/more/图.png")


def test_a_dated_fact_wants_its_day(folder: Path) -> None:
    file = folder / "provider.yaml"
    text = file.read_text(encoding="utf-8").replace(", on: 2026-11-01", "")
    file.write_text(text, encoding="utf-8")
    (finding,) = lint_folder(folder, tiny())
    assert (finding.code, finding.line) == ("DP354", 16)


@pytest.mark.parametrize(
    "name",
    [
        "花名册.xlsx",
        "2026社保清单.pdf",
        "身份证.jpg",
        "Roster 2026.csv",
        "ID card.png",
        "id_cards.pdf",
        "social-insurance.pdf",
    ],
)
def test_files_about_persons_do_not_belong_into_git(folder: Path, name: str) -> None:
    (folder / name).touch()
    assert lint_folder(folder, tiny()) == ()
    (folder.parent / ".git").mkdir()
    (finding,) = lint_folder(folder, tiny())
    assert (finding.code, finding.severity) == ("DP351", "warning")


def test_other_names_are_left_alone(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    for name in ("idcardinal.txt", "video card.png", "排班.xlsx"):
        (folder / name).touch()
    assert lint_folder(folder, tiny()) == ()


def test_errors_do_not_hide_files_about_persons(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    (folder / "花名册.xlsx").touch()
    (folder / "provider.yaml").unlink()
    assert [finding.code for finding in lint_folder(folder, tiny())] == ["DP110", "DP351"]


def test_the_content_says_what_a_path_is(folder: Path, tmp_path: Path) -> None:
    review = tmp_path / "reviews" / "sound.yaml"
    review.parent.mkdir()
    review.write_text("schema: dpcap/review/2\nprovider: sound\n", encoding="utf-8")
    assert targets(TINY) == targets(TINY / "work.yaml") == (LintTarget("framework", TINY),)
    assert targets(folder) == targets(folder / "answers.yaml") == (LintTarget("folder", folder),)
    assert targets(review.parent) == targets(review) == (LintTarget("reviews", review),)
    assert targets(tmp_path) == (LintTarget("reviews", review), LintTarget("folder", folder))
    assert targets(folder / "kpis.csv") == (LintTarget("folder", folder),)


def test_what_is_nothing_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "note.txt").touch()
    for path in (tmp_path, tmp_path / "note.txt", tmp_path / "absent"):
        with pytest.raises(InvalidInputError) as caught:
            targets(path)
        assert [finding.code for finding in caught.value.findings] == ["DP117"]
