"""`make demo-year`: four quarters on the examples, each event proved from what was put out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from browsing import chromium, until
from conftest import Dpcap
from locations import ROOT
from played_demo import commands_of, play

SCRIPT = ROOT / "tools" / "demo_year.py"
LANGUAGES = ("zh", "en")
QUARTERS = ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
# Those of which the year tells nothing: they hand in what the examples say, on other days.
UNCHANGED = ("banxia-content", "guoqi", "haidao-cross", "maodun", "pingfan-belt", "xinya")
# The lines of gold, and the one that keeps silver (standing/tiers.yaml).
RISE, HOLD, HOLD_BELOW = 72, 67, 55
TOLD = {
    "zh": ("资格与牌级", "新规则试算", "2027-04-01起"),
    "en": ("Standing", "What the new rules would change", "fails from 2027-04-01"),
}


PROPOSED = {
    "zh": {"2027-Q2/standing.html": "考核清退", "2027-Q4/standing.html": "降级"},
    "en": {"2027-Q2/standing.html": "missed", "2027-Q4/standing.html": "fallen"},
}


class Played(NamedTuple):
    home: Path
    printed: str

    def rows(self, provider: str) -> list[dict[str, Any]]:
        """What the ledger says of *provider*, in its order."""
        lines = (self.home / "standing.jsonl").read_text("utf-8").splitlines()
        return [row for row in map(json.loads, lines) if row["provider"] == provider]

    def events(self, provider: str, track: str) -> list[tuple[str | None, str]]:
        return [
            (row.get("period"), row["event"])
            for row in self.rows(provider)
            if row["track"] == track
        ]

    def results(self, quarter: str, language: str = "en") -> dict[str, dict[str, Any]]:
        """The row of each provider in the batch of *quarter*."""
        lines = (self.home / language / quarter / "results.jsonl").read_text("utf-8").splitlines()
        return {row["provider"]: row for row in map(json.loads, lines)}

    def gate(self, quarter: str, provider: str, rule: str) -> dict[str, Any]:
        gates = self.results(quarter)[provider]["gates"]
        return next(one for one in gates if one["id"] == rule)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Played:
    home = tmp_path_factory.mktemp("demo") / "year"
    return Played(home, play(SCRIPT, home))


def test_every_step_is_told_and_every_page_named_is_there(year: Played) -> None:
    assert commands_of(year.printed) == {
        *("keygen", "batch", "decide", "standing", "sign", "register", "verify"),
        *("rules", "whatif", "send", "appeal", "review"),
    }
    told = year.printed.rsplit("── ", 1)[1]
    paths = [Path(one) for one in re.findall(r"(/\S+\.(?:html|txt|json))", told)]
    assert len(paths) > 2 * len(QUARTERS)
    assert [one for one in paths if not one.is_file()] == []
    assert {one.relative_to(year.home).parts[0] for one in paths} >= {*LANGUAGES, "letters"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_both_languages(year: Played, language: str) -> None:
    pages = sorted((year.home / language).rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        assert re.search(rf'<html lang="?{language}\b', page.read_text("utf-8")), page
    other = "en" if language == "zh" else "zh"
    here, there = (
        {one.relative_to(year.home / each) for one in (year.home / each).rglob("*.html")}
        for each in (language, other)
    )
    assert here == there
    for page, word in zip(
        ("2027-Q4/standing.html", "whatif/whatif.html", "2027-Q1/portfolio.html"),
        TOLD[language],
        strict=True,
    ):
        assert word in (year.home / language / page).read_text("utf-8"), page


def test_scores_come_from_what_is_handed_in(year: Played) -> None:
    # That of the second quarter was scored again after the appeal, when some proof had lapsed.
    scores = {
        quarter: {name: row["proved"] for name, row in year.results(quarter).items()}
        for quarter in ("2027-Q1", "2027-Q3", "2027-Q4")
    }
    for provider in UNCHANGED:
        assert len({of[provider] for of in scores.values()}) == 1, provider
    lanxing, huojia = ([of[one] for of in scores.values()] for one in ("lanxing", "huojia-shop"))
    assert lanxing[0] > RISE
    assert HOLD > lanxing[1] > lanxing[2] > HOLD_BELOW
    assert huojia[0] < RISE <= huojia[1] == huojia[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_proposes_what_is_signed_then(year: Played, language: str) -> None:
    for page, word in PROPOSED[language].items():
        assert word in (year.home / language / page).read_text("utf-8"), page


def test_the_rule_of_the_second_quarter_is_announced_in_the_first(year: Played) -> None:
    before = year.gate("2027-Q1", "pingfan-belt", "belt-merchants")
    assert (before["state"], before["needed"], before["found"]) == ("met", 10, 11)
    assert (before["coming"]["since"], before["coming"]["needed"]) == ("2027-04-01", 12)
    assert before["coming"]["state"] == "failed"
    missed = next(r for r in year.rows("pingfan-belt") if r["event"] == "assessment_ended")
    assert missed["period"] == "2027-Q2"
    assert [(m["needed"], m["found"]) for m in missed["measures"] if m["rule"] == "belt-merchants"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_what_if_names_who_would_fail_and_drafts_the_letter(year: Played, language: str) -> None:
    rows = (year.home / language / "whatif" / "whatif.jsonl").read_text("utf-8").splitlines()
    crossing = [row for row in map(json.loads, rows) if row.get("crossings")]
    assert [row["provider"] for row in crossing] == ["pingfan-belt"]
    (line,) = crossing[0]["crossings"]
    assert (line["line"], line["cause"], line["rises"]) == ("gates", "common", False)
    letter = (year.home / "letters" / f"pingfan-belt.{language}.txt").read_text("utf-8")
    assert {"zh": "12家", "en": "12 merchants"}[language] in letter
    assert {"zh": "2027年4月1日", "en": "1 April 2027"}[language] in letter
    assert not list(year.home.rglob("outbox.db"))


def test_certification_is_met_and_ended(year: Played) -> None:
    for provider in ("lanxing", "huojia-shop"):
        assert year.events(provider, "certification") == [
            *((None, "invited"), (None, "admitted")),
            *((quarter, "certified") for quarter in QUARTERS),
        ]
    assert year.events("qiushi-live", "certification")[-2:] == [
        ("2027-Q2", "certified"),
        ("2027-Q3", "assessment_ended"),
    ]
    assert year.results("2027-Q3")["qiushi-live"]["ledger"]["label"] == "ended"


def test_tiers_rise_and_fall(year: Played) -> None:
    moved = {
        provider: [
            (row["period"], row["event"], row["from"], row["to"])
            for row in year.rows(provider)
            if row["track"] == "tier" and row["event"] != "held"
        ]
        for provider in ("lanxing", "huojia-shop", "qiushi-live")
    }
    assert moved["lanxing"] == [
        ("2027-Q1", "risen", "none", "gold"),
        ("2027-Q3", "watch", "gold", "gold"),
        ("2027-Q4", "fallen", "gold", "silver"),
    ]
    assert moved["huojia-shop"] == [
        ("2027-Q2", "risen", "none", "silver"),
        ("2027-Q4", "risen", "silver", "gold"),
    ]
    assert moved["qiushi-live"][-1] == ("2027-Q3", "stopped", "silver", "none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_signed_is_told_in_letters(year: Played, language: str) -> None:
    folder = year.home / language / "2027-Q4" / "mail" / "standing"
    told = {one.stem.split("-")[1]: one.read_text("utf-8") for one in folder.glob("*.txt")}
    assert told.keys() == {"lanxing", "huojia", "yuanhang"}
    assert {"zh": "银牌", "en": "Silver"}[language] in told["lanxing"]
    assert {"zh": "金牌", "en": "Gold"}[language] in told["huojia"]


def test_an_appeal_is_upheld_and_the_row_taken_back(year: Played, dpcap: Dpcap) -> None:
    events = [event for _, event in year.events("pingfan-belt", "certification")]
    assert events[-5:] == ["assessment_ended", "corrected", *["certified"] * 3]
    ended, corrected = (
        next(row for row in year.rows("pingfan-belt") if row["event"] == event)
        for event in ("assessment_ended", "corrected")
    )
    assert corrected["corrects"] == ended["row"]
    assert corrected["by"] != ended["by"]
    text = (year.home / "reviews" / "pingfan-belt.appeal.yaml").read_text("utf-8")
    appeal = yaml.load(text, yaml.BaseLoader)["appeals"]["a1"]  # noqa: S506 - nothing but texts
    assert (appeal["outcome"], appeal["correction"]) == ("granted", str(corrected["row"]))
    assert list((year.home / "letters").glob("pingfan-belt.a1.correction.*"))
    for path in ("standing.jsonl", "reviews"):
        done = dpcap("lint", year.home / path)
        assert done.returncode == 0, done.stdout + done.stderr


def test_verify_finds_the_withdrawal_and_calls_no_old_register_valid(year: Played) -> None:
    _, withdrawn, valid, old = year.printed.split("$ dpcap verify ")[1:]
    assert "GENUINE, BUT WITHDRAWN ON 2028-03-02" in withdrawn
    assert re.search(r"status +withdrawn · 2028-03-02; a violation", withdrawn)
    assert "2027-Q4/lanxing/report.html" in valid
    assert re.search(r"status +valid", valid)
    assert re.search(r"status +unknown: ", old)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "locale", "withdrawn"),
    [
        ("zh", "zh-CN", "✕ 真实，但已于 2028-03-02 撤回"),
        ("en", "en-GB", "✕ Genuine, but withdrawn on 2028-03-02"),
    ],
)
def test_verify_html_finds_the_withdrawal(
    year: Played, browser: Any, language: str, locale: str, withdrawn: str
) -> None:
    page = browser.new_page(locale=locale)
    page.clock.set_fixed_time("2028-03-03T12:00:00")
    page.goto((year.home / "keys" / "dpcap-key.verify.html").as_uri())
    report = year.home / language / "2027-Q3" / "yuanhang-media" / "report.html"
    page.set_input_files("#report", [year.home / "register.json", report])
    head = "document.getElementById('head').textContent"
    until(page, f"word => {head} === word", arg=withdrawn)
    assert page.evaluate(head) == withdrawn
    page.close()


def test_no_directory_of_others_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
