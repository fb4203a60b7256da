"""`dpcap decide`: proposals, decisions by options and by asking, and what it refuses."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pexpect
import pytest

from batches import PATIENCE
from decided import as_scored
from dpcap.cli.main_guard import run
from dpcap.intake.decision import load_decision
from dpcap.model.decision import Decision
from dpcap.workflow import decide
from folders import ASSESSED, LAPSED, LAST_DAY, TINY, make_folder

DAY = "2026-11-26"
GATES = """schema: dpcap/gates/1
id: trial
title: {zh: 试用, en: Trial}
rules:
  rung: {measure: WRK_1_1, at_least: 1, message: {zh: 至少一级。, en: One rung or more.}}
  high:
    measure: WRK_1_1
    at_least: 2
    severity: warn
    message: {zh: 最好两级。, en: Two rungs are better.}
"""
REVIEW = "schema: dpcap/review/2\nprovider: good\nowner: 示例·陈\n"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def put(path: Path, was: str, instead: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, instead), encoding="utf-8")


class Here:
    """Commands of dpcap in this process: the exit code, and what was printed and said last."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.folders, self.out, self.reviews = top / "providers", top / "out", top / "reviews"
        self.printed = self.said = ""
        for name, rung in (("bad", 0), ("fair", 1), ("good", 2)):
            make_folder(self.folders / name, rung=rung)
        self.framework = shutil.copytree(TINY, top / "framework")
        put(self.framework / "framework.yaml", "method:\n", "method:\n  min_coverage: 0.1\n")
        self.reviews.mkdir()
        (self.reviews / "good.yaml").write_text(REVIEW, encoding="utf-8")
        (top / "gates.yaml").write_text(GATES, encoding="utf-8")

    def __call__(self, *arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments), "--framework", str(self.framework)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def batch(self, *more: str | Path) -> int:
        common = ("--out", self.out, "--reviews", self.reviews, "--executor", "serial")
        common = (*common, "--on", ASSESSED)
        return self("batch", self.folders, *common, "--format", "jsonl", *more)

    def gated(self) -> None:
        assert self.batch("--gates", self.top / "gates.yaml") == 1

    def decide(self, *more: str | Path, out: Path | None = None) -> int:
        return self("decide", out or self.out, "--reviews", self.reviews, *more)

    def decision(self, provider: str) -> Decision | None:
        return load_decision(self.reviews, provider)


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Here:
    made = Here(capfd, tmp_path)
    made.gated()
    return made


ADMIT = ("--as", "admit", "--reason", "都达到", "--by", "示例·复核甲", "--on", DAY)


# ── proposals ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.process
def test_without_a_terminal_it_proposes_and_writes_nothing(here: Here) -> None:
    assert here.decide() == 0
    parts = here.printed.strip().split("\n\n")
    assert [part.split("(")[1].split(")")[0] for part in parts] == ["bad", "fair", "good"]
    assert [re.findall(r"Proposed: (\w+)", part) for part in parts] == [
        ["Fail"],
        ["Conditional"],
        ["Pass"],
    ]
    rule = "One rung or more · error · failed · needed ≥ 1 By word of mouth; found 0 Not at all"
    assert rule in " ".join(parts[0].split())
    month = datetime.now().astimezone().date() + timedelta(30)
    assert f"· 最好两级 (due {month})" in parts[1]
    assert "No decision so far" in parts[2]
    assert [path.name for path in here.reviews.iterdir()] == ["good.yaml"]


