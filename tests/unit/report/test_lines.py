"""What is printed on a terminal: what rich gets wrong in Chinese, and what is laid out by it."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from dpcap.report.lines import (
    STRONG,
    FirstThatFits,
    OneLine,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.text_width import width

SENTENCE = "近30天 的复盘记录、最近一次大促复盘，以及发给品牌的月报（须盖章）。"


def lines(words: Text, columns: int) -> list[str]:
    console = Console(file=StringIO(), width=columns, color_system=None)
    return [line.plain for line in words.wrap(console, columns)]


def test_rich_breaks_chinese_where_no_reader_would() -> None:
    """Why `Words` is there; where this fails, rich has learned it, and `Words` can go."""
    broken = lines(Text(SENTENCE), 20)
    assert broken[0] == "近30天 "  # the rest of the line stays empty
    closing = re.compile(r"^[，。、；：！？）]")
    assert any(
        closing.match(line) for size in range(10, 40) for line in lines(Text(SENTENCE), size)
    )


@pytest.mark.parametrize("columns", range(8, 60))
def test_words_fill_the_line_and_never_begin_it_with_a_closing_mark(columns: int) -> None:
    broken = lines(Words(SENTENCE), columns)
    assert "".join(broken).replace(" ", "") == SENTENCE.replace(" ", "")
    assert max(map(width, broken)) <= columns
    assert not [line for line in broken if line[0] in "，。、；：！？）" or line[-1] == "（"]
    # No line leaves room for what comes next, but for a mark that must not stand alone.
    assert all(width(line) > columns - 8 for line in broken[:-1])


def test_words_keep_their_styles_when_they_are_broken() -> None:
    words = Words("一二三四五六七八九十")
    words.stylize(STRONG, 4)
    console = Console(file=StringIO(), width=10, color_system=None)
    first, second = words.wrap(console, 10)
    assert [(span.start, span.end) for span in first.spans] == [(4, 5)]
    assert [(span.start, span.end) for span in second.spans] == [(0, 5)]


def test_a_path_keeps_its_end_and_a_name_its_beginning() -> None:
    assert lines(OneLine("providers/华东/岚星", least=4, path=True), 12) == ["…s/华东/岚星"]
    assert lines(OneLine("岚星示例电商有限公司", least=4), 12) == ["岚星示例电…"]


def test_columns_of_chinese_stand_below_each_other() -> None:
    page = TerminalPage(40, colour=False)
    table = listing(text_column("领域"), figure_column("分"))
    for name, score in (("流量投放", "83.7"), ("抖音号运营", "100"), ("Live", "7.0")):
        table.add_row(Words(name), Words(score))
    page.add(table)
    shown = page.text.splitlines()
    assert {width(line) for line in shown} == {width("抖音号运营  83.7")}


def test_the_first_that_fits_is_shown() -> None:
    def text(columns: int) -> str:
        page = TerminalPage(columns, colour=False)
        page.add(FirstThatFits([Words("很长的一句话在这里"), Words("短句"), Words("无")]))
        return page.text

    assert [text(size).strip() for size in (20, 18, 17, 4)] == [
        "很长的一句话在这里", "很长的一句话在这里", "短句", "短句",
    ]  # fmt: skip


def test_without_colour_there_is_no_escape_and_with_it_there_are_links() -> None:
    def text(*, colour: bool) -> str:
        page = TerminalPage(60, colour=colour)
        page.panel(Words("名称", STRONG))
        page.heading("一览")
        page.add(Words("example.com/live", link="https://example.com/live"))
        page.item("✗", "未达", "red")
        return page.text

    assert "\x1b" not in text(colour=False)
    assert "\x1b]8;" in text(colour=True)
    assert "https://example.com/live" in text(colour=True)
    bare = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", text(colour=True))
    assert [line.rstrip() for line in bare.splitlines()] == text(colour=False).splitlines()


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def text() -> str:
        page = TerminalPage(50, colour=False)
        page.heading("一览")
        page.line(SENTENCE)
        return page.text

    before = text()
    for name, value in (("COLUMNS", "20"), ("FORCE_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    assert text() == before


def test_a_line_ends_between_short_texts_wherever_it_can() -> None:
    page = TerminalPage(20, colour=False)
    page.items(["文件夹 10", "已评分 10", "未能评分 0", "一段比一行还要长的说明文字"])
    assert page.text.splitlines() == [
        "文件夹 10", "已评分 10", "未能评分 0", "一段比一行还要长的说", "明文字",
    ]  # fmt: skip
    page = TerminalPage(24, colour=False)
    page.items(["文件夹 10", "已评分 10", "未能评分 0"])
    assert page.text.splitlines() == ["文件夹 10 · 已评分 10", "未能评分 0"]
