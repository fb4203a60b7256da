"""Filled sheets read back: what changes, what is refused with its cell, what becomes a conflict."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpcap import Configuration, ProviderRequest, assess_provider
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.sheet.reply_cells import ReplyCell, same_text
from dpcap.model.finding import Finding
from dpcap.workflow.fill import FilledFolder, FillRequest, fill_folder
from dpcap.workflow.lint import LintRequest, lint_paths
from dpcap.workflow.resolve import ResolveRequest, list_conflicts, resolve_conflict
from dpcap.workflow.sheet import SheetRequest, write_sheet
from dpcap.workflow.todo import list_open_work
from filling import Book
from folders import TINY, make_folder

DAY = date(2026, 11, 24)
HERE = Configuration()


def provider(folder: Path) -> ProviderRequest:
    return ProviderRequest(folder, framework=TINY)


def sheet(folder: Path, **asked: Any) -> Book:
    request = SheetRequest(provider(folder), DAY, "zh", **asked)
    return Book(write_sheet(request, HERE).data)


def fill(folder: Path, *files: Path, on: date = DAY, **how: Any) -> FilledFolder:
    return fill_folder(FillRequest(provider(folder), files, on, **how), HERE)


def refused(folder: Path, *files: Path) -> list[Finding]:
    before = texts(folder)
    with pytest.raises(InvalidInputError) as caught:
        fill(folder, *files)
    assert texts(folder) == before
    return list(caught.value.findings)


def texts(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def answers(folder: Path) -> Any:
    return yaml.safe_load((folder / "answers.yaml").read_text("utf-8"))["answers"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "acme")


def test_a_sheet_as_it_was_written_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = texts(folder)
    done = fill(folder, sheet(folder).save(tmp_path / "a.xlsx"))
    assert (done.changes, done.written, done.findings) == ((), (), ())
    assert texts(folder) == before


def test_what_is_filled_in_is_written_and_the_rest_is_left_alone(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / "answers.yaml"
    path.write_text(path.read_text("utf-8") + "# kept\n", encoding="utf-8")
    book = sheet(folder).answer("WRK-1.1", 1).answer("WRK-1.4", "A、B").answer("WRK-1.5", "12.5")
    book.answer("WRK-1.5", "2026年10月", "period").answer("CAR-1.2", "30 12 5")
    book.answer("CAR-1.2", "2026-Q3", "period").figure("CAR-1.1", "s1", 9)
    fill(folder, book.answer("WRK-1.1", "排班见附件", "note").save(tmp_path / "a.xlsx"))
    said = answers(folder)
    assert said["WRK-1.1"] == {"value": 1, "evidence": ["e1"], "note": "排班见附件"}
    assert said["WRK-1.4"] == ["plan", "log"]
    assert said["WRK-1.5"] == {"value": 12.5, "period": "2026-10", "basis": "paid"}
    assert said["CAR-1.2"]["value"] == {"promoters": 30, "passives": 12, "detractors": 5}
    assert said["WRK-1.2"] is True
    assert "# kept" in path.read_text("utf-8")
    assert "s1,CAR-1.1,9,10,e1" in (folder / "kpis.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("node", "typed", "said"),
    [
        ("WRK-1.1", "１", 1),
        ("WRK-1.1", 1.0, 1),
        ("WRK-1.2", "否", False),
        ("WRK-1.2", False, False),
        ("WRK-1.3", "a", "never"),
        ("WRK-1.3", "never", "never"),
        ("WRK-1.3", "不清楚", {"unknown": True}),
        ("WRK-1.3", "不适用：out_of_contract", {"not_applicable": "out_of_contract"}),
        ("WRK-1.4", "都没有", ["none"]),
        ("WRK-1.4", "B", ["log"]),
        ("WRK-1.4", "BA", ["plan", "log"]),
        ("WRK-1.4", "plan log", ["plan", "log"]),
    ],
)
def test_answers_as_people_type_them(
    folder: Path, tmp_path: Path, node: str, typed: Any, said: Any
) -> None:
    fill(folder, sheet(folder).answer(node, typed).save(tmp_path / "a.xlsx"))
    now = answers(folder)[node]
    found = (
        {key: value for key, value in now.items() if key != "evidence"}
        if isinstance(now, dict)
        else now
    )
    assert found in (said, {"value": said})


def _with_evidence(folder: Path, typed: str) -> Book:
    book = sheet(folder).answer("WRK-1.1", 2).answer("WRK-1.1", typed, "evidence")
    return book.answer("WRK-1.1", "screenshot", "kind").answer("WRK-1.1", DAY, "captured_on")


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        (r"C:\Users\lin\Desktop\排班.png", ["排班.png"]),
        ("/Users/lin/排班.png", ["排班.png"]),
        ("“排班.png”", ["排班.png"]),
        ("《排班》", ["排班"]),
        ("a.png b.jpg", ["a.png", "b.jpg"]),
        (r"C:\a.png D:\b.jpg", ["a.png", "b.jpg"]),
        (r"C:\my.docs x\a.png", ["a.png"]),
        ("v1.2 终稿.png", ["v1.2 终稿.png"]),
        ("十月 排班.png", ["十月 排班.png"]),
    ],
)
def test_evidence_is_named_as_people_do(
    folder: Path, tmp_path: Path, typed: str, files: list[str]
) -> None:
    done = fill(folder, _with_evidence(folder, typed).save(tmp_path / "a.xlsx"))
    assert sorted(one.file for one in done.pieces) == sorted(files)
    told = [one for one in done.findings if one.code == "DP887"]
    assert len(told) == len(files)
    assert ("没有后缀" in told[0].message("zh")) is ("." not in files[0])


@pytest.mark.parametrize("typed", ["无", "-", "暂无"])
def test_no_evidence_is_an_empty_cell(folder: Path, tmp_path: Path, typed: str) -> None:
    (one,) = refused(folder, _with_evidence(folder, typed).save(tmp_path / "a.xlsx"))
    assert (one.code, "请留空" in one.message("zh")) == ("DP882", True)


def test_what_is_taken_under_its_whole_name_is_not_told_as_missing(
    folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / "证据"
    source.mkdir()
    (source / "排班.png").write_bytes(b"the roster")
    book = _with_evidence(folder, "排班").save(tmp_path / "a.xlsx")
    done = fill(folder, book, evidence=source)
    assert "DP887" not in [one.code for one in done.findings]
    (piece,) = done.pieces
    assert load_assessment(folder, load_framework(TINY)).evidence[piece.id].state == "ok"
    assert fill(folder, book).written == ()


@pytest.mark.parametrize(
    ("node", "typed", "zh", "en"),
    [
        ("WRK-1.1", "2-3", "只能选一级，拿不准的选低的那一级", "in doubt the lower one"),
        ("WRK-1.1", "1、2", "只能选一级", "takes one rung"),
        ("WRK-1.1", "不适用", "没有做请选最低一级", "the lowest rung"),
        ("WRK-1.2", "基本有", "请只填“是”或“否”；只做到一部分的填“否”", "in part is no"),
        ("WRK-1.2", "不适用", "请按实际情况填，不知道就写“不清楚”", "answer it as it is"),
        ("WRK-1.3", "sometimes", "请填一个字母：A（从不）、B（每周）", "A (Never), B (Weekly)"),
        ("WRK-1.4", "全部", "样样都有就写 A、B，", "A (Planner), B (Log)"),
        ("WRK-1.4", "A、C", "没有“C”这一项；请填字母", "there is no “C”; write letters"),
    ],
)
def test_what_may_stand_there_is_told_as_the_sheet_shows_it(
    folder: Path, tmp_path: Path, node: str, typed: str, zh: str, en: str
) -> None:
    (one,) = refused(folder, sheet(folder).answer(node, typed).save(tmp_path / "a.xlsx"))
    assert (one.code, zh in one.message("zh"), en in one.message("en")) == ("DP874", True, True)


@pytest.mark.parametrize(
    ("node", "typed", "code"),
    [
        ("WRK-1.1", 9, "DP874"),
        ("WRK-1.1", "2级", "DP874"),
        ("WRK-1.1", "不适用", "DP874"),
        ("WRK-1.3", "sometimes", "DP874"),
        ("WRK-1.3", "不适用：忙", "DP874"),
        ("WRK-1.5", "--", "DP874"),
        ("WRK-1.5", "=1+1", "DP875"),
        ("WRK-1.1", "=B2", "DP875"),
        ("CAR-1.2", "30", "DP874"),
    ],
)
def test_what_cannot_be_is_refused_with_file_tab_and_cell(
    folder: Path, tmp_path: Path, node: str, typed: Any, code: str
) -> None:
    book = sheet(folder).answer(node, typed)
    cell = book.cell(node)
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == code
    assert found.file == f"a.xlsx › {cell.parent.title}!{cell.coordinate}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_tab_that_is_none_of_the_sheets_own_is_told_and_not_read(
    folder: Path, tmp_path: Path, language: str
) -> None:
    request = SheetRequest(provider(folder), DAY, language)  # type: ignore[arg-type]
    book = Book(write_sheet(request, HERE).data).answer("WRK-1.1", 2)
    book.book.create_sheet("空的")
    draft = book.book.create_sheet("我的草稿")
    draft["B3"], draft["C3"] = "WRK-1.3", "有时 · 问小王"
    filled = fill(folder, book.save(tmp_path / "a.xlsx"))
    (found,) = [one for one in filled.findings if one.code == "DP893"]
    assert found.file == "a.xlsx › 我的草稿!B3"
    assert answers(folder)["WRK-1.1"]["value"] == 2


def told(done: FilledFolder, code: str) -> list[Finding]:
    return [one for one in done.findings if one.code == code]


def test_what_is_typed_where_nothing_is_read_is_told_once_a_column(
    folder: Path, tmp_path: Path
) -> None:
    book = sheet(folder).answer("WRK-1.1", 1)
    tab = book.cell("WRK-1.1").parent
    aside = tab.max_column + 2
    for row, text in ((book.cell("WRK-1.1").row, "见附件"), (book.cell("WRK-1.4").row, "问小王")):
        tab.cell(row, aside).value = text
    (found,) = told(fill(folder, book.save(tmp_path / "a.xlsx")), "DP894")
    assert (found.params["text"], found.params["count"]) == ("见附件", 2)
    place = tab.cell(book.cell("WRK-1.1").row, aside).coordinate
    assert found.file == f"a.xlsx › {tab.title}!{place}"
    assert answers(folder)["WRK-1.1"]["value"] == 1


def test_a_question_whose_words_were_overwritten_is_told(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    tab, row = book.cell("WRK-1.1").parent, book.cell("WRK-1.1").row
    place = next(c for c in tab[row] if c.value and len(str(c.value)) > len("WRK-1.1"))
    place.value = "每天两班，一共 8 人"
    (found,) = told(fill(folder, book.save(tmp_path / "a.xlsx")), "DP894")
    assert found.file == f"a.xlsx › {tab.title}!{place.coordinate}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_without_the_marks_of_its_words_is_read_as_before(
    language: str, folder: Path, tmp_path: Path
) -> None:
    book = sheet(folder).answer("WRK-1.1", 1)
    for tab in book.book:
        for row in tab.iter_rows():
            for cell in row:
                if str(cell.value or "").rsplit("·", 1)[-1].strip() == "printed":
                    cell.value = language
    tab = book.cell("WRK-1.1").parent
    tab.cell(book.cell("WRK-1.1").row, tab.max_column + 2).value = "见附件"
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert not told(done, "DP894")
    assert answers(folder)["WRK-1.1"]["value"] == 1


@pytest.mark.parametrize(
    ("field", "said", "lacking"),
    [
        ("period", "2026年10月", "answer"),
        ("kind", "截图", "file"),
        ("captured_on", "2026-11-01", "file"),
    ],
)
def test_what_is_said_of_an_answer_or_file_that_is_not_given_is_told(
    field: str, said: str, lacking: str, folder: Path, tmp_path: Path
) -> None:
    book = sheet(folder).answer("WRK-1.5", said, field)
    (found,) = told(fill(folder, book.save(tmp_path / "a.xlsx")), "DP895")
    assert found.params["lacking_en"] == lacking
    assert found.params["node_en"] == "WRK-1.5"
    cell = book.cell("WRK-1.5", field)
    assert found.file == f"a.xlsx › {cell.parent.title}!{cell.coordinate}"


def test_a_kind_or_day_beside_evidence_on_file_is_told(folder: Path, tmp_path: Path) -> None:
    before = texts(folder)
    book = sheet(folder).answer("WRK-1.1", "自有文件", "kind")
    assert not fill(folder, book.save(tmp_path / "a.xlsx")).findings
    book.answer("WRK-1.1", "后台截图", "kind").answer("WRK-1.1", "2026-11-01", "captured_on")
    (found,) = told(fill(folder, book.save(tmp_path / "a.xlsx")), "DP898")
    assert (found.params["file_zh"], found.params["typed_zh"]) == (
        "roster.txt",
        "后台截图 2026-11-01",
    )
    cell = book.cell("WRK-1.1", "evidence")
    assert found.file == f"a.xlsx › {cell.parent.title}!{cell.coordinate}"
    assert texts(folder) == before


def test_what_was_changed_is_told_in_words(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.1", "不清楚").answer("WRK-1.2", "否")
    book.answer("WRK-1.1", "新图.png", "evidence").answer("WRK-1.1", "自有文件", "kind")
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    said = " ".join(one.message("zh") for one in told(done, "DP883"))
    assert "把“2”改成了“不清楚”" in said
    assert "把“是”改成了“否”" in said
    assert "把“e1”改成了“新图.png”" in said


def test_a_formula_above_the_figures_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).head("CAR-1.1", "period", '="2026-"&"09"')
    found = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert [one.code for one in found] == ["DP875"]


def test_a_screen_whose_ids_are_gone_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).figure("CAR-1.1", "s1", 9)
    tab = book.shop_cell("CAR-1.1", "s1").parent
    ids = next(cell.row for row in tab.iter_rows() for cell in row if cell.value == "CAR-1.1")
    for cell in tab[ids]:
        cell.value = None
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert (found.code, found.params["column"]) == ("DP884", "indicator")
    assert found.file.startswith(f"a.xlsx › {tab.title}!")


WORK, SCREEN = "WRK 制作", "报表"


def typed_in(folder: Path, *cells: tuple[str, str, Any]) -> Book:
    """A sheet of *folder* with something typed into *cells*: tab, place, what."""
    book = sheet(folder)
    for tab, place, value in cells:
        book.book[tab][place] = value
    return book


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        ([(WORK, "P5", "重要")], "DP894", "WRK 制作!P5"),
        ([(WORK, "B20", "重要")], "DP894", "WRK 制作!B20"),
        ([(WORK, "E9", "分钟")], "DP894", "WRK 制作!E9"),
        ([(WORK, "F5", "2026-10")], "DP894", "WRK 制作!F5"),
        ([(WORK, "H4", "证据"), (WORK, "H5", "b.png")], "DP894", "WRK 制作!H5"),
        ([(WORK, "P4", "答案 · value"), (WORK, "P5", 1)], "DP894", "WRK 制作!P5"),
        ([(SCREEN, "D9", "重要")], "DP894", "报表!D9"),
        ([(SCREEN, "B8", "不清楚")], "DP894", "报表!B8"),
        ([(SCREEN, "E10", "2026-09")], "DP894", "报表!E10"),
        ([("证据", "A5", "e2")], "DP894", "证据!A5"),
        ([("封面", "E20", "给王敏")], "DP894", "封面!E20"),
        ([(WORK, "F9", "2026-10")], "DP895", "WRK 制作!F9"),
        ([(WORK, "I8", "截图")], "DP895", "WRK 制作!I8"),
        ([(WORK, "J8", "2026-11-02")], "DP895", "WRK 制作!J8"),
    ],
)
def test_what_is_typed_where_nothing_is_read_is_told(
    folder: Path, tmp_path: Path, cells: list[tuple[str, str, Any]], code: str, at: str
) -> None:
    done = fill(folder, typed_in(folder, *cells).save(tmp_path / "a.xlsx"))
    assert [(one.code, one.file) for one in done.findings] == [(code, f"a.xlsx › {at}")]
    assert done.changes == ()


@pytest.mark.parametrize("odd", ["a\u202eb", "长" * 301])
def test_names_that_can_be_none_are_refused(folder: Path, tmp_path: Path, odd: str) -> None:
    on_row = typed_in(folder, (WORK, "D5", 1), (WORK, "L5", odd)).save(tmp_path / "a.xlsx")
    [found] = refused(folder, on_row)
    assert found.code in ("DP113", "DP140")
    assert found.file == "a.xlsx › WRK 制作!L5"
    for place in ("B22", "B24", "B25"):
        path = typed_in(folder, ("封面", place, odd)).save(tmp_path / "a.xlsx")
        assert [one.code for one in refused(folder, path)] == ["DP870"]


def test_a_peer_without_its_figure_is_told(folder: Path, tmp_path: Path) -> None:
    book = typed_in(folder, (SCREEN, "C17", None), (SCREEN, "D17", 9))
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert {one.code for one in done.findings} == {"DP877", "DP895"}


def test_what_only_a_formula_came_to_is_no_news(folder: Path, tmp_path: Path) -> None:
    """飞书 keeps what progress came to, and no formula."""
    cells = [(WORK, "N5", "已填"), (WORK, "N8", "待填"), (SCREEN, "C15", "1/1"), ("封面", "E11", 4)]
    done = fill(folder, typed_in(folder, *cells).save(tmp_path / "a.xlsx"))
    assert (done.findings, done.changes) == ((), ())


def test_whose_sheet_it_is_may_be_written_on_its_cover(folder: Path, tmp_path: Path) -> None:
    book = typed_in(folder, ("封面", "B25", "李婷"), (WORK, "D5", 1))
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert [(one.code, one.params["who_zh"]) for one in done.findings] == [("DP883", "李婷")]


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        ([(SCREEN, "A4", "指标")], "DP884", "报表!A16"),
        ([(SCREEN, "C4", None)], "DP884", "报表!C16"),
        ([(SCREEN, "A10", "期间")], "DP884", "报表!A16"),
        ([(SCREEN, "E16", "期间")], "DP884", "报表!A16"),
        ([(SCREEN, "C4", None), (SCREEN, "D4", None)], "DP884", "报表!C16"),
        ([(WORK, "L5", "=A1")], "DP875", "WRK 制作!L5"),
        ([(SCREEN, "B10", "=A1")], "DP875", "报表!B10"),
        ([("封面", "B25", "=A1")], "DP870", ""),
    ],
)
def test_a_screen_that_lost_its_labels_and_formulas_anywhere_are_refused(
    folder: Path, tmp_path: Path, cells: list[tuple[str, str, Any]], code: str, at: str
) -> None:
    path = typed_in(folder, *cells).save(tmp_path / "a.xlsx")
    first = refused(folder, path)[0]
    assert (first.code, first.file) == (code, f"a.xlsx › {at}" if at else "a.xlsx")


def test_what_a_folder_holds_beside_is_told(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "back"
    sheet(folder).save(home / "a.xlsx")
    sheet(folder).save(home / "李婷" / "b.xlsx")
    sheet(folder).save(home / "证据" / "c.xlsx")
    for name in ("a.ods", "a.csv", "a.XLS", "~$a.xls", "a.png"):
        (home / name).write_bytes(b"x")
    told = [(one.code, one.file) for one in fill(folder, home).findings]
    others = [("DP896", "a.XLS"), ("DP896", "a.csv"), ("DP896", "a.ods")]
    assert sorted(told) == [*others, ("DP897", "李婷")]


def test_one_tab_as_csv_is_told_as_such(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "WRK.csv"
    path.write_text("编号 · id,答案 · value\nWRK-1.1,1\n", encoding="utf-8")
    assert [one.code for one in refused(folder, path)] == ["DP900"]
    assert "CSV keeps one tab" in refused(folder, path)[0].message("en")


def test_what_is_said_one_after_another_leaves_the_same_text(folder: Path, tmp_path: Path) -> None:
    kpis = folder / "kpis.csv"
    kpis.write_text("indicator,shop,value\n", "utf-8")
    other = Path(shutil.copytree(folder, tmp_path / "other" / "acme"))
    book = sheet(folder)
    proof = book.answer("WRK-1.4", "排班.png", "evidence").answer("WRK-1.4", "截图", "kind")
    proof.figure("CAR-1.1", "s1", 9).figure("CAR-1.1", "s1", "e1", "evidence")
    first = proof.save(tmp_path / "a.xlsx")
    book = sheet(folder).answer("WRK-1.4", "见附件", "note")
    book.figure("CAR-1.1", "s1", 9).figure("CAR-1.1", "s1", 8, "peer")
    second = book.figure("CAR-1.1", "s1", "已核", "note").save(tmp_path / "b.xlsx")
    for one in (first, second):
        fill(folder, one)
    for one in (second, first):
        fill(other, one)
    assert texts(other) == texts(folder)
    assert kpis.read_text("utf-8-sig").startswith("indicator,shop,value,peer")


@pytest.mark.parametrize("order", [*permutations(("a", "b", "c"))])
def test_a_default_is_nobodys_word_against_a_sheet(
    folder: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """A basis of its own is no conflict with the default that another's figure took on."""
    (folder / "kpis.csv").write_text("shop,indicator,value\n", "utf-8")
    files = {
        "a": sheet(folder).figure("CAR-1.1", "s1", 9),
        "b": sheet(folder).figure("CAR-1.1", "s1", 9).figure("CAR-1.1", "s1", "settled", "basis"),
        "c": sheet(folder).answer("WRK-1.4", "见附件", "note"),
    }
    saved = {name: book.save(tmp_path / f"{name}.xlsx") for name, book in files.items()}
    done = [fill(folder, saved[name]) for name in order]
    assert [one.conflicts for one in done] == [(), (), ()]
    assert "settled" in (folder / "kpis.csv").read_text("utf-8-sig")


