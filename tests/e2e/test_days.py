"""On which day each command judges where nobody names one, and that it says so."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dpcap.cli.main_guard import run
from folders import ASSESSED, LAST_FIGURE, TINY, TOO_OLD, left_by, make_folder

GIVEN = date.fromisoformat(ASSESSED)
GATES = """\
schema: dpcap/gates/1
id: ours
title: {zh: 自有, en: Ours}
review_on: 2026-12-01
rules:
  fresh: {measure: age_days, at_most: 20, message: {zh: 新, en: Fresh.}}
"""


class Here:
    """dpcap in this process, on whichever day `today` says."""

    def __init__(
        self, capfd: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, top: Path
    ) -> None:
        self.capfd, self.top = capfd, top
        self.folders, self.out = top / "providers", top / "out"
        self.today = GIVEN
        self.printed = self.said = ""
        patch.setattr("dpcap.cli.day.day_of_run", lambda on=None: on.date() if on else self.today)

    def __call__(self, *arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments), "--framework", str(TINY)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def batch(self, *more: str | Path, out: Path | None = None) -> int:
        how = ("--executor", "serial", "--format", "verdict", "--lang", "zh")
        return self("batch", self.folders, "--out", out or self.out, *how, *more)

    def rows(self) -> list[Any]:
        lines = (self.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def days(self) -> set[str]:
        """The days of the profiles, as the rows and the stored profiles have them."""
        stored = (json.loads(path.read_bytes()) for path in self.out.glob("*/profile.json"))
        return {row["as_of"] for row in self.rows()} | {one["as_of"] for one in stored}

    def days_of(self, provider: str) -> str:
        """The day of the stored profile."""
        day: str = json.loads((self.out / provider / "profile.json").read_bytes())["as_of"]
        return day

    def verdict(self) -> Any:
        return json.loads((self.out / "verdict.json").read_text(encoding="utf-8"))


@pytest.fixture
def here(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Here:
    return Here(capfd, monkeypatch, tmp_path)


def test_a_batch_judges_on_the_day_of_the_run_and_records_it(here: Here) -> None:
    make_folder(here.folders / "a")
    here.today = GIVEN + timedelta(days=9)
    assert here.batch() == 0
    assert here.days() == {"2026-11-29"}
    assert here.verdict()["head"]["day"] == "2026-11-29"
    assert here.batch("--on", ASSESSED) == 0
    assert here.days() == {ASSESSED}


def test_the_day_of_the_gates_comes_first_and_a_named_day_before_it(here: Here) -> None:
    make_folder(here.folders / "a")
    gates = here.top / "gates.yaml"
    gates.write_text(GATES, encoding="utf-8")
    here.today = GIVEN + timedelta(days=90)
    assert here.batch("--gates", gates) == 0
    assert here.days() == {"2026-12-01"}
    assert here.batch("--gates", gates, "--on", "2026-12-20") == 1
    assert here.days() == {"2026-12-20"}
    gates.write_text(GATES.replace("review_on: 2026-12-01\n", ""), encoding="utf-8")
    assert here.batch("--gates", gates) == 1
    assert here.days() == {str(here.today)}


def test_the_day_after_is_cheap_until_a_figure_is_too_old(here: Here) -> None:
    """The same gates on another day: judged anew, and nothing scored that did not change."""
    for name in ("a", "b"):
        make_folder(here.folders / name)
    gates = here.top / "gates.yaml"
    gates.write_text(GATES.replace("review_on: 2026-12-01\n", ""), encoding="utf-8")
    seen = []
    for day in (ASSESSED, "2026-12-20", "2027-02-02", LAST_FIGURE, TOO_OLD, "2027-03-02"):
        here.today = date.fromisoformat(day)
        assert here.batch("--gates", gates) == (0 if day == ASSESSED else 1)
        seen.append(here.said.strip().splitlines()[-1])
        fresh = here.top / f"fresh-{day}"
        assert here.batch("--gates", gates, out=fresh) == (0 if day == ASSESSED else 1)
        assert left_by(here.out) == left_by(fresh), day
    new, kept = "scored 2, reused 0, failed 0", "scored 0, reused 2, failed 0"
    # Proof of 2 November holds for 90 days, a figure of October for 120.
    assert seen == [new, kept, new, kept, new, kept]


def test_answers_of_tomorrow_are_of_another_zone_later_ones_a_slip(here: Here) -> None:
    make_folder(here.folders / "today")
    make_folder(here.folders / "tomorrow", assessed_on=str(GIVEN + timedelta(days=1)))
    assert here.batch() == 0
    assert {row["folder"]: row["as_of"] for row in here.rows()} == {
        "today": ASSESSED,
        "tomorrow": "2026-11-21",
    }
    make_folder(here.folders / "later", assessed_on=str(GIVEN + timedelta(days=2)))
    assert here.batch() == 4
    (found,) = next(row for row in here.rows() if row["status"] == "failed")["findings"]
    assert (found["code"], found["line"]) == ("DP804", 2)
    # A day that somebody named is meant.
    assert here.batch("--on", ASSESSED) == 4
    assert [row["folder"] for row in here.rows() if row["status"] == "scored"] == ["today"]


@pytest.mark.parametrize(
    ("days", "lang", "said"),
    [
        (30, "zh", None),
        (31, "zh", "本页按 2026-11-20 评判，到制作那天（2026-12-21）已过 31 天"),
        (400, "en", "Judged as of 2026-11-20, 400 days before this page was made (2027-12-25)"),
        (-1, "en", None),
        (-2, "zh", "本页按 2026-11-20 评判，制作那天（2026-11-18）离它还有 2 天"),
    ],
)
def test_assess_keeps_the_day_of_the_answers_and_says_first_if_it_is_far(
    here: Here, days: int, lang: str, said: str | None
) -> None:
    folder = make_folder(here.folders / "a")
    here.today = GIVEN + timedelta(days=days)
    how = ("--no-input", "--lang", lang, "--out", here.out)
    assert here("assess", folder, *how) == 0
    assert here.days_of("a") == ASSESSED
    first = " ".join(here.printed.split())
    paper = (here.out / "a" / "report.md").read_text(encoding="utf-8")
    page = (here.out / "a" / "report.html").read_text(encoding="utf-8")
    assert first.replace(" ", "").startswith((said or "").replace(" ", ""))
    assert (said in paper.splitlines()[0]) if said else paper.startswith("#")
    assert said is None or page.index(said) < page.index('<header class="who">')
    assert said is not None or "Judged as of" not in page + first
    here("verify", here.out / "a" / "report.html", "--folder", folder, "--format", "json")
    (found,) = json.loads(here.printed)
    assert found["data"]["state"] == "same"
    assert found["page"]["state"] == "same"
    assert found["on"] == str(here.today)
    assert here("assess", folder, *how, "--on", ASSESSED) == 0
    assert "本页按" not in here.printed


def test_a_folder_dated_back_for_years_is_refused(here: Here) -> None:
    folder = make_folder(here.folders / "a", assessed_on="2016-11-20")
    assert here("assess", folder, "--no-input", "--out", here.out) == 3
    assert "DP368" in here.said + here.printed
    assert here.batch() == 3
    codes = [found["code"] for row in here.rows() for found in row["findings"]]
    assert "DP368" in codes


def test_last_years_folder_proves_nothing_today(here: Here) -> None:
    make_folder(here.folders / "a")
    here.today = GIVEN + timedelta(days=365)
    assert here.batch() == 0
    (row,) = here.rows()
    profile = json.loads((here.out / "a" / "profile.json").read_bytes())
    codes = {found["code"] for found in profile["findings"]}
    assert {"DP344", "DP367"} <= codes
    assert row["turns_on"] is None
    assert row["proved_level"] is None
