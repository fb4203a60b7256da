"""Any answers come back from a sheet as they are, whoever saved it in between."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import area, assessment, framework, indicator
from dpcap import Configuration, ProviderRequest
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.sheet.about import check_about, read_about
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.gather import GatheredCells
from dpcap.intake.sheet.open_sheet import open_sheet
from dpcap.intake.sheet.pieces import PieceReader
from dpcap.intake.sheet.read_sheet import FilledSheet, read_filled
from dpcap.intake.sheet.write_sheet import workbook_of
from dpcap.model.base import Language
from dpcap.model.two_languages import TwoLanguages
from dpcap.workflow.fill import FillRequest, fill_folder
from dpcap.workflow.sheet import SheetRequest, write_sheet
from filling import Book
from locations import PROVIDERS, REVIEWS
from office import saved_again
from sheet_contents import DAY, Drawn, assert_same, content_of, emptied, profile
from strategies import cases

LAST = date(2027, 12, 31)


def read_back(path: Path, content: SheetContent) -> FilledSheet:
    tabs = open_sheet(path, path.name)
    about = read_about(tabs, path.name)
    check_about(about, content.provider.id, content.framework, path.name)
    cells = CellReader(content.framework, Envelopes(content.framework, LAST))
    pieces = PieceReader(content.framework, content.pieces, str(LAST))
    listed = ListedIds(
        "shop", frozenset(one.id for one in content.shops), whole=True, else_=TwoLanguages("", "")
    )
    return read_filled(tabs, GatheredCells(content.framework, about, cells, pieces), listed)


languages: st.SearchStrategy[Language] = st.sampled_from(["zh", "en"])


@given(cases(), languages)
def test_any_answers_come_back_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, drawn: Drawn, language: Language
) -> None:
    content = content_of(drawn, language)
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    path.write_bytes(workbook_of(content))
    assert workbook_of(content) == path.read_bytes()
    assert_same(read_back(path, content), content)


def test_without_shops_no_cell_is_said_to_hold_what_is_known_of_their_figures(
    tmp_path: Path,
) -> None:
    made = framework(area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", per="shop")]))
    known = assessment({"AAA-1.1": True, "AAA-1.2": {"unknown": True}})
    content = content_of((made, known, None), "zh")
    assert {cell.node for cell in content.base} == {"AAA-1.1"}
    (tmp_path / "a.xlsx").write_bytes(workbook_of(content))
    assert_same(read_back(tmp_path / "a.xlsx", content), content)


@settings(max_examples=2)
@given(st.lists(st.tuples(cases(), languages), min_size=12, max_size=12))
def test_so_they_do_through_libreoffice(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[Drawn, Language]]
) -> None:
    home = tmp_path_factory.mktemp("office")
    contents = [content_of(one, language) for one, language in drawn]
    paths = [home / f"{at}.xlsx" for at in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(workbook_of(content))
    for path, content in zip(saved_again(paths, home), contents, strict=True):
        assert_same(read_back(path, content), content)


def test_the_examples_filled_in_by_sheet_have_the_same_profile(tmp_path: Path) -> None:
    """Written, saved by LibreOffice, read into a folder without answers: the same bytes."""
    here, names = Configuration(), ["lanxing", "maodun", "haidao-cross", "guoqi", "banxia-content"]
    paths = []
    for at, name in enumerate(names):
        request = SheetRequest(
            ProviderRequest(PROVIDERS / name, reviews=REVIEWS), DAY, ("zh", "en")[at % 2]
        )  # type: ignore[arg-type]
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(write_sheet(request, here).data)
    for name, path in zip(names, saved_again(paths, tmp_path), strict=True):
        folder = emptied(PROVIDERS / name, tmp_path / "filled" / name)
        book = Book(path.read_bytes()).without("底稿", "Base")
        day = load_assessment(PROVIDERS / name, here.framework()).assessed_on
        sheet = book.save(tmp_path / "bare" / path.name)
        fill_folder(FillRequest(ProviderRequest(folder), (sheet,), day), here)
        assert profile(folder) == profile(PROVIDERS / name), name
