"""A file becomes evidence: copied once, under a safe name, with its hash."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import UsageError
from dpcap.intake.attach_evidence import attach, safe_name

DAY = date(2026, 11, 2)


def give(folder: Path, source: Path, **more: Any) -> dict[str, Any]:
    return attach(folder, source, kind="screenshot", captured_on=DAY, **more)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "千川 消耗（10月）.png"
    path.parent.mkdir()
    path.write_bytes(b"picture")
    return path


def test_copy_and_entry(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "folder"
    entry = give(folder, source, note="首页")
    assert entry == {
        "file": "evidence/千川 消耗（10月）.png",
        "kind": "screenshot",
        "captured_on": "2026-11-02",
        "sha256": hashlib.sha256(b"picture").hexdigest(),
        "note": "首页",
    }
    assert (folder / entry["file"]).read_bytes() == b"picture"


def test_same_content_is_kept_once(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "folder"
    first = give(folder, source)
    again = source.with_name("other.png")
    again.write_bytes(b"picture")
    assert give(folder, again)["file"] == first["file"]
    assert len(list((folder / "evidence").iterdir())) == 1


def test_other_content_of_that_name_gets_its_own(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "folder"
    first = give(folder, source)
    source.write_bytes(b"another")
    second = give(folder, source)
    assert second["file"] == "evidence/千川 消耗（10月）-2.png"
    assert (folder / first["file"]).read_bytes() == b"picture"


def test_a_file_of_the_folder_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    path = tmp_path / "evidence" / "a.csv"
    path.write_bytes(b"1")
    assert give(tmp_path, path)["file"] == "evidence/a.csv"
    assert list((tmp_path / "evidence").iterdir()) == [path]


def test_evidence_root_takes_the_copy(tmp_path: Path, source: Path) -> None:
    root = tmp_path / "root" / "blue"
    give(tmp_path / "folder", source, root=root)
    assert (root / "evidence" / source.name).is_file()
    assert not (tmp_path / "folder").exists()


def test_refused(tmp_path: Path, source: Path) -> None:
    with pytest.raises(UsageError):
        give(tmp_path, tmp_path / "none.png")
    with pytest.raises(UsageError):
        give(tmp_path, tmp_path)
    (tmp_path / "evidence").symlink_to(source.parent)
    with pytest.raises(UsageError, match="elsewhere"):
        give(
            tmp_path, source.with_name(source.name).rename(tmp_path.parent / f"{tmp_path.name}.png")
        )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a b（1）.png", "a b（1）.png"),
        ("a/b:c?.png", "a_b_c_.png"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        (" ... ", "file"),
        ("a\u202eb.png", "ab.png"),
        ("..", "file"),
        ("x.", "x"),
    ],
)
def test_safe_name(name: Any, wanted: Any) -> None:
    assert safe_name(name) == wanted


def test_long_names_are_cut_but_keep_their_kind() -> None:
    name = safe_name("千" * 200 + ".png")
    assert name.endswith(".png")
    assert len(name.encode()) <= 120