class TestShopsByName:
    """The name beside the id of a shop: of another shop, it says that columns went astray."""

    @pytest.fixture
    def request_(self, tmp_path: Path) -> ProviderRequest:
        return ProviderRequest(
            Path(shutil.copytree(Path("examples/providers/lanxing"), tmp_path / "lanxing"))
        )

    def told(self, request: ProviderRequest, book: Book, tmp_path: Path) -> list[Finding]:
        with pytest.raises(InvalidInputError) as caught:
            fill_folder(FillRequest(request, (book.save(tmp_path / "a.xlsx"),), DAY), HERE)
        return list(caught.value.findings)

    def test_names_that_moved_without_their_ids_are_one_error(
        self, request_: ProviderRequest, tmp_path: Path
    ) -> None:
        book = Book(write_sheet(SheetRequest(request_, DAY), HERE).data)
        one, other = (book.shop_cell("TRA-3.2", shop) for shop in ("chenlu", "mianzhou"))
        tab = one.parent
        names = [tab.cell(cell.row, 2) for cell in (one, other)]
        names[0].value, names[1].value = names[1].value, names[0].value
        (found,) = self.told(request_, book, tmp_path)
        assert found.code == "DP909"
        assert found.file == f"a.xlsx › {tab.title}!{names[0].coordinate}"
        assert names[1].coordinate in found.message("zh")
        assert "chenlu" in found.message("en")
        assert "mianzhou" in found.message("en")

    def test_a_row_of_sums_is_told_as_one(self, request_: ProviderRequest, tmp_path: Path) -> None:
        book = Book(write_sheet(SheetRequest(request_, DAY), HERE).data)
        cell = book.shop_cell("TRA-3.2", "heguang")
        cell.parent.cell(cell.row, 1).value = "合计"
        found = self.told(request_, book, tmp_path)
        assert {one.code for one in found} == {"DP316"}
        assert all("请删去这一行" in one.message("zh") for one in found)

    def test_any_other_name_is_read_by_its_id(
        self, request_: ProviderRequest, tmp_path: Path
    ) -> None:
        book = Book(write_sheet(SheetRequest(request_, DAY), HERE).data)
        cell = book.shop_cell("TRA-3.2", "chenlu")
        for name in (None, "晨露", " 晨露护肤示例旗舰店 "):
            cell.parent.cell(cell.row, 2).value = name
            path = book.save(tmp_path / "a.xlsx")
            assert fill_folder(FillRequest(request_, (path,), DAY), HERE).changes == ()


