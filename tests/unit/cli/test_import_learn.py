"""`dpcap import --learn`: what is shown of a file, what is asked, which mapping comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpcap.cli.import_learn import asked
from dpcap.intake.export_table import ExportTable, open_export
from dpcap.intake.mapping import load_mapping
from dpcap.intake.mapping_draft import draft_text, guessed, mappable, preview
from exports import HEADER, PHONE, ROWS, csv_text, write_csv
from small_framework import framework

MODES = (*HEADER[:4], "方式")


def table(place: Path, text: str) -> ExportTable:
    path = place / "a.csv"
    path.write_text(text, "utf-8")
    return open_export(path, "a.csv").table()


def answers(*lines: str) -> Callable[[str], str]:
    given = iter(lines)
    return lambda _: next(given)


def test_the_preview_hides_what_names_people(tmp_path: Path) -> None:
    rows = [[*row[:4], "98.6", PHONE, f"备注{PHONE}", "a@example.com"] for row in ROWS]
    shown = preview(table(tmp_path, csv_text(rows, (*HEADER, "说明", "其他"))))
    assert shown[0] == ("1", "店铺名称", "旗舰店", "旗舰店", "旗舰店")
    assert [row[2] for row in shown[4:]] == ["98.6", "•••", "•••", "•••"]


def test_without_answers_it_is_a_draft_with_the_names(tmp_path: Path) -> None:
    draft = guessed(open_export(write_csv(tmp_path / "a.csv", ROWS), "a.csv").table(), "spend")
    assert (draft.shop, draft.date) == ("店铺名称", "日期")
    text = draft_text(draft, framework(), "zh")
    assert [one.id for one in mappable(framework())] == ["FIG-1.1", "FIG-1.2"]
    assert "# - {indicator: FIG-1.1" in text


def test_what_is_answered_is_a_mapping_that_reads(tmp_path: Path) -> None:
    rows = [[*row[:4], "支付"] for row in ROWS] + [[*ROWS[0][:4], "其他"]]
    found = table(tmp_path, csv_text(rows, MODES))
    said = answers(
        *("", "9", "2", "5", "basis", "", "paid", "合计，小计"),
        *("FIG", "FIG-1.1", "3", "4", "", "FIG-1.2", "成交金额", "", "", ""),
    )
    draft = asked(guessed(found, "spend"), found, framework(), said)
    path = tmp_path / "spend.yaml"
    path.write_text(draft_text(draft, framework(), "en"), "utf-8")
    mapping = load_mapping(path, framework(), "spend.yaml")
    assert (mapping.shop, mapping.date, mapping.totals) == ("店铺名称", "日期", ("合计", "小计"))
    assert mapping.mode is not None
    assert mapping.mode.values == {"支付": "paid"}
    assert mapping.only == {"方式": ("支付",)}
    ratio, summed = mapping.figures
    assert (ratio.numerator, ratio.denominator, ratio.sum) == ("成交金额", "消耗", None)
    assert (summed.indicator, summed.sum) == ("FIG-1.2", "成交金额")


def test_a_column_of_people_cannot_be_chosen(tmp_path: Path) -> None:
    found = table(tmp_path, csv_text(ROWS))
    said = answers("6", "0", "", "0", "", "")
    assert asked(guessed(found, "spend"), found, framework(), said).shop == ""


def test_what_is_not_understood_is_told_and_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = table(tmp_path, csv_text(ROWS))
    said = answers(
        *("", "", "", ""), *("zzz", "fig-1.1", "FIG-1.1", "0"), *("FIG-1.2", "3", "", ""), ""
    )
    draft = asked(guessed(found, "spend"), found, framework(), said)
    assert [one["indicator"] for one in draft.figures] == ["FIG-1.2"]
    told = capsys.readouterr().out
    assert "There is no such id; ? lists all." in told
    assert "near it:\n  FIG-1.1" in told
    assert "nothing is kept of this one" in told
