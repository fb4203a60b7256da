"""`--format pdf` end to end: written, the same from any process, refused where no font is."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from conftest import Dpcap
from folders import TINY, make_folder

NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "某某", "moumou")


def test_assess_and_report_write_the_same_pdf(dpcap: Dpcap, tmp_path: Path, folder: Path) -> None:
    given = ["assess", folder, "--no-input", "--framework", TINY, "--out", tmp_path / "out"]
    done = dpcap(*given, "--format", "pdf", "--format", "json", env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stderr
    written = tmp_path / "out" / "moumou" / "report.pdf"
    assert f"wrote {written}" in done.stderr
    first = written.read_bytes()
    stored = written.with_name("profile.json")
    done = dpcap("report", stored, "--format", "pdf", "--out", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again" / "moumou" / "report.pdf").read_bytes() == first
    assert PdfReader(BytesIO(first)).metadata.title == "某某某某 · 能力画像"


def test_it_goes_to_standard_output_as_it_is(folder: Path) -> None:
    command = [Path(sys.executable).with_name("dpcap"), "assess", folder, "--no-input"]
    more = ["--framework", TINY, "--format", "pdf", "--out", "-"]
    done = subprocess.run([*command, *more], capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF-1.7")
    assert done.stdout.endswith(b"%%EOF")


def test_without_a_chinese_font_nothing_is_written(
    dpcap: Dpcap, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(NO_FONTS.format(fonts=tmp_path / "fonts", cache=tmp_path), encoding="utf-8")
    given = ["assess", folder, "--no-input", "--framework", TINY, "--out", tmp_path / "out"]
    done = dpcap(*given, "--format", "pdf", env={"FONTCONFIG_FILE": str(config)})
    assert done.returncode == 2
    assert "apt install fonts-noto-cjk" in done.stderr
    assert not (tmp_path / "out").exists()
