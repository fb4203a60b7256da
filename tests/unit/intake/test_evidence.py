"""Evidence that says nothing does not count, and where the bytes of a lost piece are is told."""

from __future__ import annotations

import os
import shutil
import unicodedata
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake import content as contents
from dpcap.intake.content import FileContent
from dpcap.intake.evidence import leads_nowhere
from dpcap.intake.export_table import open_export
from dpcap.intake.folder import load_assessment
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_folder
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.workbook import read_workbook
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.scoring.score import score
from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
POINTER = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)
MARK = b"\xef\xbb\xbf"
CONTENTS = st.binary(max_size=300) | st.sampled_from([MARK, MARK + b" 1", MARK + b"0123456789"])
CONTENT = b"shift,host\nmorning,Li\nevening,Wang\n"


@cache
def tiny() -> Framework:
    return load_framework(TINY)


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def make(folder: Path, files: dict[str, bytes], pieces: dict[str, dict[str, Any]]) -> Path:
    """A provider's folder with *files*, and with *pieces* of evidence, all behind WRK-1.1."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    folder.mkdir(exist_ok=True)
    provider = "schema: dpcap/provider/1\nid: acme\nname: {zh: 某某}\nrole: maker\n"
    (folder / "provider.yaml").write_text(provider, encoding="utf-8")
    whole = {
        name: {"kind": "own_document", "captured_on": "2026-11-02", **piece}
        for name, piece in pieces.items()
    }
    answers = {
        "schema": "dpcap/answers/1",
        "assessed_on": "2026-11-20",
        "evidence": whole,
        "answers": {"WRK-1.1": {"value": 2, "evidence": list(pieces)}},
    }
    text = yaml.safe_dump(answers, allow_unicode=True)
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    return folder


def piece(folder: Path, file: str, content: bytes, sha: str | None = None) -> Assessment:
    """The folder with one file, named rightly, with *sha* or its own hash."""
    named = {"file": file, "sha256": sha or digest(content)}
    return load_assessment(make(folder, {file: content}, {"e1": named}), tiny())


def only(assessment: Assessment) -> Finding:
    (finding,) = assessment.findings
    return finding


# ── what says nothing does not count ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\r\n", b"\0" * 4096, MARK, MARK + b"\n"])
def test_an_empty_file_does_not_count(tmp_path: Path, content: bytes) -> None:
    found = piece(tmp_path / "p", "evidence/a.txt", content)
    assert (only(found).code, found.evidence["e1"].state) == ("DP356", "empty")
    profile = score(tiny(), found)
    assert profile.evidence[0].state == "empty"
    assert profile.areas[0].dimensions[0].indicators[0].proved == 40


@pytest.mark.parametrize("pointer", [POINTER, POINTER.replace(b"\n", b"\r\n"), POINTER[:60]])
@pytest.mark.parametrize(
    "sha", [None, "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"]
)
def test_a_pointer_of_git_lfs_does_not_count(
    tmp_path: Path, pointer: bytes, sha: str | None
) -> None:
    found = piece(tmp_path / "p", "evidence/a.png", pointer, sha)
    assert (only(found).code, found.evidence["e1"].state) == ("DP357", "empty")
    assert "git lfs pull" in only(found).message("zh")
    assert "git lfs pull" in only(found).message("en")


def test_a_text_about_git_lfs_is_a_text(tmp_path: Path) -> None:
    found = piece(tmp_path / "p", "evidence/a.txt", POINTER + b"x" * 2000)
    assert found.findings == ()
    assert piece(tmp_path / "q", "evidence/a.txt", b"see " + POINTER).findings == ()


def test_what_says_next_to_nothing_is_noted(tmp_path: Path) -> None:
    for content in (b"1", b"0\n", b"ok ok ok\n"):
        found = piece(tmp_path / content.hex(), "evidence/a.txt", content)
        assert (only(found).code, only(found).severity) == ("DP360", "note")
        assert found.evidence["e1"].state == "ok"
    assert piece(tmp_path / "more", "evidence/a.txt", b"roster 2026").findings == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a",
        "https://www.example.org",
        "http://room.example/x",
        "https://localhost:8080/a",
        "http://127.0.0.1/",
        "http://192.168.1.5/a",
        "http://[::1]/",
        "https://intranet/a",
        "https://EXAMPLE.COM./a",
        "https://[",
    ],
)
def test_a_link_that_nobody_can_open_is_noted(tmp_path: Path, url: str) -> None:
    assert leads_nowhere(url)
    link = {"kind": "public_link", "url": url}
    found = load_assessment(make(tmp_path / "p", {}, {"e1": link}), tiny())
    assert [(one.code, one.severity) for one in found.findings] == [("DP361", "note")]


@pytest.mark.parametrize(
    "url", ["https://v.douyin.com/abc/", "https://examples.com", "http://8.8.8.8/"]
)
def test_other_links_are_left_alone(url: str) -> None:
    assert not leads_nowhere(url)


def test_one_file_under_many_kinds_is_noted_once(tmp_path: Path) -> None:
    same = {"sha256": digest(CONTENT)}
    pieces = {
        "e1": {"file": "evidence/a.csv", "kind": "export", **same},
        "e2": {"file": "evidence/b.csv", "kind": "screenshot", **same},
        "e3": {"file": "evidence/a.csv", "kind": "screenshot", **same},
    }
    files = {"evidence/a.csv": CONTENT, "evidence/b.csv": CONTENT}
    finding = only(load_assessment(make(tmp_path / "p", files, pieces), tiny()))
    assert (finding.code, finding.severity) == ("DP362", "note")
    assert finding.params["pieces"] == "e1, e2, e3"
    assert finding.params["kinds"] == "export, screenshot"


# ── where the bytes are ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "there",
    [
        "evidence/排班表.CSV",
        "Evidence/排班表.csv",
        "evidence/排班表 (1).csv",
        "evidence/┬▐┼╠.csv",
        "排班表.csv",
        "证据/其他.bin",
    ],
)
def test_a_file_that_lies_elsewhere_is_found_by_its_content(tmp_path: Path, there: str) -> None:
    named = {"file": "evidence/排班表.csv", "sha256": digest(CONTENT)}
    folder = make(tmp_path / "p", {there: CONTENT, "evidence/x.txt": b"other"}, {"e1": named})
    found = load_assessment(folder, tiny())
    assert (only(found).code, found.evidence["e1"].state) == ("DP364", "absent")
    assert f"它在 {there}" in only(found).message("zh")
    told = [(one.code, one.params.get("file")) for one in lint_folder(folder, tiny())]
    assert told == [("DP364", "evidence/排班表.csv"), ("DP352", "evidence/x.txt")]


def test_names_that_look_alike_are_told_to_be_written_alike(tmp_path: Path) -> None:
    there = unicodedata.normalize("NFD", "evidence/Génifique.png")
    named = {"file": unicodedata.normalize("NFC", there), "sha256": digest(CONTENT)}
    finding = only(load_assessment(make(tmp_path / "p", {there: CONTENT}, {"e1": named}), tiny()))
    assert finding.params["there"] == there
    assert "NFD" in finding.message("zh")


@pytest.mark.parametrize(
    "there",
    [
        "evidence/Roster.csv",
        "evidence/roster (1).csv",
        "roster.csv",
        "evidence/ｒoster.csv",
        "evidence/roster.xlsx",
        "evidence/roster.csv.csv",
        "evidence/Roster.csv.xlsx",
        "roster.csv.csv",
    ],
)
def test_without_a_hash_a_name_like_it_is_told(tmp_path: Path, there: str) -> None:
    named = {"file": "evidence/roster.csv"}
    finding = only(load_assessment(make(tmp_path / "p", {there: CONTENT}, {"e1": named}), tiny()))
    assert (finding.code, finding.params["there"]) == ("DP364", there)


def test_a_name_that_is_shown_as_written_is_told_before_one_with_another_ending(
    tmp_path: Path,
) -> None:
    files = {"evidence/roster.csv.csv": CONTENT, "evidence/roster.bmp": CONTENT}
    found = load_assessment(
        make(tmp_path / "p", files, {"e1": {"file": "evidence/roster.csv"}}), tiny()
    )
    (finding,) = (one for one in found.findings if one.code == "DP364")
    assert finding.params["there"] == "evidence/roster.csv.csv"


@pytest.mark.parametrize("file", [".", "./", "evidence/.", "evidence/.png", "a."])
def test_a_file_without_a_name_is_told_as_not_there(tmp_path: Path, file: str) -> None:
    found = load_assessment(
        make(tmp_path / "p", {"x.txt": CONTENT}, {"e1": {"file": file}}), tiny()
    )
    assert found.evidence["e1"].state == "absent"
    assert "DP341" in {one.code for one in found.findings}


def test_a_file_that_is_named_rightly_elsewhere_is_nobodys_double(tmp_path: Path) -> None:
    pieces = {
        "e1": {"file": "evidence/a/shot.png", "sha256": digest(CONTENT)},
        "e2": {"file": "evidence/b/shot.png"},
    }
    folder = make(tmp_path / "p", {"evidence/a/shot.png": CONTENT}, pieces)
    assert only(load_assessment(folder, tiny())).code == "DP341"


@pytest.mark.parametrize(
    ("written", "lies"),
    [(CONTENT, CONTENT.replace(b"\n", b"\r\n")), (CONTENT.replace(b"\n", b"\r\n"), CONTENT)],
)
def test_line_ends_that_were_changed_are_told(tmp_path: Path, written: bytes, lies: bytes) -> None:
    found = piece(tmp_path / "p", "evidence/a.csv", lies, digest(written))
    assert (only(found).code, found.evidence["e1"].state) == ("DP363", "other_hash")
    assert only(found).params["actual"] == digest(lies)
    assert "changing line ends" in only(found).message("en")


def test_another_content_says_where_the_right_one_is(tmp_path: Path) -> None:
    named = {"file": "evidence/a.csv", "sha256": digest(CONTENT)}
    files = {"evidence/a.csv": b"something else", "evidence/old/a.csv": CONTENT}
    found = load_assessment(make(tmp_path / "p", files, {"e1": named}), tiny())
    assert (only(found).code, found.evidence["e1"].state) == ("DP365", "other_hash")
    assert "它在 evidence/old/a.csv" in only(found).message("zh")
    assert only(found).params["actual"] == digest(b"something else")


def test_what_lies_in_the_evidence_root_is_found_there(tmp_path: Path) -> None:
    named = {"file": "evidence/a.csv", "sha256": digest(CONTENT)}
    folder = make(tmp_path / "p", {}, {"e1": named})
    (tmp_path / "vault" / "acme").mkdir(parents=True)
    (tmp_path / "vault" / "acme" / "b.csv").write_bytes(CONTENT)
    found = load_assessment(folder, tiny(), evidence_root=tmp_path / "vault")
    assert only(found).params["there"] == "b.csv"


# ── only what is named is read, within limits ─────────────────────────────────────────────────────


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, in order."""
    paths: list[str] = []
    whole = LocalFolderTree.content

    def spied(tree: LocalFolderTree, path: str, *, ends: bool = False) -> FileContent:
        paths.append(path)
        return whole(tree, path, ends=ends)

    monkeypatch.setattr(LocalFolderTree, "content", spied)
    return paths


