"""Sign-off through the command: signed, not signed twice, changed, refused; packed and verified."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from conftest import Dpcap
from folders import TINY, make_folder

FRAMEWORK = ("--framework", str(TINY))
SIGN = ("submit", "acme", "--by", "欧阳某某", "--on")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "acme")


def change(folder: Path, new: str) -> None:
    path = folder / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("weekly", new), "utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_signed_changed_and_signed_again(dpcap: Dpcap, folder: Path, language: str) -> None:
    env, zh = {"DPCAP_LANG": language}, language == "zh"
    done = dpcap(*SIGN, "2026-11-24", "--title", "总经理", *FRAMEWORK, env=env)
    assert (done.returncode, done.stdout.split()) == (0, [str(Path("acme") / "submission.yaml")])
    assert ("于 2026-11-24 签交" if zh else "Signed off by 欧阳某某 on 2026-11-24") in done.stderr
    done = dpcap(*SIGN, "2026-11-25", *FRAMEWORK, env=env)
    assert (done.returncode, done.stdout) == (0, "")
    assert ("没有改动" if zh else "nothing has changed") in done.stderr
    change(folder, "never")
    done = dpcap("lint", "acme", *FRAMEWORK, env=env)
    assert done.returncode == 0
    assert "submission.yaml:5" in done.stdout + done.stderr
    told = "2026-11-24 签交之后有改动" if zh else "changed after the sign-off of 2026-11-24"
    assert told in done.stdout + done.stderr
    done = dpcap("todo", "acme", "--lang", language, *FRAMEWORK, env={**env, "COLUMNS": "200"})
    assert told in done.stdout.replace("\n", " ")
    done = dpcap(*SIGN, "2026-11-25", *FRAMEWORK, env=env)
    assert done.stdout
    assert ("以这次签交为准" if zh else "changed since the sign-off on 2026-11-24") in done.stderr
    done = dpcap("lint", "acme", *FRAMEWORK, env=env)
    assert "DP940" not in done.stdout + done.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_refused_while_something_is_wrong(dpcap: Dpcap, folder: Path, language: str) -> None:
    change(folder, "yearly")
    done = dpcap(*SIGN, "2026-11-24", *FRAMEWORK, env={"DPCAP_LANG": language})
    assert done.returncode == 3
    assert ("不能签交" if language == "zh" else "cannot be signed off") in done.stderr
    assert "dpcap lint acme" in done.stderr
    assert not (folder / "submission.yaml").exists()


def test_a_report_says_it_and_verifies_with_it(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap(*SIGN, "2026-11-24", *FRAMEWORK).returncode == 0
    formats = [word for one in ("json", "md", "html") for word in ("--format", one)]
    made = ("assess", "acme", "--no-input", *FRAMEWORK, *formats)
    assert dpcap(*made, "--out", "out").returncode == 0
    out, brand = tmp_path / "out" / "acme", tmp_path / "brand" / "acme"
    stored = next(path for path in out.glob("*.json")).read_text("utf-8")
    assert "欧阳某某" in stored
    assert "欧阳某某" in (out / "report.md").read_text("utf-8")
    assert dpcap("bundle", "acme", "--out", "acme.zip", *FRAMEWORK).returncode == 0
    for how in (("--bundle", "acme.zip"), ("--folder", "acme", *FRAMEWORK)):
        done = dpcap("verify", "out/acme/report.html", *how, "--on", "2026-11-26")
        assert done.returncode == 0, done.stdout + done.stderr
    assert dpcap(*made, "--audience", "brand", "--out", "brand").returncode == 0
    assert {path.suffix for path in brand.iterdir()} == {".json", ".md", ".html"}
    for path in brand.iterdir():
        assert "欧阳" not in path.read_text("utf-8"), path
    (tmp_path / "acme" / "submission.yaml").unlink()
    done = dpcap("verify", "out/acme/report.html", "--folder", "acme", *FRAMEWORK)
    assert done.returncode == 1, done.stdout + done.stderr


def test_a_batch_takes_a_sign_off_for_news(dpcap: Dpcap, tmp_path: Path) -> None:
    how = ("--executor", "serial", "--format", "jsonl", "--on", "2026-11-26", "--out", "out")
    assert dpcap("batch", ".", *how, *FRAMEWORK).returncode == 0
    assert dpcap(*SIGN, "2026-11-24", *FRAMEWORK).returncode == 0
    assert dpcap("batch", ".", *how, *FRAMEWORK).returncode == 0
    (stored,) = (tmp_path / "out").rglob("profile.json")
    assert json.loads(stored.read_text("utf-8"))["submission"]["by"] == "欧阳某某"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_say_who_signed_and_whether_it_still_holds(
    dpcap: Dpcap, tmp_path: Path, folder: Path, language: str
) -> None:
    zh = language == "zh"
    heads = (
        ("签交日", "签交人", "签交后有改动")
        if zh
        else ("Signed off on", "Signed off by", "Changed since sign-off")
    )

    def results() -> tuple[list[object], list[str]]:
        how = ("--executor", "serial", "--on", "2026-11-26", "--out", "out", "--lang", language)
        dpcap("batch", ".", *how, "--format", "jsonl", "--format", "csv", *FRAMEWORK)
        (row,) = (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
        with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
            (line,) = csv.DictReader(file)
        names = ("signed_on", "signed_by", "changed_since_signed")
        return [json.loads(row)[name] for name in names], [line[head] for head in heads]

    assert results() == ([None] * 3, [""] * 3)
    assert dpcap(*SIGN, "2026-11-24", *FRAMEWORK).returncode == 0
    no, yes = ("否", "是") if zh else ("no", "yes")
    assert results() == (["2026-11-24", "欧阳某某", False], ["2026-11-24", "欧阳某某", no])
    change(folder, "never")
    assert results() == (["2026-11-24", "欧阳某某", True], ["2026-11-24", "欧阳某某", yes])


def test_what_is_to_collect_stays_a_list(dpcap: Dpcap) -> None:
    assert dpcap(*SIGN, "2026-11-24", *FRAMEWORK).returncode == 0
    listed = json.loads(dpcap("todo", "acme", "--format", "json", *FRAMEWORK).stdout)
    assert isinstance(listed, list)
