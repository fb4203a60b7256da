"""What is told of an import's figures before they are written, and of files that do not fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.workflow.import_export import ImportPlan, plan_import
from dpcap.workflow.imported_figures import ImportedFigure, doubted
from exports import HEADER, ROWS, csv_text, october, workspace, write_xlsx
from small_framework import AREAS, HEAD

BELOW = csv_text(october("旗舰店", 3)).split("\n", 1)[1]


def planned(place: Path, text: str, mapping: str | None = "spend") -> ImportPlan:
    request = workspace(place)
    (place / "a.csv").write_text(text, "utf-8")
    return plan_import(replace(request, mapping=mapping))


def refused(place: Path, text: str, mapping: str | None = "spend") -> Finding:
    with pytest.raises(InvalidInputError) as caught:
        planned(place, text, mapping)
    (found,) = caught.value.findings
    assert "{" not in found.message("zh") + found.message("en")
    return found


@pytest.mark.parametrize(
    "heads",
    [
        ["店铺名称", "日期", "支付金额", "退款", "同行", "x"],
        ["店铺", "统计日", "支付金额", "退款", "同行", ""],
        ["", "", "支付金额", "退款", "同行", ""],
    ],
)
def test_another_table_below_is_not_added_under_this_ones_headings(
    tmp_path: Path, heads: list[str]
) -> None:
    found = refused(tmp_path, csv_text(ROWS) + "\n" + ",".join(heads) + "\n" + BELOW)
    assert (found.code, found.line, found.column) == ("DP907", 65, 3)


def test_headings_with_nothing_of_ours_below_them_stop_nothing(tmp_path: Path) -> None:
    signed = ["", "", "制表：甲", "审核：乙", "批准：丙", ""]
    plan = planned(tmp_path, csv_text([*ROWS, signed]))
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]
    assert (plan.coverage.notes, plan.findings) == (1, ())


@pytest.mark.parametrize("again", [False, True])
def test_a_header_in_two_languages_and_units_may_stand_again(tmp_path: Path, again: bool) -> None:
    more = [["shop", "date", "gmv", "cost", "peer", ""], ["", "", "元", "次", "倍", ""]]
    rows = [*more, *ROWS[:31], *([list(HEADER), *more] if again else []), *ROWS[31:]]
    plan = planned(tmp_path, csv_text(rows))
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]
    assert plan.findings == ()


def test_amounts_beside_words_of_the_header_are_of_no_day(tmp_path: Path) -> None:
    rows = [*ROWS, [*HEADER], ["店铺名称", "日期", "3", "4", "5", ""]]
    assert refused(tmp_path, csv_text(rows)).code == "DP914"


@pytest.mark.parametrize("day", ["2026-02-30", "2026/13/1", "20261032", "2026年10月32日"])
def test_a_day_that_no_calendar_has_is_told_as_such(tmp_path: Path, day: str) -> None:
    found = refused(tmp_path, csv_text([*ROWS, ["旗舰店", day, "1", "1", "", ""]]))
    assert (found.code, found.line) == ("DP914", 64)
    assert "日历" in found.message("zh")


def test_a_heading_on_two_lines_is_told_on_one(tmp_path: Path) -> None:
    text = csv_text(ROWS).replace("成交金额", '"成交金额\n(元)"', 1)
    assert "成交金额 (元)" in refused(tmp_path, text).message("zh")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("成交金额", "成交金额(元)"), "DP912"),
        (("买家手机", "消耗"), "DP929"),
    ],
)
def test_what_keeps_the_nearest_mapping_from_fitting_is_told(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    found = refused(tmp_path, csv_text(ROWS).replace(*change, 1), mapping=None)
    assert found.code == code
    assert "spend" in found.message("zh")


def test_two_sheets_that_fit_are_the_cause_though_no_mapping_is_named(tmp_path: Path) -> None:
    request = replace(workspace(tmp_path), mapping=None, files=(tmp_path / "a.xlsx",))
    write_xlsx(tmp_path / "a.xlsx", ROWS, ("明细", "汇总"))
    with pytest.raises(InvalidInputError) as caught:
        plan_import(request)
    assert [one.code for one in caught.value.findings] == ["DP906"]


def test_files_of_another_kind_have_no_nearest_mapping(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        planned(tmp_path, "店铺名称,甲,乙\n旗舰店,1,2\n", mapping=None)


def figure(value: str, shop: str = "", node: str = "FIG-1.2", peer: str = "") -> ImportedFigure:
    return ImportedFigure(node, shop, "2026-10", value, "", value, "", "", peer, {})


def framework(**more: object) -> Framework:
    """The small one; FIG-1.2 changed by *more*."""
    areas = json.loads(json.dumps(AREAS))
    areas[1]["dimensions"][0]["indicators"][1]["scale"].update(more)
    return Framework.model_validate({**HEAD, "areas": areas})


def told(*figures: ImportedFigure, by: Framework | None = None) -> Sequence[Finding]:
    found = [*doubted(figures, by or framework())]
    for one in found:
        assert "{" not in one.message("zh") + one.message("en")
    return found


@pytest.mark.parametrize(("value", "codes"), [("-3", ["DP333"]), ("60", []), ("60.1", ["DP333"])])
def test_figures_out_of_range_are_told_before_they_are_written(
    value: str, codes: list[str]
) -> None:
    assert [one.code for one in told(figure(value))] == codes


def test_figures_of_one_cause_are_one_finding_with_all_values(tmp_path: Path) -> None:
    rows = [[*row[:2], "-" + row[2], *row[3:]] for row in ROWS]
    plan = planned(tmp_path, csv_text(rows))
    found = [one for one in plan.findings if one.node == "FIG-1.1"]
    assert [one.code for one in found] == ["DP333"]
    assert "-3、-4" in found[0].message("zh")
    assert "s1、s2" in found[0].message("zh")


def test_a_fraction_where_per_cent_is_asked_is_doubted() -> None:
    per_cent = framework(unit={"zh": "%", "en": "%"})
    assert [one.code for one in told(figure("0.4"), by=per_cent)] == ["DP338"]
    assert told(figure("4"), by=per_cent) == []


def test_a_figure_in_another_unit_than_the_folders_peer_figure_is_told_with_the_unit() -> None:
    by = framework(score={"by": "peer"}, unit={"zh": "元", "en": "CNY"}, plausible=[0, 10**6])
    (found,) = told(figure("328000", peer="29"), by=by)
    assert found.code == "DP387"
    assert "万元" in found.message("zh")
    assert told(figure("33", peer="29"), by=by) == []


RATE = {
    "kind": "rate",
    "unit": {"zh": "%", "en": "%"},
    "definition": {"zh": "比率", "en": "share"},
    "formula": {"zh": "甲除以乙", "en": "a over b"},
    "cases": {"zh": "例数", "en": "cases"},
    "base": {"zh": "基数", "en": "base"},
    "per": 100,
    "min_base": 8,
    "period": "month",
    "direction": "lower",
    "points": [[0, 100], [60, 0]],
    "anchor": "illustrative",
    "envelope": {"period": "any"},
    "plausible": [0, 100],
}


@pytest.mark.parametrize(
    ("value", "codes"),
    [("3 100", []), ("-3 100", ["DP302"]), ("1.5 100", ["DP302"]), ("300 100", ["DP333"])],
)
def test_counts_are_whole_and_a_rate_is_in_its_range(value: str, codes: list[str]) -> None:
    areas = json.loads(json.dumps(AREAS))
    areas[1]["dimensions"][0]["indicators"][1]["scale"] = RATE
    by = Framework.model_validate({**HEAD, "areas": areas})
    assert [one.code for one in told(figure(value), by=by)] == codes
