"""Decisions in a batch: in rows and pages, without scoring anything again, and never lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from decided import as_scored, rests_on
from dpcap.cli.main_guard import run
from folders import ASSESSED, LAPSED, LAST_DAY, TINY, left_by, make_folder

DAY = "2026-11-26"
OUTDATED = "作结论之后有变：服务商编号"


class Here:
    """A batch of two providers in this process, whose decisions are written by hand."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.folders, self.out, self.reviews = top / "providers", top / "out", top / "reviews"
        self.printed = self.said = ""
        for name in ("a", "b"):
            make_folder(self.folders / name)
        self.reviews.mkdir()

    def __call__(self, *more: str | Path, out: Path | None = None) -> int:
        arguments = ["batch", self.folders, "--out", out or self.out, "--framework", TINY]
        arguments += ["--reviews", self.reviews, "--executor", "serial", "--lang", "zh"]
        shown = () if "--format" in more else ("--format", "jsonl")
        shown = shown if "--on" in more else (*shown, "--on", ASSESSED)
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments), *shown, *map(str, more)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    @property
    def counts(self) -> str:
        """`scored`, `reused`, `failed` as printed."""
        return " ".join(re.findall(r"\d+", self.said.strip().splitlines()[-1]))

    def row(self, provider: str) -> Any:
        rows = map(json.loads, (self.out / "results.jsonl").read_bytes().splitlines())
        return next(row for row in rows if row["provider"] == provider)

    def page(self, provider: str) -> str:
        return (self.out / provider / "report.html").read_text(encoding="utf-8")

    def decide(
        self, provider: str, kind: str = "admit", *, current: bool = False, **more: str
    ) -> Path:
        """A decision on what the batch left of *provider*, or on something that is nowhere."""
        fields = {"by": "示例·复核甲", "on": DAY, "reason": "看过", **more}
        head = f"schema: dpcap/decision/2\nprovider: {provider}\ndecision: {kind}\n"
        path = self.reviews / f"{provider}.decision.yaml"
        text = head + "".join(f"{key}: {value}\n" for key, value in fields.items())
        rests = as_scored(self.out, provider) if current else rests_on()
        path.write_text(text + yaml.safe_dump(rests, sort_keys=False), encoding="utf-8")
        return path


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Here:
    return Here(capfd, tmp_path)


def same_as_new(here: Here, *more: str) -> bool:
    """Whether what lies in the output is what comes out where nothing is reused."""
    assert here("--no-reuse", *more, out=here.top / "new") == 0
    return left_by(here.out) == left_by(here.top / "new")


CONDITIONS = (
    "[{text: 交签字页, due_on: 2026-12-10}, {text: 已交, due_on: 2026-12-01, met_on: 2026-11-27}]"
)


def test_a_row_bears_its_decision(here: Here) -> None:
    assert here() == 0
    assert (here.row("a")["decided"], here.row("a")["decision"]) == (None, None)
    profile = here.row("a")["profile"]
    here.decide("a", "conditional", conditions=CONDITIONS, current=True)
    here.decide("b", "decline")
    assert here() == 0
    assert here.row("a")["decision"] == {
        "kind": "conditional",
        "on": DAY,
        "by": "示例·复核甲",
        "until": None,
        "current": True,
        "changes": None,
        "conditions": [
            {"text": "交签字页", "due_on": "2026-12-10", "met_on": None},
            {"text": "已交", "due_on": "2026-12-01", "met_on": "2026-11-27"},
        ],
    }
    assert here.row("b")["decision"]["current"] is False
    assert here.row("a")["profile"] == profile


def test_a_new_decision_scores_nothing_and_renders_its_own_page(here: Here) -> None:
    assert here() == 0
    assert here.counts == "2 0 0"
    before = {name: here.page(name) for name in "ab"}
    kept = (here.out / "b" / "report.html").stat().st_mtime_ns
    here.decide("a", current=True)
    assert here() == 0
    assert here.counts == "0 2 0"
    assert "结论：通过（2026-11-26，<bdi lang>示例·复核甲</bdi>）" in here.page("a")
    assert OUTDATED not in here.page("a")
    assert here.page("b") == before["b"]
    assert (here.out / "b" / "report.html").stat().st_mtime_ns == kept
    assert same_as_new(here)
    here.decide("a", "decline")
    assert here() == 0
    assert here.counts == "0 2 0"
    assert "结论：未通过" in here.page("a")
    assert OUTDATED in here.page("a")
    assert same_as_new(here)
    (here.reviews / "a.decision.yaml").unlink()
    assert here() == 0
    assert here.counts == "0 2 0"
    assert here.page("a") == before["a"]
    assert same_as_new(here)


