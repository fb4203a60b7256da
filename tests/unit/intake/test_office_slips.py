"""Slips of people who fill in by hand or from a spreadsheet: the right word, no harmful advice."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_framework as small
from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.model.finding import Finding

ANSWERS = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers:\n  WRK-1.1: 2\n"
HEAD = "shop,indicator,value,peer,period,basis\n"


def _errors(
    tmp_path: Path, *, answers: str = ANSWERS, table: str | bytes = "", facts: str = ""
) -> list[Finding]:
    folder = small.write_folder(tmp_path / "acme", answers)
    if table:
        raw = table if isinstance(table, bytes) else table.encode()
        (folder / "kpis.csv").write_bytes(raw)
    if facts:
        provider = folder / "provider.yaml"
        provider.write_text(f"{provider.read_text('utf-8')}\nfacts:\n  {facts}\n", "utf-8")
    with pytest.raises(InvalidInputError) as error:
        load_assessment(folder, small.framework())
    return list(error.value.findings)


def _row(value: str) -> str:
    return f"{HEAD}s1,FIG-1.1,{value},1,2026-10,paid\n"


@pytest.mark.parametrize("value", ["15~17", "15-17", "3/4", "1.2百", "2.9M", "5‰"])
def test_a_figure_that_something_behind_it_alters_is_no_advice(tmp_path: Path, value: str) -> None:
    (one,) = _errors(tmp_path, table=_row(value))
    assert "只写" not in one.message("zh")


def test_a_unit_behind_a_figure_is_advice(tmp_path: Path) -> None:
    (one,) = _errors(tmp_path, table=_row("15家"))
    assert "请只写 15" in one.message("zh")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("####", "列太窄"),
        ("***", "后台遮住"),
        ("12**", "后台遮住"),
        ("1***.**", "后台遮住"),
        ("10%-20%", "这是一个范围"),
        ("3万～5万", "这是一个范围"),
        ("<10", "上下限"),
        ("1000+", "上下限"),
        ("约300", "上下限"),
        ("10以下", "上下限"),
        ("300多人", "上下限"),
        ("$30", "外币"),
        ("30美元", "外币"),
    ],
)
def test_what_is_no_exact_figure_is_told_as_what_it_is(
    tmp_path: Path, value: str, word: str
) -> None:
    (one,) = _errors(tmp_path, table=_row(value))
    assert word in one.message("zh")
    assert "只写" not in one.message("zh")


@pytest.mark.parametrize("value", ["5折", "3比2", "2*3", "3分之1", "0x10", "1_000"])
def test_no_part_of_another_figure_is_advised(tmp_path: Path, value: str) -> None:
    (one,) = _errors(tmp_path, table=_row(value))
    assert "只写" not in one.message("zh")


@pytest.mark.parametrize(
    ("value", "word"), [("#DIV/0!", "公式出错"), ("#ref!", "公式出错"), ("=B2/C2", "只粘贴数值")]
)
def test_a_formula_is_told_as_one(tmp_path: Path, value: str, word: str) -> None:
    (one,) = _errors(tmp_path, table=_row(value))
    assert word in one.message("zh")
    assert one.place.endswith("kpis.csv:2:12")


def test_a_row_without_a_shop_is_told_as_no_row(tmp_path: Path) -> None:
    (one,) = _errors(tmp_path, table=f"{_row('1.1')},FIG-1.1,1.2,1,2026-10,paid\n")
    assert (one.code, one.line, one.column) == ("DP324", 3, 1)


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\x00\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"])
def test_a_workbook_under_another_name_is_told_as_one(tmp_path: Path, raw: bytes) -> None:
    (one,) = _errors(tmp_path, table=raw)
    assert one.code == "DP110"
    assert "CSV UTF-8" in one.message("en")


def test_a_heading_nearly_right_is_offered(tmp_path: Path) -> None:
    (one,) = _errors(tmp_path, table="shop,indicator,value,perid\ns1,FIG-1.1,1,2026-10\n")
    assert "period" in one.message("en")


def test_a_fact_nearly_right_is_offered(tmp_path: Path) -> None:
    (one,) = _errors(tmp_path, facts="headcuont: 12")
    assert "headcount" in one.message("zh")


def test_a_dash_before_a_key_is_told_as_that(tmp_path: Path) -> None:
    (one,) = _errors(tmp_path, answers=f"{ANSWERS}  - WRK-1.2: true\n")
    assert (one.code, one.line, one.column) == ("DP101", 5, 3)
    assert "短横线" in one.message("zh")


@pytest.mark.parametrize("key", ["value: 2", "evidence: [e1]", "note: 好"])
def test_a_part_that_lies_beside_its_answer_belongs_under_it(tmp_path: Path, key: str) -> None:
    answers = ANSWERS.replace("  WRK-1.1: 2\n", f"  WRK-1.1:\n  {key}\n")
    (one,) = _errors(tmp_path, answers=answers)
    assert (one.code, one.line) == ("DP106", 5)
    assert "上面那一题" in one.message("zh")


@pytest.mark.parametrize(("said", "figure"), [("3.2千", 3200), ("3.2k", 3200), ("0.3万", 3000)])
def test_multiples_are_read(said: str, figure: float) -> None:
    from dpcap.intake.office import figure_as_read

    assert figure_as_read(said, "元") == figure
