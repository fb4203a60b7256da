"""A decision on later days: it stands, and its letter goes, until what it rests on changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpcap.cli.main_guard import run
from dpcap.intake.decision import load_decision
from folders import LAPSED, LAST_DAY, TINY, make_folder

DAY, NEXT = "2026-11-26", "2026-11-27"
GATES = """schema: dpcap/gates/1
id: trial
title: {zh: 试用, en: Trial}
rules:
  rung: {measure: WRK_1_1, at_least: 1, message: {zh: 至少一级。, en: One rung or more.}}
  fresh: {measure: age_days, at_most: 30, message: {zh: 三十天内。, en: Thirty days at most.}}
"""
NAME = {"zh": "复核组", "en": "Review desk"}
MAIL = {
    "schema": "dpcap/mail/1",
    "id": "test",
    "occasion": "2026-Q4",
    "sender": {"name": NAME, "address": "desk@partners.example.com"},
    "letters": [{"template": "admitted", "when": "decision == 'admit' && current"}],
    "objection": {"days": 15, "how": {"zh": "回复本邮件", "en": "reply to this mail"}},
    "sign_off": NAME,
    "attach": [],
}


class Here:
    """Commands of dpcap in this process, over one provider that may be mailed."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.out, self.reviews = top / "out", top / "reviews"
        self.printed = self.said = ""
        self.folder = make_folder(top / "providers" / "acme")
        with (self.folder / "provider.yaml").open("a", encoding="utf-8") as stream:
            stream.write("contact: {email: somebody@applicant.example.com}\n")
        self.reviews.mkdir()
        (top / "mail.yaml").write_text(yaml.safe_dump(MAIL, allow_unicode=True), "utf-8")
        self.gates = top / "gates.yaml"
        self.gates.write_text(GATES, "utf-8")

    def __call__(self, *arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def batch(self, *more: str | Path) -> Any:
        """Score on a day; the decision as the row has it."""
        where = ("--out", self.out, "--reviews", self.reviews, "--framework", TINY)
        how = ("--gates", self.gates, "--executor", "serial", "--format", "jsonl")
        assert self("batch", self.top / "providers", *where, *how, *more) in {0, 1}
        return json.loads((self.out / "results.jsonl").read_bytes())["decision"]

    def decide(self, *more: str, by: str = "示例·复核甲") -> int:
        how = ("--as", "admit", "--reason", "都达到", "--by", by)
        where = ("--reviews", self.reviews, "--framework", TINY)
        return self("decide", self.out / "acme", *where, *how, *more)

    def letters(self, *more: str) -> int:
        """How many letters would go; `printed` says why one does not."""
        where = ("--mail", self.top / "mail.yaml", "--reviews", self.reviews)
        assert self("send", self.out, *where, *more) == 0, self.said
        return len(list((self.out / "mail" / "2026-Q4").glob("*.eml")))

    @property
    def why(self) -> str:
        return " ".join(self.printed.split())


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Here:
    return Here(capfd, tmp_path)


def test_the_next_day_changes_nothing(here: Here) -> None:
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    assert here.batch("--on", DAY)["current"]
    assert here.batch("--on", NEXT)["current"]
    assert here.letters("--on", NEXT) == 1
    assert here.letters("--on", "2026-12-01") == 1
    assert here.decide("--on", NEXT, "--until", "2027-03-31") == 0
    assert "Decision so far: Pass (2026-11-26, 示例·复核甲): 都达到\n" in here.printed
    assert here.batch("--on", NEXT)["until"] == "2027-03-31"


def test_a_piece_that_lapses_ends_it(here: Here) -> None:
    here.gates.write_text(GATES.replace("at_most: 30", "at_most: 300"), "utf-8")
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    assert here.batch("--on", LAST_DAY)["current"]
    assert here.letters("--on", LAST_DAY) == 1
    found = here.batch("--on", LAPSED)
    assert (found["current"], found["changes"]["proof"]) == (False, ["WRK-1.1", "CAR-1.1"])
    assert here.letters("--on", LAPSED) == 0
    assert "changed since the decision: proof of 2 (WRK-1.1, CAR-1.1); decide again" in here.why


def test_send_judges_on_the_day_of_the_letters(here: Here) -> None:
    """Though the batch is of an earlier day, on which all was well."""
    here.gates.write_text(GATES.replace("at_most: 30", "at_most: 300"), "utf-8")
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    here.batch("--on", DAY)
    assert here.letters("--on", LAST_DAY) == 1
    assert here.letters("--on", LAPSED) == 0
    assert "proof of 2 (WRK-1.1, CAR-1.1); decide again" in here.why


def test_a_gate_that_turns_ends_it(here: Here) -> None:
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    late = "2026-12-21"
    found = here.batch("--on", late)
    assert (found["current"], found["changes"]["gates"]) == (False, ["fresh"])
    assert here.letters("--on", late) == 0
    assert "changed since the decision: gates 1 (fresh); decide again" in here.why


def test_an_answer_a_ruling_and_the_role_are_told_apart(here: Here) -> None:
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    make_folder(here.folder, rung=1)
    assert here.batch("--on", DAY)["changes"]["answers"] == ["WRK-1.1"]
    make_folder(here.folder)
    assert here.batch("--on", DAY)["current"]
    make_folder(here.folder, role="carer")
    assert here.batch("--on", DAY)["changes"]["role"]


def test_decide_judges_on_its_own_day(here: Here) -> None:
    here.gates.write_text(GATES.replace("at_most: 30", "at_most: 300"), "utf-8")
    here.batch("--on", DAY)
    assert here.decide("--on", LAPSED) == 3
    assert "DP460" in here.said
    assert "no longer holds on 2027-02-01: proof of 2 (WRK-1.1, CAR-1.1)" in here.said
    assert load_decision(here.reviews, "acme") is None
    assert here.decide("--on", LAST_DAY) == 0
    found = load_decision(here.reviews, "acme")
    assert found is not None
    assert (str(found.on), found.until) == (LAST_DAY, None)


def long_ago(here: Here) -> None:
    """The folder as it was years before this test is run."""
    answers = here.folder / "answers.yaml"
    text = answers.read_text("utf-8")
    for day, instead in (("2026-11-20", "2024-01-20"), ("2026-11-02", "2024-01-02")):
        text = text.replace(day, instead)
    answers.write_text(text.replace("2026-10", "2023-12"), "utf-8")


def test_without_a_day_it_is_judged_today_unless_the_gates_name_one(here: Here) -> None:
    long_ago(here)
    here.gates.write_text(GATES.replace("at_most: 30", "at_most: 99999"), "utf-8")
    here.batch("--on", "2024-01-25")
    assert here.decide() == 3
    assert "DP460" in here.said
    assert here.decide("--on", "2024-01-26") == 0
    assert here.letters() == 0
    assert "decide again" in here.why
    here.gates.write_text(here.gates.read_text("utf-8") + "review_on: 2024-01-25\n", "utf-8")
    here.batch()
    assert here.decide() == 0
    here.batch()
    assert here.letters() == 1


def test_an_end_before_its_day_is_refused(here: Here) -> None:
    here.batch("--on", DAY)
    assert here.decide("--on", DAY, "--until", "2026-11-25") == 2
    assert "--until 2026-11-25 lies before 2026-11-26" in here.said
    assert here.decide("--on", DAY, "--until", DAY) == 0
    assert here.letters("--on", NEXT) == 0
    assert "the decision ended on 2026-11-26; decide again" in here.why


def test_a_report_without_gates_does_not_say_that_they_changed(here: Here) -> None:
    here.batch("--on", DAY)
    assert here.decide("--on", DAY) == 0
    shown = ("--reviews", here.reviews, "--format", "md", "--out", "-", "--lang", "zh")
    assert here("report", here.out / "acme" / "profile.json", *shown) == 0
    assert "结论：通过" in here.printed
    assert "作结论之后" not in here.printed
    assess = ("assess", here.folder, "--framework", TINY, "--no-input", "--on", "2026-12-21")
    assert here(*assess, *shown) == 0
    assert "作结论之后" not in here.printed
