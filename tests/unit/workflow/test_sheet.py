"""The sheet that is written: what it asks, of whom, and that it is the same each time."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dpcap import Configuration, ProviderRequest
from dpcap.errors import UsageError
from dpcap.workflow.sheet import SheetRequest, WrittenSheet, write_sheet, write_sheets
from locations import PROVIDERS

LANXING = PROVIDERS / "lanxing"
DAY = date(2026, 11, 24)


def sheet_of(folder: Path = LANXING, **asked: object) -> WrittenSheet:
    request = SheetRequest(ProviderRequest(folder), DAY, **asked)  # type: ignore[arg-type]
    return write_sheet(request, Configuration())


def cells_in(data: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def test_the_same_folder_gives_the_same_bytes() -> None:
    assert sheet_of().data == sheet_of().data
    assert sheet_of(language="zh").data != sheet_of(language="en").data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cover_says_who_fills_in_what_until_when(language: str) -> None:
    cover = next(iter(cells_in(sheet_of(language=language, due=date(2026, 12, 5)).data).values()))
    said = [str(cell) for row in cover for cell in row if cell is not None]
    assert "2026-12-05" in said
    assert any("可编辑文件" in one or "editable file" in one for one in said)
    assert any("lanxing@example.com" in one for one in said)
    assert any(one.endswith("· digest") for one in said)
    assert {"投放负责人", "Media-buying lead"} & set(said)


def test_only_the_questions_of_the_person_are_asked() -> None:
    asked = Configuration().framework().by_id
    tabs = cells_in(sheet_of(person="hr").data)
    ids = {str(row[0]) for rows in tabs.values() for row in rows} & set(asked)
    assert ids
    assert {asked[one].asked_of for one in ids} == {"hr"}


def test_there_is_a_sheet_for_each_person_asked() -> None:
    request = SheetRequest(ProviderRequest(LANXING), DAY)
    made = write_sheets(request, Configuration())
    whole = sheet_of()
    assert sum(one.questions for one in made) == whole.questions
    assert sum(one.figures for one in made) == whole.figures
    assert len({one.name for one in made}) == len(made) > 5


def test_an_unknown_person_or_area_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no person buyr .*buyer"):
        sheet_of(person="buyr")
    with pytest.raises(UsageError, match="no area liv"):
        sheet_of(area="liv")


def test_only_cells_to_fill_in_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_of().data))
    for sheet in book:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.data_type != "f"
                    assert cell.fill.fgColor.rgb == "FFFFF9DB"


def test_every_figure_due_has_a_cell_and_no_other_shop_one(tmp_path: Path) -> None:
    tabs = cells_in(sheet_of().data)
    table = tabs["飞鸽"]
    shops = [row[0] for row in table if row[0] in {"chenlu", "mianzhou", "songyan"}]
    assert shops == ["chenlu", "mianzhou", "songyan"]
