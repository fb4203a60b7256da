"""`dpcap diff` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import Dpcap
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS


def edited(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def twice(dpcap: Dpcap, tmp_path: Path) -> tuple[Path, Path]:
    """The outputs of an example by an older framework with a lower answer, and of it as it is."""
    folder, older = tmp_path / "lanxing", tmp_path / "older"
    shutil.copytree(PROVIDERS / "lanxing", folder)
    shutil.copytree(QUESTIONNAIRES, older)
    edited(older / "framework.yaml", "traffic: 18, account: 16", "traffic: 20, account: 14")
    first = next((folder / "answers").glob("1-*.yaml"))
    edited(first, "TRA-1.1: {value: 4", "TRA-1.1: {value: 2")
    stored = ["--no-input", "--format", "json", "--out"]
    run = dpcap("assess", folder, *stored, tmp_path / "was", "--framework", older)
    assert run.returncode == 0, run.stderr
    edited(first, "TRA-1.1: {value: 2", "TRA-1.1: {value: 4")
    present = ["--framework", QUESTIONNAIRES, "--reviews", REVIEWS]
    run = dpcap("assess", folder, *stored, tmp_path / "now", *present)
    assert run.returncode == 0, run.stderr
    return tmp_path / "was", tmp_path / "now"


def test_diff(dpcap: Dpcap, twice: tuple[Path, Path]) -> None:
    was, now = twice
    page = dpcap("diff", was, now, "--lang", "zh")
    assert page.returncode == 0, page.stderr
    assert "框架不同" in page.stdout
    assert "TRA-1.1" in page.stdout
    assert "复核未采纳 · room" in page.stdout
    assert "\x1b" not in page.stdout
    named = dpcap("diff", was / "lanxing" / "profile.json", now / "lanxing", "--format", "json")
    told = json.loads(named.stdout)
    split = told["change"]["overall"]
    parts = [split[part] for part in ("ruler", "provider", "peers", "answers", "proof")]
    assert abs(sum(parts) - (split["after"] - split["before"])) < 1e-9
    # With the reviews come the manager's table of peers and what it knows of scope.
    assert split["ruler"] != 0 != split["provider"]
    assert split["peers"] > 0
    assert split["answers"] > 0
    # They refuse the room, and accept exports, which lifts more.
    assert split["proof"] > 0
    changed = [one["node"] for one in told["change"]["answers"]]
    assert changed[0] == "TRA-1.1"
    # What the brand's warehouse does is out of scope once the manager says so.
    assert changed[1:] == ["SHP-4.2", "FUL-2.2", "FUL-2.3", "FUL-2.4"]
    assert told["evidence"]["refused"] == ["room"]
    assert (told["before"]["whole"], told["after"]["whole"]) == (True, True)


def test_the_wrong_way_round_and_edited_by_hand(dpcap: Dpcap, twice: tuple[Path, Path]) -> None:
    was, now = twice
    stored = now / "lanxing" / "profile.json"
    content = json.loads(stored.read_text(encoding="utf-8"))
    content["as_of"] = "2026-12-31"
    first = content["areas"][0]["dimensions"][0]["indicators"][0]
    assert first["value"] == 4
    first["value"] = 0
    stored.write_text(json.dumps(content), encoding="utf-8")
    page = dpcap("diff", now, was, "--format", "md", "--lang", "en")
    assert page.returncode == 0, page.stderr
    assert "The second profile (2026-11-18) is older than the first (2026-12-31)" in page.stdout
    assert "The profile before cannot be scored again exactly" in page.stdout


def test_what_cannot_be_compared(dpcap: Dpcap, twice: tuple[Path, Path], tmp_path: Path) -> None:
    was, now = twice
    other = tmp_path / "other"
    dpcap("assess", PROVIDERS / "guoqi", "--no-input", "--format", "json", "--out", other)
    two = dpcap("diff", was, other)
    assert (two.returncode, two.stdout) == (2, "")
    assert "use dpcap compare" in two.stderr
    shutil.copytree(other / "guoqi", now / "guoqi")
    several = dpcap("diff", was, now)
    assert several.returncode == 2
    assert "holds 2 profiles" in several.stderr
    (tmp_path / "empty").mkdir()
    assert dpcap("diff", tmp_path / "empty", now / "lanxing").returncode == 2
    missing = dpcap("diff", was, tmp_path / "nowhere.json")
    assert missing.returncode == 3
    assert "DP110" in missing.stderr
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert dpcap("diff", tmp_path / "bad.json", was).returncode == 3
