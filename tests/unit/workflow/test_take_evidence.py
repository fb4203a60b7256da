"""Files of evidence come from folders and zips, each to its piece; nothing is overwritten."""

from __future__ import annotations

import stat
import unicodedata
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from dpcap.intake import evidence_source, folder_tree
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.take_evidence import EvidenceRequest, TakenEvidence, take_evidence
from versions import write_folder, write_old

NAME = "合同é.pdf"
BYTES = b"the contract, signed by both sides"
HASH = sha256(BYTES).hexdigest()
LINE = "evidence:\n"


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    return write_old(tmp_path / "frame")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "acme")


def _list(folder: Path, *pieces: str) -> None:
    """List *pieces* in the answers, each a line of YAML without its day."""
    path = folder / "answers.yaml"
    lines = "".join(f"  {one}\n" for one in pieces)
    text = path.read_text("utf-8").replace(LINE, LINE + lines)
    path.write_text(text.replace("assessed_on", "assessor: {name: 王敏}\nassessed_on"), "utf-8")


def _piece(name: str, file: str, more: str = "") -> str:
    return f"{name}: {{kind: screenshot, file: {file}, captured_on: 2026-11-01{more}}}"


def _take(folder: Path, frame: Path, *sources: Path) -> TakenEvidence:
    asked = ProviderRequest(folder, framework=frame)
    return take_evidence(EvidenceRequest(asked, sources), Configuration())


def _codes(done: TakenEvidence) -> list[str]:
    return [one.code for one in done.findings]


def _state(folder: Path, frame: Path, piece: str) -> str:
    return load_assessment(folder, load_framework(frame)).evidence[piece].state


