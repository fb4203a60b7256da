"""Whence: where folders lay is remembered as seen from the output folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dpcap.batch.output_dir import OutputDir
from dpcap.batch.run_record import RUN_RECORD, RunRecord, read_run_record, run_record
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from locations import QUESTIONNAIRES


def remember(out: Path, kept: RunRecord) -> None:
    OutputDir(out).put(
        RUN_RECORD, kept.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    )


def test_folders_are_found_again_where_both_have_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    remember(Path("out"), run_record(Path("out"), ("providers", "../more"), Path("proof"), None))
    (tmp_path / "here").rename(tmp_path / "there")
    monkeypatch.chdir(tmp_path)
    found = read_run_record(Path("there/out"))
    assert [Path(root) for root in found.roots] == [Path("there/providers"), Path("more")]
    assert Path(found.evidence_root or "") == Path("there/proof")


def test_an_address_stays_what_it_is(tmp_path: Path) -> None:
    roots = ("memory://providers", f"file://{tmp_path}/local")
    remember(tmp_path / "out", run_record(tmp_path / "out", roots, None, None))
    found = read_run_record(tmp_path / "out")
    assert found.roots == ("memory://providers", str(tmp_path / "local"))
    assert found.evidence_root is None


def test_the_gates_are_remembered_whole(tmp_path: Path) -> None:
    gates = load_gates("admission", load_framework(QUESTIONNAIRES))
    remember(tmp_path, run_record(tmp_path, (), None, gates))
    found = read_run_record(tmp_path).gates
    assert found is not None
    assert (found, found.digest) == (gates, gates.digest)


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"roots": 3}', b'{"root": []}'])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / ".dpcap").mkdir()
        (tmp_path / RUN_RECORD).write_bytes(content)
    assert read_run_record(tmp_path) == RunRecord()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_root_whose_name_is_no_text_can_be_remembered(tmp_path: Path) -> None:
    out = tmp_path / "out"
    odd = str(tmp_path / os.fsdecode("示例商家".encode("gbk")))
    remember(out, run_record(out, (odd, str(tmp_path / "示例")), None, None))
    found = read_run_record(out)
    assert found.roots == (str(tmp_path / "示例商家"), str(tmp_path / "示例"))
