"""`dpcap batch --baseline`: an earlier output folder and a revision say the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import Dpcap, Run
from dpcap.model.change import PARTS
from locations import PROVIDERS, REVIEW_DAY, REVIEWS

QUIET = ("--format", "jsonl", "--reports", "none", "--executor", "serial", "--on", REVIEW_DAY)


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    subprocess.run(["git", *who, *args], cwd=folder, env=clean, check=True, capture_output=True)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    here = tmp_path / "repository"
    for name in ("lanxing", "guoqi", "xinya"):
        shutil.copytree(PROVIDERS / name, here / "providers" / name)
    shutil.copytree(REVIEWS, here / "reviews")
    git(here, "init", "--quiet")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "state")
    return here


def batch(dpcap: Dpcap, top: Path, out: str, *more: str) -> Run:
    return dpcap("batch", "providers", "--reviews", "reviews", "--out", out, *QUIET, *more, cwd=top)


def rows(top: Path, out: str) -> dict[str, dict[str, Any]]:
    lines = (top / out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["provider"]: row for row in map(json.loads, lines)}


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_revision_and_an_earlier_output_say_the_same(dpcap: Dpcap, top: Path) -> None:
    assert batch(dpcap, top, "was").returncode == 0
    answers = next((top / "providers" / "lanxing" / "answers").glob("1-*.yaml"))
    edit(answers, "TRA-1.1: {value: 4", "TRA-1.1: {value: 1")
    edit(top / "reviews" / "lanxing.yaml", "ruling: refused", "ruling: accepted")
    shutil.copytree(PROVIDERS / "haidao-cross", top / "providers" / "haidao-cross")
    for out, baseline in (("by-git", "git:HEAD"), ("by-folder", "was")):
        done = batch(dpcap, top, out, "--baseline", baseline)
        assert done.returncode == 0, done.stderr
    found = rows(top, "by-git")
    told = {name: row["change"] for name, row in found.items()}
    assert told == {
        name: row["change"] and {**row["change"], "before_digest": told[name]["before_digest"]}
        for name, row in rows(top, "by-folder").items()
    }
    assert [name for name, row in found.items() if row["new"]] == ["haidao-cross"]
    split = told["lanxing"]["overall"]
    assert split["answers"] < 0 < split["proof"]
    assert split["ruler"] == split["provider"] == split["peers"] == 0
    assert [one["node"] for one in told["lanxing"]["answers"]] == ["TRA-1.1"]
    for name in ("guoqi", "xinya"):
        assert told[name]["answers"] == []
        assert all(told[name]["overall"][part] == 0 for part in PARTS)


def test_what_is_no_baseline(dpcap: Dpcap, top: Path) -> None:
    for said, code in (("git:nowhere", "nowhere"), ("providers", "providers")):
        done = batch(dpcap, top, "out", "--baseline", said)
        assert done.returncode == 2
        assert code in done.stderr
        assert not (top / "out" / "results.jsonl").exists()


def test_a_folder_that_was_invalid_then_is_new(dpcap: Dpcap, top: Path) -> None:
    provider = top / "providers" / "guoqi" / "provider.yaml"
    whole = provider.read_text(encoding="utf-8")
    provider.write_text(whole + "\nrole: twice\n", encoding="utf-8")
    git(top, "commit", "--all", "--quiet", "--message", "broken")
    provider.write_text(whole, encoding="utf-8")
    done = batch(dpcap, top, "out", "--baseline", "git:HEAD")
    assert done.returncode == 0, done.stderr
    assert rows(top, "out")["guoqi"]["new"]
    assert rows(top, "out")["lanxing"]["change"]["overall"]["proof"] == 0
