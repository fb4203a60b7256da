"""`dpcap form` and the way back of what it exports, through the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from form_pages import data_of, export
from locations import PROVIDERS

DAY = ("--on", "2026-11-24")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROVIDERS / "lanxing", tmp_path / "lanxing")
    return tmp_path / "lanxing"


def text_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_a_page_is_written_and_read_back(dpcap, folder):
    done = dpcap("form", "lanxing", *DAY, "--lang", "zh", "--out", "a.html")
    assert (done.returncode, done.stdout) == (0, "a.html\n")
    page = Path("a.html").read_text("utf-8")
    data = data_of(page)
    given = export(data, {"TRA-1.1": {"value": 0, "evidence": ["排班, 十月.png"], "note": "改了"}})
    given["files"] = {"排班, 十月.png": {"kind": "screenshot", "sha256": "ab" * 32}}
    Path("a.json").write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    dry = dpcap("fill", "lanxing", "a.json", *DAY, "--dry-run")
    done = dpcap("fill", "lanxing", "a.json", *DAY)
    assert dry.returncode == done.returncode == 0
    text = "".join(one.read_text("utf-8") for one in sorted((folder / "answers").glob("*.yaml")))
    assert "ab" * 32 in text
    assert "排班, 十月.png" in text
    start = "TRA-1.1,,value,4,0,李婷,"
    assert any(line.startswith(start) for line in text_of(folder / "filled.csv"))
    again = dpcap("fill", "lanxing", "a.json", *DAY)
    assert "nothing to write" in again.stdout or "没有要写的" in again.stdout


def test_two_people_who_differ_are_a_conflict(dpcap, folder):
    dpcap("form", "lanxing", *DAY, "--out", "a.html")
    data = data_of(Path("a.html").read_text("utf-8"))
    for who, value in (("甲", 0), ("乙", 1)):
        given = export(data, {"TRA-1.1": {"value": value}})
        given["about"]["who"] = who
        Path(f"{who}.json").write_text(json.dumps(given), "utf-8")
    assert dpcap("fill", "lanxing", "乙.json", "甲.json", *DAY).returncode == 0
    assert "TRA-1.1" in (folder / "conflicts.yaml").read_text("utf-8")


def test_what_is_emptied_takes_clear(dpcap, folder):
    dpcap("form", "lanxing", *DAY, "--out", "a.html")
    data = data_of(Path("a.html").read_text("utf-8"))
    Path("a.json").write_text(json.dumps(export(data, {"TRA-1.1": {}})), "utf-8")
    kept = dpcap("fill", "lanxing", "a.json", *DAY)
    assert "DP877" in kept.stderr
    cleared = dpcap("fill", "lanxing", "a.json", *DAY, "--clear")
    assert "DP877" not in cleared.stderr
    assert dpcap("fill", "lanxing", "a.json", *DAY, "--clear").returncode == 0


def test_a_damaged_base_counts_every_entry_as_new(dpcap, folder):
    dpcap("form", "lanxing", *DAY, "--out", "a.html")
    data = data_of(Path("a.html").read_text("utf-8"))
    given = {**export(data, {"TRA-1.1": {"value": 0}}), "base": {"rows": 3, "cells": []}}
    Path("a.json").write_text(json.dumps(given), "utf-8")
    done = dpcap("fill", "lanxing", "a.json", *DAY)
    assert done.returncode == 0
    assert "DP873" in done.stderr
