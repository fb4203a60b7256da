"""Contents of sheets and forms made of what is drawn, and folders to fill anew."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import yaml

from dpcap import Configuration, ProviderRequest, assess_provider
from dpcap.intake.folder import load_assessment
from dpcap.intake.sheet.asked_changes import asked_changes
from dpcap.intake.sheet.content import SheetContent, SheetShop
from dpcap.intake.sheet.read_sheet import FilledSheet
from dpcap.intake.sheet.reply_cells import VALUE, cells_of
from dpcap.model.assessment import Assessment
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.scoring.case import make_case
from locations import REVIEWS
from strategies import ASSESSED_ON

Drawn = tuple[Framework, Assessment, ManagerRecords | None]
DAY = date(2026, 11, 24)


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


def profile(folder: Path) -> str:
    """The profile of *folder*, without the findings, which tell of places in files."""
    made = assess_provider(ProviderRequest(folder, reviews=REVIEWS), Configuration()).profile
    return json.dumps(made.model_dump(mode="json", exclude={"findings"}), sort_keys=True)
