"""`make demo-ecosystem`: each thing that it promises, proved from what was put out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import Dpcap
from locations import ROOT
from played_demo import commands_of, play

SCRIPT = ROOT / "tools" / "demo_ecosystem.py"
LANGUAGES = ("zh", "en")
TOLD = {
    "match/match.html": ("优先级占比", "Share of priorities"),
    "incentives/incentives.html": ("池子不够", "The pot is short"),
    "nps.html": ("载体结构", "mix"),
    "plan.html": ("反向指标变差", "a counter-metric got worse"),
    "trend-lanxing/trend.html": ("每一步从何而来", "each step"),
    "trend/trend.html": ("走势", "course"),
}


class Played(NamedTuple):
    home: Path
    printed: str

    def said(self, *words: str) -> str:
        """What the first command that begins with *words* said."""
        shown = self.printed.split(f"\n$ dpcap {' '.join(words)}", 1)[1]
        return shown.split("\n$ dpcap ", 1)[0]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    home = tmp_path_factory.mktemp("demo") / "ecosystem"
    return Played(home, play(SCRIPT, home))


def test_every_step_is_told_and_every_page_named_is_there(played: Played) -> None:
    assert commands_of(played.printed) >= {
        "match",
        "incentives",
        "nps",
        "plan",
        "trend",
        "lint",
        "standing",
    }
    told = played.printed.rsplit("── ", 1)[1]
    pages = [Path(one) for one in re.findall(r"(/\S+\.html)", told)]
    assert len(pages) == len(LANGUAGES) * len(TOLD)
    assert [one for one in pages if not one.is_file()] == []


@pytest.mark.parametrize("place", range(len(LANGUAGES)), ids=LANGUAGES)
def test_each_page_is_in_its_language(played: Played, place: int) -> None:
    for page, words in TOLD.items():
        text = (played.home / LANGUAGES[place] / page).read_text("utf-8")
        assert re.search(rf'<html lang="?{LANGUAGES[place]}\b', text), page
        assert words[place].lower() in text.lower(), page


def test_two_briefs_are_matched_and_one_room_is_asked_for_twice(played: Played) -> None:
    said = played.said("match")
    assert said.index("Qinghe") < said.index("Songxi")
    shares = [float(one) for one in re.findall(r"(?m)(\d+\.?\d*)%  +\d(?:–\d)?$", said)]
    first, second = shares[:3], shares[3:]
    assert (len(first), len(second)) == (3, 2)
    for each in (first, second):
        assert each == sorted(each, reverse=True)
        assert abs(sum(each) - 100) < 0.2
    assert "Providers of whom these briefs together ask more than is left: Lanxing" in said
    assert "not met (not shown to a brand)" in said


def test_a_scheme_with_a_cliff_is_found_out(played: Played) -> None:
    said = played.said("lint", "cliff.yaml")
    assert said.count("DP730 error: a cliff") == 3
    assert "errors 0" in played.said("lint", "incentives.yaml")


def test_who_gets_what_adds_up_and_is_signed(played: Played, dpcap: Dpcap) -> None:
    proposal = json.loads((played.home / "incentives-2027-Q4.json").read_text("utf-8"))
    shares = {one["provider"]: one for one in proposal["proposal"]["shares"]}
    paid = {name: one["paid_fen"] for name, one in shares.items() if one["paid_fen"]}
    assert paid.keys() == {"lanxing", "huojia-shop"}
    assert sum(paid.values()) <= proposal["proposal"]["pot_fen"]
    assert dpcap("lint", played.home / "incentives-2027-Q4.json").returncode == 0


def test_the_mix_alone_turns_the_sign(played: Played) -> None:
    said = played.said("nps")
    assert re.search(r"^All +−17\.0 .* down$", said, re.MULTILINE)
    assert re.search(
        r"^With the same mix of carriers +\+8\.0 .* no clear change$", said, re.MULTILINE
    )
    assert "The\n  mix alone turns the sign" in said


def test_a_draft_has_gaps_and_the_written_plan_none(played: Played) -> None:
    draft = re.search(r"errors (\d+)", played.said("plan", "lint", "draft.yaml"))
    assert draft
    assert int(draft[1]) > 0
    assert "errors 0 · warnings 0" in played.said("plan", "lint", "plan.yaml")


def test_the_plan_tells_the_counter_metric_first(played: Played) -> None:
    said = played.said("plan", "track")
    assert said.index("a counter-metric got worse") < said.index("Metrics ──")
    assert "profiles read: 4" in said
    assert "Growth flywheel" in said


def test_the_course_says_what_was_work(played: Played) -> None:
    said = played.said("trend")
    for score in ("75.7", "66.0", "60.9"):
        assert score in said
    assert "Gold" in said
    assert "Silver" in said
