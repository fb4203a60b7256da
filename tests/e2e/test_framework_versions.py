"""A portfolio of the first version judged by the next: batch, baseline, diff, bundle, verify."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dpcap.cli.app import make_app
from rounds import put_round
from versions import AFTER, BEFORE, OLD, write_folder, write_new, write_old

ANSWERED = [
    {"rung": 0},
    {"rung": 1},
    {"rung": 2},
    {"rung": 3},
    {"rung": 4},
    {"rung": 5},
    {"boxes": "[none]"},
    {"choice": "x"},
    {"choice": "z"},
    {"second": "true", "figure": "50"},
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten folders, and both versions of their framework."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DPCAP_LANG", "en")
    write_old(tmp_path / "old")
    write_new(tmp_path / "new")
    for n, said in enumerate(ANSWERED):
        write_folder(tmp_path / "providers" / f"p{n}", **said)  # type: ignore[arg-type]
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(make_app(), list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def rows(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    return {row["provider"]: row for row in map(json.loads, lines)}


def test_ten_folders_of_the_older_version_are_all_scored_and_say_so(desk: Path) -> None:
    run("batch", "providers", "--framework", "old", "--out", "then", "--jobs", "1")
    said = run(
        *("batch", "providers", "--framework", "new", "--out", "now", "--jobs", "1"),
        *("--baseline", "then"),
    )
    assert "scored 10" in said
    assert "failed 0" in said
    assert "ruler" in said  # a level that the ruler took
    for row in rows(desk / "now").values():
        change = row["change"]
        assert isinstance(change, dict)
        assert abs(change["overall"]["answers"]) + abs(change["overall"]["proof"]) < 1e-9
        assert change["level_ruler"] == {"before": "L1", "after": None}
    assert BEFORE in (desk / "now" / "p0" / "report.md").read_text("utf-8")
    assert "L1→" in (desk / "now" / "portfolio.html").read_text("utf-8")


def test_rewriting_them_changes_no_score(desk: Path) -> None:
    run("batch", "providers", "--framework", "new", "--out", "read", "--jobs", "1")
    run("migrate", "providers", "--framework", "new", "--write")
    run("batch", "providers", "--framework", "new", "--out", "written", "--jobs", "1")
    read, written = rows(desk / "read"), rows(desk / "written")
    for provider, row in read.items():
        for name in ("proved", "claimed", "proved_level", "coverage"):
            assert written[provider][name] == row[name]
    said = run("migrate", "providers", "--framework", "new")
    assert "dry run" not in said
    assert said.count(f"of {AFTER} already") == 10


def test_begun_under_an_earlier_version_judged_by_it(desk: Path) -> None:
    (desk / "dpcap.toml").write_text('judge_by = "begun"\nframework = "new"\n', "utf-8")
    run("migrate", "providers/p0", "--write")
    said = run("batch", "providers", "--out", "now", "--jobs", "1")
    assert said.count("judged by small 2026.1.0") == 9
    again = run("batch", "providers", "--out", "now", "--jobs", "1")
    assert "failed 0" in again
    versions = {
        provider: json.loads((desk / "now" / provider / "profile.json").read_text("utf-8"))[
            "framework"
        ]
        for provider in ("p0", "p1")
    }
    assert versions["p0"]["version"] == "2026.2.0"
    assert versions["p1"]["version"] == OLD
    run("verify", "now/p1/report.html", "--folder", "providers/p1")
    run("verify", "now/p0/report.html", "--folder", "providers/p0")


def test_what_the_round_says_goes_before_the_setting(desk: Path) -> None:
    put_round(desk / "reviews" / "round.yaml", judge_by="in_force")
    settings = 'judge_by = "begun"\nframework = "new"\nreviews = "reviews"\n'
    (desk / "dpcap.toml").write_text(settings, "utf-8")
    said = run("batch", "providers", "--out", "now", "--jobs", "1")
    assert "judged by" not in said
    assert "judged by" not in run("assess", "providers/p1", "--no-input", "--format", "md")
    put_round(desk / "reviews" / "round.yaml", judge_by="begun")
    (desk / "dpcap.toml").write_text(settings.replace("begun", "current"), "utf-8")
    said = run("batch", "providers", "--out", "now", "--jobs", "1")
    assert said.count("judged by small 2026.1.0") == 10
    run("assess", "providers/p1", "--no-input", "--format", "json", "--out", "one")
    profile = json.loads((desk / "one" / "p1" / "profile.json").read_text("utf-8"))
    assert profile["framework"]["version"] == OLD
    run(
        *("decide", "now", "--provider", "p1", "--as", "decline", "--by", "李某"),
        *("--reason", "见面谈过"),
    )
    assert (desk / "reviews" / "p1.decision.yaml").is_file()


def test_the_other_way_to_judge_is_no_reuse(desk: Path) -> None:
    run("batch", "providers", "--framework", "new", "--out", "now", "--jobs", "1")
    again = run("batch", "providers", "--framework", "new", "--out", "now", "--jobs", "1")
    assert "reused 10" in again
    (desk / "dpcap.toml").write_text('judge_by = "begun"\n', "utf-8")
    begun = run("batch", "providers", "--framework", "new", "--out", "now", "--jobs", "1")
    assert "scored 10, reused 0" in begun


def test_a_baseline_in_git_is_read_by_the_version_of_then(desk: Path) -> None:
    for line in ("init -q", "add -A", "-c user.name=a -c user.email=a@b.c commit -qm then"):
        subprocess.run(["git", *line.split()], check=True, cwd=desk)
    run("migrate", "providers", "--framework", "new", "--write")
    said = run(
        *("batch", "providers", "--framework", "new", "--out", "now", "--jobs", "1"),
        *("--baseline", "git:HEAD"),
    )
    assert "DP757" not in said
    for row in rows(desk / "now").values():
        change = row["change"]
        assert isinstance(change, dict)
        assert change["overall"]["before"] == change["overall"]["after"]


def test_decisions_rest_on_the_version_that_judges(desk: Path) -> None:
    (desk / "reviews").mkdir()
    common = ("--framework", "new", "--reviews", "reviews")
    batch = ("batch", "providers", *common, "--out", "now", "--jobs", "1")
    decide = (
        *("decide", "now", "--provider", "p0", "--as", "decline", "--by", "李某"),
        *("--reason", "见面谈过", *common),
    )
    (desk / "dpcap.toml").write_text('judge_by = "begun"\n', "utf-8")
    run(*batch)
    run(*decide)
    assert (desk / "reviews" / "p0.decision.yaml").is_file()
    (desk / "dpcap.toml").write_text('judge_by = "current"\n', "utf-8")
    run(*decide, code=3)  # what the batch made was judged by another version


def test_an_old_report_still_holds_and_so_do_bundles(desk: Path) -> None:
    then = ("--no-input", "--out", "then", "--framework", "old")
    run("assess", "providers/p3", *then)
    run("assess", "providers/p3", "--no-input", "--out", "now", "--framework", "new")
    run("bundle", "providers/p3", "--framework", "old", "--out", "then.dpcap.zip")
    run("bundle", "providers/p3", "--framework", "new", "--out", "now.dpcap.zip")
    profile = (desk / "then" / "p3" / "profile.json").read_bytes()
    by_new = ("--framework", "new")
    assert "all the same" in run(
        "verify", "then/p3/report.html", *by_new, "--folder", "providers/p3"
    )
    assert "all the same" in run(
        "verify", "now/p3/report.html", *by_new, "--folder", "providers/p3"
    )
    run("verify", "then/p3/report.html", "--bundle", "then.dpcap.zip")
    run("verify", "now/p3/report.html", "--bundle", "now.dpcap.zip")  # history travels along
    (desk / "then" / "frameworks").rename(desk / "lost")
    run("report", "then/p3/profile.json", *by_new, "--out", "again")
    assert (desk / "then" / "p3" / "profile.json").read_bytes() == profile


def test_diff_follows_ids_and_names_the_ruler(desk: Path) -> None:
    for name in ("old", "new"):
        run("assess", "providers/p4", "--no-input", "--out", f"out-{name}", "--framework", name)
    said = json.loads(
        run("diff", "out-old/p4", "out-new/p4", "--framework", "new", "--format", "json")
    )
    assert [one["node"] for one in said["change"]["answers"] if one["given"]] == []
    assert said["change"]["level_ruler"] == {"before": "L1", "after": None}
    page = run("diff", "out-old/p4", "out-new/p4", "--framework", "new", "--lang", "en")
    assert "The level L1→" in page
    assert "is the ruler’s" in page


def test_framework_diff_says_what_a_version_changes(desk: Path) -> None:
    said = json.loads(run("framework", "diff", OLD, "new", "--format", "json"))
    assert said["class"] == "structure"
    assert said["added"] == ["WRK-1.5", "WRK-2.6"]
    assert said["removed"] == ["WRK-2.3", "WRK-2.4", "WRK-2.5"]
    assert ["WRK-1.1", "WRK-1.9"] in said["renamed"]
    assert said["reworded"] == ["WRK-2.2", "FIG-1.2"]
    assert "FIG-1.2" in said["rescaled"]
    weights = {(one["node"], one["role"]): one for one in said["reweighted"]}
    assert round(weights["WRK-1.9", "full"]["before"], 4) == round(0.5 / 2 / 3, 4)
    assert round(weights["WRK-1.9", "full"]["after"], 4) == round(0.5 / 2 / 4, 4)
    assert "Change class: structure" in run("framework", "diff", "old", "new", "--lang", "en")


def test_release_keeps_the_framework_by_its_digest(desk: Path) -> None:
    said = run("framework", "release", "old")
    (kept,) = (desk / "old" / "releases").iterdir()
    assert BEFORE in said
    assert "none" in run("framework", "diff", str(kept), "old", "--lang", "en")
