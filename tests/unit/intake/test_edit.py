# ruff: noqa: E501 - files written in tests have long lines
"""Saving answers into files that people wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import edit
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.folder import load_assessment
from small_framework import framework, write_folder

ONE = "schema: dpcap/answers/1\nassessed_on: 2026-11-20 # 评估日\nanswers:\n  # 第一题\n  WRK-1.1: 3 # 老李答的\n"


def test_bare_value_stays_bare_and_grows_fields(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ONE)
    edit.save_answer(folder, "work", "WRK-1.1", {"value": 4})
    assert (folder / "answers.yaml").read_text("utf-8") == ONE.replace("3 #", "4 #")
    edit.save_answer(folder, "work", "WRK-1.1", {"value": 4, "note": "改了"})
    assert "  WRK-1.1: {value: 4, note: 改了} # 老李答的\n" in (folder / "answers.yaml").read_text(
        "utf-8"
    )
    edit.save_answer(folder, "work", "WRK-1.1", {"unknown": True})
    answer = load_assessment(folder, framework()).answers["WRK-1.1"]
    assert (answer.unknown, answer.value, answer.note) == (True, None, None)


def test_byte_order_mark_and_line_ends_survive(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, "\ufeff" + ONE.replace("\n", "\r\n"))
    edit.save_answer(folder, "work", "WRK-1.2", {"value": True})
    raw = (folder / "answers.yaml").read_bytes()
    assert raw == ("\ufeff" + ONE.replace("\n", "\r\n") + "  WRK-1.2: true\r\n").encode()


def test_answer_goes_where_it_stands_then_to_its_area_then_to_the_one_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ONE)
    (folder / "answers").mkdir()
    (folder / "answers" / "figures.yaml").write_text("schema: dpcap/answers/1\n", "utf-8")
    assert edit.answer_file(folder, "work", "WRK-1.1") == folder / "answers.yaml"
    assert edit.answer_file(folder, "figures", "FIG-1.2") == folder / "answers" / "figures.yaml"
    assert edit.answer_file(folder, "figures", "WRK-1.1") == folder / "answers.yaml"
    (folder / "answers.yaml").unlink()
    assert edit.answer_file(folder, "work", "WRK-1.1") == folder / "answers" / "work.yaml"


def test_new_file_of_an_area_has_its_head(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ONE)
    (folder / "answers").mkdir()
    (folder / "answers.yaml").rename(folder / "answers" / "figures.yaml")
    path = edit.save_answer(folder, "work", "WRK-1.2", {"value": False})
    assert path == folder / "answers" / "work.yaml"
    assert path.read_text("utf-8") == "schema: dpcap/answers/1\nanswers:\n  WRK-1.2: false\n"
    assert load_assessment(folder, framework()).answers.keys() == {"WRK-1.1", "WRK-1.2"}


def test_defaults_evidence_day_and_shops(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        ONE,
        provider="schema: dpcap/provider/1\nid: a\nname: {zh: 甲}\nrole: full\nshops:\n",
    )
    edit.save_default(folder, "work", "period", "2026-10")
    edit.save_evidence(folder, "work", "e1", {"kind": "export", "file": "evidence/甲 乙.csv"})
    edit.save_evidence(folder, "work", "e1", {"kind": "export", "file": "evidence/a.csv"})
    edit.save_day(folder, date(2026, 11, 23))
    edit.add_shops(folder, [{"id": "s1", "name": "店：一", "consent": False}])
    read = load_assessment(folder, framework())
    assert read.evidence["e1"].file == "evidence/a.csv"
    assert read.assessed_on == date(2026, 11, 23)
    assert read.provider.shops[0].name == "店：一"
    assert edit.defaults_as_written(folder, "work") == {"period": "2026-10"}
    assert "# 评估日" in (folder / "answers.yaml").read_text("utf-8")


def test_rows_keep_order_columns_and_mark(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ONE)
    kpis = folder / "kpis.csv"
    kpis.write_bytes(
        '\ufeffindicator,shop,value,note\r\nFIG-1.1,s1,2,"a, b"\r\nFIG-1.1,s2,3,\r\n'.encode()
    )
    edit.save_row(folder, (), ("s1", "FIG-1.1"), {"value": "2.5", "note": "a, b"})
    edit.save_row(folder, (), ("s2", "FIG-1.1"), {"value": "3", "period": "2026-10"})
    expected = '\ufeffindicator,shop,value,note,period\r\nFIG-1.1,s1,2.5,"a, b"\r\nFIG-1.1,s2,3,,2026-10\r\n'
    assert kpis.read_bytes() == expected.encode()
    assert edit.row_as_written(folder, "s1", "FIG-1.1")["note"] == "a, b"
    edit.save_row(folder, (), ("s1", "FIG-1.1"), None)
    assert "s1" not in kpis.read_text("utf-8")


def test_new_table_has_the_header_given(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ONE)
    edit.save_row(folder, ("shop", "indicator", "value", "peer"), ("s1", "FIG-1.1"), {"value": "2"})
    assert (folder / "kpis.csv").read_text("utf-8") == "shop,indicator,value,peer\ns1,FIG-1.1,2,\n"


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, "answers: {\n")
    with pytest.raises(InvalidInputError):
        edit.save_answer(folder, "work", "WRK-1.1", {"value": 1})
    assert (folder / "answers.yaml").read_text("utf-8") == "answers: {\n"


def test_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")

    def refuse(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError):  # noqa: PT011 - any will do
        write_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")
    path.chmod(0o600)
    write_atomically(path, "new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_sheet_of_another_make_keeps_its_form_and_loses_nothing(tmp_path: Path) -> None:
    sheet = "店铺;指标;数值;备注;投放\ns1;FIG-1.1;2,5;甲, 乙;标准\ns2;FIG-1.1;3;;\n"
    (tmp_path / "kpis.csv").write_text(sheet, encoding="gb18030")
    known = {"投放": "mode"}
    cells = {"value": "2.5", "note": "甲, 乙", "mode": "standard", "period": "2026-10"}
    edit.save_row(tmp_path, (), ("s1", "FIG-1.1"), cells, known)
    assert (tmp_path / "kpis.csv").read_text(encoding="utf-8") == (
        "店铺;指标;数值;备注;投放;period\ns1;FIG-1.1;2.5;甲, 乙;standard;2026-10\ns2;FIG-1.1;3;;\n"
    )
    assert edit.row_as_written(tmp_path, "s1", "FIG-1.1", known) == {
        "shop": "s1",
        "indicator": "FIG-1.1",
        **cells,
    }
