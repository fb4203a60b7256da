"""`dpcap review walk`, as typed: listed without a terminal, walked through on one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from batches import PATIENCE
from conftest import Dpcap
from desks import LI, ReviewPlace, put_place
from folders import TINY

ZH, EN = {"DPCAP_LANG": "zh"}, {"DPCAP_LANG": "en"}
EACH = pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
PROMPT = "› "
HOW = ("--reviews", "reviews", "--framework", TINY, "--on", "2026-11-25")


@pytest.fixture
def place(tmp_path: Path) -> ReviewPlace:
    return put_place(tmp_path)


@EACH
def test_without_a_terminal_it_is_listed(
    dpcap: Dpcap, place: ReviewPlace, language: dict[str, str]
) -> None:
    words = ("review", "walk", "acme", "--by", LI, *HOW, "--gates", "gates.yaml", "--seed", "x")
    done = dpcap(*words, "--all", "--list", env=language)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    assert "e1 · evidence/roster.txt · WRK-1.1 CAR-1.1" in said
    assert ("acme · 待看 4 项" if language is ZH else "acme · 4 to look at") in said
    assert ("盲审" if language is ZH else "blind") in said
    assert [*place.reviews.iterdir()] == []


@EACH
@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("walk", "acme"), "请写明由谁复核", "say who reviews"),
        (("bind", "acme", "--by", LI), "这些选项只用于 walk", "only walk takes these options"),
        (("bind", "acme", "--list"), "这些选项只用于 walk", "only walk takes these options"),
        (("walk", "acme", "--by", LI, "--second"), "--second 须给出", "--second needs the seed"),
        (("walk", "acme", "--by", LI, "--share", "0"), "须大于 0", "is not above 0"),
    ],
)
def test_wrong_calls(
    dpcap: Dpcap,
    place: ReviewPlace,
    language: dict[str, str],
    words: tuple[str, ...],
    zh: str,
    en: str,
) -> None:
    done = dpcap("review", *words, *HOW[:4], env=language)
    assert done.returncode == 2
    assert (zh if language is ZH else en) in done.stderr


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_on_a_terminal_each_ruling_is_on_disk_at_once(place: ReviewPlace, tmp_path: Path) -> None:
    child = spawned(tmp_path, EN, "--all")
    for shown, typed in (
        ("1 of 4", "r"),
        ("Enter goes back", "3"),
        ("how far", ""),
    ):
        child.expect_exact(shown)
        child.expect(PROMPT)
        child.send(f"{typed}\r")
    child.expect_exact("2 of 4")
    assert place.review()["evidence"]["e1"]["reason"].startswith("it does not show which firm")
    child.expect(PROMPT)
    child.send("q\r")
    child.expect_exact("3 left")
    ended(child)


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
@EACH
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_ctrl_c_in_the_middle_of_a_question_loses_nothing(
    place: ReviewPlace, tmp_path: Path, language: dict[str, str], columns: int
) -> None:
    zh = language is ZH
    child = spawned(tmp_path, language, "--seed", "x", "--share", "1", columns=columns)
    for shown, typed in (
        ("读档之后才显示" if zh else "once you have read", "a"),
        ("从这件材料看" if zh else "which rung", "1"),
        ("所答如下" if zh else "this is the claim", "a"),
        ("说明（回车" if zh else "remark (Enter", ""),
        ("已保存" if zh else "saved", "r"),
    ):
        child.expect_exact(shown)
        child.expect(PROMPT)
        child.send(f"{typed}\r")
    child.expect_exact("序号" if zh else "a number")
    child.expect(PROMPT)
    child.sendintr()
    child.expect_exact("还有 3 项没看" if zh else "3 left")
    ended(child)
    assert [one["ruling"] for one in place.review()["evidence"].values()] == ["accepted"]
    (judged,) = place.judgements()["pieces"].values()
    assert (judged["verdict"], judged["rungs"]) == ("accept", {"WRK-1.1": 1})
    assert place.judgements()["ruled"] == 1


def spawned(here: Path, language: dict[str, str], *more: str, columns: int = 100) -> pexpect.spawn:
    """A walk through acme on a terminal so many columns wide."""
    program = str(Path(sys.executable).parent / "dpcap")
    terminal = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    return pexpect.spawn(
        program,
        ["review", "walk", "acme", "--by", LI, *map(str, HOW), *more],
        cwd=str(here),
        env={**os.environ, **language, **terminal},
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(50, columns),
    )


def ended(child: pexpect.spawn) -> None:
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
