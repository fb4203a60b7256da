"""Who reviewed and who decided: one person or two, and whether git knows them by that name."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from dpcap.cli.main_guard import run
from folders import TINY, make_folder

DAY = "2026-11-26"
REVIEWER, OTHER = "示例·复核甲", "示例·复核乙"
REVIEW = f"""schema: dpcap/review/2
provider: acme
evidence:
  e1: {{ruling: accepted, by: {REVIEWER}, on: 2026-11-25, reason: 原件已核}}
"""


class Here:
    """Commands of dpcap in this process, in a directory with a dpcap.toml of its own."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.out, self.reviews = top / "out", top / "reviews"
        self.printed = self.said = ""
        make_folder(top / "providers" / "acme")
        self.reviews.mkdir()
        (self.reviews / "acme.yaml").write_text(REVIEW, "utf-8")
        self.settings()
        assert self("review", "bind", "providers/acme", "--reviews", "reviews") == 0
        how = ("--executor", "serial", "--format", "jsonl", "--on", DAY)
        assert self("batch", "providers", *how) == 0

    def __call__(self, *arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def settings(self, *more: str) -> None:
        lines = (f'framework = "{TINY.as_posix()}"', 'reviews = "reviews"', *more)
        (self.top / "dpcap.toml").write_text("\n".join(lines) + "\n", "utf-8")

    def decide(self, by: str) -> int:
        return self(
            *("decide", "out", "--provider", "acme", "--as", "admit", "--on", DAY),
            *("--reason", "都达到", "--by", by),
        )

    @property
    def is_decided(self) -> bool:
        return (self.reviews / "acme.decision.yaml").exists()

    def git(self, *arguments: str, name: str | None = REVIEWER) -> None:
        who = ("-c", f"user.name={name}", "-c", "user.email=a@example.com") if name else ()
        subprocess.run(["git", *who, *arguments], cwd=self.top, check=True, capture_output=True)

    def commit(self, name: str) -> None:
        self.git("add", "reviews", name=name)
        self.git("commit", "--quiet", "--message", "state", name=name)


@pytest.fixture
def here(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Here:
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    return Here(capfd, tmp_path)


SAME = "the same person reviewed and decided"


@pytest.mark.parametrize("name", [REVIEWER, f" {REVIEWER} "])
def test_one_person_is_said_to_be_one(here: Here, name: str) -> None:
    assert here.decide(name) == 0
    shown = ("--format", "md", "--out", "-", "--lang", "en")
    assert here("report", "out/acme/profile.json", *shown) == 0
    assert SAME in here.printed
    assert here("report", "out/acme/profile.json", *shown, "--audience", "brand") == 0
    assert SAME in here.printed
    assert here("decide", "out", "--provider", "acme", "--on", DAY) == 0
    assert SAME in " ".join(here.printed.split())
    assert here("lint", "reviews", "--format", "json") == 0
    assert [one["code"] for one in json.loads(here.printed)] == ["DP466"]


def test_two_people_are_not_remarked_on(here: Here) -> None:
    assert here.decide(OTHER) == 0
    shown = ("--format", "md", "--out", "-", "--lang", "en")
    assert here("report", "out/acme/profile.json", *shown) == 0
    assert SAME not in here.printed
    assert here("lint", "reviews") == 0
    assert here.printed == ""


def test_two_may_be_required(here: Here) -> None:
    here.settings("require_two_people = true")
    assert here.decide(REVIEWER) == 3
    assert "DP463" in here.said
    assert "require_two_people" in here.said
    assert not here.is_decided
    assert here.decide(OTHER) == 0
    assert here("lint", "reviews") == 0


def test_a_decision_by_hand_is_found_by_lint(here: Here) -> None:
    assert here.decide(REVIEWER) == 0
    here.settings("require_two_people = true")
    assert here("lint", "reviews") == 3
    assert "DP463" in here.printed


# ── by is git's author ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def known(here: Here) -> Here:
    """A repository whose user is the reviewer, as `dpcap.toml` wants it."""
    here.git("init", "--quiet")
    here.git("config", "user.name", REVIEWER, name=None)
    here.commit(REVIEWER)
    here.settings("by_is_git_author = true")
    return here


def test_who_decides_is_who_commits(known: Here) -> None:
    assert known.decide(OTHER) == 3
    assert "DP464" in known.said
    assert f"by names {OTHER}, but git's author is {REVIEWER}" in known.said
    assert not known.is_decided
    assert known.decide(REVIEWER) == 0
    assert known("lint", "reviews", "--strict") == 0


def test_what_somebody_else_committed_is_found_by_lint(known: Here) -> None:
    assert known.decide(REVIEWER) == 0
    known.commit(OTHER)
    assert known("lint", "reviews") == 3
    assert known.printed.count("DP464") == 1
    assert "acme.decision.yaml" in known.printed
    known.settings()
    assert known.decide(OTHER) == 0
    known.settings("by_is_git_author = true")
    known.commit(OTHER)
    assert known("lint", "reviews") == 0


def test_every_reviewer_has_committed_the_review(known: Here) -> None:
    with (known.reviews / "acme.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"remarks: [{{text: 复看, by: {OTHER}, on: 2026-11-26}}]\n")
    assert known("lint", "reviews") == 3
    assert f"by names {OTHER}" in known.printed
    known.commit(OTHER)
    assert known("lint", "reviews") == 0
    assert known.printed == ""


FILED = "2026-12-01"


def answer(here: Here, by: str) -> int:
    said = ("--as", "rejected", "--reason", "没有新证据", "--on", FILED)
    return here("appeal", "answer", "acme", "a1", *said, "--by", by)


def test_who_answers_an_appeal_is_who_commits(known: Here) -> None:
    assert known.decide(REVIEWER) == 0
    given = ("--indicator", "CAR-1.1", "--ground", "漏算", "--on", FILED, "--letter-on", DAY)
    assert known("appeal", "file", "acme", *given) == 0
    appeals = known.reviews / "acme.appeal.yaml"
    filed = appeals.read_bytes()
    assert answer(known, OTHER) == 3
    assert f"DP766 error: a1: answered by {OTHER}, but git's author is {REVIEWER}" in known.said
    assert appeals.read_bytes() == filed
    known.git("config", "user.name", OTHER, name=None)
    assert answer(known, OTHER) == 0
    known.commit(REVIEWER)
    assert known("lint", "reviews") == 3
    assert known.printed.count("DP766") == 1
    assert "acme.appeal.yaml" in known.printed
    appeals.write_text(appeals.read_text("utf-8") + "\n# 已核对\n", "utf-8")
    known.commit(OTHER)
    assert known("lint", "reviews") == 0
    known.settings()
    appeals.write_bytes(filed)
    assert answer(known, "别人") == 0


def test_without_git_nobody_can_tell(here: Here) -> None:
    here.settings("by_is_git_author = true")
    assert here.decide(REVIEWER) == 3
    assert "DP465" in here.said
    assert "lies in no git repository" in here.said
    here.git("init", "--quiet")
    assert here.decide(REVIEWER) == 3
    assert "git knows no name" in here.said
    assert not here.is_decided
