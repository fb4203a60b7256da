"""Slips in `dpcap.toml`: each is told at its place, with what to write instead."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.settings import load_settings
from dpcap.intake.toml_blame import blamed_toml
from dpcap.model.finding import Finding

RIGHT = 'lang = "zh"'


def told(folder: Path, text: str) -> Finding:
    (folder / "dpcap.toml").write_text(text, "utf-8", newline="")
    with pytest.raises(InvalidInputError) as error:
        load_settings(folder)
    (one,) = error.value.findings
    assert one.code == "DP118"
    return one


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("lang = zh", 1, 8, RIGHT),
        ("# a\r\nlang = zh # 中文\r\n", 2, 8, RIGHT),
        ('lang: "zh"', 1, 5, RIGHT),
        ('lang == "zh"', 1, 6, RIGHT),
        ('lang "zh"', 1, 6, RIGHT),
        ('lang = "zh\n', 1, 8, RIGHT),
        ('lang = zh"\n', 1, 8, RIGHT),
        ("lang = 'zh", 1, 8, RIGHT),
        ("lang = “zh”", 1, 8, "中文标点"),
        ('lang ＝ "zh"', 1, 6, "半角的 ="),
        ('lang\u3000= "zh"', 1, 5, "U+3000"),
        ('lang = "zh"；', 1, 12, "中文标点"),
        ('lang = "zh",', 1, 12, "多了“,”"),
        ("lang =\n", 1, 7, "没有值"),
        ("// 设置\n", 1, 1, "半角 #"),
        ('框架 = "x"', 1, 1, "英文键名"),
        ("require_two_people = 是", 1, 22, "require_two_people = true"),
        ("require_two_people = False", 1, 22, "require_two_people = false"),
        ('lang = "zh"\nout = "x"\nlang = "en"\n', 3, 1, "第 1 行已有"),
        ('out = "C:\\Users\\lin\\out"', 1, 7, 'out = "C:/Users/lin/out"'),
        ("out = D:\\out", 1, 7, 'out = "D:/out"'),
        ('<<<<<<< HEAD\nlang = "zh"\n=======\n>>>>>>> b\n', 1, 1, "合并冲突"),
        ("- lang", 1, 3, RIGHT),
    ],
)
def test_a_slip_is_told_with_what_to_write(
    tmp_path: Path, text: str, line: int, column: int, said: str
) -> None:
    one = told(tmp_path, text)
    assert (one.line, one.column) == (line, column)
    assert said in one.message("zh")
    assert (
        one.message("en").isascii() or "“" in text or "＝" in text or "框架" in text or "；" in text
    )


def test_a_backslash_that_toml_takes_for_another_character_is_told(tmp_path: Path) -> None:
    one = told(tmp_path, 'lang = "zh"\nout = "D:\\reviews\\new"\n')
    assert (one.line, one.column) == (2, 7)
    assert 'out = "D:/reviews/new"' in one.message("zh")


def test_backslashes_that_are_doubled_or_in_single_quotes_are_read(tmp_path: Path) -> None:
    (tmp_path / "dpcap.toml").write_text("out = 'reviews\\new'\n", "utf-8")
    assert load_settings(tmp_path).out == tmp_path / "reviews\\new"
    (tmp_path / "dpcap.toml").write_text('out = "reviews\\\\new"\n', "utf-8")
    assert load_settings(tmp_path).out == tmp_path / "reviews\\new"


LINES = st.lists(
    st.text(st.sampled_from("lang=:“”＝，\"'\\#[] \t是zh，\u3000-/;{}")) | st.just(RIGHT),
    max_size=4,
)


@given(lines=LINES)
def test_every_slip_has_a_place_in_the_file(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, problem = blamed_toml(str(error), text)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert problem.zh
        assert problem.en