def test_two_who_decide_at_once_lose_nothing(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second is told, and the first decision stays."""
    checked = decide.refused_signer

    def meanwhile(*arguments: Any) -> Any:
        monkeypatch.setattr(decide, "refused_signer", checked)
        first = ("--as", "decline", "--reason", "材料不实", "--by", "示例·复核乙", "--on", DAY)
        assert here.decide(*first, out=here.out / "good") == 0
        return checked(*arguments)

    monkeypatch.setattr(decide, "refused_signer", meanwhile)
    assert here.decide(*ADMIT, out=here.out / "good") == 3
    assert "DP467" in here.said
    standing = here.decision("good")
    assert standing is not None
    assert standing.decision == "decline"


def test_without_gates_nothing_is_proposed(here: Here) -> None:
    assert here.batch() == 0
    assert here.decide("--provider", "good") == 0
    assert "nothing is proposed" in here.printed
    assert here.decide("--provider", "good", *ADMIT) == 0
    assert here.decision("good") is not None


# ── by options ────────────────────────────────────────────────────────────────────────────────────


def test_a_decision_names_the_profile_and_what_it_replaces(here: Here) -> None:
    assert here.decide("--provider", "good", *ADMIT) == 0
    first = here.decision("good")
    assert first is not None
    assert (first.decision, first.by, str(first.on)) == ("admit", "示例·复核甲", DAY)
    assert first.substance == as_scored(here.out, "good")["substance"]
    assert first.replaces is None
    decline = ("--as", "decline", "--reason", "撤回", "--by", "示例·复核乙", "--on", "2026-11-27")
    assert here.decide("--provider", "good", *decline) == 0
    assert "Decision so far: Pass (2026-11-26, 示例·复核甲): 都达到" in here.printed
    second = here.decision("good")
    assert second is not None
    assert second.replaces is not None
    assert (second.replaces.decision, str(second.replaces.on)) == ("admit", DAY)
    assert second.replaces.digest == first.digest


def test_nobody_is_decided_on_unnamed(here: Here) -> None:
    assert here.decide(*ADMIT) == 2
    assert "--as would decide on 3 providers alike" in here.said
    assert here.decision("good") is None


def test_the_same_again_changes_nothing(here: Here) -> None:
    assert here.decide("--provider", "good", *ADMIT) == 0
    path = here.reviews / "good.decision.yaml"
    path.write_text("# 我们的注\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_bytes()
    assert here.decide("--provider", "good", *ADMIT) == 0
    assert path.read_bytes() == before
    assert "the same as stands" in here.said


def test_conditions_are_those_given_else_those_proposed(here: Here) -> None:
    how = ("--as", "conditional", "--reason", "限期", "--by", "甲", "--on", DAY)
    assert here.decide("--provider", "fair", *how) == 0
    proposed = here.decision("fair")
    assert proposed is not None
    assert [(one.text, str(one.due_on)) for one in proposed.conditions] == [
        ("最好两级", "2026-12-26")
    ]
    own = ("--condition", "发到 a@example.cn@2026-12-01", "--condition", "交签字页@2026-12-02")
    assert here.decide("--provider", "good", *how, *own) == 0
    given = here.decision("good")
    assert given is not None
    assert [(one.text, str(one.due_on)) for one in given.conditions] == [
        ("发到 a@example.cn", "2026-12-01"),
        ("交签字页", "2026-12-02"),
    ]
    assert here.decide("--provider", "bad", *how) == 3
    assert "DP421" in here.said
    assert here.decision("bad") is None


def test_a_providers_own_folder_in_the_output_will_do(here: Here) -> None:
    assert here.decide(*ADMIT, out=here.out / "good") == 0
    assert here.decision("good") is not None
    assert here.decision("fair") is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--as", "admit"), "--as needs --reason and --by"),
        (("--as", "admit", "--reason", " ", "--by", "甲"), "--as needs --reason and --by"),
        ((*ADMIT, "--condition", "a@2026-12-01"), "--as conditional only"),
        (("--condition", "a@2026-12-01"), "--condition needs --as conditional"),
        (("--as", "conditional", "--condition", "a"), "is written"),
        (("--as", "conditional", "--condition", "@2026-12-01"), "is written"),
        (("--on", DAY, "--as", "conditional", "--condition", "a@2026-11-25"), "before"),
        (("--provider", "nobody"), "no provider nobody"),
        (("--provider", "good", "--provider", "nobody", *ADMIT), "no provider nobody"),
        (("--reviews", "nowhere"), "there is no folder nowhere"),
    ],
)
def test_wrong_usage_is_told_and_nothing_written(
    here: Here, more: tuple[str, ...], said: str
) -> None:
    assert here.decide(*more) == 2
    assert said in here.said
    assert not list(here.reviews.glob("*.decision.yaml"))


def test_where_there_are_no_results(here: Here) -> None:
    assert here.decide(out=here.folders) == 2
    assert "results.jsonl" in here.said
    assert here.decide(here.out / "good") == 2
    assert "stands twice" in here.said


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


def change_answer(here: Here) -> None:
    make_folder(here.folders / "good", rung=1)


def change_row(here: Here) -> None:
    put(here.folders / "good" / "kpis.csv", ",8,10", ",9,10")


def change_fact(here: Here) -> None:
    put(here.folders / "good" / "provider.yaml", "某某good", "某某好")


def change_evidence(here: Here) -> None:
    with (here.folders / "good" / "evidence" / "roster.txt").open("ab") as stream:
        stream.write(b".")


def change_review(here: Here) -> None:
    (here.reviews / "good.yaml").write_text(REVIEW + "contested: 有异议\n", encoding="utf-8")


def remove_review(here: Here) -> None:
    (here.reviews / "good.yaml").unlink()


@pytest.mark.parametrize(
    "change",
    [change_answer, change_row, change_fact, change_evidence, change_review, remove_review],
)
def test_what_changed_since_is_not_decided_on(here: Here, change: Callable[[Here], None]) -> None:
    change(here)
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP427" in here.said
    assert here.decision("good") is None
    assert here.printed == ""
    here.batch("--gates", here.top / "gates.yaml")
    assert here.decide("--provider", "good", *ADMIT) == 0


def test_the_others_go_on(here: Here) -> None:
    change_answer(here)
    every = [word for name in ("bad", "fair", "good") for word in ("--provider", name)]
    assert here.decide(*every, *ADMIT) == 4
    assert here.said.count("DP427") == 1
    assert {path.name for path in here.reviews.glob("*.decision.yaml")} == {
        "bad.decision.yaml",
        "fair.decision.yaml",
    }


def test_a_profile_that_was_touched_is_not_decided_on(here: Here) -> None:
    with (here.out / "good" / "profile.json").open("a", encoding="utf-8") as stream:
        stream.write(" ")
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP426" in here.said
    assert here.decision("good") is None


def test_another_framework_is_named_as_the_reason(here: Here, tmp_path: Path) -> None:
    other = shutil.copytree(TINY, tmp_path / "other")
    put(other / "framework.yaml", 'version: "1"', 'version: "9.9"')
    with pytest.raises(SystemExit) as left:
        run(
            [
                *("decide", str(here.out), "--provider", "good", "--framework", str(other)),
                *("--reviews", str(here.reviews)),
            ]
        )
    assert left.value.code == 3
    said = here.capfd.readouterr().err
    assert "DP427" in said
    assert "--framework" in said


def test_folders_that_have_moved_are_looked_for_where_one_says(here: Here) -> None:
    here.folders.rename(here.top / "elsewhere")
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP428" in here.said
    assert "--providers" in here.said
    assert here.decide("--provider", "good", *ADMIT, "--providers", here.top / "elsewhere") == 0
    assert here.decision("good") is not None


def test_a_folder_of_the_same_name_and_another_id_is_another_provider(here: Here) -> None:
    make_folder(here.folders / "good", provider="stranger", rung=2)
    make_folder(here.folders / "moved", provider="good", rung=2, proof="roster of good")
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP427" in here.said  # its name is another one
    shutil.rmtree(here.folders / "moved")
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP428" in here.said


def test_a_copy_of_a_folder_is_not_taken_for_the_one_that_was_scored(here: Here) -> None:
    make_folder(here.folders / "a-copy", provider="good", rung=1)
    assert here.decide("--provider", "good", *ADMIT) == 0


def test_evidence_kept_elsewhere_counts_as_well(here: Here) -> None:
    root, inside = here.top / "proof", here.folders / "good" / "evidence"
    kept = root / "good" / "evidence" / "roster.txt"
    kept.parent.mkdir(parents=True)
    (inside / "roster.txt").rename(kept)
    here.batch("--gates", here.top / "gates.yaml", "--evidence-root", root)
    assert here.decide("--provider", "good", *ADMIT) == 0
    kept.write_text("less", encoding="utf-8")
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP427" in here.said


def test_a_folder_that_failed_is_not_decided_on(here: Here) -> None:
    make_folder(here.folders / "good", rung=9)
    assert here.batch("--gates", here.top / "gates.yaml") == 4
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP429" in here.said
    assert "dpcap batch" in here.said
    assert here.decision("good") is None


def test_a_decision_that_cannot_be_read_is_not_written_over(here: Here) -> None:
    path = here.reviews / "good.decision.yaml"
    path.write_text("schema: dpcap/decision/2\nprovider: good\n", encoding="utf-8")
    before = path.read_bytes()
    assert here.decide("--provider", "good", *ADMIT) == 3
    assert "DP105" in here.said
    assert path.read_bytes() == before


def test_a_decision_of_an_earlier_version_is_told_by_name_and_taken_anew(here: Here) -> None:
    path = here.reviews / "good.decision.yaml"
    path.write_text(f"schema: dpcap/decision/1\nprovider: good\nprofile: {'0' * 64}\n", "utf-8")
    assert here("lint", here.reviews) == 3
    assert "good.decision.yaml:1:9 DP160" in here.printed
    assert here.batch("--gates", here.top / "gates.yaml") == 1
    assert "DP160" in here.said
    assert here.decide("--provider", "good") == 0
    assert "DP160" in here.said
    assert "No decision so far" in here.printed
    assert here.decide("--provider", "good", *ADMIT) == 0
    found = here.decision("good")
    assert found is not None
    assert (found.decision, found.replaces) == ("admit", None)


def test_a_day_before_the_decision_that_stands(here: Here) -> None:
    assert here.decide("--provider", "good", *ADMIT) == 0
    before = ("--as", "decline", "--reason", "a", "--by", "b", "--on", "2026-11-25")
    assert here.decide("--provider", "good", *before) == 3
    assert "DP425" in here.said
    found = here.decision("good")
    assert found is not None
    assert found.decision == "admit"


# ── on a terminal ─────────────────────────────────────────────────────────────────────────────────


class Terminal:
    """`dpcap decide` on a pseudo-terminal."""

    def __init__(self, here: Here, *more: str) -> None:
        call = [
            "decide",
            str(here.out),
            "--reviews",
            str(here.reviews),
            "--framework",
            str(here.framework),
        ]
        self.child = pexpect.spawn(
            str(Path(sys.executable).with_name("dpcap")),
            [*call, "--on", DAY, *more],
            env={**os.environ, "DPCAP_LANG": "zh", "PYTHONUTF8": "1", "TERM": "xterm-256color"},
            dimensions=(50, 100),
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def answer(self, prompt: str, typed: str) -> str:
        """Wait for *prompt* and type; what was on the screen before."""
        self.child.expect_exact(prompt)
        before = ESCAPES.sub("", self.child.before)
        self.child.expect(": ")
        self.child.send(typed + "\r")
        return before

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus or 0)


@pytest.fixture
def terminal(here: Here) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*more: str) -> Terminal:
        opened.append(Terminal(here, *more))
        return opened[-1]

    yield start
    for one in opened:
        one.child.close(force=True)


KIND, WHY, WHO = "结论：a 通过", "理由", "作结论的人"
CONDITION, MORE, DUE = "条件（回车照用", "再加一项条件", "到期日"


@pytest.mark.process
def test_one_provider_after_the_other_is_asked_about(
    here: Here, terminal: Callable[..., Terminal]
) -> None:
    at = terminal()
    assert "建议结论 未通过" in at.answer(KIND, "what")
    at.answer(KIND, "s")
    shown = at.answer(KIND, "")
    assert "(fair)" in shown
    assert "建议结论 有条件通过" in shown
    at.answer(CONDITION, "")
    at.answer(DUE, "2026-11-25")
    at.answer(DUE, "2026-12-05")
    at.answer(MORE, "交签字页")
    at.answer(DUE, "")
    at.answer(MORE, "")
    at.answer(WHY, "")
    at.answer(WHY, "限期补")
    at.answer(WHO, "示例·复核甲")
    at.answer(KIND, "未通过")
    at.answer(WHY, "撤回申请")
    at.answer(WHO, "")
    assert at.end() == 0
    fair, good = here.decision("fair"), here.decision("good")
    assert here.decision("bad") is None
    assert fair is not None
    assert (fair.decision, fair.reason, fair.by) == ("conditional", "限期补", "示例·复核甲")
    assert [(one.text, str(one.due_on)) for one in fair.conditions] == [
        ("最好两级", "2026-12-05"),
        ("交签字页", "2026-12-26"),
    ]
    assert good is not None
    assert (good.decision, good.reason, good.by) == ("decline", "撤回申请", "示例·复核甲")


@pytest.mark.process
def test_leaving_keeps_what_was_decided(here: Here, terminal: Callable[..., Terminal]) -> None:
    at = terminal("--by", "示例·复核乙")
    at.answer(KIND, "a")
    at.answer(WHY, "说明已接受")
    at.answer(WHO, "")
    at.answer(KIND, "c")
    at.answer(CONDITION, "-")
    at.child.expect_exact(MORE)
    at.child.sendintr()
    at.child.expect_exact("已停止")
    assert at.end() == 0
    bad = here.decision("bad")
    assert bad is not None
    assert (bad.decision, bad.by) == ("admit", "示例·复核乙")
    assert here.decision("fair") is None
    again = terminal("--provider", "good")
    again.answer(KIND, "q")
    assert again.end() == 0
    assert here.decision("good") is None


@pytest.mark.process
def test_with_as_nothing_is_asked(here: Here, terminal: Callable[..., Terminal]) -> None:
    at = terminal("--provider", "good", "--as", "admit", "--reason", "a", "--by", "b")
    assert at.end() == 0
    assert here.decision("good") is not None


# ── where it shows, and lint ──────────────────────────────────────────────────────────────────────


def test_a_report_made_again_bears_the_decision(here: Here) -> None:
    assert here.decide("--provider", "good", *ADMIT) == 0
    profile = here.out / "good" / "profile.json"
    shown = ("--format", "terminal", "--lang", "zh", "--out", "-")
    assert here("report", profile, *shown) == 0
    assert "结论：" not in here.printed
    assert here("report", profile, *shown, "--reviews", here.reviews) == 0
    assert "结论：通过（2026-11-26，示例·复核甲）" in here.printed
    assert "作结论之后有变" not in here.printed
    assess = ("assess", here.folders / "good", "--no-input", "--reviews", here.reviews, *shown)
    assert here(*assess) == 0
    assert "结论：通过" in here.printed
    assert "作结论之后有变" not in here.printed
    assert here(*assess, "--on", LAST_DAY) == 0
    assert "作结论之后有变" not in here.printed
    assert here(*assess, "--on", LAPSED) == 0
    assert "作结论之后有变：2 项的证据（WRK-1.1、CAR-1.1）" in here.printed.replace("\n", "")


def test_decisions_are_linted_with_the_reviews(here: Here) -> None:
    assert here.decide("--provider", "good", *ADMIT) == 0
    assert here("lint", here.reviews, "--strict") == 0
    path = here.reviews / "good.decision.yaml"
    put(path, "decision: admit", "decision: conditional")
    assert here("lint", here.reviews) == 3
    assert "DP421" in here.printed
