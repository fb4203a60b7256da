"""Snapshots: a folder read here and scored anywhere says what the folder itself says."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import folder_tree as trees
from dpcap.intake.content import FileContent
from dpcap.intake.folder import load_assessment
from dpcap.intake.folder_snapshot import FolderSnapshot, identity_at, pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.framework import load_framework
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

ROOT = Path(__file__).parents[3]
SOUND = ROOT / "tests" / "examples" / "providers" / "sound"
SHIPPED = sorted((ROOT / "examples" / "providers").iterdir())
CASES = [
    *(ROOT / "tests" / "examples" / "providers").iterdir(),
    *(ROOT / "tests" / "examples" / "invalid").iterdir(),
]

Said = tuple[str, tuple[Finding, ...]]


@cache
def tiny() -> Framework:
    return load_framework(ROOT / "tests" / "examples" / "frameworks" / "tiny")


@cache
def shipped() -> Framework:
    return load_framework(ROOT / "questionnaires")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "sound", symlinks=True))


def said(load: Callable[[], Assessment]) -> Said:
    """The assessment's digest and its findings, or the errors."""
    try:
        assessment = load()
    except InvalidInputError as error:
        return "", tuple(error.findings)
    return assessment.model_dump_json(), assessment.findings


def assert_alike(folder: Path, framework: Framework, root: Path | None = None) -> Said:
    """What *folder* says on both roads, which is the same."""
    found = said(lambda: load_assessment(folder, framework, evidence_root=root))
    snapshot, seen = packed(folder, root)
    assert said(lambda: load_snapshot(snapshot, framework)) == found
    again, _ = pack(LocalFolderTree(folder), beside(root), json.loads(json.dumps(seen)))
    assert again == snapshot
    return found


def beside(root: Path | None):
    return None if root is None else lambda name: LocalFolderTree(root / name)


def packed(folder: Path, root: Path | None = None):
    snapshot, seen = pack(LocalFolderTree(folder), beside(root))
    return pickle.loads(pickle.dumps(snapshot)), seen  # noqa: S301 - our own


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_snapshot_says_what_its_folder_says(case: Path) -> None:
    assert_alike(case, tiny())


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.name)
def test_a_snapshot_of_an_example_says_what_its_folder_says(case: Path) -> None:
    assert assert_alike(case, shipped())[0]


def digest(folder: Path) -> str:
    return pack(LocalFolderTree(folder))[0].digest


def test_the_digest_is_of_what_the_files_hold_wherever_they_lie(folder: Path) -> None:
    before = digest(folder)
    assert digest(SOUND) == before
    piece = next((folder / "evidence").iterdir())
    piece.write_bytes(piece.read_bytes() + b"!")
    changed = digest(folder)
    (folder / "provider.yaml").write_bytes((folder / "provider.yaml").read_bytes() + b"# !\n")
    piece.rename(piece.with_name("other"))
    assert len({before, changed, digest(folder)}) == 3


class Counting(LocalFolderTree):
    """A tree that tells which files were hashed."""

    hashed: ClassVar[list[str]] = []

    def content(self, path: str, *, ends: bool = False) -> FileContent:
        self.hashed.append(path)
        return super().content(path, ends=ends)


def test_a_file_is_hashed_again_only_if_its_stamp_changed(folder: Path) -> None:
    tree = Counting(folder)
    tree.hashed.clear()
    _, seen = pack(tree)
    assert sorted(tree.hashed) == sorted(seen["seen"][0])
    tree.hashed.clear()
    pack(tree, known=seen)
    assert tree.hashed == []
    path = min(seen["seen"][0])
    status = (folder / path).stat()
    (folder / path).write_bytes(b"x" * status.st_size)
    os.utime(folder / path, ns=(status.st_atime_ns, status.st_mtime_ns))
    snapshot, _ = pack(tree, known=seen)
    assert tree.hashed[0] == path
    assert snapshot == packed(folder)[0]


def test_load_assessment_reads_only_the_evidence_that_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "evidence" / "unnamed").write_bytes(b"x")
    asked: list[str] = []
    whole = LocalFolderTree.content

    def spied(tree: LocalFolderTree, path: str, *, ends: bool = False) -> FileContent:
        asked.append(path)
        return whole(tree, path, ends=ends)

    monkeypatch.setattr(LocalFolderTree, "content", spied)
    load_assessment(folder, tiny())
    assert asked == ["evidence/排班.txt"]