def test_formulas_in_many_shops_are_one_finding_a_tab(tmp_path: Path) -> None:
    lanxing = tmp_path / "lanxing"
    shutil.copytree(Path("examples/providers/lanxing"), lanxing)
    request = ProviderRequest(lanxing)
    book = Book(write_sheet(SheetRequest(request, DAY), HERE).data)

    def told() -> tuple[Finding, ...]:
        path = book.save(tmp_path / "a.xlsx")
        with pytest.raises(InvalidInputError) as caught:
            fill_folder(FillRequest(request, (path,), DAY), HERE)
        return tuple(caught.value.findings)

    cells = [book.shop_cell("TRA-3.2", shop) for shop in ("chenlu", "mianzhou", "songyan")]
    for cell, typed in zip(cells, ("=1", "=2", "=3"), strict=True):
        cell.value = typed
    (found,) = told()
    assert (found.code, found.file) == (
        "DP875",
        f"a.xlsx › {cells[0].parent.title}!{cells[0].coordinate}",
    )
    assert cells[2].coordinate in found.message("zh")
    assert cells[2].coordinate in found.message("en")
    for cell, typed in zip(cells, ("待补", "待补", "约三"), strict=True):
        cell.value = typed
    found, other = told()
    assert (found.code, other.code) == ("DP874", "DP874")
    assert f"{cells[1].coordinate} 也是这样" in found.message("zh")
    assert "也是这样" not in other.message("zh")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026/10", "2026-10"),
        ("Oct-26", "2026-10"),
        (date(2026, 10, 1), "2026-10"),
        (202610, "2026-10"),
    ],
)
def test_periods_as_spreadsheets_make_them(
    folder: Path, tmp_path: Path, typed: Any, said: str
) -> None:
    book = sheet(folder).answer("WRK-1.5", 3).answer("WRK-1.5", typed, "period")
    fill(folder, book.save(tmp_path / "a.xlsx"))
    assert answers(folder)["WRK-1.5"]["period"] == said


