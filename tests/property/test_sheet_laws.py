"""Any answers come back from a sheet as they are, whoever saved it in between."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap import Configuration, ProviderRequest, assess_provider
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.sheet.about import check_about, read_about
from dpcap.intake.sheet.asked_changes import asked_changes
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.content import SheetContent, SheetShop
from dpcap.intake.sheet.gather import GatheredCells
from dpcap.intake.sheet.open_sheet import open_sheet
from dpcap.intake.sheet.pieces import PieceReader
from dpcap.intake.sheet.read_sheet import FilledSheet, read_filled
from dpcap.intake.sheet.reply_cells import VALUE, cells_of
from dpcap.intake.sheet.write_sheet import workbook_of
from dpcap.intake.wording import TwoLanguages
from dpcap.model.assessment import Assessment
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.scoring.case import make_case
from dpcap.workflow.fill import FillRequest, fill_folder
from dpcap.workflow.sheet import SheetRequest, write_sheet
from filling import Book
from locations import PROVIDERS, REVIEWS
from office import saved_again
from strategies import ASSESSED_ON, cases

Drawn = tuple[Framework, Assessment, ManagerRecords | None]
DAY = date(2026, 11, 24)
LAST = date(2027, 12, 31)


def content_of(drawn: Drawn, language: Language) -> SheetContent:
    """All that was *drawn* as a sheet."""
    case = make_case(drawn[0], drawn[1], records=drawn[2])
    return SheetContent(
        framework=case.framework,
        provider=case.assessment.provider,
        language=language,
        nodes=tuple(case.framework.by_id),
        shops=tuple(SheetShop(shop.id, shop.name) for shop in case.shops),
        cells=cells_of(case.assessment),
        pieces=case.assessment.evidence,
        written=ASSESSED_ON,
    )


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


def assert_same(sheet: FilledSheet, content: SheetContent) -> None:
    """That *sheet* says just what *content* does, with and without what its cells held."""
    assert [one for one in sheet.found if one.severity != "note"] == []
    assert sheet.base == content.base
    changes = asked_changes(sheet, content.cells, content.framework, str(DAY))
    assert (dict(changes.claims), changes.cleared) == ({}, ())
    bare = asked_changes(sheet._replace(base=None), {}, content.framework, str(DAY))
    said = {claim.cell: claim.value for claim in bare.claims}
    assert said == {cell: text for cell, text in content.base.items() if cell in said}
    lost = content.base.keys() - said.keys()
    assert {cell.field for cell in lost} <= {
        "period",
        "basis",
        "industry",
        "peer",
        "benchmark",
        "evidence",
        "note",
    }
    for cell in lost:  # only what was said of figures that are not there
        assert said.get(cell._replace(field=VALUE), "~").startswith("~")


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


def emptied(folder: Path, into: Path) -> Path:
    """A copy of *folder* in which nothing is answered, its evidence listed."""
    pieces = {}
    for path in [*folder.glob("answers.yaml"), *sorted(folder.glob("answers/*.yaml"))]:
        said = yaml.load(path.read_text("utf-8-sig"), yaml.BaseLoader)  # noqa: S506 - as text
        pieces |= said.get("evidence") or {}
    assessment = load_assessment(folder, Configuration().framework())
    into.mkdir(parents=True)
    shutil.copy(folder / "provider.yaml", into)
    if (folder / "evidence").is_dir():
        shutil.copytree(folder / "evidence", into / "evidence")
    head = {
        "schema": "dpcap/answers/1",
        "assessed_on": str(assessment.assessed_on),
        "assessor": assessment.assessor.model_dump(exclude_none=True),
        "evidence": pieces,
    }
    (into / "answers.yaml").write_text(
        yaml.safe_dump(head, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return into


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


def profile(folder: Path) -> str:
    """The profile of *folder*, without the findings, which tell of places in files."""
    made = assess_provider(ProviderRequest(folder, reviews=REVIEWS), Configuration()).profile
    return json.dumps(made.model_dump(mode="json", exclude={"findings"}), sort_keys=True)
