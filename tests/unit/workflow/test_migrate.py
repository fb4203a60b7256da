"""Folders rewritten for the version in force: what is written says what was read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.rewrite_folder import same_said
from dpcap.scoring.score import score
from dpcap.workflow import migrate
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.migrate import MigratedFolder, MigrateRequest, migrate_folders
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review import bind_rulings
from versions import AFTER, BEFORE, OLD, write_folder, write_new, write_old

FILES = ("provider.yaml", "answers.yaml", "kpis.csv")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write_new(tmp_path / "new")


def _migrated(
    folder: Path, new: Path, *, write: bool = True, reviews: Path | None = None
) -> MigratedFolder:
    request = MigrateRequest((folder,), write, reviews, framework=new)
    (one,) = migrate_folders(request, Configuration())
    return one


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_a_dry_run_shows_what_would_change_and_changes_nothing(tmp_path: Path, new: Path) -> None:
    folder = write_folder(tmp_path / "acme")
    before = _bytes(folder)
    one = _migrated(folder, new, write=False)
    assert (one.before, one.after) == (BEFORE, AFTER)
    assert set(one.changes) == set(FILES)
    assert "+  WRK-1.9: {value: 4, evidence: [e1]}   # seen on site" in one.changes["answers.yaml"]
    assert _bytes(folder) == before


def test_comments_and_order_stay_and_nothing_is_lost(tmp_path: Path, new: Path) -> None:
    folder = write_folder(tmp_path / "acme")
    _migrated(folder, new)
    text = (folder / "answers.yaml").read_text("utf-8")
    places = [
        text.index(part)
        for part in (
            "# filled in by hand",
            "# the till",
            "# the first one",
            "WRK-1.9",
            "# seen on site",
            "WRK-1.3",
        )
    ]
    assert places == sorted(places)
    assert "# WRK-2.2: 4" in text
    assert "# WRK-2.5: true" in text
    assert "staff: 12   # with trainees" in (folder / "provider.yaml").read_text("utf-8")


def test_what_is_written_scores_as_what_is_read_through_the_files(
    tmp_path: Path, new: Path
) -> None:
    framework = load_framework(new)
    folder = write_folder(tmp_path / "acme", boxes="{not_applicable: in_house}")
    before = load_assessment(folder, framework)
    _migrated(folder, new)
    after = load_assessment(folder, framework)
    assert after.past == {}
    assert not list(same_said(before, after))
    assert score(framework, after).overall == score(framework, before).overall


def test_a_second_run_has_nothing_to_do(tmp_path: Path, new: Path) -> None:
    folder = write_folder(tmp_path / "acme")
    _migrated(folder, new)
    assert _migrated(folder, new).changes == {}


def test_answers_in_several_files_and_rows_of_a_question_that_retired(
    tmp_path: Path, new: Path
) -> None:
    folder = write_folder(tmp_path / "acme")
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers").mkdir()
    head, rest = text.split("  WRK-2.3", 1)
    (folder / "answers" / "a.yaml").write_text(head, "utf-8")
    more = f"schema: dpcap/answers/1\r\nanswers:\r\n  WRK-2.3{rest}".replace("\n", "\r\n")
    (folder / "answers" / "b.yaml").write_text(more.replace("\r\r", "\r"), "utf-8", newline="")
    (folder / "answers.yaml").unlink()
    one = _migrated(folder, new)
    assert not [finding for finding in one.findings if finding.severity == "error"]
    given = load_assessment(folder, load_framework(new))
    assert given.answers["WRK-2.6"].value == 3.0
    assert given.past == {}
    assert b"\r\n" in (folder / "answers" / "b.yaml").read_bytes()


def test_what_would_not_be_read_the_same_is_not_written(
    tmp_path: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "acme")
    before = _bytes(folder)
    monkeypatch.setattr(migrate, "same_said", lambda *_: iter(["WRK-1.9"]))
    one = _migrated(folder, new)
    assert [finding.code for finding in one.findings] == ["DP857"]
    assert _bytes(folder) == before


def test_a_file_that_cannot_be_written_leaves_the_whole_folder_as_it_was(
    tmp_path: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "acme")
    before, write = _bytes(folder), migrate.write_atomically

    def fail(path: Path, content: str | bytes) -> None:
        if path.name == "kpis.csv" and content != before["kpis.csv"]:
            raise OSError("full")
        write(path, content)

    monkeypatch.setattr(migrate, "write_atomically", fail)
    with pytest.raises(OSError, match="full"):
        _migrated(folder, new)
    assert _bytes(folder) == before


def test_one_folder_that_cannot_be_read_is_not_in_the_way_of_the_next(
    tmp_path: Path, new: Path
) -> None:
    write_folder(tmp_path / "providers" / "a")
    (tmp_path / "providers" / "a" / "answers.yaml").write_text("answers: [", "utf-8")
    write_folder(tmp_path / "providers" / "b")
    request = MigrateRequest((tmp_path / "providers",), write=True, framework=new)
    first, second = migrate_folders(request, Configuration())
    assert first.findings
    assert not first.changes
    assert second.changes


def test_rewriting_lets_no_ruling_fit_again(tmp_path: Path, new: Path) -> None:
    """x and y become one option: a ruling on x must not come to hold for y by rewriting."""
    folder = write_folder(tmp_path / "acme", choice="x")
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    (reviews / "acme.yaml").write_text(
        "schema: dpcap/review/2\nprovider: acme\nindicators:\n"
        "  WRK-2.1: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}\n",
        "utf-8",
    )
    asked = ProviderRequest(folder, reviews=reviews, framework=write_old(tmp_path / "old"))
    bind_rulings(asked, Configuration())
    file = next((new / "migrations").iterdir())
    file.write_text(file.read_text("utf-8").replace('"x": "w", "y": "y"', '"x": "y", "y": "y"'))
    write_folder(folder, choice="y")
    before = _bytes(folder)
    one = _migrated(folder, new, reviews=reviews)
    assert [finding.code for finding in one.findings] == ["DP857"]
    assert _bytes(folder) == before


def test_a_table_that_loses_rows_is_kept_as_it_was(tmp_path: Path) -> None:
    new = write_new(tmp_path / "new")
    file = next((new / "migrations").iterdir())
    text = file.read_text("utf-8")
    told = text.replace(
        '"asked_anew": {', '"asked_anew": {"FIG-1.9": {"zh": "换了", "en": "new"}, '
    )
    file.write_text(told, "utf-8")
    folder = write_folder(tmp_path / "acme")
    rows = (folder / "kpis.csv").read_bytes()
    _migrated(folder, new)
    assert (folder / "earlier" / OLD / "kpis.csv").read_bytes() == rows
    assert b"1.35" not in (folder / "kpis.csv").read_bytes()
    shutil.rmtree(folder / "earlier")


def test_what_nobody_knew_is_asked_anew_like_any_answer(tmp_path: Path, new: Path) -> None:
    folder = write_folder(tmp_path / "acme")
    file = folder / "answers.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("WRK-2.2: 4", "WRK-2.2: {unknown: true}"), "utf-8")
    read = load_assessment(folder, framework := load_framework(new))
    one = _migrated(folder, new)
    assert not [found for found in one.findings if found.severity == "error"]
    assert "# WRK-2.2: {unknown: true}" in file.read_text("utf-8")
    assert not list(same_said(load_assessment(folder, framework), read))
