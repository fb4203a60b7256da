"""Days, periods, figures and words as people and spreadsheets write them, in the form read here."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.intake.office import (
    cell_as_typed,
    day_as_read,
    day_typed,
    figure_as_read,
    no_data,
    period_as_read,
    truth,
)
from dpcap.intake.yaml_values import Plain


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2026-09",
            "2026/9",
            "2026.09",
            "2026年9月",
            "2026年09月份",
            "202609",
            "Sep-26",
            "sep-26",
        ),
        *(" ２０２６年９月 ", "2026/09", "“2026-09”", "2026-9"),
    ],
)
def test_a_month_is_read_in_all_its_forms(written: str) -> None:
    assert period_as_read(written) == "2026-09"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026Q2", "2026-Q2"),
        ("2026年第二季度", "2026-Q2"),
        ("2026年二季度", "2026-Q2"),
        ("2026上半年", "2026-H1"),
        ("2026年下半年", "2026-H2"),
        ("2025年", "2025"),
        ("2026/9/3", "2026-09-03"),
        ("2026年9月3日", "2026-09-03"),
        ("2026/9/1-2026/9/30", "2026-09-01/2026-09-30"),
        ("2026.9.1~2026.9.30", "2026-09-01/2026-09-30"),
        ("2026年9月1日至2026年9月30日", "2026-09-01/2026-09-30"),
        ("20260901—20260930", "2026-09-01/2026-09-30"),
    ],
)
def test_other_periods_are_read(written: str, read: str) -> None:
    assert period_as_read(written) == read


@pytest.mark.parametrize("written", ["9月", "近7天", "上个月", "26/9", "9/2026", "", "2" * 1000])
def test_what_is_no_period_beyond_doubt_stays_as_it_is(written: str) -> None:
    assert period_as_read(written) == written


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-04", "2026/3/4", "2026.3.4", "2026年3月4日", "2026年3月4号", "20260304"),
        *(
            20260304,
            "2026-03-04 00:00:00",
            "2026/3/4 0:00",
            "2026-03-04T00:00:00.000Z",
            "２０２６/3/4",
        ),
    ],
)
def test_a_day_is_read_in_all_its_forms(written: Plain) -> None:
    assert day_as_read(written) == "2026-03-04"


@pytest.mark.parametrize(
    "written",
    ["3/4", "3/4/2026", "04.03.2026", "昨天", "2026-03-04 13:30", True, None, 2026, 46000],
)
def test_what_is_no_day_beyond_doubt_stays_as_it_is(written: Plain) -> None:
    assert day_as_read(written) is written


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3/4", "2026-03-04"), ("12月31日", "2025-12-31"), ("11.20", "2026-11-20"), ("x", "x")],
)
def test_a_day_typed_without_its_year_is_the_latest_one(typed: str, day: str) -> None:
    assert day_typed(typed, date(2026, 11, 20)) == day


@pytest.mark.parametrize(
    ("written", "unit", "figure"),
    [
        ("8.5%", "%", 8.5),
        ("８．５％", "%", 8.5),
        ("1,234.5", "元", 1234.5),
        ("12,345,678", "元", 12345678),
        ("\N{MINUS SIGN}0.7", "分", -0.7),
        ("－3", "分", -3),
        (" 42 ", "", 42),
        ("“42”", "", 42),
        ("6.4w", "元", 64000),
        ("6.4W", "元", 64000),
        ("6.4万", "万元", 6.4),
        ("1.2亿", "万元", 12000),
        ("¥3,200.00", "元", 3200),
        ("￥86000", "万元", 8.6),
        ("86000元", "万元", 8.6),
        ("8.6万元", "万元", 8.6),
        ("5.6E+03", "", 5600),
    ],
)
def test_a_figure_is_read_as_its_unit_says(written: str, unit: str, figure: float) -> None:
    assert figure_as_read(written, unit) == figure


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *(
            ("8.5%", "元"),
            ("¥8", "%"),
            ("8元", "人"),
            ("1,35", ""),
            ("1.350,00", "元"),
            ("12,34", ""),
        ),
        *(("8人", "人"), ("约8", ""), ("8-9", ""), ("007", ""), ("", ""), ("%", "%"), ("万", "元")),
    ],
)
def test_what_is_no_figure_beyond_doubt_is_not_read(written: str, unit: str) -> None:
    assert figure_as_read(written, unit) is None


@pytest.mark.parametrize("mark", ["--", "-", "——", "/", "无", "N/A", "#N/A", "暂无", "null", "－"])
def test_marks_for_no_data_are_known(mark: str) -> None:
    said = no_data(mark)
    assert said is not None
    assert mark in said.zh


def test_a_figure_is_no_mark_for_no_data() -> None:
    assert no_data("0") is None


@pytest.mark.parametrize("no", [False, "否", "no", "N", "没有", "×", "ＦＡＬＳＥ", "不是"])
def test_no_is_said_in_many_ways(no: Plain) -> None:
    assert truth(no) is False


@pytest.mark.parametrize("neither", ["也许", "", 1, 0, None, "是否", "yes/no", "x" * 1000])
def test_what_is_neither_yes_nor_no(neither: Plain) -> None:
    assert truth(neither) is None


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ('="0123"', "0123"),
        ("'0123", "0123"),
        ("’2026-09", "2026-09"),
        ('=""', ""),
        ("=1+1", "=1+1"),
        ("'一店' 的数", "'一店' 的数"),
        ("plain", "plain"),
    ],
)
def test_a_cell_kept_as_text_is_what_was_typed(cell: str, typed: str) -> None:
    assert cell_as_typed(cell) == typed
