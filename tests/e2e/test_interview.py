"""The interview through a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from batches import PATIENCE
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.sheet.claims import read_claims
from dpcap.text_width import width
from small_framework import framework, write_folder, write_framework

DRIVER = """
import sys
from datetime import date
from pathlib import Path
from dpcap.cli.interview import interview
from dpcap.intake.framework import load_framework
folder, directory, language, area, person = sys.argv[1:]
done = interview(
    Path(folder), load_framework(Path(directory)), language=language or None, core=False,
    area=area or None, role=None, today=date(2026, 11, 20), profile=lambda: "THE PROFILE",
    person=person or None,
)
print("DONE" if done else "LEFT")
"""
ANSWERS = """# 我们的答卷
schema: dpcap/answers/1
assessed_on: 2026-11-20   # 评估日
answers:
  # 第一题，老李答
  #WRK-1.1: {value: , evidence: []}
"""
# A prompt that reads what is typed: the cursor is placed behind it. The same mark also stands
# between an area and its dimension, where a Ctrl-C would come before anybody reads.
PROMPT = re.compile(r"› (?:\x1b\[)")
pytestmark = pytest.mark.process
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")


class Terminal:
    def __init__(
        self,
        tmp_path: Path,
        language: str = "zh",
        area: str = "",
        wide: int = 80,
        person: str = "",
    ) -> None:
        self.folder = tmp_path / "蓝星（杭州）"
        self.frame = write_framework(tmp_path / "framework")
        if not self.folder.exists():
            write_folder(self.folder, ANSWERS)
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", DRIVER, str(self.folder), str(self.frame), language, area, person],
            env={
                **os.environ,
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "TERM": "xterm-256color",
                "PYTHONUTF8": "1",
            },
            dimensions=(50, wide),
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def see(self, text: str) -> str:
        self.child.expect_exact(text)
        return ESCAPES.sub("", self.child.before + text)

    def answer(self, *typed: str) -> None:
        """Each line as soon as there is a prompt for it."""
        for one in typed:
            self.child.expect(PROMPT)
            self.child.send(one + "\r")

    def at(self, node: str) -> None:
        self.see(f"{node} ")

    def end(self, word: str) -> None:
        self.see(word)
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0

    def answers(self) -> Any:
        return load_assessment(self.folder, framework()).answers

    def text(self) -> str:
        return (self.folder / "answers.yaml").read_text("utf-8")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_terminal(**more: Any) -> Terminal:
        opened.append(Terminal(tmp_path, **more))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.child.close(force=True)


def test_answers_are_saved_and_the_file_stays_ours(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.see("做事包括甲")
    at.at("WRK-1.1")
    at.answer("9", "3")
    at.see("已保存")
    at.at("WRK-1.2")
    assert at.text() == ANSWERS.replace("#WRK-1.1: {value: , evidence: []}", "WRK-1.1: 3")
    at.answer("1", "1 3", "2", "5")
    at.end("DONE")
    found = {node: answer.value for node, answer in at.answers().items()}
    assert found == {
        "WRK-1.1": 3,
        "WRK-1.2": True,
        "WRK-1.3": ("a", "c"),
        "WRK-2.1": "y",
        "WRK-2.2": 5,
    }
    assert "# 第一题，老李答\n" in at.text()


def test_back_skip_unknown_and_a_question_that_falls_away(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(area="work")
    at.answer("2", "b")
    at.see("现在的答案")
    at.answer("4")
    at.at("WRK-1.2")
    at.answer("0")
    at.at("WRK-1.3")
    at.answer("u")
    at.at("WRK-2.1")
    at.answer("s")
    at.end("DONE")
    answers = at.answers()
    assert answers["WRK-1.1"].value == 4
    assert answers["WRK-1.3"].unknown
    assert "WRK-2.1" not in answers
    again = terminal(area="work")
    again.at("WRK-2.1")
    again.answer("q")
    again.end("LEFT")


def test_not_applicable_with_a_reason(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.answer("n")
    at.see("不能答“不适用”")
    at.answer("0", "0")
    at.at("WRK-1.3")
    at.answer("n", "2", "合同 §3：不含", "q")
    at.end("LEFT")
    answer = at.answers()["WRK-1.3"]
    assert (answer.not_applicable, answer.note) == ("closed", "合同 §3：不含")


def test_whole_dimension_is_not_done(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.answer("3", "d", "")
    at.answer("d", "y")
    at.at("WRK-2.1")
    at.answer("q")
    at.end("LEFT")
    found = {node: answer.value for node, answer in at.answers().items()}
    assert found == {"WRK-1.1": 3, "WRK-1.2": False, "WRK-1.3": ("none",)}


def test_evidence_serves_several_answers(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    picture = tmp_path / "千川 消耗（10月）.png"
    picture.write_bytes(b"picture")
    os.utime(picture, (1793500000, 1793500000))  # 2026-11-01
    at = terminal(area="work")
    at.answer("e", str(picture), "", "")
    at.see("已附 e1")
    at.answer("4", "1 e", "e1")
    at.see("已附 e1")
    at.answer("t", "老张核过", "q")
    at.end("LEFT")
    read = load_assessment(at.folder, framework())
    assert read.evidence["e1"].state == "ok"
    assert read.evidence["e1"].kind == "screenshot"
    assert read.answers["WRK-1.1"].evidence == ("e1",)
    assert read.answers["WRK-1.2"].evidence == ("e1",)
    assert read.answers["WRK-1.3"].note == "老张核过"
    assert (at.folder / "evidence" / picture.name).read_bytes() == b"picture"


def test_figures_shop_after_shop_with_fields_asked_once(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="figures")
    at.see("分部：旗舰店")
    at.answer("2.6 / 2.1", "2026-10", "1")
    at.see("分部：专卖店")
    at.answer("3", "2.5")
    at.at("FIG-1.2")
    at.answer("99")
    at.see("超出合理范围")
    at.answer("30")
    at.at("FIG-1.3")
    at.answer("40 5 5", "2026-Q3")
    at.end("DONE")
    read = load_assessment(at.folder, framework())
    rows = {row.shop: (row.value, row.peer, row.envelope) for row in read.rows["FIG-1.1"]}
    assert rows == {
        "s1": (2.6, 2.1, {"period": "2026-10", "basis": "paid"}),
        "s2": (3.0, 2.5, {"period": "2026-10", "basis": "paid"}),
    }
    assert read.answers["FIG-1.2"].envelope == {"period": "2026-10", "basis": "paid"}
    assert read.answers["FIG-1.3"].envelope == {"period": "2026-Q3"}
    assert "defaults:\n  period: 2026-10\n  basis: paid\n" in at.text()


def test_a_figure_is_judged_before_its_fields_and_b_leads_back_to_it(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(area="figures")
    at.at("FIG-1.1")
    at.answer("s", "s")
    at.at("FIG-1.2")
    at.answer("99")
    at.see("超出合理范围")
    at.answer("30", "b")
    at.at("FIG-1.2")
    at.answer("31", "2026-10", "b")
    at.at("FIG-1.2")
    at.answer("32", "1")
    at.at("FIG-1.3")
    at.answer("q")
    at.end("LEFT")
    assert at.answers()["FIG-1.2"].value == 32


def test_b_leads_back_from_the_peer_figure_and_q_leaves_there(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(area="figures")
    at.answer("2.6")
    at.see("同行值")
    at.answer("b")
    at.at("FIG-1.1")
    at.answer("2.7")
    at.see("同行值")
    at.answer("q")
    at.end("LEFT")
    assert "FIG-1.1" not in at.answers()


@pytest.mark.parametrize(
    ("key", "asked"),
    [("t", "备注（回车取消）"), ("e", "证据编号"), ("d", "记为最低一级"), ("n", "哪一个理由")],
)
def test_b_leads_back_from_what_a_key_asks(
    terminal: Callable[..., Terminal], key: str, asked: str
) -> None:
    at = terminal(area="work")
    at.answer("3", "1")
    at.at("WRK-1.3")
    at.answer(key)
    at.see(asked)
    at.answer("b")
    at.at("WRK-1.3")
    at.answer("q")
    at.end("LEFT")
    assert set(at.answers()) == {"WRK-1.1", "WRK-1.2"}


def test_a_peer_figure_that_cannot_be_is_asked_again_at_once(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(area="figures")
    at.answer("2.6")
    at.see("同行值")
    at.answer("990")
    at.see("合理范围")
    at.answer("abc")
    at.see("看不懂")
    at.answer("2.1", "2026-10", "1")
    at.see("分部：专卖店")
    at.answer("q")
    at.end("LEFT")
    assert load_assessment(at.folder, framework()).rows["FIG-1.1"][0].peer == 2.1


def test_an_answer_that_a_later_one_takes_out_is_told(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.answer("3", "1", "1", "2", "5")
    at.end("DONE")
    again = terminal(area="work")
    again.answer("r")
    again.at("WRK-1.1")
    again.answer("")
    again.at("WRK-1.2")
    again.answer("0")
    again.see("不再问：WRK-2.2")
    again.answer("q")
    again.end("LEFT")
    assert again.answers()["WRK-2.2"].value == 5


def test_a_person_is_asked_their_questions_and_named_in_the_history(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(person="投手")
    at.at("FIG-1.1")
    at.answer("2.6 / 2.1", "2026-10", "1", "s")
    at.at("FIG-1.2")
    at.answer("30")
    at.end("DONE")
    claims = {(one.cell.node, one.cell.field): one for one in read_claims(at.folder)}
    said = claims["FIG-1.2", "value"]
    assert (said.who, said.on, said.base, said.value) == ("buyer", "2026-11-20", "", "30")
    assert claims["FIG-1.1", "peer"].value == "2.1"
    again = terminal()
    again.at("WRK-1.1")
    again.answer("q")
    again.end("LEFT")
    assert {one.cell.node for one in read_claims(at.folder)} == {"FIG-1.1", "FIG-1.2"}


def test_the_question_stands_again_under_the_profile(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.at("WRK-1.1")
    at.answer("p")
    at.see("THE PROFILE")
    at.at("WRK-1.1")
    at.answer("q")
    at.end("LEFT")
    assert at.text() == ANSWERS  # the key showed the profile and answered nothing


def test_leave_resume_and_confirm_the_rest(terminal: Callable[..., Terminal]) -> None:
    at = terminal(area="work")
    at.answer("3", "q")
    at.end("LEFT")
    at = terminal(area="work")
    at.at("WRK-1.2")
    at.answer("p")
    at.see("THE PROFILE")
    at.answer("0", "1", "3")
    at.see("仍然有效的 1 题")
    at.answer("r")
    at.at("WRK-1.1")
    at.answer("")
    at.end("DONE")
    at = terminal(area="work")
    at.see("没有待答的题")
    at.answer("")
    at.end("DONE")
    found = {node: answer.value for node, answer in at.answers().items()}
    assert found == {"WRK-1.1": 3, "WRK-1.2": False, "WRK-1.3": ("a",), "WRK-2.1": "z"}


def test_killed_in_the_middle_loses_only_the_question_on_screen(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal(area="work")
    at.answer("3", "1")
    at.at("WRK-1.3")
    at.child.expect(PROMPT)
    at.child.send("1 2")
    at.child.kill(signal.SIGKILL)
    at.child.close(force=True)
    assert {node: answer.value for node, answer in at.answers().items()} == {
        "WRK-1.1": 3,
        "WRK-1.2": True,
    }
    assert not [path for path in at.folder.iterdir() if path.name.endswith(".tmp")]
    at = terminal(area="work")
    at.at("WRK-1.3")
    at.answer("q")
    at.end("LEFT")


def test_control_d_and_control_c_leave(terminal: Callable[..., Terminal]) -> None:
    for key in ("\x04", "\x03"):
        at = terminal(area="work")
        at.child.expect(PROMPT)
        at.child.send(key)
        at.end("LEFT")
        assert at.text() == ANSWERS


def test_answer_that_no_longer_fits_is_set_aside_and_asked_again(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    write_folder(
        tmp_path / "蓝星（杭州）", ANSWERS + "  WRK-1.2: true\n  WRK-1.3: [gone] # 老\n  OLD-1: 3\n"
    )
    at = terminal(area="work")
    at.see("WRK-1.3")
    at.see("OLD-1")
    at.answer("")
    at.at("WRK-1.1")
    at.answer("q")
    at.end("LEFT")
    assert "  # WRK-1.3: [gone] # 老\n  #WRK-1.3:\n" in at.text()
    assert at.answers().keys() == {"WRK-1.2"}


def test_shops_can_be_listed_on_the_way(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    write_folder(
        tmp_path / "蓝星（杭州）",
        ANSWERS,
        "schema: dpcap/provider/1\nid: a\nname: {zh: 甲}\nrole: full\nshops: []\n",
    )
    at = terminal(area="figures")
    at.answer("一店，二店")
    at.see("分部：一店")
    at.answer("q")
    at.end("LEFT")
    read = load_assessment(at.folder, framework())
    assert [(shop.id, shop.name) for shop in read.provider.shops] == [
        ("s1", "一店"),
        ("s2", "二店"),
    ]


def test_b_leads_back_from_the_prompt_for_shops(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    write_folder(
        tmp_path / "蓝星（杭州）",
        ANSWERS,
        "schema: dpcap/provider/1\nid: a\nname: {zh: 甲}\nrole: full\nshops: []\n",
    )
    at = terminal(area="figures")
    at.see("写分部名")
    at.answer("b")
    at.see("前面没有题了")
    at.answer("s")
    at.at("FIG-1.2")
    at.answer("b")
    at.see("写分部名")
    at.answer("B")
    at.see("前面没有题了")
    at.answer("q")
    at.end("LEFT")
    assert "shops: []" in (at.folder / "provider.yaml").read_text("utf-8")


@pytest.mark.parametrize(("language", "theirs"), [("zh", "left"), ("en", "还剩")])
@pytest.mark.parametrize("wide", [80, 120])
def test_language_and_width(
    terminal: Callable[..., Terminal], language: str, theirs: str, wide: int
) -> None:
    at = terminal(language=language, wide=wide)
    at.answer("?", "t", "", "x", "3", "s")
    at.at("WRK-1.3")
    shown = ESCAPES.sub("", at.child.before)
    at.answer("q")
    at.end("LEFT")
    assert all(width(line) <= wide for line in re.split(r"[\r\n]+", shown))
    assert theirs not in shown


def test_the_command_asks_scope_first_and_then_its_questions(tmp_path: Path) -> None:
    """`dpcap new`, then `dpcap assess` with the shipped framework."""
    questionnaires = Path(__file__).parents[2] / "questionnaires"
    folder = tmp_path / "media"
    env = {
        **os.environ,
        "DPCAP_FRAMEWORK": str(questionnaires),
        "DPCAP_LANG": "en",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm",
    }
    dpcap = [sys.executable, "-c", "from dpcap.cli import main; main()"]
    subprocess.run(
        [*dpcap, "new", str(folder), "--role", "media", "--lang", "en"],
        env=env,
        check=True,
        capture_output=True,
    )
    child = pexpect.spawn(
        dpcap[0],
        [*dpcap[1:], "assess", str(folder), "--area", "traffic", "--out", str(tmp_path / "out")],
        env=env,
        dimensions=(50, 80),
        encoding="utf-8",
        timeout=PATIENCE,
    )
    child.expect_exact("decide which questions are asked")
    child.expect(PROMPT)
    child.send("1\r")
    child.expect(PROMPT)
    while not re.search(r"TRA-1\.1", child.before):
        child.send("\r")
        child.expect(PROMPT)
    child.send("3\r")
    child.expect_exact("saved")
    child.expect(PROMPT)
    child.send("q\r")
    child.expect_exact("Left with")
    child.close(force=True)
    read = load_assessment(folder, load_framework(questionnaires))
    assert read.answers["TRA-1.1"].value == 3
    assert [fact.value for fact in read.provider.facts.values()] == [True]
