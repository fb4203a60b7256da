"""Lines as they are typed and pasted: what nobody sees is left out, and input may end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from dpcap.cli import decide_ask, passphrase
from dpcap.cli.line_input import cleaned_line, confirmed, read_line
from dpcap.intake.yaml_values import harmful


def ended(_prompt: str = "") -> str:
    raise EOFError


def typing(*lines: str) -> Callable[..., str]:
    left = list(lines)
    return lambda *_words, **_more: left.pop(0)


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("x\x1b[31m红\x1b[0m\x07", "x红"),
        ("\x1b[A12\x1b[D", "12"),
        ("\x1b]0;title\x07店", "店"),
        ("\u202aC:\\证据\\1.png", "C:\\证据\\1.png"),
        ("\ufeff1\u200b2\x00\x85", "12"),
        ("甲店\r\n乙店\u2028丙店\n", "甲店\n乙店\n丙店"),
        ("a\udcffb\uffff", "ab"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_what_drives_a_terminal_or_is_not_seen_is_left_out(pasted: str, line: str) -> None:
    assert cleaned_line(pasted) == line


@given(st.text())
def test_a_cleaned_line_is_one_that_files_may_hold(text: str) -> None:
    line = cleaned_line(text)
    assert harmful(line) is None
    assert line.encode().decode() == line
    assert cleaned_line(line) == line


def test_the_end_of_input_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", ended)
    with pytest.raises(typer.Abort):
        read_line("? ")
    assert confirmed("? ") is False
    monkeypatch.setattr(passphrase, "getpass", ended)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    with pytest.raises(typer.Abort):
        passphrase.passphrase_of(None, new=True)


@pytest.mark.parametrize(
    ("typed", "said"), [("Ｙ", True), ("是", True), ("“是”", True), ("否", False), ("", False)]
)
def test_yes_and_no_as_people_type_them_and_anything_else_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, said: bool
) -> None:
    monkeypatch.setattr("builtins.input", typing("好的吧", typed))
    assert confirmed("? ") is said
    assert capsys.readouterr().out.count("\n") == 1


def test_a_decision_takes_full_width_keys_and_days_as_people_type_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on = date(2026, 11, 26)
    lines = ["什么", "Ｃ", "交签字页", "明天", "11/25x", "１２月５日", "", "理由\x1b[A", "甲"]
    monkeypatch.setattr(typer, "prompt", typing(*lines))
    taken = decide_ask.ask(None, (), reason=None, by=None, on=on)
    assert taken is not None
    assert (taken.kind, taken.reason, taken.by) == ("conditional", "理由", "甲")
    assert [one.due_on for one in taken.conditions] == [date(2026, 12, 5)]
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize("typed", ["11/26", "11月25日", "20271126"])
def test_a_day_without_a_year_is_the_next_one(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    on = date(2026, 11, 26)
    monkeypatch.setattr(typer, "prompt", typing("c", "交", typed, "", "由", "甲"))
    taken = decide_ask.ask(None, (), reason=None, by=None, on=on)
    assert taken is not None
    due = {"11/26": on, "11月25日": date(2027, 11, 25), "20271126": date(2027, 11, 26)}[typed]
    assert taken.conditions[0].due_on == due