def two(folder: Path, **more: Any) -> Path:
    files = {"evidence/a.csv": CONTENT, "evidence/b.csv": b"named nowhere"}
    return make(
        folder, files, {"e1": {"file": "evidence/a.csv", "sha256": digest(CONTENT), **more}}
    )


def test_what_nothing_names_is_not_read(tmp_path: Path, read: list[str]) -> None:
    load_assessment(two(tmp_path / "p"), tiny())
    assert read == ["evidence/a.csv"]


def test_what_is_sought_is_looked_for_among_the_others(tmp_path: Path, read: list[str]) -> None:
    load_assessment(two(tmp_path / "p", sha256="0" * 64), tiny())
    assert read[0] == "evidence/a.csv"
    assert "evidence/b.csv" in read


def test_a_missing_hash_is_no_reason_to_search(tmp_path: Path, read: list[str]) -> None:
    folder = make(tmp_path / "p", {"evidence/b.csv": b"x"}, {"e1": {"file": "evidence/a.csv"}})
    load_assessment(folder, tiny())
    assert read == []


def test_a_file_too_large_is_not_read(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_FILE", len(CONTENT) - 1)
    folder = two(tmp_path / "p")
    found = load_assessment(folder, tiny())
    assert (only(found).code, found.evidence["e1"].state) == ("DP358", "too_large")
    assert read == []
    assert score(tiny(), found).evidence[0].state == "too_large"
    monkeypatch.setattr(contents, "MAX_FILE", len(CONTENT))
    assert load_assessment(folder, tiny()).findings == ()


def test_a_folder_too_large_is_read_as_far_as_its_limit(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_FOLDER", 2 * len(CONTENT))
    names = [f"evidence/{n}.csv" for n in range(3)]
    pieces = {f"e{n}": {"file": name, "sha256": digest(CONTENT)} for n, name in enumerate(names)}
    folder = make(tmp_path / "p", dict.fromkeys(names, CONTENT), pieces)
    found = load_assessment(folder, tiny())
    assert [one.state for one in found.evidence.values()] == ["ok", "ok", "too_large"]
    assert only(found).code == "DP359"
    assert read == names[:2]
    assert found.evidence["e2"].state == "too_large"


def test_a_sparse_giant_costs_nothing(tmp_path: Path, read: list[str]) -> None:
    folder = two(tmp_path / "p")
    os.truncate(folder / "evidence" / "a.csv", 3 * contents.MAX_FOLDER)
    assert load_assessment(folder, tiny()).evidence["e1"].state == "too_large"
    assert read == []


def test_a_file_that_grows_while_it_is_read_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_FILE", 10)
    scan = contents.ContentScan()
    assert scan.take(b"123456789")
    assert not scan.take(b"ab")
    assert scan.content.sha256 is None


@pytest.mark.parametrize(
    "sha", [digest(CONTENT), "0" * 64, digest(CONTENT.replace(b"\n", b"\r\n"))]
)
def test_what_is_remembered_gives_the_same_snapshot(
    tmp_path: Path, sha: str, read: list[str]
) -> None:
    folder = two(tmp_path / "p", sha256=sha)
    first, known = pack(LocalFolderTree(folder))
    read.clear()
    again, same = pack(LocalFolderTree(folder), known=known)
    assert (again, same, read) == (first, known, [])
    answers = folder / "answers.yaml"
    right = answers.read_text("utf-8").replace(sha, digest(CONTENT))
    answers.write_text(right, "utf-8")
    fresh, _ = pack(LocalFolderTree(folder))
    assert pack(LocalFolderTree(folder), known=known)[0] == fresh
    assert load_snapshot(fresh, tiny()).evidence["e1"].state == "ok"


def test_a_new_file_changes_the_digest_and_what_it_holds_does_not(tmp_path: Path) -> None:
    folder = two(tmp_path / "p")
    before = pack(LocalFolderTree(folder))[0].digest
    (folder / "evidence" / "b.csv").write_bytes(b"changed")
    assert pack(LocalFolderTree(folder))[0].digest == before
    (folder / "evidence" / "c.csv").touch()
    assert pack(LocalFolderTree(folder))[0].digest != before


def test_the_advice_for_a_file_that_nothing_names_is_not_to_delete_it(tmp_path: Path) -> None:
    (finding,) = lint_folder(two(tmp_path / "p"), tiny())
    assert finding.code == "DP352"
    assert "删除" not in finding.message("zh")
    assert "emove" not in finding.message("en")


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$a.docx", "._a.csv", ".~a.xlsx"]
)
def test_leftovers_are_passed_over(tmp_path: Path, name: str) -> None:
    folder = two(tmp_path / "p")
    (folder / "evidence" / "b.csv").unlink()
    before = pack(LocalFolderTree(folder))[0].digest
    (folder / "evidence" / name).write_bytes(b"x")
    assert lint_folder(folder, tiny()) == ()
    assert pack(LocalFolderTree(folder))[0].digest == before
    shutil.rmtree(folder)


@given(CONTENTS | st.just(POINTER), st.lists(st.integers(0, 300), max_size=5))
def test_a_record_is_the_same_however_the_file_comes_in(content: bytes, cuts: list[int]) -> None:
    whole = contents.scanned(BytesIO(content), ends=True)
    scan = contents.ContentScan(ends=True)
    places = [0, *sorted(cuts), len(content)]
    for start, end in pairwise(places):
        scan.take(content[start:end])
    assert scan.content == whole
    assert whole.sha256 == digest(content)
    said = content.removeprefix(MARK).strip(bytes(range(33)) + b"\x7f")
    assert (whole.says == 0) == (not said)


def test_a_piece_that_lies_in_a_cloud_is_one_finding_that_says_so(tmp_path: Path) -> None:
    stub = {"evidence/.排班表.csv.icloud": b"bplist00"}
    piece = {"kind": "export", "file": "evidence/排班表.csv", "sha256": digest(CONTENT)}
    folder = make(tmp_path / "acme", stub, {"e1": piece})
    found = load_assessment(folder, tiny())
    finding = only(found)
    assert (finding.code, found.evidence["e1"].state) == ("DP364", "absent")
    assert "iCloud" in finding.message("zh")
    assert "Download it" in finding.message("en")
    told = [one.code for one in lint_folder(folder, tiny()) if one.file and "evidence" in one.place]
    assert "DP352" not in told
    (folder / "evidence/排班表.csv").write_bytes(CONTENT)
    assert load_assessment(folder, tiny()).evidence["e1"].state == "ok"


def test_a_folders_own_file_in_a_cloud_is_said_to_be_there(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", {}, {})
    (folder / "provider.yaml").rename(folder / ".provider.yaml.icloud")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    (finding,) = caught.value.findings
    assert "iCloud" in finding.message("zh")


def test_an_export_in_a_cloud_is_said_to_be_there(tmp_path: Path) -> None:
    (tmp_path / ".a.csv.icloud").write_bytes(b"bplist00")
    for read in (open_export, read_workbook):
        with pytest.raises(InvalidInputError) as caught:
            read(tmp_path / "a.csv", "a.csv")
        assert "iCloud" in caught.value.findings[0].message("en")
