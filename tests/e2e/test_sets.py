"""The core set and frameworks of one's own on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Dpcap
from dpcap.intake.framework import load_framework
from dpcap.model.asked import asked_of_role
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS

SETS = ("new", "assess", "todo", "explain", "bundle", "batch")


@pytest.mark.parametrize("command", SETS)
def test_the_set_is_named_in_every_command(dpcap: Dpcap, command: str, tmp_path: Path) -> None:
    told = dpcap(command, "--help")
    assert "--set" in told.stdout
    assert "--core" not in told.stdout
    assert dpcap(command, tmp_path / "acme", "--core").returncode == 2
    assert dpcap(command, tmp_path / "acme", "--set", "full").returncode == 2


def test_a_core_set_is_told_as_an_estimate(dpcap: Dpcap, tmp_path: Path) -> None:
    asked = (PROVIDERS / "lanxing", "--set", "core", "--lang", "en", "--reviews", REVIEWS)
    done = dpcap("assess", *asked, "--no-input")
    assert done.returncode == 0, done.stderr
    profile = json.loads((tmp_path / "out" / "lanxing" / "profile.json").read_text("utf-8"))
    assert profile["asked"] == "core"
    found = profile["overall"]["level"]["proved"]["estimate"]
    assert found["low"] <= "L4" <= found["high"]
    levels = "–".join(dict.fromkeys((found["low"], found["high"])))
    told = f"estimate {levels} (±{found['margin']:.0f})"
    assert told in done.stdout
    framework = load_framework(QUESTIONNAIRES)
    core, whole = (asked_of_role(framework, "full_service", core=one) for one in (True, False))
    more = f"The role's set asks {len(whole) - len(core)} more, about"
    assert more in " ".join(done.stdout.split())
    assert told in (tmp_path / "out" / "lanxing" / "report.html").read_text("utf-8")
    assert told in " ".join(dpcap("explain", *asked).stdout.split())


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
