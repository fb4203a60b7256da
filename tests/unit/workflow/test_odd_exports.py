"""Exports as back-ends and spreadsheets really write them: nothing is lost, or added twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.workflow.import_export import ImportPlan, ImportRequest, plan_import
from exports import HEADER, MAPPING, ROWS, csv_text, everything, workspace, write_csv
from small_framework import PROVIDER

RIGHT = ["3", "4", "3.5"]
NO_SHOP = MAPPING.replace("shop: 店铺名称\n", "").replace(", peer: 同行", "")
NOTHING = NO_SHOP.replace("date: 日期\n", "")
ONE = [row for row in ROWS if row[0] == "旗舰店"]
REMARK = (*HEADER, "备注")
TOTAL = ["4650", "1550", "", ""]


def planned(
    place: Path, text: str | bytes, mapping: str = MAPPING, **changes: object
) -> ImportPlan:
    request = workspace(place, mapping)
    (place / "a.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return plan_import(replace(request, **changes))  # type: ignore[arg-type]


def refused(act: Callable[[], ImportPlan]) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        act()
    for one in caught.value.findings:
        assert "{" not in one.message("zh") + one.message("en")
    return list(caught.value.findings)


def figures(plan: ImportPlan) -> list[str]:
    return [one.figure for one in plan.figures]


def told(plan: ImportPlan) -> list[str]:
    for one in plan.findings:
        assert "{" not in one.message("zh") + one.message("en")
    return [one.code for one in plan.findings]


def with_remark(rows: Sequence[Sequence[str]], remark: str = "") -> list[list[str]]:
    return [[*row, remark] for row in rows]


def blank_below(rows: Sequence[Sequence[str]], place: int) -> list[list[str]]:
    """*rows* as merged cells are saved: only the first of a run has the text."""
    made, before = [], ""
    for row in rows:
        cells = [*row]
        if cells[place] == before:
            cells[place] = ""
        else:
            before = cells[place]
        made.append(cells)
    return made


def numbered(place: Path, listed: str) -> ImportRequest:
    """A workspace whose shop 旗舰店 has the id *listed*."""
    request = workspace(place)
    text = PROVIDER.replace("s1", f'"{listed}"')
    assert text != PROVIDER
    (request.folder / "provider.yaml").write_text(text, "utf-8")
    return request


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("35012345", "3.5012345E7"),
        ("35012345", "3.50E+07"),
        ("0012", "12"),
        ("35012345", "35012345.0"),
        ("1234567890123456789", "1234567890123450000"),
    ],
)
def test_an_id_that_a_spreadsheet_rewrote_is_told_with_those_it_may_be(
    tmp_path: Path, listed: str, written: str
) -> None:
    request = numbered(tmp_path, listed)
    rows = [[written if row[0] == "旗舰店" else row[0], *row[1:]] for row in ROWS]
    write_csv(tmp_path / "a.csv", rows)
    if written.removesuffix(".0") == listed:
        assert len(plan_import(request).figures) == 3
        return
    (found,) = refused(lambda: plan_import(request))
    assert (found.code, found.params["ids_zh"], found.line) == ("DP932", listed, 2)
    whole = [[listed if row[0] == "旗舰店" else row[0], *row[1:]] for row in ROWS]
    write_csv(tmp_path / "a.csv", whole)
    assert figures(plan_import(request)) == RIGHT


def test_an_id_of_another_shop_stops_nothing(tmp_path: Path) -> None:
    request = numbered(tmp_path, "35012345")
    write_csv(tmp_path / "a.csv", [*ROWS, ["3.6E+07", "2026-10-01", "1", "1", "2.5", ""]])
    assert told(plan_import(request)) == ["DP916"]


@pytest.mark.parametrize(
    ("cell", "top"), [("1.50123456E+5", "150123.456"), ("3.5012345E7", "35012345"), ("0E+0", "0")]
)
def test_an_amount_as_a_power_of_ten_is_read_where_no_digit_is_lost(
    tmp_path: Path, cell: str, top: str
) -> None:
    rows = [["旗舰店", "2026-10-01", cell, "1", "", ""], ["旗舰店", "2026-10-31", "0", "1", "", ""]]
    assert planned(tmp_path, csv_text(rows)).figures[0].top == top


@pytest.mark.parametrize("cell", ["1.5E+5", "1.50E+05", "1.23457E+11", "2.5e3"])
def test_one_that_lost_digits_is_refused_as_such(tmp_path: Path, cell: str) -> None:
    rows = [["旗舰店", "2026-10-02", cell, "1", "", ""], *ROWS]
    (found,) = refused(lambda: planned(tmp_path, csv_text(rows)))
    assert (found.code, found.line, found.column) == ("DP918", 2, 3)
    assert "科学计数法" in found.message("zh")
    assert cell not in found.message("zh")


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%b\nsize 9\n" % (b"a" * 64)
KINDS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "文件是空的"),
    "mark": (b"\xef\xbb\xbf", "文件是空的"),
    "blank lines": (b"\r\n \r\n", "文件是空的"),
    "commas": (b",,\n,,\n", "文件是空的"),
    "page": (b"\n<html><body><table><tr><td>1", "网页"),
    "table": ("﻿<TABLE border=1><tr>".encode(), "网页"),
    "xhtml": (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "网页"),
    "old xml": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "XML 表格 2003",
    ),
    "json": (b'{"data": []}', "JSON"),
    "json list": (b'[{"a": 1}]', "JSON"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\0", "图片"),
    "zip": (archive("十月.csv"), "先解压"),
    "rar": (b"Rar!\x1a\x07\0", "先解压"),
    "numbers": (archive("Index/Document.iwa"), "Numbers"),
    "word": (archive("word/document.xml"), "Word"),
    "pointer": (POINTER, "git lfs pull"),
    "old": (OLE, ".xls"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "zeros": (csv_text(ROWS).encode() + bytes(90), "不是文本"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xlsx"])
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    request = replace(workspace(tmp_path), files=(tmp_path / name,))
    for case, (raw, word) in KINDS.items():
        if case in ("zeros", "commas") and name != "a.csv":
            continue
        (tmp_path / name).write_bytes(raw)
        (found,) = refused(lambda: plan_import(request))
        assert word in found.message("zh"), case
        assert found.code in ("DP110", "DP900"), case


def test_a_header_alone_is_told_as_such(tmp_path: Path) -> None:
    (found,) = refused(lambda: planned(tmp_path, csv_text([])))
    assert (found.code, found.file) == ("DP933", (tmp_path / "a.csv").as_posix())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "店铺日报" * 90 + "\n" + csv_text(ROWS)
    assert figures(planned(tmp_path, text.encode(encoding))) == RIGHT


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["", "", *TOTAL, "合计"], []),
        (["", "2026-10-01~2026-10-31", *TOTAL, "总计："], []),
        (["旗舰店", "2026-10-31", *TOTAL, "小 计"], []),
        (["合计(31天)", "", *TOTAL, ""], []),
        (["全部店铺", "2026-10-31", *TOTAL, ""], []),
        (["旗舰店", "日均", *TOTAL, ""], []),
        (["", "", *TOTAL, ""], ["DP935"]),
        (["-", "--", *TOTAL, ""], ["DP935"]),
    ],
)
def test_a_row_of_totals_is_none_of_a_shop_however_it_is_marked(
    tmp_path: Path, row: list[str], says: list[str]
) -> None:
    plan = planned(tmp_path, csv_text([*with_remark(ROWS), row], REMARK))
    assert figures(plan) == RIGHT
    assert (plan.coverage.totals, plan.coverage.other_shops) == (1, 0)
    assert told(plan) == says
    assert all(code in plan.note or "按汇总行处理" in plan.note for code in says)


@pytest.mark.parametrize("word", ["合计", ""])
def test_without_a_column_of_shops_or_days_a_total_is_no_amount(tmp_path: Path, word: str) -> None:
    rows = [*with_remark(ONE), ["", "", *TOTAL, word]]
    assert planned(tmp_path, csv_text(rows, REMARK), NO_SHOP, shop="s1").figures[0].figure == "3"
    plans = [["计划1", "100", "10"], ["计划2", "200", "20"], [word, "300", "30"]]
    text = csv_text(plans, ("计划", "成交金额", "消耗"))
    plan = planned(tmp_path, text, NOTHING, shop="s1", period="2026-10")
    assert (plan.figures[0].top, plan.coverage.totals) == ("300", 1)


def test_words_of_totals_in_every_row_say_nothing(tmp_path: Path) -> None:
    for word in ("全部", "汇总"):
        assert figures(planned(tmp_path, csv_text(with_remark(ROWS, word), REMARK))) == RIGHT


def test_all_parts_beside_the_parts_are_refused(tmp_path: Path) -> None:
    rows = [[*row, part] for row in ROWS for part in ("全部", "自然流量", "付费流量")]
    text = csv_text(rows, (*HEADER, "流量来源"))
    (found,) = refused(lambda: planned(tmp_path, text))
    assert (found.code, found.column, found.params["column"]) == ("DP937", 7, "流量来源")
    only = MAPPING.replace("date:", "only: {流量来源: [全部]}\ndate:")
    assert figures(planned(tmp_path, text, only)) == RIGHT


@pytest.mark.parametrize("days", ["2026-10-01~2026-10-31", "2026-10", "2026-10-05/2026-10-11"])
def test_days_and_a_whole_that_holds_them_are_not_added(tmp_path: Path, days: str) -> None:
    (found,) = refused(lambda: planned(tmp_path, csv_text([*ROWS, ["旗舰店", days, *TOTAL]])))
    assert (found.code, found.params["shop_zh"]) == ("DP938", "s1")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("10/5/2026", ["2026-05-10", "2026-10-05", "yyyy-mm-dd"]),
        ("5.10.2026", ["2026-05-10", "2026-10-05"]),
        ("10/31/2026", ["2026-10-31"]),
        ("31-Oct-26", ["2026-10-31"]),
        ("10月5日", ["没有年份"]),
        ("某日", ["totals"]),
    ],
)
def test_a_day_that_may_be_another_is_told_with_both(
    tmp_path: Path, written: str, words: list[str]
) -> None:
    rows = [*ROWS[:4], ["旗舰店", written, *ROWS[4][2:]], *ROWS[5:]]
    (found,) = refused(lambda: planned(tmp_path, csv_text(rows)))
    assert (found.code, found.line, found.column) == ("DP914", 6, 2)
    for word in words:
        assert word in found.message("zh")
        assert word in found.message("en") or not word.isascii()


@pytest.mark.parametrize(
    "form", ["{0} 00:00:00 ~ {0} 23:59:59", "\u200b{0}", "{1}-{1}", "{1}", "'{0}", '="{0}"']
)
def test_days_with_hours_marks_and_signs_that_nobody_sees(tmp_path: Path, form: str) -> None:
    rows = [[r[0], form.format(r[1], r[1].replace("-", "")), *r[2:]] for r in ROWS]
    assert figures(planned(tmp_path, csv_text(rows))) == RIGHT


def test_a_row_of_the_whole_period_with_hours_covers_it(tmp_path: Path) -> None:
    days = "2026-10-01 00:00:00 ~ 2026-10-31 23:59:59"
    rows = [["旗舰店", days, "300", "100", "", ""], ["专卖店", days, "400", "100", "", ""]]
    assert figures(planned(tmp_path, csv_text(rows))) == RIGHT


@pytest.mark.parametrize("place", [0, 1])
def test_merged_cells_of_shops_or_days_are_told_with_their_place(
    tmp_path: Path, place: int
) -> None:
    rows = blank_below(sorted(ROWS, key=lambda row: row[place]), place)
    (found,) = refused(lambda: planned(tmp_path, csv_text(rows)))
    assert (found.code, found.line, found.column) == ("DP934", 3, place + 1)
    assert "合并单元格" in found.message("zh")


def test_days_that_are_blank_without_a_column_of_shops_are_no_totals(tmp_path: Path) -> None:
    rows = blank_below([["", ONE[n // 2 * 2][1], *row[2:]] for n, row in enumerate(ONE)], 1)
    (found,) = refused(lambda: planned(tmp_path, csv_text(rows), NO_SHOP, shop="s1"))
    assert found.code == "DP934"


@pytest.mark.parametrize(
    "extra",
    [
        ["数据来源：抖音电商罗盘", "", "", "", "", ""],
        ["", "", "元", "元", "倍", ""],
        ["-", "-", "(元)", "(元)", "", ""],
        [*HEADER],
    ],
)
def test_notes_units_and_a_second_header_are_no_shops(tmp_path: Path, extra: list[str]) -> None:
    plan = planned(tmp_path, csv_text([*ROWS[:31], extra, *ROWS[31:]]))
    assert figures(plan) == RIGHT
    assert (plan.coverage.notes, plan.coverage.rows, told(plan)) == (1, 63, [])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda text: text.replace("成交金额", "成交金额(元)"), "成交金额(元)"),
        (lambda text: text.replace(",", "|"), "竖线"),
        (lambda text: text.replace(",", "，"), "全角逗号"),
        (lambda text: "店铺名称,日期,交易\n,,成交金额,消耗,同行\n" + text[99:], "两行"),
        (lambda text: text.replace("消耗", "花费"), "--learn"),
    ],
)  # fmt: skip
def test_headings_that_are_not_there_are_told_with_what_is(
    tmp_path: Path, change: Callable[[str], str], word: str
) -> None:
    (found,) = refused(lambda: planned(tmp_path, change(csv_text(ROWS))))
    assert found.code == "DP912"
    assert word in found.message("zh")


def test_rates_of_rows_are_not_added_though_they_bear_no_sign(tmp_path: Path) -> None:
    mapping = MAPPING.replace("numerator: 成交金额, denominator: 消耗", "sum: 退款率(%)")
    header = ("店铺名称", "日期", "退款率(%)", "消耗", "同行", "买家手机")
    found = refused(lambda: planned(tmp_path, csv_text(ROWS, header), mapping))
    assert [(one.code, one.params["column"]) for one in found] == [("DP939", "退款率(%)")]
    one_row = [["旗舰店", "2026-10", "3.3", "1", "", ""]]
    assert planned(tmp_path, csv_text(one_row, header), mapping).figures[0].figure == "3.3"


@pytest.mark.parametrize(
    ("columns", "times"),
    [
        ("numerator: 成交金额(万元), denominator: 消耗(元)", "10000"),
        ("numerator: 成交金额(元), denominator: 消耗(万元)", "0.0001"),
        ("sum: 成交金额(万元)", "10000"),
    ],
)
def test_columns_in_ten_thousands_need_their_factor(
    tmp_path: Path, columns: str, times: str
) -> None:
    mapping = MAPPING.replace("numerator: 成交金额, denominator: 消耗, peer: 同行", columns)
    header = tuple(
        next((word for word in columns.replace(",", " ").split() if word.startswith(one)), one)
        for one in HEADER
    )
    mapping = mapping.replace("numerator: 成交金额, denominator: 消耗}", f"{columns}, times: 1}}")
    (found,) = refused(lambda: planned(tmp_path, csv_text(ROWS, header), mapping))
    assert (found.code, found.path) == ("DP910", ("figures", 0, "indicator"))
    assert f"times: {times}" in found.message("zh")


def test_figures_that_differ_from_the_claims_are_one_finding(tmp_path: Path) -> None:
    rows = "shop,indicator,value,period,basis\n" + "".join(
        f"{shop},FIG-1.1,{value},2026-10,paid\n" for shop, value in (("s1", 2), ("s2", 9))
    )
    request = workspace(tmp_path)
    write_csv(tmp_path / "a.csv", ROWS)
    (request.folder / "kpis.csv").write_text(rows, "utf-8")
    plan = plan_import(request)
    assert (told(plan), plan.findings[0].params["count"]) == (["DP925"], 2)
    for language in ("zh", "en"):
        assert "s1" in plan.findings[0].message(language)
        assert "9" in plan.findings[0].message(language)
    assert len(plan.findings[0].message("zh")) < 200


def book(path: Path, rows: Sequence[Sequence[object]], change: Callable[..., object]) -> Path:
    """A workbook with *rows* under the header, *change*d before it is closed."""
    made = xlsxwriter.Workbook(str(path))
    page, day = made.add_worksheet("明细"), made.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, HEADER)
    for place, row in enumerate(rows, start=1):
        page.write_row(place, 0, [cell for cell in row if not isinstance(cell, date)])
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(place, column, cell, day)
            else:
                page.write(place, column, cell)
    change(made, page)
    made.close()
    return path


AS_NUMBERS = [
    [row[0], date.fromisoformat(row[1]), float(row[2]), int(row[3]), float(row[4])] for row in ROWS
]


def _second(made: xlsxwriter.Workbook, hidden: bool) -> None:
    page = made.add_worksheet("旧数据")
    page.write_row(0, 0, HEADER)
    page.write_row(1, 0, ["旗舰店", "2026-10-01", 9, 9])
    if hidden:
        page.hide()


def _all_but_first(made: xlsxwriter.Workbook, page: object) -> None:
    made.add_worksheet("说明").activate()
    page.hide()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _, page: [page.set_row(n, None, None, {"hidden": True}) for n in (3, 8)], "4、9"),
        (lambda _, page: page.set_column(2, 2, None, None, {"hidden": True}), "（C）"),
        (lambda made, _: _second(made, hidden=True), "旧数据"),
        (_all_but_first, "是隐藏的工作表"),
    ],
)
def test_what_is_hidden_is_told_and_kept_with_the_evidence(
    tmp_path: Path, change: Callable[..., object], words: str
) -> None:
    request = workspace(tmp_path)
    path = book(tmp_path / "a.xlsx", AS_NUMBERS, change)
    plan = plan_import(replace(request, files=(path,)))
    assert (figures(plan), told(plan)) == (RIGHT, ["DP936"])
    assert words in plan.findings[0].message("zh").replace(", ", "、")
    assert plan.findings[0].message("zh") in plan.note


def test_many_hidden_rows_are_counted_and_the_first_named(tmp_path: Path) -> None:
    def filtered(_: object, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.autofilter(0, 0, 62, 5)
        for row in range(32, 63):
            page.set_row(row, None, None, {"hidden": True})

    path = book(tmp_path / "a.xlsx", AS_NUMBERS, filtered)
    (found,) = plan_import(replace(workspace(tmp_path), files=(path,))).findings
    assert "31 行" in found.message("zh")
    assert "33, 34" in found.message("en")


def test_merged_cells_of_a_workbook_are_named(tmp_path: Path) -> None:
    rows = [[None, *row[1:]] for row in AS_NUMBERS]

    def merged(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.merge_range("A2:A32", "旗舰店", made.add_format())
        page.merge_range("A33:A63", "专卖店", made.add_format())

    path = book(tmp_path / "a.xlsx", rows, merged)
    request = replace(workspace(tmp_path), files=(path,))
    (found,) = refused(lambda: plan_import(request))
    assert (found.code, found.params["cell"]) == ("DP934", "A3")
    assert "A2:A32" in found.message("zh")


def test_no_secret_of_an_odd_row_gets_anywhere(tmp_path: Path) -> None:
    """Seeded into ids, days, remarks and amounts that cannot be read."""
    seeded = "13912345678"
    for row in (
        [seeded, "", "1", "1", "", "", ""],
        ["", seeded, "1", "1", "", "", ""],
        ["旗舰店", f"{seeded[:2]}/1/2026 {seeded}", "1", "1", "", "", ""],
        ["旗舰店", "2026-10-02", f"{seeded[0]}.{seeded[1:5]}E+10", "1", "", "", ""],
        ["", "", "1", "1", "", "", f"张三 {seeded}"],
    ):
        text = csv_text([*with_remark(ROWS), row], REMARK)
        try:
            plan = planned(tmp_path, text)
            said = " ".join(one.message("zh") + one.message("en") for one in plan.findings)
            said += plan.note + plan.content.decode()
        except InvalidInputError as error:
            said = " ".join(one.message("zh") + one.message("en") for one in error.findings)
        kept = b"".join(everything(tmp_path / "blue").values()).decode()
        assert seeded[:5] not in said + kept
        assert "张三" not in said + kept


class TestSeveralRowsOfADay:
    """A row that was changed and exported again stands twice among rows that stand once."""

    CHANGED = (*ROWS[3][:2], "999", *ROWS[3][3:])

    def test_a_day_that_stands_out_is_told(self, tmp_path: Path) -> None:
        plan = planned(tmp_path, csv_text([*ROWS, self.CHANGED]))
        (one,) = plan.findings
        assert (one.code, one.params["shop_en"], one.params["days_en"]) == (
            "DP908",
            "s1",
            "2026-10-04",
        )
        assert one.message("en") in plan.note or one.message("zh") in plan.note

    def test_the_same_row_twice_is_one(self, tmp_path: Path) -> None:
        plan = planned(tmp_path, csv_text([*ROWS, ROWS[3]]))
        assert (told(plan), figures(plan)) == ([], RIGHT)

    def test_rows_by_session_are_as_they_should_be(self, tmp_path: Path) -> None:
        halves = [[*row[:2], str(float(row[2]) / 2), *row[3:]] for row in ROWS]
        assert told(planned(tmp_path, csv_text([*ROWS, *halves]))) == []

    def test_many_such_days_are_how_the_export_is(self, tmp_path: Path) -> None:
        seven = [[*row[:2], "999", *row[3:]] for row in ROWS[:7]]
        assert told(planned(tmp_path, csv_text([*ROWS, *seven]))) == []

    def test_what_two_files_share_is_told_of_the_files_alone(self, tmp_path: Path) -> None:
        request = workspace(tmp_path)
        write_csv(tmp_path / "a.csv", ROWS)
        write_csv(tmp_path / "b.csv", [list(self.CHANGED)])
        both = replace(request, files=(tmp_path / "a.csv", tmp_path / "b.csv"))
        assert told(plan_import(both)) == ["DP930"]
