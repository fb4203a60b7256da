"""Folders on other file systems: the same snapshot as on this machine's disk, the same limits."""

from __future__ import annotations

import sys
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from dpcap.errors import InvalidInputError
from dpcap.intake import folder_tree
from dpcap.intake.content import FileContent
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.framework import load_framework
from dpcap.intake.remote import (
    NotInstalledError,
    RemoteTree,
    is_url,
    local_path,
    place_below,
    tree_of,
)
from dpcap.intake.snapshot_assessment import load_snapshot
from locations import PROVIDERS, QUESTIONNAIRES

NAMING_A = b"evidence: {e1: {kind: export, file: evidence/a}}\n"
EXAMPLES = sorted(path for path in PROVIDERS.iterdir() if path.is_dir())


@pytest.fixture
def memory() -> Iterator[str]:
    """A folder in memory that is nobody else's."""
    root = f"/{uuid.uuid4().hex}"
    yield f"memory:/{root}"
    fsspec.filesystem("memory").rm(root, recursive=True)


def put(url: str, files: dict[str, bytes]) -> None:
    system, root = fsspec.url_to_fs(url)
    for name, content in files.items():
        system.pipe_file(f"{root}/{name}", content)


def upload(url: str, folder: Path) -> None:
    each = (path for path in folder.rglob("*") if path.is_file())
    put(url, {path.relative_to(folder).as_posix(): path.read_bytes() for path in each})


def zipped(path: Path, folder: Path) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.rglob("*"):
            archive.write(file, f"providers/{file.relative_to(folder).as_posix()}")
    return f"zip://providers::{path}"


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_snapshot_is_the_one_of_a_local_copy(folder: Path, memory: str, tmp_path: Path) -> None:
    framework = load_framework(QUESTIONNAIRES)
    upload(memory, folder)
    local, _ = pack(LocalFolderTree(folder))
    for url in (memory, zipped(tmp_path / "all.zip", folder)):
        snapshot, known = pack(tree_of(url))
        assert snapshot.digest == local.digest
        assert load_snapshot(snapshot, framework).digest == load_snapshot(local, framework).digest
        assert known["seen"][0]
        assert all(stamp for stamp, *_ in known["seen"][0].values())


