"""Exports become figures: sums over the period, beside the claims, written where they belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.private_columns import is_private
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.workflow.import_export import ImportPlan, ImportRequest, plan_import
from dpcap.workflow.import_write import write_import
from exports import (
    HEADER,
    MAPPING,
    PHONE,
    ROWS,
    csv_text,
    everything,
    october,
    workspace,
    write_csv,
    write_xlsx,
)

ANSWERS = """schema: dpcap/answers/1
# written by hand
assessed_on: 2026-11-20
answers:
  # of the provider as a whole
  FIG-1.2: {value: 3.5, note: 见附件, basis: paid, period: 2026-10}
  WRK-1.1: 2   # stays
"""


def planned(place: Path, rows: list[list[str]] = ROWS, **changes: object) -> ImportPlan:
    request = workspace(place)
    write_csv(place / "a.csv", rows)
    return plan_import(replace(request, **changes))  # type: ignore[arg-type]


def refused(request: ImportRequest) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        plan_import(request)
    for one in caught.value.findings:
        for language in ("zh", "en"):
            assert "{" not in one.message(language)
    return list(caught.value.findings)


def codes(found: object) -> list[str]:
    return [one.code for one in found]  # type: ignore[attr-defined]


def loaded(request: ImportRequest) -> Assessment:
    assert request.framework is not None
    return load_assessment(request.folder, load_framework(request.framework))


def test_a_figure_is_a_ratio_of_sums_and_no_mean_of_rows(tmp_path: Path) -> None:
    rows = [
        ["旗舰店", "2026-10-01", "100", "10", "", ""],
        ["旗舰店", "2026-10-31", "10", "100", "", ""],
    ]
    plan = planned(tmp_path, rows)
    assert [(one.indicator, one.shop, one.figure) for one in plan.figures] == [
        ("FIG-1.1", "s1", "1"),  # 110 ÷ 110; the mean of the rows would be 5.05
        ("FIG-1.2", "", "1"),
    ]


def test_shops_apart_and_the_provider_as_a_whole(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    assert [(one.indicator, one.shop, one.figure, one.period) for one in plan.figures] == [
        ("FIG-1.1", "s1", "3", "2026-10"),
        ("FIG-1.1", "s2", "4", "2026-10"),
        ("FIG-1.2", "", "3.5", "2026-10"),
    ]
    assert plan.coverage.rows == plan.coverage.counted == 62
    assert [one.peer for one in plan.figures] == ["2.5", "2.5", ""]


def test_what_is_written_reads_as_it_was_shown(tmp_path: Path) -> None:
    request = workspace(tmp_path, answers=ANSWERS)
    write_csv(tmp_path / "a.csv", ROWS)
    write_import(plan_import(request))
    found = loaded(request)
    assert {row.shop: (row.value, row.peer) for row in found.rows["FIG-1.1"]} == {
        "s1": (3, 2.5),
        "s2": (4, 2.5),
    }
    answer = found.answers["FIG-1.2"]
    assert (answer.value, answer.note, answer.envelope) == (
        3.5,
        "见附件",
        {"basis": "paid", "period": "2026-10"},
    )
    (piece,) = found.evidence.values()
    assert piece.state == "ok"
    assert answer.evidence == (piece.id,)
    assert "可编辑文件" in (piece.note or "")
    text = (request.folder / "answers.yaml").read_text("utf-8")
    assert "# written by hand" in text
    assert "WRK-1.1: 2   # stays" in text


def test_nothing_is_written_by_planning_and_nothing_new_by_doing_it_twice(tmp_path: Path) -> None:
    request = workspace(tmp_path, answers=ANSWERS)
    write_csv(tmp_path / "a.csv", ROWS)
    before = everything(request.folder)
    plan = plan_import(request)
    assert everything(request.folder) == before
    write_import(plan)
    after = everything(request.folder)
    again = plan_import(request)
    assert again.findings == ()
    write_import(again)
    assert everything(request.folder) == after


def test_a_claim_that_differs_is_told_with_both_values(tmp_path: Path) -> None:
    request = workspace(tmp_path, answers=ANSWERS.replace("3.5", "3.9"))
    write_csv(tmp_path / "a.csv", ROWS)
    (found,) = plan_import(request).findings
    assert (found.code, found.severity) == ("DP925", "note")
    assert "3.9" in found.message("zh")
    assert "3.5" in found.message("zh")
    request = workspace(tmp_path, answers=ANSWERS.replace("3.5", "3.50"))
    assert plan_import(request).findings == ()


def test_rows_that_do_not_count_are_counted(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ROWS[0],
        ["合计", "", "9", "9", "", ""],
        ["别家店", "2026-10-01", "9", "9", "", ""],
    ]
    rows += [["旗舰店", "2026-09-30", "1", "1", "", ""], ["旗舰店", "2026-11-01", "1", "1", "", ""]]
    plan = planned(tmp_path, rows)
    known = plan.coverage
    assert (known.duplicates, known.totals, known.other_shops, known.other_days) == (1, 1, 1, 2)
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]
    assert codes(plan.findings) == ["DP916"]


def test_days_that_are_missing_are_told_and_kept_with_the_evidence(tmp_path: Path) -> None:
    rows = [
        row for row in ROWS if (row[0], row[1][-2:]) not in {("专卖店", "07"), ("专卖店", "08")}
    ]
    plan = planned(tmp_path, rows)
    (found,) = plan.findings
    assert found.code == "DP922"
    assert "2026-10-07–2026-10-08" in found.message("en")
    assert "2026-10-07–2026-10-08" in plan.note


@pytest.mark.parametrize("gone", ["2026-10-01", "2026-10-31"])
def test_files_that_do_not_cover_the_period_are_refused(tmp_path: Path, gone: str) -> None:
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", [row for row in ROWS if row[1] != gone])
    assert codes(refused(request)) == ["DP921"]


@pytest.mark.parametrize("kept", [range(1, 12), range(21, 32), range(5, 28)])
def test_one_shops_rows_do_not_cover_for_another(tmp_path: Path, kept: range) -> None:
    request = workspace(tmp_path)
    rows = [row for row in ROWS if row[0] == "旗舰店" or int(row[1][-2:]) in kept]
    write_csv(tmp_path / "a.csv", rows)
    (found,) = refused(request)
    assert found.code == "DP921"
    assert found.message("en").startswith("s2: ")
    assert found.params["found"] == f"2026-10-{kept[0]:02d} – 2026-10-{kept[-1]:02d}"
    assert found.params["count"] == 31 - len(kept)
    assert "only" in found.message("zh")
    alone = MAPPING.replace("date:", "only: {店铺名称: [旗舰店]}\ndate:")
    (request.mappings / "spend.yaml").write_text(alone, "utf-8")
    assert [one.shop for one in plan_import(request).figures] == ["s1", ""]


def test_a_row_without_amounts_says_that_a_day_had_none(tmp_path: Path) -> None:
    rows = [*ROWS[:-1], ["专卖店", "2026-10-31", "--", "", "", ""]]
    plan = planned(tmp_path, rows)
    assert codes(plan.findings) == ["DP927", "DP927"]
    assert len(plan.figures) == 3


def test_shops_that_lack_the_same_days_are_one_finding(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", [row for row in ROWS if int(row[1][-2:]) <= 11])
    (found,) = refused(request)
    assert found.message("en").startswith("s1, s2: ")
    assert "2026-10-12–2026-10-31" in found.message("zh")
    inside = [row for row in ROWS if row[1][-2:] not in {"07", "19"}]
    (found,) = planned(tmp_path, inside).findings
    assert (found.code, found.params["days"]) == ("DP922", "2026-10-07, 2026-10-19")
    assert found.message("zh").startswith("s1、s2：")


def test_a_shop_without_any_row_of_the_period_is_told_and_has_no_figure(tmp_path: Path) -> None:
    rows = [*october("旗舰店"), ["专卖店", "2026-09-30", "1", "1", "2.5", ""]]
    plan = planned(tmp_path, rows)
    (found,) = plan.findings
    assert (found.code, found.params["count"], found.params["shop_zh"]) == ("DP922", 31, "s2")
    assert [one.shop for one in plan.figures] == ["s1", ""]


def test_rows_on_both_sides_of_the_period_do_not_cover_it(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    days = ("2026-09-30", "2026-11-01")
    write_csv(tmp_path / "a.csv", [["旗舰店", day, "1", "1", "", ""] for day in days])
    (found,) = refused(request)
    assert (found.code, found.params["count"]) == ("DP921", 31)
    write_csv(tmp_path / "a.csv", [])
    assert codes(refused(request)) == ["DP933"]


def test_a_row_over_the_end_of_the_period_is_refused(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    row = ["旗舰店", "2026-10-30~2026-11-02", "1", "1", "", ""]
    write_csv(tmp_path / "a.csv", [*ROWS, row])
    assert codes(refused(request)) == ["DP915"]


@pytest.mark.parametrize("number", ["13812345678", "8613812345678", "110101199001010011"])
def test_numbers_of_people_under_a_heading_of_amounts_are_neither_added_nor_kept(
    tmp_path: Path, number: str
) -> None:
    request = workspace(tmp_path)
    rows = [[*row[:2], f"{int(number) + n}", *row[3:]] for n, row in enumerate(ROWS)]
    write_csv(tmp_path / "a.csv", rows)
    (found,) = refused(request)
    assert (found.code, found.line, found.column) == ("DP931", 2, 3)
    assert number[:7] not in found.message("zh") + found.message("en")
    assert number[:7].encode() not in b"".join(everything(request.folder).values())


def test_one_amount_that_happens_to_look_like_a_phone_is_an_amount(tmp_path: Path) -> None:
    rows = [["旗舰店", "2026-10-02", "13812345678", "1", "", ""], *ROWS]
    assert planned(tmp_path, rows).coverage.counted == 63


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12.6%", "DP919"),
        ("12.6％", "DP919"),
        ("abc", "DP918"),
        ("1,35", "DP918"),
        ("1e9", "DP918"),
    ],
)
def test_cells_that_cannot_be_added_are_refused_by_their_place(
    tmp_path: Path, cell: str, code: str
) -> None:
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", [["旗舰店", "2026-10-02", cell, "1", "", ""], *ROWS])
    (found,) = refused(request)
    assert (found.code, found.line, found.column) == (code, 2, 3)
    assert cell not in found.message("zh")


def test_a_comma_of_thousands_without_quotes_shifts_nothing(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    text = csv_text(ROWS) + "旗舰店,2026-10-02,14,738,10,2.5,1\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    assert codes(refused(request)) == ["DP928"]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    text = csv_text([[*row, "1"] for row in ROWS], (*HEADER, "消耗"))
    (tmp_path / "a.csv").write_text(text, "utf-8")
    assert codes(refused(request)) == ["DP929"]


def test_two_sheets_with_the_columns_are_refused(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    book = write_xlsx(tmp_path / "a.xlsx", [row[:5] for row in ROWS], sheets=("甲", "乙"))
    (found,) = refused(replace(request, files=(book,)))
    assert (found.code, found.params["sheets"]) == ("DP906", "甲, 乙")
    request = workspace(tmp_path, MAPPING + "sheet: 乙\n")
    text = [[row[0], row[1], float(row[2]), float(row[3])] for row in ROWS]
    write_xlsx(tmp_path / "a.xlsx", text, sheets=("甲", "乙"))
    assert plan_import(replace(request, files=(book,))).figures[0].figure == "3"


@pytest.mark.parametrize(
    ("heading", "private"),
    [
        *((one, True) for one in ("收货人", "手机号", "买家昵称", "订单编号", "Order ID")),
        *((one, False) for one in ("成交买家数", "手机端成交金额", "订单数", "buyer count")),
    ],
)  # fmt: skip
def test_headings_that_name_people(heading: str, private: bool) -> None:
    assert is_private(heading) is private


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    (tmp_path / "a.csv").write_text(csv_text(ROWS).replace("消耗", "花费"), "utf-8")
    (found,) = refused(request)
    assert (found.code, found.params["columns"]) == ("DP912", "消耗")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_comes_in_every_encoding_and_below_title_rows(tmp_path: Path, encoding: str) -> None:
    request = workspace(tmp_path)
    text = "千川报表\n导出时间：2026-11-01\n\n" + csv_text(ROWS)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert [one.figure for one in plan_import(request).figures] == ["3", "4", "3.5"]


def test_xlsx_gives_the_same_as_csv(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", ROWS)
    numbers = [[*row[:2], float(row[2]), int(row[3]), float(row[4]), row[5]] for row in ROWS]
    book = write_xlsx(tmp_path / "a.xlsx", numbers)
    one, other = plan_import(request), plan_import(replace(request, files=(book,)))
    assert one.figures == other.figures
    assert write_xlsx(tmp_path / "f.xlsx", [["旗舰店", "2026-10-01", "=1+1", 2, "", ""], *numbers])
    (found,) = refused(replace(request, files=(tmp_path / "f.xlsx",)))
    assert (found.code, found.params["cell"]) == ("DP920", "C2")
    assert "工作表“明细”的 C2" in found.message("zh")


def test_numbers_as_people_write_them(tmp_path: Path) -> None:
    rows = [
        ["旗舰店", "2026/10/1", "12.8万", "１０", "", ""],
        ["旗舰店", "2026年10月31日", '="2000"', "−3", "", ""],
    ]
    plan = planned(tmp_path, rows)
    assert (plan.figures[0].top, plan.figures[0].bottom) == ("130000", "7")


@pytest.mark.parametrize("written", ["{}（周四）", "{} 星期四", "{} (周四)", "{} 00:00:00"])
def test_a_day_is_a_day_with_the_day_of_the_week_too(tmp_path: Path, written: str) -> None:
    plan = planned(tmp_path, [[row[0], written.format(row[1]), *row[2:]] for row in ROWS])
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]
    assert plan.findings == ()


def test_days_of_a_workbook_that_lost_their_format_are_days(tmp_path: Path) -> None:
    request = workspace(tmp_path)
    days = [date.fromisoformat(row[1]) - date(1899, 12, 30) for row in ROWS]
    rows = [
        [row[0], day.days, float(row[2]), float(row[3]), 2.5, ""]
        for row, day in zip(ROWS, days, strict=True)
    ]
    write_xlsx(tmp_path / "a.xlsx", rows)
    plan = plan_import(replace(request, files=(tmp_path / "a.xlsx",)))
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]


def per_cent(path: Path, column: int) -> Path:
    """A workbook whose *column* shows its figures in per cent: 0.125 that people see as 12.5 %."""
    book = xlsxwriter.Workbook(str(path))
    page, shown = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
    for place, row in enumerate([HEADER, *ROWS]):
        page.write_row(place, 0, [*row[:2], *(float(one) if place else one for one in row[2:5])])
        if place:
            page.write_number(place, column, 0.125, shown)
    book.close()
    return path


def test_a_figure_shown_in_per_cent_is_never_added(tmp_path: Path) -> None:
    request = replace(workspace(tmp_path), files=(per_cent(tmp_path / "a.xlsx", 2),))
    found = refused(request)
    assert set(codes(found)) == {"DP919"}
    assert found[0].params["cell"] == "C2"


def in_per_cent(place: Path) -> ImportRequest:
    """A workspace whose figures are in per cent."""
    request = workspace(place)
    area = place / "framework" / "figures.yaml"
    content = area.read_text("utf-8")
    assert '"倍"' in content
    area.write_text(content.replace('"倍"', '"%"').replace("[0, 60]", "[0, 100]"), "utf-8")
    return request


@pytest.mark.parametrize("written", ["12.5", "12.5%", " 12.5 ％"])
def test_peers_in_per_cent_are_taken_where_the_unit_is_per_cent(
    tmp_path: Path, written: str
) -> None:
    request = in_per_cent(tmp_path)
    write_csv(tmp_path / "a.csv", [[*row[:4], written, ""] for row in ROWS])
    assert plan_import(request).figures[0].peer == "12.5"
    write_csv(tmp_path / "a.csv", [[*row[:2], "12.5%", *row[3:]] for row in ROWS])
    assert set(codes(refused(request))) == {"DP919"}


def test_peers_shown_in_per_cent_are_taken_as_they_are_seen(tmp_path: Path) -> None:
    request = in_per_cent(tmp_path)
    book = per_cent(tmp_path / "a.xlsx", 4)
    assert plan_import(replace(request, files=(book,))).figures[0].peer == "12.5"
    assert set(codes(refused(replace(workspace(tmp_path), files=(book,))))) == {"DP919"}


def test_a_row_without_data_counts_on_neither_side(tmp_path: Path) -> None:
    plan = planned(tmp_path, [*ROWS, ["旗舰店", "2026-10-05", "--", "9999", "", ""]])
    assert [one.figure for one in plan.figures] == ["3", "4", "3.5"]
    assert codes(plan.findings) == ["DP927", "DP927"]


@pytest.mark.parametrize(
    ("cell", "code"), [("12.6%", "DP919"), ("约三万", "DP918"), ("1,35", "DP918")]
)
def test_one_column_gone_wrong_is_one_finding(tmp_path: Path, cell: str, code: str) -> None:
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", [[*row[:3], cell, *row[4:]] for row in ROWS])
    (found,) = refused(request)
    assert (found.code, found.line, found.column) == (code, 2, 4)
    assert "另有 61 行也是这样，如第 3、4、5、6、7 行" in found.message("zh")
    assert "61 more rows" in found.message("en")
    write_csv(tmp_path / "a.csv", [[*row[:2], "x", cell, *row[4:]] for row in ROWS])
    assert codes(refused(request)) == ["DP918"]  # a row is told by its first cell
    days = [[row[0], "某日", *row[2:]] for row in ROWS]
    write_csv(tmp_path / "a.csv", days)
    assert codes(refused(request)) == ["DP914"]


def test_what_holds_for_several_shops_is_one_finding_that_names_them(tmp_path: Path) -> None:
    rows = [[*row[:2], "0", "0", str(n), ""] for n, row in enumerate(ROWS)]
    plan = planned(tmp_path, rows)
    told = [(one.code, one.params["node_en"], one.params["shop_en"]) for one in plan.findings]
    assert told == [
        ("DP924", "FIG-1.1", "s1, s2"),
        ("DP926", "FIG-1.1", "s1, s2"),
        ("DP924", "FIG-1.2", "—"),
    ]
    blank = [[*row[:3], "--" if row[1].endswith("05") else row[3], *row[4:]] for row in ROWS]
    told = [
        (one.code, one.params["shop_zh"], one.params["count"])
        for one in planned(tmp_path, blank).findings
    ]
    assert told == [("DP927", "s1、s2", 2), ("DP927", "—", 2)]


def test_rows_of_several_kinds_are_one_finding_for_all_shops(tmp_path: Path) -> None:
    head = "schema: dpcap/mapping/1\nid: spend\nshop: 店铺名称\ndate: 日期\n"
    request = workspace(tmp_path, head + MODE)
    rows = [[*row[:4], "支付" if n % 2 else "结算"] for n, row in enumerate(ROWS)]
    (tmp_path / "a.csv").write_text(csv_text(rows, (*HEADER[:4], "方式")), "utf-8")
    (found,) = refused(request)
    assert (found.code, found.params["shop_zh"]) == ("DP923", "s1、s2")


def test_nothing_over_nothing_is_no_figure(tmp_path: Path) -> None:
    plan = planned(tmp_path, [[row[0], row[1], "0", "0", "", ""] for row in october("旗舰店")])
    assert plan.figures == ()
    assert codes(plan.findings) == ["DP924", "DP924"]
    assert write_import(plan) == ()


def test_peers_that_differ_are_not_taken(tmp_path: Path) -> None:
    rows = [*october("旗舰店")[:-1], ["旗舰店", "2026-10-31", "930", "310", "9", ""]]
    plan = planned(tmp_path, rows)
    assert plan.figures[0].peer == ""
    assert codes(plan.findings) == ["DP926"]


MODE = (
    "mode: {column: 方式, field: basis, values: {支付: paid, 结算: settled}}\n"
    "figures:\n  - {indicator: FIG-1.1, numerator: 成交金额, denominator: 消耗}\n"
)


def test_modes_fill_the_envelope_and_are_never_mixed(tmp_path: Path) -> None:
    head = "schema: dpcap/mapping/1\nid: spend\nshop: 店铺名称\ndate: 日期\n"
    request = workspace(tmp_path, head + MODE)
    rows = [[*row[:4], "支付"] for row in ROWS]
    header = (*HEADER[:4], "方式")
    (tmp_path / "a.csv").write_text(csv_text(rows, header), "utf-8")
    assert [one.fields for one in plan_import(request).figures] == [{"basis": "paid"}] * 2
    mixed = [*rows, ["旗舰店", "2026-10-02", "1", "1", "结算"]]
    (tmp_path / "a.csv").write_text(csv_text(mixed, header), "utf-8")
    assert codes(refused(request)) == ["DP923"]
    request = workspace(tmp_path, head + "only: {方式: [支付]}\n" + MODE)
    plan = plan_import(request)
    assert [one.figure for one in plan.figures] == ["3", "4"]
    assert plan.coverage.not_meant == 1
    (tmp_path / "a.csv").write_text(csv_text([[*rows[0][:4], "其他"], *rows], header), "utf-8")
    request = workspace(tmp_path, head + MODE)
    assert codes(refused(request)) == ["DP917"]


def test_a_file_of_one_shop_needs_no_column(tmp_path: Path) -> None:
    mapping = MAPPING.replace("shop: 店铺名称\n", "")
    request = workspace(tmp_path, mapping)
    write_csv(tmp_path / "a.csv", october("旗舰店"))
    with pytest.raises(UsageError, match="--shop"):
        plan_import(request)
    with pytest.raises(UsageError, match="s9"):
        plan_import(replace(request, shop="s9"))
    assert plan_import(replace(request, shop="s2")).figures[0].shop == "s2"


def test_without_days_the_period_must_be_given(tmp_path: Path) -> None:
    request = workspace(tmp_path, MAPPING.replace("date: 日期\n", ""))
    write_csv(tmp_path / "a.csv", ROWS)
    with pytest.raises(UsageError, match="--period"):
        plan_import(request)
    with pytest.raises(UsageError, match="one calendar month"):
        plan_import(replace(request, period="2026-Q3"))
    assert plan_import(replace(request, period="2026年10月")).figures[0].period == "2026-10"


def test_the_mapping_is_found_by_its_columns(tmp_path: Path) -> None:
    request = replace(workspace(tmp_path), mapping=None)
    write_csv(tmp_path / "a.csv", ROWS)
    assert plan_import(request).mapping.id == "spend"
    other = MAPPING.replace("id: spend", "id: other")
    (tmp_path / "mappings" / "other.yaml").write_text(other, "utf-8")
    with pytest.raises(UsageError, match="several"):
        plan_import(request)
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(UsageError, match="--learn"):
        plan_import(request)


def test_an_export_later_than_the_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="assessed_on"):
        planned(tmp_path, on=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("FIG-1.2", "FIG-9.9", "DP301"),
        ("FIG-1.2", "WRK-1.1", "DP910"),
        ("FIG-1.2", "FIG-1.1", "DP910"),
        ("basis: paid", "basis: nonsense", "DP304"),
        ("denominator: 消耗, peer", "peer", "DP911"),
        ("numerator: 成交金额, denominator: 消耗, peer", "sum: 买家手机, peer", "DP913"),
        ("dpcap/mapping/1", "dpcap/mapping/9", "DP104"),
        ("fields:", "feilds:", "DP106"),
    ],
)  # fmt: skip
def test_mappings_are_held_against_the_framework(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    request = workspace(tmp_path, MAPPING.replace(old, new))
    write_csv(tmp_path / "a.csv", ROWS)
    assert codes(refused(request)) == [code]


def test_no_secret_of_an_export_gets_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seeded into every column that is not added up, and into a cell that cannot be."""
    secrets = [PHONE, "张三丰", "浙江省杭州市某某路1号", "6920001112223334", "buyer_9f3"]
    header = (*HEADER, "收货人", "收货地址", "订单号", "买家昵称")
    rows = [[*row[:5], *secrets] for row in ROWS]
    rows.append(["合计", "", "1", "1", "", *secrets])
    request = workspace(tmp_path)
    (tmp_path / "a.csv").write_text(csv_text(rows, header), "utf-8")
    plan = plan_import(request)
    write_import(plan)
    told = [one.message("zh") + one.message("en") for one in plan.findings]
    text = "".join(map(bytes.decode, everything(request.folder).values()))
    broken = [[*row[:3], PHONE + "x", *row[4:]] for row in rows]
    (tmp_path / "a.csv").write_text(csv_text(broken, header), "utf-8")
    told += [one.message("zh") for one in refused(request)]
    printed = capsys.readouterr()
    for secret in secrets:
        assert secret not in text
        assert secret not in "".join(told)
        assert secret not in printed.out + printed.err
    assert "成交金额" in text
    assert plan.originals[0].sha256 in text
    assert plan.originals[0].name in text
