"""A bundle is the same bytes for the same inputs, holds them all, and is read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
import yaml

from decided import rests_on
from dpcap.errors import InvalidInputError
from dpcap.intake.decision import parse_decision
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.model.assessment import Assessment
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_file
from dpcap.report.formats import profile_json
from dpcap.verify import bundle_reader
from dpcap.verify.bundle import Bundle, make_bundle, sources_in
from dpcap.verify.bundle_reader import read_bundle
from dpcap.verify.sources import ReportSources, SourceChoices
from folders import TINY, make_folder

FRAMEWORK = load_framework(TINY)
DAY = date(2026, 11, 24)
GATES = {
    "schema": "dpcap/gates/1",
    "id": "ours",
    "title": {"zh": "规则", "en": "Rules"},
    "review_on": "2026-11-24",
    "rules": {
        "work": {
            "measure": "proved.work",
            "at_least": 10,
            "message": {"zh": "要做事", "en": "Work"},
        },
        "slide": {
            "measure": "change.overall.answers",
            "at_least": -5,
            "message": {"zh": "不退", "en": "No slide"},
        },
    },
    "waivers": [
        {
            "provider": name,
            "rule": "work",
            "owner": "W",
            "reason": "because",
            "expires_on": "2026-12-31",
        }
        for name in ("acme", "somebody-else")
    ],
}
REVIEW = {
    "schema": "dpcap/review/2",
    "provider": "acme",
    "issuer": "Somebody",
}
RULED = {"ruling": "accepted", "by": "W", "on": "2026-11-21", "reason": "seen"}
DECISION = {
    "schema": "dpcap/decision/2",
    "provider": "acme",
    "decision": "admit",
    "by": "W",
    "on": "2026-11-24",
    "reason": "all well",
    **rests_on(),
}


def reviewed(assessment: Assessment) -> Review:
    """The review, its ruling bound to what the folder holds."""
    saw = seen_file(assessment.evidence["e1"])
    return Review.model_validate({**REVIEW, "evidence": {"e1": {**RULED, "saw": saw}}})


def sources(folder: Path) -> tuple[ReportSources, bytes]:
    """All there can be of a provider, and the file of the decision."""
    folder.mkdir(exist_ok=True)
    snapshot, _ = pack(LocalFolderTree(make_folder(folder / "acme")))
    (folder / "gates.yaml").write_text(yaml.safe_dump(GATES), encoding="utf-8")
    gates = load_gates(folder / "gates.yaml", FRAMEWORK)
    assessment = load_snapshot(snapshot, FRAMEWORK)
    earlier, _ = ReportSources(FRAMEWORK, assessment).scored(SourceChoices())
    decision = yaml.safe_dump(DECISION).encode()
    made = ReportSources(
        framework=FRAMEWORK,
        assessment=assessment,
        records=ManagerRecords(review=reviewed(assessment)),
        gates=gates,
        gates_digest=gates.digest,
        baseline=profile_json(earlier).encode(),
        decision=parse_decision(decision, "d", "acme"),
    )
    return made, decision


def bundled(folder: Path) -> bytes:
    made, decision = sources(folder)
    snapshot, _ = pack(LocalFolderTree(folder / "acme"))
    return make_bundle(snapshot, made, SourceChoices(DAY), decision)


def opened(folder: Path, content: bytes) -> Bundle:
    path = folder / "x.dpcap.zip"
    path.write_bytes(content)
    return read_bundle(path)


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    assert bundled(tmp_path / "here") == bundled(tmp_path / "there")


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    read = opened(tmp_path, bundled(tmp_path))
    again = sources_in(read, None, "x")
    before, _ = sources(tmp_path)
    assert again.scored(read.manifest.choices) == before.scored(SourceChoices(DAY))
    profile, standing = again.scored(read.manifest.choices)
    assert profile.review.reviewed == 1
    assert standing.decision is not None
    assert [result.state for result in standing.gates] == ["met", "met"]
    assert standing.gates_digest == before.gates_digest


def test_no_evidence_and_nobody_else_is_in_it(tmp_path: Path) -> None:
    content = bundled(tmp_path)
    assert b"roster of acme" not in content
    assert sha256(b"roster of acme").hexdigest().encode() in content
    assert b"somebody-else" not in content


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None], how: int) -> bytes:
    """The bundle with its files changed; its manifest fits them again."""
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    manifest = json.loads(files.pop("manifest.json"))
    manifest["files"] = {name: sha256(raw).hexdigest() for name, raw in files.items()}
    made = BytesIO()
    with ZipFile(made, "w", how) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, raw in files.items():
            archive.writestr(name, raw)
    return made.getvalue()


def problem(folder: Path, content: bytes) -> str:
    with pytest.raises(InvalidInputError) as caught:
        sources_in(opened(folder, content), None, "x")
    (finding,) = caught.value.findings
    assert finding.code == "DP614"
    return finding.message("en")


def looped(files: dict[str, bytes], name: str, old: bytes, new: bytes) -> None:
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    if name == "framework.json":
        manifest = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps(
            {**manifest, "framework": sha256(files[name]).hexdigest()}
        ).encode()


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("gates.json", b'"proved.work"', b'"[1].all(a, [1].all(b, true)) ? 1.0 : 0.0"', "DP243"),
        ("gates.json", b'"proved.work"', b'"has(proved.work) ? 1.0 : 0.0"', "DP244"),
        ("framework.json", b'"conflict":"', b'"conflict":"[1].map(a, a) == [1] || ', "DP243"),
    ],
)
def test_what_an_expression_in_it_may_not_do_is_told(
    tmp_path: Path, name: str, old: bytes, new: bytes, code: str
) -> None:
    content = rewritten(bundled(tmp_path), lambda files: looped(files, name, old, new), ZIP_STORED)
    with pytest.raises(InvalidInputError) as caught:
        sources_in(opened(tmp_path, content), None, "x")
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.place.startswith("x ")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "/etc/passwd",
        "folder/../evil.yaml",
        "folder/answers/../evil.yaml",
        "folder/answers/a/b.yaml",
        "folder\\evil.yaml",
        "folder/evidence/roster.txt",
        "more.json",
    ],
)
def test_no_name_but_those_known(tmp_path: Path, name: str) -> None:
    content = rewritten(bundled(tmp_path), lambda files: files.update({name: b"x"}), ZIP_STORED)
    assert "nobody knows" in problem(tmp_path, content)


def test_nothing_compressed_and_nothing_twice(tmp_path: Path) -> None:
    content = bundled(tmp_path)
    assert "compressed" in problem(tmp_path, rewritten(content, lambda _: None, ZIP_DEFLATED))
    twice = BytesIO(content)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        ZipFile(twice, "a", ZIP_STORED) as archive,
    ):
        archive.writestr(ZipInfo("records.json"), b"x")
    assert "twice" in problem(tmp_path, twice.getvalue())


def test_nothing_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bundled(tmp_path)
    monkeypatch.setattr(bundle_reader, "MAX_BUNDLE", len(content) - 1)
    assert "too large" in problem(tmp_path, content)
    monkeypatch.setattr(bundle_reader, "MAX_BUNDLE", len(content))
    monkeypatch.setattr(bundle_reader, "MOST_FILES", 3)
    assert "too many" in problem(tmp_path, content)


@pytest.mark.parametrize("name", ["framework.json", "evidence.json", "folder/provider.yaml"])
def test_nothing_missing(tmp_path: Path, name: str) -> None:
    content = rewritten(bundled(tmp_path), lambda files: files.pop(name) and None, ZIP_STORED)
    assert "missing" in problem(tmp_path, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [("evidence.json", b"[1]"), ("gates.json", b"{}"), ("framework.json", b"{}")],
)
def test_nothing_unsound(tmp_path: Path, name: str, content: bytes) -> None:
    made = rewritten(bundled(tmp_path), lambda files: files.update({name: content}), ZIP_STORED)
    assert problem(tmp_path, made)


def test_every_changed_byte_of_a_file_is_seen(tmp_path: Path) -> None:
    """Names, sizes and digests; of the archive's own bookkeeping some bytes mean nothing."""
    content = bundled(tmp_path)
    for name in ("folder/provider.yaml", "records.json", "gates.json", "decision.yaml"):
        with ZipFile(BytesIO(content)) as archive:
            raw = archive.read(name)
        at = content.index(raw)
        for place in range(at, at + len(raw), 7):
            changed = bytearray(content)
            changed[place] ^= 1
            assert problem(tmp_path, bytes(changed))


def test_a_file_exchanged_whole_is_seen(tmp_path: Path) -> None:
    with ZipFile(BytesIO(bundled(tmp_path))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in ("records.json", "folder/answers.yaml", "framework.json"):
        made = BytesIO()
        with ZipFile(made, "w", ZIP_STORED) as archive:
            for one, raw in files.items():
                archive.writestr(one, raw + b"\n" if one == name else raw)
        assert "not what the manifest says" in problem(tmp_path, made.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle(tmp_path: Path, content: bytes) -> None:
    assert problem(tmp_path, content)