def test_a_file_is_found_by_its_hash_whatever_its_name(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    _list(folder, _piece("e7", f"evidence/{NAME}", f", sha256: {HASH}"))
    source = tmp_path / "got"
    (source / "深").mkdir(parents=True)
    (source / "深" / "scan0001.pdf").write_bytes(BYTES)
    done = _take(folder, frame, source)
    assert [(one.piece, one.file) for one in done.taken] == [("e7", f"evidence/{NAME}")]
    assert (folder / "evidence" / NAME).read_bytes() == BYTES
    assert (done.missing, done.findings, _state(folder, frame, "e7")) == ((), (), "ok")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_is_found_by_its_name_in_any_case_and_form(
    tmp_path: Path, folder: Path, frame: Path, form: str
) -> None:
    _list(folder, _piece("e7", f"evidence/{NAME}"))
    source = tmp_path / "got"
    source.mkdir()
    (source / unicodedata.normalize(form, NAME.upper())).write_bytes(BYTES)
    assert len(_take(folder, frame, source).taken) == 1
    assert f"sha256: {HASH}" in (folder / "answers.yaml").read_text("utf-8")
    assert _state(folder, frame, "e7") == "ok"


@pytest.mark.parametrize(
    ("typed", "file", "kept"),
    [
        ("evidence/合同", "合同.pdf", "evidence/合同.pdf"),
        ("evidence/合同.png", "合同.png.png", "evidence/合同.png"),
        ("evidence/合同V1.2", "合同V1.2.pdf", "evidence/合同V1.2.pdf"),
        ("evidence/LIV-2.3_截图.png", "LIV-2.3/截图.png", "evidence/LIV-2.3_截图.png"),
        ("evidence/got_截图.png", "截图.png", "evidence/got_截图.png"),
    ],
)
def test_a_name_as_systems_show_it_is_found(
    tmp_path: Path, folder: Path, frame: Path, typed: str, file: str, kept: str
) -> None:
    _list(folder, _piece("e7", typed))
    source = tmp_path / "got"
    (source / file).parent.mkdir(parents=True)
    (source / file).write_bytes(BYTES)
    done = _take(folder, frame, source)
    assert ([one.file for one in done.taken], done.missing) == ([kept], ())
    assert (folder / kept).read_bytes() == BYTES
    assert _state(folder, frame, "e7") == "ok"


def test_two_files_that_differ_by_their_ending_are_told(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    _list(folder, _piece("e7", "evidence/合同"))
    source = tmp_path / "got"
    source.mkdir()
    (source / "合同.pdf").write_bytes(BYTES)
    (source / "合同.jpg").write_bytes(b"a picture of it")
    done = _take(folder, frame, source)
    assert (_codes(done), [one.piece for one in done.missing]) == (["DP966"], ["e7"])


def test_names_in_gbk_are_read_in_a_zip(tmp_path: Path, folder: Path, frame: Path) -> None:
    _list(folder, _piece("e7", "evidence/罗盘.png"))
    source, stand_in = tmp_path / "got.zip", "AAAA.png"
    with ZipFile(source, "w") as archive:
        archive.writestr(stand_in, BYTES)
    raw = source.read_bytes().replace(stand_in.encode(), "罗盘.png".encode("gbk"))
    source.write_bytes(raw)
    assert [one.file for one in _take(folder, frame, source).taken] == ["evidence/罗盘.png"]


def test_nothing_is_overwritten_and_a_second_run_does_nothing(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    _list(folder, _piece("e7", "evidence/x.png", f", sha256: {HASH}"))
    (folder / "evidence").mkdir()
    (folder / "evidence" / "x.png").write_bytes(b"something quite different")
    source = tmp_path / "got"
    source.mkdir()
    (source / "x.png").write_bytes(BYTES)
    done = _take(folder, frame, source)
    assert _codes(done) == ["DP967"]
    assert (folder / "evidence" / "x.png").read_bytes() == b"something quite different"
    assert (folder / "evidence" / "x-2.png").read_bytes() == BYTES
    assert _state(folder, frame, "e7") == "ok"
    after = (folder / "answers.yaml").read_bytes()
    assert _take(folder, frame, source) == ((), (), ())
    assert (folder / "answers.yaml").read_bytes() == after


def test_the_same_content_for_two_pieces_is_kept_once(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    _list(folder, *(_piece(f"e{n}", f"evidence/{n}.png", f", sha256: {HASH}") for n in (7, 8)))
    source = tmp_path / "got"
    source.mkdir()
    (source / "x.png").write_bytes(BYTES)
    assert {one.file for one in _take(folder, frame, source).taken} == {"evidence/7.png"}
    assert [path.name for path in (folder / "evidence").iterdir()] == ["7.png"]


def test_what_may_be_meant_is_not_taken_and_is_missing(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    wrong = "0" * 64
    _list(folder, _piece("e7", "a.png", f", sha256: {wrong}"), _piece("e8", "b.png"))
    source = tmp_path / "got"
    for place, content in (("one", BYTES), ("two", BYTES * 2)):
        (source / place).mkdir(parents=True)
        (source / place / "b.png").write_bytes(content)
    (source / "a.png").write_bytes(BYTES)
    done = _take(folder, frame, source)
    assert (_codes(done), done.taken) == (["DP965", "DP966"], ())
    assert [(one.person, one.piece) for one in done.missing] == [("王敏", "e7"), ("王敏", "e8")]


def test_nothing_leads_out_of_a_zip(tmp_path: Path, folder: Path, frame: Path) -> None:
    _list(folder, _piece("e7", "evidence/x.png"))
    source = tmp_path / "got.zip"
    link = ZipInfo("l/x.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(source, "w") as archive:
        for name in ("../x.png", "/x.png", "C:/x.png", "a/../../x.png"):
            archive.writestr(name, BYTES)
        archive.writestr(link, "/etc/hostname")
    done = _take(folder, frame, source)
    assert (_codes(done), done.taken, len(done.missing)) == (["DP961"] * 5, (), 1)
    assert not (tmp_path / "x.png").exists()


def test_links_in_a_folder_are_not_followed(tmp_path: Path, folder: Path, frame: Path) -> None:
    _list(folder, _piece("e7", "evidence/x.png"))
    source, elsewhere = tmp_path / "got", tmp_path / "elsewhere"
    source.mkdir()
    elsewhere.mkdir()
    (elsewhere / "x.png").write_bytes(BYTES)
    (source / "x.png").symlink_to(elsewhere / "x.png")
    (source / "deep").symlink_to(elsewhere)
    done = _take(folder, frame, source)
    assert (_codes(done), done.taken) == (["DP961", "DP961"], ())


def test_locked_and_damaged_files_are_passed_over(
    tmp_path: Path, folder: Path, frame: Path
) -> None:
    _list(folder, _piece("e7", "evidence/x.png"))
    damaged, locked = tmp_path / "damaged.zip", tmp_path / "locked.zip"
    for path in (damaged, locked):
        with ZipFile(path, "w") as archive:
            archive.writestr("x.png", BYTES)
    damaged.write_bytes(damaged.read_bytes().replace(BYTES, BYTES.swapcase()))
    raw = bytearray(locked.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(bytes(raw))
    done = _take(folder, frame, damaged, locked)
    assert (sorted(_codes(done)), done.taken) == (["DP962", "DP968"], ())


def test_a_source_beyond_the_limits_or_no_zip_offers_nothing(
    tmp_path: Path, folder: Path, frame: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _list(folder, _piece("e7", "evidence/x.png"))
    monkeypatch.setattr(evidence_source, "MAX_FILES", 1)
    text, source = tmp_path / "text.zip", tmp_path / "got"
    text.write_bytes(b"no zip at all")
    source.mkdir()
    for name in ("x.png", "y.png"):
        (source / name).write_bytes(BYTES)
    done = _take(folder, frame, text, source)
    assert (_codes(done), done.taken) == (["DP960", "DP960"], ())
    assert [one.message("zh").split("，")[0] for one in done.findings] == [
        "打不开",
        f"文件超过 {folder_tree.MAX_FILES} 个",
    ]


def test_large_files_are_passed_over(
    tmp_path: Path, folder: Path, frame: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _list(folder, _piece("e7", "evidence/x.png"))
    monkeypatch.setattr(evidence_source, "MAX_FILE", 5)
    source = tmp_path / "got"
    source.mkdir()
    (source / "x.png").write_bytes(BYTES)
    assert _codes(_take(folder, frame, source)) == ["DP963"]
