"""Scope from the command line: said, proved, shown, and never ranked beside others unsaid."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Dpcap
from scoped import manager_facts, write_folder, write_framework

YES = {"runs_shop": True, "ships": True, "runs_live": True}
LEFT = {**YES, "ships": {"value": False, "evidence": ["e1"]}}
HOW = ("--framework", "framework", "--reviews", "reviews")


class Place:
    """A framework with scopes, a provider that ships and one that does not."""

    def __init__(self, dpcap: Dpcap, here: Path) -> None:
        self.dpcap, self.here = dpcap, here
        write_framework(here / "framework")
        write_folder(here / "providers" / "all", YES, number="91330100MA00000001")
        self.folder = write_folder(here / "providers" / "left", LEFT)
        (here / "reviews").mkdir()

    def put(self, name: str, data: dict[str, Any]) -> Path:
        path = self.here / "reviews" / name
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        return path

    def run(self, *words: str) -> str:
        done = self.dpcap(*words)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def profile(self) -> dict[str, Any]:
        self.run("assess", "providers/left", *HOW, "--no-input", "--format", "json")
        text = (self.here / "out" / "left" / "profile.json").read_text("utf-8")
        made: dict[str, Any] = json.loads(text)
        return made

    def prove(self) -> None:
        self.put("left.facts.yaml", manager_facts("left", {"ships": {"value": False}}))


@pytest.fixture
def place(dpcap: Dpcap, tmp_path: Path) -> Place:
    return Place(dpcap, tmp_path)


def test_a_reviewer_accepts_an_extract_of_the_contract(place: Place) -> None:
    assert place.profile()["scope"]["scopes"][1]["state"] == "unproved"
    ruled = {"ruling": "accepted", "by": "张", "on": "2026-11-21", "reason": "第3条"}
    review = {"schema": "dpcap/review/2", "provider": "left"}
    place.put("left.yaml", {**review, "evidence": {"e1": {**ruled, "scopes": ["ships"]}}})
    place.run("review", "bind", "providers/left", *HOW)
    made = place.profile()
    assert made["scope"]["scopes"][1] == {
        "id": "ships",
        "state": "out",
        "by": "reviewer",
        "shops": [],
        "claimed": [],
    }
    assert made["overall"]["level"]["proved"]["id"] == "L3"


@pytest.mark.parametrize(
    ("language", "out", "scope", "unproved"),
    [
        ("zh", "不在服务范围", "服务范围", "尚无凭据"),
        ("en", "out of scope", "Scope", "nothing proves it yet"),
    ],
)
@pytest.mark.parametrize("kind", ["terminal", "md", "html"])
def test_page_one_says_what_is_out(
    place: Place, kind: str, language: str, out: str, scope: str, unproved: str
) -> None:
    words = ("assess", "providers/left", *HOW, "--no-input", "--format", kind, "--lang", language)

    def page() -> str:
        said = place.run(*words)
        return (
            said
            if kind == "terminal"
            else (place.here / "out" / "left" / f"report.{kind}").read_text("utf-8")
        )

    before = " ".join(page().split())
    assert scope in before
    assert unproved in before.replace("\n", "")
    place.prove()
    assert out in page()


def test_verify_scores_a_report_with_scopes_again(place: Place) -> None:
    place.prove()
    place.run("assess", "providers/left", *HOW, "--no-input", "--format", "html")
    report = place.here / "out" / "left" / "report.html"
    done = place.dpcap("verify", str(report), "--folder", "providers/left", *HOW)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_batch_says_who_leaves_what_out(place: Place) -> None:
    place.prove()
    formats = ("--format", "jsonl", "--format", "csv", "--format", "html")
    place.run("batch", "providers", *HOW, *formats, "--lang", "zh")
    rows = {
        row["provider"]: row
        for row in map(
            json.loads, (place.here / "out" / "results.jsonl").read_text("utf-8").splitlines()
        )
    }
    assert rows["left"]["scope_out"] == ["ships"]
    assert "scope_out" not in rows["all"]
    with (place.here / "out" / "results.csv").open(encoding="utf-8-sig") as file:
        cells = {row["服务商编号"]: row["不在服务范围"] for row in csv.DictReader(file)}
    assert cells == {"left": "仓储发货", "all": ""}
    assert "全案 · 不含仓储发货" in (place.here / "out" / "portfolio.html").read_text("utf-8")


def test_a_folder_that_did_not_change_is_reused_until_its_scope_is_proved(place: Place) -> None:
    words = ("batch", "providers", *HOW, "--format", "jsonl")
    place.run(*words)
    place.prove()
    place.run(*words)
    rows = (place.here / "out" / "results.jsonl").read_text("utf-8")
    assert '"scope_out":["ships"]' in rows


def test_a_comparison_says_that_scopes_differ(place: Place) -> None:
    place.prove()
    place.run("batch", "providers", *HOW, "--format", "jsonl")
    profiles = [f"out/{name}/profile.json" for name in ("all", "left")]
    done = place.dpcap("compare", *profiles, "--format", "terminal", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "What is out of scope differs" in " ".join(done.stdout.split())


def test_what_is_to_collect_names_the_proof_of_scope(place: Place) -> None:
    said = place.run("todo", "providers/left", "--framework", "framework", "--lang", "en")
    assert "nothing proves it yet" in " ".join(said.split())
    assert "FUL-2.1" not in said.split("ships is answered")[0]
