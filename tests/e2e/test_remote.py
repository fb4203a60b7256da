"""Folders behind a URL: the same rows as of a local copy, and what is missing is named."""

from __future__ import annotations

import json
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import fsspec
import pytest

from conftest import Dpcap
from dpcap.cli.language import say
from dpcap.cli.main_guard import run
from locations import PROVIDERS, REVIEW_DAY, REVIEWS

NAMES = ("banxia-content", "huojia-shop", "maodun", "xinya")
HOW = (
    *("--format", "jsonl", "--reports", "none", "--executor", "serial"),
    *("--reviews", str(REVIEWS), "--on", REVIEW_DAY),
)

Batch = Callable[..., tuple[int, str]]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Sound folders, one broken, one empty but for its answers, at any depth; one hidden."""
    root = tmp_path / "providers"
    for number, name in enumerate(NAMES):
        copytree(PROVIDERS / name, root / f"华东 区{number % 2}" / name)
    copytree(PROVIDERS / "guoqi", root / ".kept" / "guoqi")
    copytree(PROVIDERS / "lanxing", root / "broken")
    (root / "broken" / "provider.yaml").write_text("id: [broken\n")
    (root / "no-provider").mkdir()
    (root / "no-provider" / "answers.yaml").write_text("answers: {}\n")
    return root


@pytest.fixture
def memory(folders: Path) -> Iterator[str]:
    """A copy of the folders in memory."""
    system, root = fsspec.filesystem("memory"), f"/{uuid.uuid4().hex}"
    for path in folders.rglob("*"):
        if path.is_file():
            system.pipe_file(f"{root}/{path.relative_to(folders).as_posix()}", path.read_bytes())
    yield f"memory:/{root}"
    system.rm(root, recursive=True)


@pytest.fixture
def batch(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Batch:
    """`dpcap batch` in this process, where the memory is; its exit code and what it says."""

    def call(*arguments: object) -> tuple[int, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            run(["batch", *map(str, arguments), *HOW])
        code = left.value.code
        return (code if isinstance(code, int) else 0), capfd.readouterr().err

    return call


def rows(out: Path, root: str) -> list[object]:
    """The rows, with the folders' root as messages name it taken away."""
    text = (out / "results.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.replace(f"{root}/", "").splitlines()]


def written(out: Path) -> dict[str, bytes]:
    each = (path for path in out.rglob("*.json") if ".dpcap" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in each}


def test_the_rows_are_those_of_a_local_copy(
    batch: Batch, folders: Path, memory: str, tmp_path: Path
) -> None:
    local, far = tmp_path / "local", tmp_path / "far"
    assert batch(folders, "--out", local)[0] == batch(memory, "--out", far)[0] == 4
    assert rows(far, memory) == rows(local, folders.as_posix())
    assert len(rows(far, memory)) == len(NAMES) + 2
    assert written(far) == written(local)


def test_a_second_run_reads_no_evidence_again_and_one_change_is_seen(
    batch: Batch, memory: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch(memory, "--out", out)
    before = (out / "results.jsonl").read_bytes()
    code, said = batch(memory, "--out", out)
    assert code == 4
    assert said.splitlines()[-1] == say("评分 0，沿用 4，失败 2", "scored 0, reused 4, failed 2")
    assert (out / "results.jsonl").read_bytes() == before
    system, root = fsspec.url_to_fs(memory)
    (place,) = system.glob(f"{root}/*/xinya/evidence/选品表-11月.md")
    system.pipe_file(place, system.cat_file(place)[::-1])
    _, said = batch(memory, "--out", out)
    assert said.splitlines()[-1] == say("评分 1，沿用 3，失败 2", "scored 1, reused 3, failed 2")


def test_a_file_url_is_a_path(batch: Batch, folders: Path, tmp_path: Path) -> None:
    local, url = tmp_path / "local", tmp_path / "url"
    assert batch(folders, "--out", local) == batch(folders.as_uri(), "--out", url)
    assert (local / "results.jsonl").read_bytes() == (url / "results.jsonl").read_bytes()


def test_a_whole_command_on_an_archive(dpcap: Dpcap, folders: Path, tmp_path: Path) -> None:
    """Worker processes need no file system: the archive is read by the client alone."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in sorted(folders.rglob("*")):
            archive.write(path, f"providers/{path.relative_to(folders).as_posix()}")
    url = "zip://providers::all.zip"
    how = ("--format", "jsonl", "--reports", "none", "--jobs", "2", "--reviews", REVIEWS)
    how = (*how, "--on", REVIEW_DAY)
    done = dpcap("batch", url, "--out", "far", *how)
    assert done.returncode == 4, done.stderr
    dpcap("batch", folders, "--out", "local", *how)
    far = (tmp_path / "far" / "results.jsonl").read_text(encoding="utf-8")
    local = (tmp_path / "local" / "results.jsonl").read_text(encoding="utf-8")
    assert far.replace("zip://providers/", "").replace("::all.zip", "") == local.replace(
        f"{folders.as_posix()}/", ""
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("s3://bucket/providers", "s3fs"),
        ("oss://bucket/providers", "ossfs"),
        ("nosuch://bucket", "nosuch://"),
        ("memory://nowhere-at-all", "memory://nowhere-at-all"),
    ],
)
def test_what_is_missing_is_named(dpcap: Dpcap, url: str, words: str) -> None:
    done = dpcap("batch", url)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_the_install_line_is_given(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    code, said = batch("memory://x", "--out", tmp_path / "out")
    assert code == 2
    assert 'pip install "dpcap[remote]"' in said