def test_a_month_that_became_a_number_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.5", 3).answer("WRK-1.5", 2026.1, "period")
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert "2026-10" in found.message("zh")


def test_a_share_shown_in_per_cent_is_not_a_hundredth(tmp_path: Path) -> None:
    lanxing = tmp_path / "lanxing"
    shutil.copytree(Path("examples/providers/lanxing"), lanxing)
    request = ProviderRequest(lanxing)
    book = Book(write_sheet(SheetRequest(request, DAY), HERE).data)
    cell = book.shop_cell("TRA-3.2", "chenlu")
    cell.value, cell.number_format = 0.163, "0.0%"
    path = book.save(tmp_path / "a.xlsx")
    (change,) = fill_folder(FillRequest(request, (path,), DAY), HERE).changes
    assert (change.before, change.now) == ("12.9", "16.3")


def test_numbers_kept_as_text_are_read_and_said(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.5", "１２.５").answer("WRK-1.5", "2026-10", "period")
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert [one.code for one in done.findings] == ["DP876"]
    assert answers(folder)["WRK-1.5"]["value"] == 12.5


# ── rows, columns and tabs may stand anywhere ────────────────────────────────────────────────────


def test_rows_and_columns_may_be_moved(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.1", 0)
    tab = book.cell("WRK-1.1").parent
    tab.insert_rows(1, 3)
    tab.insert_cols(2, 2)
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert [(one.cell.node, one.now) for one in done.changes] == [("WRK-1.1", "0")]


def test_a_row_with_another_id_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    book.cell("WRK-1.1", "id").value = "WRK-11"
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP879"


def test_a_filled_row_without_an_id_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    book.cell("WRK-1.1", "id").value = None
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP886"


def test_a_question_on_two_rows_with_two_answers_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    cell = book.cell("WRK-1.1")
    tab = cell.parent
    last = tab.max_row + 1
    tab.cell(last, 1).value = "WRK-1.1"
    tab.cell(last, cell.column).value = 0
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP880"


def test_an_unknown_shop_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    cell = book.shop_cell("CAR-1.1", "s1")
    tab = cell.parent
    tab.cell(cell.row + 1, 1).value = "s9"
    tab.cell(cell.row + 1, cell.column).value = 3
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP316"


def test_heads_that_are_gone_are_told(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    cell = book.cell("WRK-1.1")
    head = next(c for c in cell.parent[4] if c.column == cell.column)
    head.value = "答案"
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP884"


def test_a_tab_without_its_ids_is_not_passed_over(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.1", 4)
    book.cell("WRK-1.1").parent.delete_cols(1)
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert (found.code, found.params["column"]) == ("DP884", "id")


def test_a_tab_without_its_row_of_heads_is_not_passed_over(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.1", 4)
    cell = book.cell("WRK-1.1")
    heads = cell.row - 1
    cell.parent.delete_rows(heads)
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert (found.code, found.params["column"]) == ("DP884", "id")
    assert found.file == f"a.xlsx › {cell.parent.title}!A{heads}"


def test_the_line_of_a_shop_says_what_is_other_there(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).head("CAR-1.1", "period", "2026-09", whole=True)
    book.figure("CAR-1.1", "s1", "settled", "basis")
    fill(folder, book.save(tmp_path / "a.xlsx"))
    (row,) = load_assessment(folder, HERE.framework(TINY)).rows["CAR-1.1"]
    assert row.envelope == {"period": "2026-09", "basis": "settled"}


# ── what the sheet says of itself ────────────────────────────────────────────────────────────────


def test_a_workbook_without_its_cover_is_refused(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).without("封面")
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP870"


def test_a_sheet_of_another_provider_or_framework_is_refused(folder: Path, tmp_path: Path) -> None:
    other = make_folder(tmp_path / "other")
    path = sheet(other).save(tmp_path / "a.xlsx")
    assert [one.code for one in refused(folder, path)] == ["DP871"]
    book = sheet(folder)
    cover = book.book["封面"]
    cell = next(c for row in cover.iter_rows() for c in row if str(c.value).endswith("· digest"))
    cover.cell(cell.row, 2).value = "0" * 64
    assert [one.code for one in refused(folder, book.save(tmp_path / "b.xlsx"))] == ["DP872"]


def test_without_its_base_every_filled_cell_counts_and_no_blank_one(
    folder: Path, tmp_path: Path
) -> None:
    book = sheet(folder).answer("WRK-1.4", "A").answer("WRK-1.2", None).without("底稿")
    done = fill(folder, book.save(tmp_path / "a.xlsx"))
    assert [(one.cell.node, one.now) for one in done.changes] == [("WRK-1.4", "plan")]
    assert [one.code for one in done.findings] == ["DP873"]
    assert answers(folder)["WRK-1.2"] is True


def test_no_workbook_at_all_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")
    (found,) = refused(folder, path)
    assert found.code.startswith("DP90")


# ── rows that are gone ───────────────────────────────────────────────────────────────────────────


def _gone(folder: Path, book: Book, path: Path) -> list[tuple[str, str]]:
    """What is told of a sheet whose rows went; the folder stays as it was."""
    before = texts(folder)
    done = fill(folder, book.save(path), clear=True)
    assert texts(folder) == before
    assert {one.code for one in done.findings} <= {"DP899"}
    return [(str(one.file), str(one.params["what_zh"])) for one in done.findings]


def test_deleted_rows_are_told_and_clear_nothing(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    for node in ("WRK-1.1", "WRK-1.3"):
        cell = book.cell(node)
        cell.parent.delete_rows(cell.row)
    line = book.shop_cell("CAR-1.1", "s1")
    line.parent.delete_rows(line.row)
    assert _gone(folder, book, tmp_path / "a.xlsx") == [
        (f"a.xlsx › {WORK}", "WRK-1.1、WRK-1.3"),
        (f"a.xlsx › {SCREEN}", "店铺 s1（CAR-1.1）"),
    ]


def test_a_deleted_column_is_told(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    cell = book.cell("WRK-1.1", "evidence")
    cell.parent.delete_cols(cell.column)
    assert _gone(folder, book, tmp_path / "a.xlsx") == [
        (f"a.xlsx › {WORK}", "“证据”列（WRK-1.1）"),
    ]


def test_a_deleted_tab_is_told(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).without(WORK)
    assert _gone(folder, book, tmp_path / "a.xlsx") == [("a.xlsx", "WRK-1.1、WRK-1.2、WRK-1.3")]


def test_deleted_rows_that_hold_no_answer_now_are_not_told(folder: Path, tmp_path: Path) -> None:
    """Neither one that never had any, nor one whose answer has left the folder since."""
    book = sheet(folder)
    for node in ("WRK-1.2", "WRK-1.4"):
        cell = book.cell(node)
        cell.parent.delete_rows(cell.row)
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers.yaml").write_text(text.replace("  WRK-1.2: true\n", ""), "utf-8")
    assert "WRK-1.2" not in answers(folder)
    assert _gone(folder, book, tmp_path / "a.xlsx") == []


def test_a_mistyped_id_is_no_deleted_row(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder)
    cell = book.cell("WRK-1.1", "id")
    cell.value = "WRK-1.11"
    (found,) = refused(folder, book.save(tmp_path / "a.xlsx"))
    assert found.code == "DP879"


def test_the_order_in_which_boxes_were_ticked_is_no_change() -> None:
    cell = ReplyCell("WRK-1.5", "", "value")
    assert same_text(cell, "b a", "a b")
    assert not same_text(cell, "a", "a b")
    assert not same_text(cell, "3 10", "10 3")


# ── blanks ───────────────────────────────────────────────────────────────────────────────────────


def test_a_blank_over_an_answer_is_listed_and_kept(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).answer("WRK-1.2", None)
    cell, path = book.cell("WRK-1.2"), book.save(tmp_path / "a.xlsx")
    before = texts(folder)
    done = fill(folder, path)
    assert [one.code for one in done.findings] == ["DP877"]
    assert texts(folder) == before
    assert done.findings[0].file == f"a.xlsx › {cell.parent.title}!{cell.coordinate}"
    cleared = fill(folder, path, clear=True)
    assert [(one.before, one.now) for one in cleared.changes] == [("true", "")]
    assert "WRK-1.2" not in answers(folder)


def test_a_shops_row_that_is_cleared_leaves(folder: Path, tmp_path: Path) -> None:
    book = sheet(folder).figure("CAR-1.1", "s1", None).figure("CAR-1.1", "s1", None, "peer")
    fill(folder, book.save(tmp_path / "a.xlsx"), clear=True)
    assert (folder / "kpis.csv").read_text("utf-8").splitlines()[1:] == []


# ── several people ───────────────────────────────────────────────────────────────────────────────


def of_three(folder: Path, home: Path) -> list[Path]:
    """Three people's copies of the shared sheet: two disagree, two add evidence and notes."""
    mine = sheet(folder).answer("WRK-1.1", 1).answer("WRK-1.1", "甲", "who")
    mine.answer("WRK-1.4", "A").answer("WRK-1.4", "甲", "who")
    mine.answer("WRK-1.4", "计划.png", "evidence").answer("WRK-1.4", "截图", "kind")
    yours = sheet(folder).answer("WRK-1.1", 0).answer("WRK-1.1", "乙", "who")
    yours.answer("WRK-1.5", 3).answer("WRK-1.5", "2026-10", "period")
    yours.figure("CAR-1.1", "s1", 12).figure("CAR-1.1", "s1", "乙", "who")
    theirs = sheet(folder).answer("WRK-1.4", "计划.png", "evidence")
    theirs.answer("WRK-1.4", "截图", "kind").answer("WRK-1.4", "丙", "who")
    theirs.figure("CAR-1.1", "s1", 13).figure("CAR-1.1", "s1", "丙", "who")
    books = {"甲": mine, "乙": yours, "丙": theirs}
    return [book.save(home / f"{name}.xlsx") for name, book in books.items()]


def test_any_order_of_files_gives_the_same_folder(folder: Path, tmp_path: Path) -> None:
    files = of_three(folder, tmp_path / "in")
    found = []
    for at, order in enumerate(permutations(files)):
        together, apart = tmp_path / f"t{at}" / "acme", tmp_path / f"a{at}" / "acme"
        shutil.copytree(folder, together)
        shutil.copytree(folder, apart)
        fill(together, *order)
        for one in order:
            fill(apart, one)
        found += [texts(together), texts(apart)]
    assert all(one == found[0] for one in found)
    assert {"conflicts.yaml", "filled.csv"} <= found[0].keys()


def test_what_two_people_say_otherwise_is_a_conflict_and_counts_as_missing(
    folder: Path, tmp_path: Path
) -> None:
    done = fill(folder, *of_three(folder, tmp_path / "in"))
    assert [(one.node, one.shop) for one in done.conflicts] == [
        ("WRK-1.1", None),
        ("CAR-1.1", "s1"),
    ]
    scored = assess_provider(provider(folder), HERE).profile
    nodes = {node.id: node for node in scored.indicators()}
    assert nodes["WRK-1.1"].state == nodes["CAR-1.1"].state == "missing"
    assert nodes["WRK-1.1"].claimed_ceiling == 100.0
    told = [one for one in scored.findings if one.code == "DP878"]
    for said in ("0 (", "1 (", "甲", "乙"):
        assert said in told[0].message("zh")


def test_lint_and_todo_show_both_values(folder: Path, tmp_path: Path) -> None:
    fill(folder, *of_three(folder, tmp_path / "in"))
    found = lint_paths(LintRequest((folder,), TINY), HERE)
    placed = [one for one in found if one.code == "DP878"]
    assert [(Path(str(one.file)).name, one.line) for one in placed] == [
        ("conflicts.yaml", 7),
        ("conflicts.yaml", 12),
    ]
    work = list_open_work(provider(folder), "person", HERE)
    rows = [row for group in work.groups for row in group.rows if row.need == "settle"]
    assert [(row.node, row.shop) for row in rows] == [("WRK-1.1", None), ("CAR-1.1", "s1")]


def test_two_peoples_files_of_one_name_are_two_pieces(folder: Path, tmp_path: Path) -> None:
    done = fill(folder, *of_three(folder, tmp_path / "in"))
    assert len({piece.id for piece in done.pieces}) == 2
    assert len({str(piece.entry["file"]) for piece in done.pieces}) == 2
    assert len(answers(folder)["WRK-1.4"]["evidence"]) == 2


def test_equal_files_are_one_piece(folder: Path, tmp_path: Path) -> None:
    files = of_three(folder, tmp_path / "in")
    places = [str(piece.entry["file"]) for piece in fill(folder, *files, dry_run=True).pieces]
    for place in places:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(b"the same picture")
    (piece,) = fill(folder, *files).pieces
    assert answers(folder)["WRK-1.4"]["evidence"] == [piece.id]
    assert load_assessment(folder, HERE.framework(TINY)).evidence[piece.id].state == "ok"


def test_a_newer_sheet_of_one_person_is_an_update_with_its_history(
    folder: Path, tmp_path: Path
) -> None:
    first = sheet(folder, person="owner").answer("WRK-1.1", 1).save(tmp_path / "a.xlsx")
    fill(folder, first)
    second = sheet(folder, person="owner").answer("WRK-1.1", 0).save(tmp_path / "b.xlsx")
    done = fill(folder, second, first, on=date(2026, 11, 25))
    assert (done.conflicts, answers(folder)["WRK-1.1"]["value"]) == ((), 0)
    assert [one.code for one in done.findings] == ["DP883"]
    said, title = done.findings[0].message("zh"), HERE.framework(TINY).by_id["WRK-1.1"].title.zh
    people = HERE.framework(TINY).people
    assert title in said
    assert f"的 答案：{people['owner'].zh} 把“1”改成了“0”" in said
    lines = (folder / "filled.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[3:7] for line in lines if line.startswith("WRK-1.1,,value")] == [
        ["", "2", "", ""],
        ["2", "1", "owner", "2026-11-24"],
        ["1", "0", "owner", "2026-11-25"],
    ]


def test_copies_of_one_sheet_that_differ_are_refused(folder: Path, tmp_path: Path) -> None:
    paths = [
        sheet(folder, person="owner").answer("WRK-1.1", rung).save(tmp_path / f"{rung}.xlsx")
        for rung in (1, 0)
    ]
    (found,) = refused(folder, *paths)
    assert found.code == "DP881"
    fill(folder, paths[0])
    fill(folder, paths[1])
    assert answers(folder)["WRK-1.1"]["value"] == 0


# ── settling ─────────────────────────────────────────────────────────────────────────────────────


def disputed(folder: Path, tmp_path: Path) -> list[Path]:
    files = of_three(folder, tmp_path / "in")
    fill(folder, *files)
    return files


def test_a_conflict_is_settled_by_taking_one_or_by_a_value(folder: Path, tmp_path: Path) -> None:
    files = disputed(folder, tmp_path)
    one = resolve_conflict(ResolveRequest(provider(folder), "WRK-1.1", "丁", DAY, take="乙"), HERE)
    assert (one.value, len(one.left)) == ("0", 1)
    two = resolve_conflict(
        ResolveRequest(provider(folder), "CAR-1.1", "丁", DAY, value="12.5"), HERE
    )
    assert (two.value, two.left) == ("12.5", ())
    assert answers(folder)["WRK-1.1"] == {"value": 0, "evidence": ["e1"]}
    assert "s1,CAR-1.1,12.5,10,e1" in (folder / "kpis.csv").read_text("utf-8")
    assert not (folder / "conflicts.yaml").exists()
    before = texts(folder)
    assert fill(folder, *files).written == ()
    assert texts(folder) == before


def test_a_conflict_may_be_settled_in_the_files(folder: Path, tmp_path: Path) -> None:
    files = disputed(folder, tmp_path)
    path = folder / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 2", "value: 1"), encoding="utf-8")
    (folder / "conflicts.yaml").unlink()
    assert not [
        one
        for one in assess_provider(provider(folder), HERE).profile.findings
        if one.code == "DP878"
    ]
    assert fill(folder, *files).conflicts == ()
    assert answers(folder)["WRK-1.1"]["value"] == 1


def test_what_cannot_be_settled_is_told(folder: Path, tmp_path: Path) -> None:
    disputed(folder, tmp_path)
    ask = provider(folder)
    for request, told in (
        (ResolveRequest(ask, "WRK-1.2", "丁", DAY, take="甲"), "no open conflict on WRK-1.2"),
        (ResolveRequest(ask, "WRK-1.1", "丁", DAY, take="戊"), "nobody named 戊"),
        (ResolveRequest(ask, "WRK-1.1", "丁", DAY), "either --take WHO or --value"),
    ):
        with pytest.raises(UsageError, match=told):
            resolve_conflict(request, HERE)
    with pytest.raises(InvalidInputError):
        resolve_conflict(ResolveRequest(ask, "WRK-1.1", "丁", DAY, value="9"), HERE)
    assert len(list_conflicts(ask, "zh", HERE)) == 2


@pytest.mark.parametrize("raw", [b"conflicts\xef\xbc\x9a []\n", b"a: [", b"a: 1\na: 2\n", b"\0"])
def test_a_file_of_conflicts_that_cannot_be_read_settles_nothing(
    folder: Path, tmp_path: Path, raw: bytes
) -> None:
    files = disputed(folder, tmp_path)
    (folder / "conflicts.yaml").write_bytes(raw)
    assert {one.file for one in refused(folder, *files)} == {f"{folder}/conflicts.yaml"}
    with pytest.raises(InvalidInputError):
        list_conflicts(provider(folder), "zh", HERE)


def test_who_settles_it_has_a_name(folder: Path, tmp_path: Path) -> None:
    disputed(folder, tmp_path)
    for by in (" ", "a\u202eb", "长" * 301):
        with pytest.raises(UsageError, match="--by"):
            resolve_conflict(ResolveRequest(provider(folder), "WRK-1.1", by, DAY, value="1"), HERE)
    with pytest.raises(UsageError, match="has none of that --shop"):
        resolve_conflict(
            ResolveRequest(provider(folder), "WRK-1.1", "王", DAY, shop="s9", value="1"), HERE
        )


def test_a_damaged_file_of_conflicts_is_told_with_its_place(folder: Path, tmp_path: Path) -> None:
    disputed(folder, tmp_path)
    path = folder / "conflicts.yaml"
    path.write_text(path.read_text("utf-8").replace("WRK-1.1", "WRK-9.9"), encoding="utf-8")
    found = [one for one in lint_paths(LintRequest((folder,), TINY), HERE) if one.code == "DP879"]
    assert [(Path(str(one.file)).name, one.line) for one in found] == [("conflicts.yaml", 7)]


def test_a_damaged_history_is_told_with_its_line(folder: Path, tmp_path: Path) -> None:
    files = disputed(folder, tmp_path)
    path = folder / "filled.csv"
    path.write_text(path.read_text("utf-8") + "half,a,row\n", encoding="utf-8")
    (found,) = refused(folder, *files)
    assert (found.code, found.line) == ("DP888", len(path.read_text("utf-8").splitlines()))


def test_a_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    before = texts(folder)
    done = fill(folder, *of_three(folder, tmp_path / "in"), dry_run=True)
    assert {path.name for path in done.written} >= {"answers.yaml", "conflicts.yaml", "filled.csv"}
    assert texts(folder) == before


def test_a_file_that_two_people_name_comes_once_and_is_missed_by_none(
    folder: Path, tmp_path: Path
) -> None:
    files = of_three(folder, tmp_path / "in")
    given = tmp_path / "证据"
    given.mkdir()
    (given / "计划.png").write_bytes(b"one picture for both, invented")
    done = fill(folder, *files, evidence=given)
    assert [one.code for one in done.findings if one.code == "DP887"] == []
    assert done.evidence is not None
    assert len(done.evidence.taken) == len({one.piece for one in done.evidence.taken}) == 2
    assert len(list((folder / "evidence").rglob("计划.png"))) == 1


def test_files_of_evidence_come_along(folder: Path, tmp_path: Path) -> None:
    filled = sheet(folder).answer("WRK-1.4", "排班 十月.png", "evidence")
    filled.answer("WRK-1.4", "截图", "kind").answer("WRK-1.4", "A")
    path = filled.save(tmp_path / "a.xlsx")
    alone = fill(folder, path, dry_run=True)
    assert "DP887" in [one.code for one in alone.findings]
    given = tmp_path / "证据"
    given.mkdir()
    (given / "排班 十月.png").write_bytes(b"a picture, invented")
    done = fill(folder, path, evidence=given)
    assert "DP887" not in [one.code for one in done.findings]
    assert done.evidence is not None
    assert [Path(one.source).name for one in done.evidence.taken] == ["排班 十月.png"]
    (piece,) = done.pieces
    assert load_assessment(folder, HERE.framework(TINY)).evidence[piece.id].state == "ok"


def test_a_folder_of_sheets_is_read_as_its_sheets(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "收到的表"
    inbox.mkdir()
    sheet(folder, person="owner").answer("WRK-1.1", 1).save(inbox / "a.xlsx")
    (inbox / "~$a.xlsx").write_bytes(b"locked")
    (inbox / "readme.txt").write_text("x", "utf-8")
    assert fill(folder, inbox).changes[0].now == "1"
    assert answers(folder)["WRK-1.1"]["value"] == 1


def test_a_folder_without_sheets_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(UsageError, match=r"no filled sheet"):
        fill(folder, tmp_path / "空")