def test_a_file_that_has_not_changed_is_not_read_again(
    memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(memory, EXAMPLES[0])
    before, known = pack(tree_of(memory))
    read: list[str] = []
    whole = RemoteTree.content

    def spied(tree: RemoteTree, path: str, *, ends: bool = False) -> FileContent:
        read.append(path)
        return whole(tree, path, ends=ends)

    monkeypatch.setattr(RemoteTree, "content", spied)
    again, same = pack(tree_of(memory), known=known)
    assert (again, same, read) == (before, known, [])
    named = min(known["seen"][0])
    put(memory, {named: b"something else"})
    after, _ = pack(tree_of(memory), known=known)
    assert after.digest != before.digest
    assert named in read
    put(memory, {named: b"something more"})  # as long as it was
    assert pack(tree_of(memory), known=known)[0].digest != after.digest


def test_what_has_no_date_and_no_mark_is_read_each_time(
    memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(memory, {"provider.yaml": b"", "answers.yaml": NAMING_A, "evidence/a": b"1"})
    listed = MemoryFileSystem.ls

    def bare(self: Any, path: str, detail: bool = True, **more: Any) -> Any:
        keep = ("name", "type", "size")
        each = listed(self, path, detail=True, **more)
        return [{key: info[key] for key in keep} for info in each]

    monkeypatch.setattr(MemoryFileSystem, "ls", bare)
    before, known = pack(tree_of(memory))
    put(memory, {"evidence/a": b"2"})
    assert pack(tree_of(memory), known=known)[0].digest != before.digest


def test_messages_name_the_url(memory: str) -> None:
    put(memory, {"provider.yaml": b"schema: dpcap/provider/1\nid: [1\n"})
    with pytest.raises(InvalidInputError) as raised:
        load_snapshot(pack(tree_of(memory))[0], load_framework(QUESTIONNAIRES))
    places = {finding.file: finding.code for finding in raised.value.findings}
    assert places == {f"{memory}/provider.yaml": "DP101", f"{memory}/answers.yaml": "DP110"}


def test_the_limits_are_those_of_a_disk(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_tree, "MAX_FILES", 3)
    put(memory, {f"evidence/{n}": b"x" for n in range(9)})
    snapshot, _ = pack(tree_of(memory))
    assert [found.code for found in snapshot.folders[0].found] == ["DP120"]
    monkeypatch.setattr(folder_tree, "MAX_FILES", 300)
    put(memory, {"/".join("abcdefghijklmnopqrst"): b"x"})
    snapshot, _ = pack(tree_of(memory))
    assert [found.code for found in snapshot.folders[0].found] == ["DP107"]


def test_a_file_too_large_is_not_fetched(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(memory, {"provider.yaml": b"#" * (2 * 1024 * 1024 + 1)})
    monkeypatch.setattr(RemoteTree, "read", lambda *_: pytest.fail("it was fetched"))
    with pytest.raises(InvalidInputError) as raised:
        load_snapshot(pack(tree_of(memory))[0], load_framework(QUESTIONNAIRES))
    assert "DP103" in {finding.code for finding in raised.value.findings}


class Odd(MemoryFileSystem):
    """A store that lists what no folder on a disk could hold, links, and raises its own errors."""

    protocol = "odd"
    listing: tuple[dict[str, Any], ...] = ()

    def ls(self, path: str, **_: Any) -> Any:
        return [{**info, "name": f"{path}{info['name']}"} for info in self.listing]

    def cat_file(self, *_: Any, **__: Any) -> bytes:
        raise RuntimeError("the store is out of order")

    def open(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("the store is out of order")


def test_odd_names_and_links_lead_nowhere() -> None:
    Odd.listing = (
        {"name": "", "type": "file", "size": 0},
        {"name": "/", "type": "file", "size": 0},
        {"name": "/..", "type": "directory"},
        {"name": "/.", "type": "directory"},
        {"name": "//x", "type": "directory"},
        {"name": "/.git", "type": "directory"},
        {"name": "/link", "type": "file", "islink": True, "size": 3},
        {"name": "/provider.yaml", "type": "link", "size": 3},
        {"name": "/pipe", "type": "other"},
        {"name": "/file", "type": "file", "size": None, "ETag": '"1"'},
    )
    odd = RemoteTree("odd://x", Odd(), "x")
    kinds = [(one.path, one.kind, one.target) for one in odd.children("")]
    assert kinds == [
        ("file", "file", None),
        ("link", "link", None),
        ("pipe", "other", None),
        ("provider.yaml", "link", None),
    ]


def test_whatever_a_store_raises_is_of_the_system() -> None:
    Odd.listing = ({"name": "/provider.yaml", "type": "file", "size": 3, "mtime": 1},)
    odd = RemoteTree("odd://x", Odd(), "x")
    for ask in (odd.content, lambda path: odd.read(path, 9)):
        with pytest.raises(OSError, match="RuntimeError: the store is out of order"):
            ask("provider.yaml")
    snapshot, _ = pack(odd)
    with pytest.raises(InvalidInputError) as raised:
        load_snapshot(snapshot, load_framework(QUESTIONNAIRES))
    assert {finding.code for finding in raised.value.findings} == {"DP110"}


def test_a_folder_that_is_not_there_has_no_provider(memory: str) -> None:
    put(memory, {"other": b""})
    with pytest.raises(FileNotFoundError):
        RemoteTree.at(f"{memory}/nowhere").children("")


def test_urls_and_paths() -> None:
    assert [
        is_url(one) for one in ("s3://a/b", "zip://a::b.zip", "providers", "C:\\p", "/a:b")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert local_path("file:///data/p") == Path("/data/p")
    assert local_path("a/b") == Path("a/b")
    assert local_path("s3://a/b") is None
    assert local_path("zip://a::file:///b.zip") is None
    assert isinstance(tree_of("file:///data/p"), LocalFolderTree)
    assert place_below("s3://a/b", "c/d") == "s3://a/b/c/d"
    assert place_below("s3://a/b/", "c") == "s3://a/b/c"
    assert place_below("zip://a::/x/b.zip", "c") == "zip://a/c::/x/b.zip"
    assert place_below("memory://a", "") == "memory://a"


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotInstalledError) as raised:
        tree_of("s3://bucket/providers")
    assert "s3fs" in str(raised.value.needs)
    with pytest.raises(NotInstalledError) as raised:
        tree_of("nosuch://x")
    assert (raised.value.protocol, raised.value.needs) == ("nosuch", None)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(NotInstalledError) as raised:
        tree_of("memory://x")
    assert raised.value.needs == 'pip install "dpcap[remote]"'
