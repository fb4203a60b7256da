"""The stamp of a folder: the same while nothing in it changes, else another, or none."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dpcap.intake.folder_tree import MAX_FILES, LocalFolderTree

LATER = time.time_ns() + 3600 * 10**9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "acme"
    (root / "evidence" / "more").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "answers.yaml").write_text("a: 1", "utf-8")
    (root / "evidence" / "直播间.png").write_bytes(b"picture")
    (root / "evidence" / "more" / "list.csv").write_text("a,b", "utf-8")
    return root


def stamp(folder: Path, now: int = LATER) -> str | None:
    return LocalFolderTree(folder).stamp(now)


def test_it_stays_the_same_while_nothing_changes(folder: Path) -> None:
    first = stamp(folder)
    assert first is not None
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_bytes(b"history")
    assert stamp(folder) == stamp(folder, LATER + 1) == first


def _same_size_and_time(folder: Path) -> None:
    file = folder / "answers.yaml"
    before = file.stat()
    file.write_text("a: 2", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda at: (at / "answers.yaml").write_text("a: 12", "utf-8"),
        lambda at: (at / "answers.yaml").unlink(),
        lambda at: (at / "answers.yaml").rename(at / "answers.yml"),
        lambda at: (at / "evidence" / "more" / "new.txt").write_bytes(b""),
        lambda at: (at / "evidence" / "more").rename(at / "more"),
        lambda at: (at / "empty").rmdir(),
        _same_size_and_time,
    ],
)
def test_every_change_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    first = stamp(folder)
    change(folder)
    assert stamp(folder) not in (first, None)


def test_a_change_of_a_moment_ago_is_not_trusted(folder: Path) -> None:
    assert stamp(folder, time.time_ns()) is None


def test_a_link_is_not_followed_and_leaves_none(folder: Path, tmp_path: Path) -> None:
    (folder / "evidence" / "link").symlink_to(tmp_path)
    assert stamp(folder) is None


def test_what_cannot_be_listed_leaves_none(folder: Path) -> None:
    assert stamp(folder / "nowhere") is None
    assert stamp(folder / "answers.yaml") is None


def test_no_more_is_looked_at_than_a_folder_may_hold(folder: Path) -> None:
    for number in range(MAX_FILES + 1):
        (folder / "evidence" / f"{number}").mkdir()
    assert stamp(folder) is None
