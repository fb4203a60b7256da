"""Figures that are asked in another way: no longer against peers, or anew with another basis."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import small_framework as small
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.finding import Finding, has_errors
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.migrate import MigratedFolder, MigrateRequest, migrate_folders
from versions import write_folder, write_new

LANGUAGES = ("zh", "en")


def framework(directory: Path, scale: dict[str, Any], **changed: Any) -> Path:
    """The next version with a *scale* of FIG-1.9 that is other in these parts."""
    write_new(directory, **changed)
    area = next(one for one in directory.glob("*.yaml") if "FIG-1.9" in one.read_text("utf-8"))
    data = json.loads(area.read_text("utf-8"))
    data["dimensions"][0]["indicators"][0]["scale"] |= scale
    area.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return directory


def migrated(folder: Path, new: Path) -> MigratedFolder:
    (one,) = migrate_folders(MigrateRequest((folder,), True, framework=new), Configuration())
    assert not has_errors(one.findings), one.findings
    return one


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "kpis.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_code(found: tuple[Finding, ...], code: str) -> list[Finding]:
    return [one for one in found if one.code == code]


ALONE = {"score": small.POINTS, "envelope": {"period": "any"}}


def test_what_only_peers_needed_goes_and_is_told_once(tmp_path: Path) -> None:
    new, folder = framework(tmp_path / "new", ALONE), write_folder(tmp_path / "acme")
    text = (folder / "kpis.csv").read_text("utf-8").replace("peer,", "peer,benchmark,")
    (folder / "kpis.csv").write_text(text.replace(",1,2026", ",1,2,2026"), "utf-8")
    (note,) = of_code(load_assessment(folder, load_framework(new)).findings, "DP855")
    done = migrated(folder, new)
    assert [one.params for one in of_code(done.findings, "DP855")] == [note.params]
    assert note.params["nodes"] == "FIG-1.9"
    for language, said in zip(LANGUAGES, ("不再与同行比较", "no longer holds"), strict=True):
        assert said in note.message(language)
    kept = [(one["value"], one["period"], one["note"]) for one in rows(folder)]
    assert kept == [("1.35", "2026-10", ""), ("1.1", "2026-10", "新店")]
    gone = ("peer", "benchmark", "basis")
    assert {one[name] for one in rows(folder) for name in gone} == {""}
    again = load_assessment(folder, load_framework(new))
    assert not has_errors(again.findings)
    assert [(row.value, row.peer) for row in again.rows["FIG-1.9"]] == [(1.35, None), (1.1, None)]
    # What stood there is kept whole.
    assert (folder / "earlier" / "2026.1.0" / "kpis.csv").read_text("utf-8").count(",1,2,2026") == 2


def test_figures_still_held_against_peers_keep_all_of_it(tmp_path: Path) -> None:
    new, folder = framework(tmp_path / "new", {}), write_folder(tmp_path / "acme")
    assert not of_code(migrated(folder, new).findings, "DP855")
    assert [(one["peer"], one["basis"]) for one in rows(folder)] == [("1", "paid")] * 2


ANEW = {
    "WRK-2.2": small.text("问的内容变了", "it asks for something else"),
    "FIG-1.9": small.text("口径换了。", "the basis is another."),
}
SETTLED = {"envelope": {"period": "any", "basis": ["settled"]}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_asked_anew_with_a_basis_that_is_gone_is_not_carried(
    tmp_path: Path, language: Any
) -> None:
    new = framework(tmp_path / "new", SETTLED, asked_anew=ANEW)
    folder = write_folder(tmp_path / "acme")
    text = (folder / "kpis.csv").read_text("utf-8")
    (folder / "kpis.csv").write_text(
        text.replace("1,2026-10,paid,e1", "1,2026-10,settled,e1"), "utf-8"
    )
    done = migrated(folder, new)
    (told,) = [one for one in of_code(done.findings, "DP853") if one.params["node"] == "FIG-1.1"]
    assert told.place == f"{folder}/kpis.csv:3:26"
    said = told.message(language)
    assert ANEW["FIG-1.9"][language].rstrip("。.") in said
    assert "basis" in said
    assert ("没有带过来" if language == "zh" else "not carried over") in said
    # The row whose basis is still taken stays, to be answered again.
    left = [(one["shop"], one["value"], one["basis"]) for one in rows(folder)]
    assert left == [("s1", "", "settled")]
    assert not has_errors(load_assessment(folder, load_framework(new)).findings)
