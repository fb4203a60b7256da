"""Slips of hand-edited tables of the manager: told once, at their place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import small_framework as small
from dpcap.errors import InvalidInputError
from dpcap.intake.merchants_table import merchants_in
from dpcap.intake.north_star import load_plan_metrics
from dpcap.intake.peers import parse_peers
from dpcap.intake.plan_readings import read_plan_readings
from dpcap.intake.provider_list import read_provider_list
from dpcap.intake.source import text_of
from dpcap.intake.table import parse_table
from dpcap.model.finding import Finding

HEAD = "id,name\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n"


def _peers(text: str) -> object:
    return parse_peers(text.encode(), "t.csv", small.framework())


def _merchants(text: str) -> object:
    return merchants_in(text_of(text.encode(), "t.csv"), "t.csv")


def _providers(text: str) -> object:
    return read_provider_list(text_of(text.encode(), "t.csv"), "t.csv", small.framework())


def _any(text: str) -> object:
    return parse_table(text_of(text.encode(), "t.csv"), "t.csv")


def _peer_rows(*rows: str) -> object:
    return _peers("\n".join(("Industry,PERIOD,指标,中位数,来源,Date", *rows)) + "\n")


def _findings(read: Callable[[], object]) -> list[Finding]:
    with pytest.raises(InvalidInputError) as error:
        read()
    return list(error.value.findings)


def test_headings_of_the_peers_table_are_read_in_any_case() -> None:
    (one,) = parse_peers(
        "Industry,PERIOD,指标,中位数,来源,Date\ncare,2026-10,FIG-1.1,1,页面,2026/11/1\n".encode(),
        "t.csv",
        small.framework(),
    )
    assert (one.median, one.date) == (1, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("read", "head", "total"),
    [
        (_peers, "industry,period,indicator,median,source,date", "合计,,,9,,"),
        (_merchants, "合同,日期,评分,投诉,持有方", "总计,,9,3,"),
    ],
)
def test_totals_and_remarks_are_one_finding(
    read: Callable[[str], object], head: str, total: str
) -> None:
    remark = "注：数据来自页面"
    good = {_peers: "care,2026-10,FIG-1.1,1,页面,2026-11-01", _merchants: "c1,2026-10-01,5,,品牌"}
    text = f"{head}\n{good[read]}\n{total}\n{remark}\n"
    (one,) = _findings(lambda: read(text))
    assert (one.code, one.line) == ("DP135", 3)
    assert "第 4 行也是这样" in one.message("zh")


@pytest.mark.parametrize(
    ("read", "head"),
    [
        (_peers, "industry,period,indicator,meidan,source,date"),
        (_merchants, "合同,日期,held_bye"),
        (_providers, "id,nam"),
    ],
)
def test_a_column_that_is_misspelt_is_not_missing_too(
    read: Callable[[str], object], head: str
) -> None:
    (one,) = _findings(lambda: read(f"{head}\n1,2,3\n" if "," in head[3:] else f"{head}\n1,2\n"))
    assert one.code == "DP318"
    assert "是不是" in one.message("zh")


def test_blank_cells_of_the_peers_table_are_told_together() -> None:
    (one,) = _findings(lambda: _peer_rows("care,,FIG-1.1,,,2026-11-01"))
    assert (one.code, one.line) == ("DP302", 2)
    assert "period, median, source 空着" in one.message("zh")


def test_contracts_that_became_powers_of_ten_are_one_finding() -> None:
    rows = "1.2E+15,2026-10-01,品牌\n1.2e+15,2026-10-02,品牌\n1.3E+15,2026-10-03,品牌\n"
    (one,) = _findings(lambda: _merchants(f"合同,日期,持有方\n{rows}"))
    assert (one.code, one.line, one.column) == ("DP568", 2, 1)
    assert "科学计数法" in one.message("zh")
    assert "第 3、4 行也是这样" in one.message("zh")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    text = "合同\t日期\t持有方\nc-1\t2026-10-01\t品牌\n"
    raw = text.encode(encoding)
    assert set(merchants_in(text_of(raw, "t.csv"), "t.csv").made.merchants) == {"c-1"}
    with pytest.raises(InvalidInputError) as error:
        text_of(raw[:-1], "t.csv")
    assert "不完整" in error.value.findings[0].message("zh")


def test_readings_of_a_plan_are_read_under_chinese_headings(tmp_path: Path) -> None:
    metrics = load_plan_metrics()
    path = tmp_path / "r.csv"
    path.write_text("指标,日期,数值\nstock_out_rate,2026/8/31,8.6\n", "utf-8")
    assert read_plan_readings(path, metrics) == (("stock_out_rate", None, date(2026, 8, 31), 8.6),)
    path.write_text("metric,on,value\nstock_out_rate,2026-08-31,8.6\n合计,,8.6\n", "utf-8")
    (one,) = _findings(lambda: read_plan_readings(path, metrics))
    assert (one.code, one.line) == ("DP135", 3)


MERGED = f"{HEAD}<<<<<<< HEAD\na,b\n=======\na,c\n>>>>>>> x\n"


@pytest.mark.parametrize("read", [_peers, _merchants, _providers])
@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("", "DP318", 1, "文件是空的"),
        (POINTER, "DP110", None, "git lfs pull"),
        (MERGED, "DP321", 2, "合并冲突"),
        ("id，name\na，b\n", "DP321", 1, "全角"),
    ],
)
def test_a_table_that_is_none_is_one_finding(
    read: Callable[[str], object], text: str, code: str, line: int | None, said: str
) -> None:
    with pytest.raises(InvalidInputError) as error:
        read(text)
    (one,) = error.value.findings
    assert (one.code, one.line) == (code, line)
    assert said in one.message("zh")


def test_angle_brackets_in_a_cell_are_no_merge_marks() -> None:
    assert _any(f"{HEAD}a,x <<<<<<< y\n")
