"""Reviews from the command line: bound to what was seen, and never lost on the way into a batch."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Dpcap
from folders import TINY, make_folder

REVIEW = """\
schema: dpcap/review/2
provider: acme
# 复核人手写 / written by hand
evidence:
  e1: {ruling: verified, by: 张, on: 2026-11-21, reason: 看过}   # 花名册
not_applicable: {}
indicators:
  WRK-1.2: {ruling: verified, by: 张, on: 2026-11-21, reason: 现场}
"""
HOW = ("--framework", TINY, "--on", "2026-11-24", "--lang", "en")


class Desk:
    """Providers and reviews side by side, and `dpcap` over them."""

    def __init__(self, dpcap: Dpcap, here: Path) -> None:
        self.dpcap, self.here = dpcap, here
        self.reviews, self.framework = here / "reviews", TINY
        self.reviews.mkdir()

    def folder(self, name: str, number: str | None = None, **more: Any) -> Path:
        made = make_folder(self.here / "providers" / name, **more)
        if number:
            path = made / "provider.yaml"
            path.write_text(path.read_text("utf-8") + f"registration_number: '{number}'\n", "utf-8")
        return made

    def put(self, name: str, text: str) -> Path:
        path = self.reviews / name
        path.write_text(text, encoding="utf-8")
        return path

    def batch(self, *more: str) -> list[dict[str, Any]]:
        words = (*HOW[2:], "--framework", self.framework, "--reviews", "reviews", *more)
        done = self.dpcap("batch", "providers", "--format", "jsonl", *words)
        self.said, self.code = done.stderr, done.returncode
        lines = (self.here / "out" / "results.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def scored(self) -> int:
        return int(re.findall(r"\d+", self.said.strip().splitlines()[-1])[0])


@pytest.fixture
def desk(dpcap: Dpcap, tmp_path: Path) -> Desk:
    return Desk(dpcap, tmp_path)


def test_binding_writes_what_was_seen_and_keeps_all_else(desk: Desk) -> None:
    folder = desk.folder("acme", "9-1 x")
    path = desk.put("acme.yaml", REVIEW)
    before = desk.dpcap("assess", folder, "--no-input", *HOW, "--reviews", "reviews")
    assert before.returncode == 3
    assert "DP406" in before.stderr
    done = desk.dpcap("review", "bind", folder, "--reviews", "reviews", "--framework", TINY)
    assert done.returncode == 0, done.stderr
    text = path.read_text("utf-8")
    assert "# 复核人手写 / written by hand" in text
    assert "# 花名册" in text
    bound = yaml.safe_load(text)
    assert bound["registration_number"] == "9-1 x"
    assert bound["evidence"]["e1"]["saw"]["kind"] == "own_document"
    assert bound["indicators"]["WRK-1.2"]["saw"] == {"value": True}
    assert bound["indicators"]["WRK-1.2"]["framework"].startswith("tiny ")
    again = desk.dpcap("review", "bind", folder, "--reviews", "reviews", "--framework", TINY)
    assert (again.returncode, path.read_text("utf-8")) == (0, text)
    after = desk.dpcap("assess", folder, "--no-input", *HOW, "--reviews", "reviews")
    assert after.returncode == 0
    assert "1 of 1 piece reviewed" in after.stdout


def test_what_does_not_fit_any_more_is_said_on_page_one(desk: Desk) -> None:
    folder = desk.folder("acme")
    desk.put("acme.yaml", REVIEW)
    desk.dpcap("review", "bind", folder, "--reviews", "reviews", "--framework", TINY)
    desk.folder("acme", proof="another roster")
    page = desk.dpcap("assess", folder, "--no-input", *HOW, "--reviews", "reviews")
    assert page.returncode == 0
    said = " ".join(page.stdout.split())
    assert "rulings that no longer apply, because what was seen has changed: 1" in said
    words = (*HOW[:-1], "zh", "--reviews", "reviews")
    chinese = desk.dpcap("assess", folder, "--no-input", *words)
    assert "1 条裁定不再适用" in chinese.stdout


def test_a_ruling_on_nothing_binds_nothing(desk: Desk) -> None:
    folder = desk.folder("acme")
    path = desk.put("acme.yaml", REVIEW.replace("e1:", "e9:"))
    done = desk.dpcap("review", "bind", folder, "--reviews", "reviews", "--framework", TINY)
    assert done.returncode == 3
    assert "DP417" in done.stderr
    assert path.read_text("utf-8") == REVIEW.replace("e1:", "e9:")


@pytest.mark.parametrize("words", [["--reviews", "nowhere"], []])
def test_a_directory_mistyped_is_not_nobody(desk: Desk, words: list[str]) -> None:
    folder = desk.folder("acme")
    done = desk.dpcap("review", "bind", folder, *words)
    assert done.returncode == 2
    if words:
        assert desk.dpcap("assess", folder, "--no-input", *HOW, *words).returncode == 2
        assert desk.dpcap("batch", "providers", *HOW, *words).returncode == 2


FACTS = "schema: dpcap/facts/1\nprovider: acme\nfacts: {}\n"
DRAW = """\
schema: dpcap/draw/1
draws:
  - {quarter: 2026-Q4, seed: 一串长长的种子字, set_on: 2026-10-08}