def test_nothing_new_is_read_off_the_rows(here: Here) -> None:
    here.decide("a")
    assert here() == 0
    before = (here.out / "a" / "report.html").stat().st_mtime_ns
    assert here() == 0
    assert here.counts == "0 2 0"
    assert (here.out / "a" / "report.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(("mode", "there"), [("none", False), ("failed", True), ("changed", True)])
def test_no_page_outlives_the_decision_that_it_shows(here: Here, mode: str, there: bool) -> None:
    here.decide("a")
    assert here() == 0
    here.decide("a", "reassess")
    assert here("--reports", mode) == 0
    assert (here.out / "a" / "report.html").exists() == there
    assert (here.out / "b" / "report.html").exists()
    if there:
        assert "结论：重新评估" in here.page("a")
        assert "结论：通过" not in here.page("a")


def test_a_decision_holds_on_another_day_until_a_piece_lapses(here: Here) -> None:
    assert here() == 0
    here.decide("a", current=True)
    for day in (DAY, "2026-12-11", LAST_DAY):
        assert here("--on", day) == 0
        assert here.row("a")["decision"]["current"]
        assert "作结论之后" not in here.page("a")
        assert same_as_new(here, "--on", day)
    assert here("--on", LAPSED) == 0
    decision = here.row("a")["decision"]
    assert (decision["current"], decision["changes"]["proof"]) == (False, ["WRK-1.1", "CAR-1.1"])
    assert not any(decision["changes"][part] for part in ("answers", "rulings", "scores", "gates"))
    assert "作结论之后有变：2 项的证据（WRK-1.1、CAR-1.1）" in here.page("a")
    assert same_as_new(here, "--on", LAPSED)


def test_a_decision_ends_on_its_own_last_day(here: Here) -> None:
    assert here() == 0
    here.decide("a", current=True, until="2026-12-10")
    for day, stands in (("2026-12-10", True), ("2026-12-11", False)):
        assert here("--on", day, "--format", "html", "--format", "jsonl") == 0
        row = here.row("a")["decision"]
        assert (row["current"], row["until"], row["changes"]) == (stands, "2026-12-10", None)
        assert "结论有效至 2026-12-10" in here.page("a")
        assert ("结论已于 2026-12-10 到期" in here.page("a")) != stands
        portfolio = (here.out / "portfolio.html").read_text(encoding="utf-8")
        assert ("结论已于 2026-12-10 到期" in portfolio) != stands


def test_a_broken_decision_stops_nothing_and_is_told_every_time(here: Here) -> None:
    path = here.decide("a", "conditional")
    for _ in range(2):
        assert here() == 0
        assert f"{path.as_posix()}:1:1 DP421" in here.said
        assert f"{path.as_posix()} DP420" in here.said
        row = here.row("a")
        assert row["decision"] is None
        assert re.fullmatch(r"[0-9a-f]{64}", row["decided"])
        assert "结论：" not in here.page("a")
    assert here.counts == "0 2 0"
    assert same_as_new(here)
    here.decide("a")
    assert here() == 0
    assert "DP4" not in here.said
    assert here.row("a")["decision"]["kind"] == "admit"


def test_nothing_in_a_providers_folder_is_a_decision(here: Here) -> None:
    path = here.decide("a")
    path.rename(here.folders / "a" / path.name)
    assert here() == 0
    assert (here.row("a")["decided"], here.row("a")["decision"]) == (None, None)


def test_a_review_is_not_taken_for_a_decision_nor_the_other_way(here: Here) -> None:
    (here.reviews / "a.yaml").write_text(
        "schema: dpcap/review/2\nprovider: a\nowner: 陈\n", "utf-8"
    )
    here.decide("a")
    assert here() == 0
    assert here.said.count("DP") == 0
    assert (here.row("a")["owner"], here.row("a")["decision"]["kind"]) == ("陈", "admit")


EVERYTHING = ("terminal", "summary", "csv", "html", "jsonl")


def test_overdue_conditions_are_listed_on_the_day_that_counts(here: Here) -> None:
    here.decide("a", "conditional", conditions=CONDITIONS)
    formats = [part for one in EVERYTHING for part in ("--format", one)]
    for day, late in (("2026-12-10", False), ("2026-12-13", True)):
        assert here(*formats, "--on", day) == 0
        line = "某某a · 交签字页（2026-12-10 到期，逾期 3 天；示例·复核甲）"
        assert (line in here.printed.replace("\n", "")) == late
        summary = (here.out / "summary.md").read_text(encoding="utf-8")
        assert ("结论条件逾期 1 项" in summary) == late
        assert ("交签字页" in summary) == late
        page = (here.out / "portfolio.html").read_text(encoding="utf-8")
        assert ("条件逾期 1 项" in page) == late
        assert "有条件通过" in page
        assert "已交" not in page + summary + here.printed
        assert ("1 项条件已逾期" in re.sub(r"\s+", " ", here.page("a"))) == late


def test_what_is_remembered_names_no_place_of_this_machine(here: Here) -> None:
    assert here() == 0
    kept = json.loads((here.out / ".dpcap" / "whence.json").read_bytes())
    assert kept == {"roots": ["../providers"], "reviews": "../reviews"}
