"""The core set and frameworks of one's own on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Dpcap
from locations import PROVIDERS

SETS = ("new", "assess", "todo", "explain", "bundle", "batch")


@pytest.mark.parametrize("command", SETS)
def test_the_set_is_named_in_every_command(dpcap: Dpcap, command: str, tmp_path: Path) -> None:
    told = dpcap(command, "--help")
    assert "--set" in told.stdout
    assert "--core" not in told.stdout
    assert dpcap(command, tmp_path / "acme", "--core").returncode == 2
    assert dpcap(command, tmp_path / "acme", "--set", "full").returncode == 2


def test_a_core_set_is_told_as_an_estimate(dpcap: Dpcap, tmp_path: Path) -> None:
    done = dpcap("assess", PROVIDERS / "lanxing", "--no-input", "--set", "core", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "estimate L4–L5 (±7)" in done.stdout
    assert "The role's set asks 85 more, about 624 minutes" in " ".join(done.stdout.split())
    profile = json.loads((tmp_path / "out" / "lanxing" / "profile.json").read_text("utf-8"))
    assert profile["asked"] == "core"
    report = (tmp_path / "out" / "lanxing" / "report.html").read_text("utf-8")
    assert "estimate L4–L5 (±7)" in report
    explained = dpcap("explain", PROVIDERS / "lanxing", "--set", "core", "--lang", "en")
    assert "estimate L4–L5 (±7)" in " ".join(explained.stdout.split())


def test_a_framework_from_nothing_to_a_report(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap("framework", "new", "clinic").returncode == 0
    assert dpcap("lint", "clinic", "--strict").returncode == 0
    assert dpcap("new", "north", "--framework", "clinic").returncode == 0
    done = dpcap("assess", "north", "--framework", "clinic", "--no-input")
    assert done.returncode == 0, done.stderr
    wrong = dpcap("assess", "north", "--no-input")
    assert wrong.returncode == 3
    assert "DP142" in wrong.stderr
    assert "clinic 1.0.0" in wrong.stderr
    assert dpcap("framework", "new").returncode == 2
    assert dpcap("framework", "new", "clinic").returncode == 2


def test_a_framework_is_shown(dpcap: Dpcap, tmp_path: Path) -> None:
    done = dpcap("framework", "show", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [f"wrote {Path('out') / 'questions.html'}"]
    assert (tmp_path / "out" / "questions.html").read_text("utf-8").startswith("<!doctype html>")
    shown = dpcap("framework", "show", "--format", "md", "--role", "media", "--out", "-")
    assert shown.returncode == 0
    assert "TRA-1.1" in shown.stdout
    assert dpcap("framework", "show", "--role", "nobody").returncode == 2


def test_schemas_are_printed_or_written(dpcap: Dpcap, tmp_path: Path) -> None:
    assert json.loads(dpcap("schema", "answers").stdout)["title"] == "dpcap answers"
    done = dpcap("schema", ".schema")
    assert done.returncode == 0
    files = sorted(path.name for path in (tmp_path / ".schema").iterdir())
    assert "answers.schema.json" in files
    assert len(files) == len(done.stdout.splitlines())
    assert dpcap("schema", "answer").returncode == 2