"""
PEERS = "industry,period,indicator,median,source,date\n"


def peer(industry: str, period: str = "2026-10", figure: float = 9) -> str:
    return f"{industry},{period},CAR-1.1,{figure},Compass,2026-11-05\n"


def with_industries(here: Path) -> Path:
    """The tiny framework, whose figures may say their industry."""
    made = here / "framework"
    shutil.copytree(TINY, made)
    path = made / "framework.yaml"
    text = path.read_text("utf-8")
    title = "  industry: {title: {zh: 行业, en: Industry}}\n"
    path.write_text(text.replace("\nenvelope:\n", f"\nenvelope:\n{title}"), "utf-8")
    return made


def with_industry(folder: Path, industry: str) -> None:
    rows = f"shop,indicator,value,peer,evidence,industry\ns1,CAR-1.1,8,10,e1,{industry}\n"
    (folder / "kpis.csv").write_text(rows, encoding="utf-8")


def test_each_piece_scores_again_exactly_those_it_touches(desk: Desk) -> None:
    """A review and facts their provider; a peer figure who asks for it; a draw who is drawn."""
    desk.framework = with_industries(desk.here)
    for name, industry in (("acme", "美妆"), ("bravo", "食品"), ("carla", "食品")):
        with_industry(desk.folder(name), industry)
    desk.batch()
    assert desk.scored == 3
    desk.batch()
    assert desk.scored == 0
    desk.put("acme.facts.yaml", FACTS)
    desk.batch()
    assert desk.scored == 1
    desk.put("bravo.yaml", "schema: dpcap/review/2\nprovider: bravo\nowner: 陈\n")
    desk.batch()
    assert desk.scored == 1
    desk.put("draw.yaml", DRAW)
    desk.batch()
    assert desk.scored == 0  # one shop each: nobody is drawn
    desk.put("peers.csv", PEERS + peer("服饰"))
    desk.batch()
    assert desk.scored == 0
    desk.put("peers.csv", PEERS + peer("服饰") + peer("食品", "2026-09"))
    desk.batch()
    assert desk.scored == 0
    desk.put("peers.csv", PEERS + peer("服饰") + peer("食品"))
    desk.batch()
    assert desk.scored == 2
    desk.put("peers.csv", PEERS + peer("服饰") + peer("食品", figure=11))
    desk.batch()
    assert desk.scored == 2
    shutil.rmtree(desk.reviews)
    desk.reviews.mkdir()
    desk.batch()
    assert desk.scored == 3


def test_a_folder_under_another_firms_number_fails_alone(desk: Desk) -> None:
    desk.folder("acme", "9133")
    desk.folder("other", "9 13-3")
    desk.put("acme.yaml", "schema: dpcap/review/2\nprovider: acme\nregistration_number: '9133'\n")
    rows = {row["folder"]: row for row in desk.batch()}
    assert rows["acme"]["status"] == "scored"
    assert [one["code"] for one in rows["other"]["findings"]] == ["DP408"]
    assert rows["other"]["findings"][0]["line"] == 9
    assert desk.code == 4
    alone = desk.dpcap("assess", "providers/other", "--no-input", *HOW, "--reviews", "reviews")
    assert alone.returncode == 3
    assert "provider.yaml:" in alone.stderr
    assert "DP408" in alone.stderr


def test_a_forgery_is_told_to_the_reviewers_of_others_and_to_nobody_else(desk: Desk) -> None:
    folder = desk.folder("acme", proof="made up")
    desk.folder("bravo", proof="made up")
    review = REVIEW.replace("ruling: verified, by: 张, on: 2026-11-21, reason: 看过", FORGED, 1)
    desk.put("acme.yaml", review)
    assert (
        desk.dpcap("review", "bind", folder, "--reviews", "reviews", "--framework", TINY).returncode
        == 0
    )
    before = {row["provider"]: row["proved"] for row in desk.batch("--format", "summary")}
    summary = (desk.here / "out" / "summary.md").read_text("utf-8")
    (line,) = [line for line in summary.splitlines() if "DP824" in line]
    assert "bravo" in line
    assert "acme" not in line
    assert b"DP824" not in (desk.here / "out" / "bravo" / "profile.json").read_bytes()
    assert before["bravo"] > before["acme"]
    own = review.replace("acme", "bravo").replace("reach: forged, ", "")
    desk.put("bravo.yaml", own)
    desk.dpcap("review", "bind", "providers/bravo", "--reviews", "reviews", "--framework", TINY)
    after = {row["provider"]: row["proved"] for row in desk.batch("--format", "summary")}
    assert after["bravo"] < before["bravo"]
    assert "DP824" not in (desk.here / "out" / "summary.md").read_text("utf-8")


FORGED = "ruling: refused, reach: forged, by: 张, on: 2026-11-21, reason: 公章是贴上去的"
