"""Discovery: every folder once, in a stable order, and none lost that cannot be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dpcap.batch.discover import DiscoveredFolder, find_folders


def provider(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "provider.yaml").touch()
    return folder


def keys(*roots: Path, out: Path | None = None) -> list[str]:
    return [one.key for one in find_folders([str(root) for root in roots], out)]


def wrong(*roots: Path) -> dict[str, str]:
    return {
        one.key: one.wrong.code for one in find_folders([str(root) for root in roots]) if one.wrong
    }


def test_any_depth_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a/z", "a/b/c", "a-b", "美妆/某某 （杭州）"):
        provider(tmp_path / name)
    assert keys(tmp_path) == ["a/b/c", "a/z", "a-b", "b", "美妆/某某 （杭州）"]
    assert wrong(tmp_path) == {}


def test_what_lies_in_a_found_folder_is_its_own(tmp_path: Path) -> None:
    provider(tmp_path / "a")
    provider(tmp_path / "a" / "evidence")
    provider(tmp_path / ".git" / "b")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").touch()
    assert keys(tmp_path) == ["a"]


def test_a_root_may_be_a_folder_itself(tmp_path: Path) -> None:
    folder = provider(tmp_path / "lanxing")
    assert keys(folder) == ["lanxing"]


def test_several_roots_each_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one/a", "two/a", "two/b"):
        provider(tmp_path / name)
    assert keys(Path("one"), Path("two")) == ["one/a", "two/a", "two/b"]
    assert keys(Path("two"), Path("two/b"), Path("two")) == ["two/a", "two/b"]


def test_the_output_is_no_provider(tmp_path: Path) -> None:
    provider(tmp_path / "a")
    provider(tmp_path / "out" / "copy")
    assert keys(tmp_path, out=tmp_path / "out") == ["a"]
    assert keys(tmp_path, out=tmp_path / "elsewhere") == ["a", "out/copy"]


def test_folders_that_should_hold_a_provider(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("answers.yaml", "kpis.csv"):
        (tmp_path / name[:4]).mkdir()
        (tmp_path / name[:4] / name).touch()
    assert wrong(tmp_path) == {"empty": "DP807", "answ": "DP807", "kpis": "DP807"}


@pytest.mark.parametrize("sheets", ["a-sheets", "a-填写"])
def test_an_empty_folder_for_evidence_is_no_provider(tmp_path: Path, sheets: str) -> None:
    provider(tmp_path / "a")
    (tmp_path / sheets / "buyer" / "evidence").mkdir(parents=True)
    assert (keys(tmp_path), wrong(tmp_path)) == (["a"], {})
    provider(tmp_path / sheets / "live")
    (tmp_path / "b-sheets").mkdir()
    assert keys(tmp_path) == ["a", f"{sheets}/live", "b-sheets"]
    assert wrong(tmp_path) == {"b-sheets": "DP807"}


def test_a_provider_file_of_any_sort_makes_the_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "a" / "provider.yaml").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "provider.yaml").symlink_to("nowhere")
    assert keys(tmp_path) == ["a", "b"]


def test_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", provider(tmp_path / "outside")
    provider(root / "a")
    (root / "again").symlink_to(root / "a", target_is_directory=True)
    (root / "out").symlink_to(outside, target_is_directory=True)
    (root / "nowhere").symlink_to(tmp_path / "gone", target_is_directory=True)
    (root / "itself").symlink_to(root / "itself", target_is_directory=True)
    (root / "up").symlink_to(root, target_is_directory=True)
    (root / "file").symlink_to(__file__)
    assert keys(root) == ["a", "itself", "nowhere", "out"]
    assert wrong(root) == {"itself": "DP806", "nowhere": "DP806", "out": "DP806"}


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    provider(tmp_path / "real" / "a")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert keys(tmp_path / "link") == ["a"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provider(tmp_path / "a")
    provider(tmp_path / "shut" / "b")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("dpcap.batch.discover.os.scandir", scandir)
    assert keys(tmp_path) == ["a", "shut"]
    (finding,) = [one.wrong for one in find_folders((str(tmp_path),)) if one.wrong]
    assert finding.code == "DP808"
    assert "permission is denied" in finding.message("en")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff\xfe"
    provider(Path(os.fsdecode(folder)))
    (found,) = find_folders((str(tmp_path),))
    assert found == DiscoveredFolder(r"\xff\xfe", os.fsdecode(folder))
    assert found.shown.endswith(r"/\xff\xfe")


@pytest.mark.parametrize("name", ["acme.zip", "ACME.RAR", "某某.7z", "b/acme.tar.gz", "acme.tgz"])
def test_an_archive_that_nobody_unpacked_is_told(tmp_path: Path, name: str) -> None:
    """What an applicant sent is not passed over because it came packed."""
    provider(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "read.me").touch()
    (tmp_path / name).touch()
    assert wrong(tmp_path) == {name: "DP815"}
    (tmp_path / name).with_name(Path(name).name.split(".")[0]).mkdir()
    assert "DP815" not in wrong(tmp_path).values()


def test_an_archive_in_a_providers_folder_is_its_own(tmp_path: Path) -> None:
    (provider(tmp_path / "a") / "evidence.zip").touch()
    assert wrong(tmp_path) == {}