def test_evidence_in_the_root_of_its_provider(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    provider = identity_at(LocalFolderTree(folder)).id
    assert provider is not None
    before = assert_alike(folder, tiny())
    (root / provider).mkdir(parents=True)
    shutil.move(folder / "evidence", root / provider)
    assert assert_alike(folder, tiny()) != before
    assert assert_alike(folder, tiny(), root) == before
    snapshot = packed(folder, root)[0]
    assert snapshot.digest != packed(folder)[0].digest


def test_the_root_of_a_provider_without_an_id_is_not_looked_into(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "provider.yaml").write_text("schema: dpcap/provider/1\nid: ../x\n")
    snapshot = packed(folder, tmp_path)[0]
    assert identity_at(LocalFolderTree(folder)).id is None
    assert len(snapshot.folders) == 1
    assert assert_alike(folder, tiny(), tmp_path)[0] == ""


@pytest.mark.parametrize(
    "text", ["", "a: [", "- id: x\n", "id: 12\n", "id: Größe\n", "id: [x]\n", "id: x\nid: x\n"]
)
def test_a_file_that_names_nobody(folder: Path, text: str) -> None:
    (folder / "provider.yaml").write_text(text, encoding="utf-8")
    assert identity_at(LocalFolderTree(folder)).id is None
    assert assert_alike(folder, tiny())[0] == ""


def codes(said: Said) -> list[str]:
    return sorted({finding.code for finding in said[1]})


def test_links_that_stay_inside_are_followed(folder: Path) -> None:
    before = assert_alike(folder, tiny())
    (folder / "kept").mkdir()
    for name in ("provider.yaml", "kpis.csv"):
        (folder / name).rename(folder / "kept" / name)
        (folder / name).symlink_to(Path("kept") / name)
    (folder / "evidence").rename(folder / "kept" / "proof")
    (folder / "evidence").symlink_to("kept/proof")
    (folder / "kept" / "up").symlink_to("..")
    renamed = before[0].replace(str(folder), "")
    assert assert_alike(folder, tiny())[0].replace(str(folder), "") == renamed


def test_a_folder_of_answers_that_is_a_link_inside(folder: Path) -> None:
    before = assert_alike(folder, tiny())
    (folder / "kept").mkdir()
    (folder / "answers.yaml").rename(folder / "kept" / "a.yml")
    (folder / "answers").symlink_to("kept")
    assert assert_alike(folder, tiny()) == before


@pytest.mark.parametrize("name", ["provider.yaml", "answers.yaml", "answers", "kpis.csv"])
@pytest.mark.parametrize("target", ["/etc/hostname", "/nowhere", "../outside", "loop"])
def test_links_that_lead_out_or_nowhere_are_errors(folder: Path, name: str, target: str) -> None:
    place = folder / name
    place.unlink(missing_ok=True)
    if target == "loop":
        place.symlink_to(name)
    else:
        place.symlink_to(target)
    found = assert_alike(folder, tiny())
    assert found[0] == ""
    assert "DP112" in codes(found)


@pytest.mark.parametrize("name", ["provider.yaml", "answers.yaml", "kpis.csv"])
@pytest.mark.parametrize("what", ["fifo", "folder", "large", "dangling", "latin"])
def test_what_is_no_text_is_an_error(folder: Path, name: str, what: str) -> None:
    place = folder / name
    place.unlink()
    if what == "fifo":
        os.mkfifo(place)
    elif what == "folder":
        place.mkdir()
    elif what == "large":
        place.write_bytes(b"#" * 3_000_000)
    elif what == "dangling":
        place.symlink_to("nothing")
    else:
        place.write_bytes(b"gr\xfc\xff\xffe\n")
    found = assert_alike(folder, tiny())
    if what == "dangling" and name == "kpis.csv":  # as if there was none
        assert "DP110" not in codes(found)
    else:
        expected = {"large": "DP103", "latin": "DP109"}.get(what, "DP110")
        assert expected in codes(found)


@pytest.mark.parametrize("what", ["fifo", "folder", "gone"])
def test_evidence_that_is_no_file_is_absent(folder: Path, what: str) -> None:
    for piece in (folder / "evidence").iterdir():
        piece.unlink()
        if what == "fifo":
            os.mkfifo(piece)
        elif what == "folder":
            piece.mkdir()
    assert "DP341" in codes(assert_alike(folder, tiny()))


def test_answers_may_be_evidence(folder: Path) -> None:
    text = (folder / "answers.yaml").read_text(encoding="utf-8")
    first = next(iter((folder / "evidence").iterdir())).name
    (folder / "answers.yaml").write_text(
        text.replace(f"evidence/{first}", "provider.yaml"), encoding="utf-8"
    )
    assert codes(assert_alike(folder, tiny())) == ["DP365"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(InvalidInputError) as refused:
        load_assessment(gone, tiny())
    (missing,) = refused.value.findings
    assert (missing.code, missing.file) == ("DP110", gone.as_posix())
    assert "no such folder" in missing.message("en")


def test_too_many_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MAX_FILES", 12)
    assert assert_alike(folder, tiny())[0]
    for number in range(12):
        (folder / "evidence" / str(number)).touch()
    assert "DP120" in codes(assert_alike(folder, tiny()))


def test_too_deep(folder: Path) -> None:
    deep = folder.joinpath(*["d"] * trees.MAX_DEPTH)
    deep.mkdir(parents=True)
    assert assert_alike(folder, tiny())[0]
    (deep / "x").touch()
    assert "DP107" in codes(assert_alike(folder, tiny()))


def test_an_evidence_root_with_too_many_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = identity_at(LocalFolderTree(folder)).id
    assert provider is not None
    shelf = tmp_path / "root" / provider
    shelf.mkdir(parents=True)
    for number in range(13):
        (shelf / str(number)).touch()
    monkeypatch.setattr(trees, "MAX_FILES", 12)
    assert "DP120" in codes(assert_alike(folder, tiny(), tmp_path / "root"))


def test_the_history_of_a_repository_is_no_part_of_the_folder(folder: Path) -> None:
    before = packed(folder)[0]
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".git" / "objects" / "x").touch()
    assert packed(folder)[0] == before


def test_names_of_any_bytes(folder: Path) -> None:
    os.mkdir(os.fsencode(folder) + b"/answers")  # noqa: PTH102
    with open(os.fsencode(folder) + b"/answers/\xff.yaml", "wb") as stream:  # noqa: PTH123
        stream.write(b"schema: [")
    found = assert_alike(folder, tiny())[1]
    assert [finding.file for finding in found] == [f"{folder}/answers/\\xff.yaml"] * len(found)
    assert isinstance(packed(folder)[0], FolderSnapshot)
