"""The examples as they were answered to dp-six 2026.11.0: read, and rewritten, by the migration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.assessment import Assessment
from dpcap.model.finding import has_errors
from dpcap.scoring.score import score
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.migrate import MigrateRequest, migrate_folders
from locations import PROVIDERS, QUESTIONNAIRES
from profiles import shipped

OLD = Path(__file__).parent / "dp-six-2026.11.0"
FOLDERS = sorted(path for path in (OLD / "providers").iterdir() if path.is_dir())
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
THEN = "dp-six 2026.11.0"


def given(folder: Path) -> Assessment:
    return load_assessment(folder, shipped())


def said(read: Assessment) -> dict[str, object]:
    """What the answers say that say anything; what is open bears nothing but its place."""
    found = {
        node: (one.value, one.unknown, one.not_applicable, one.evidence, one.note)
        for node, one in read.answers.items()
    }
    return {node: what for node, what in found.items() if what[:3] != (None, False, None)}


def figures(read: Assessment) -> dict[str, list[tuple[object, ...]]]:
    every = {
        node: [
            (one.shop, one.value, one.peer, one.envelope, one.evidence)
            for one in rows
            if one.value is not None
        ]
        for node, rows in read.rows.items()
    }
    return {node: rows for node, rows in every.items() if rows}


def test_they_are_the_examples() -> None:
    names = {path.name for path in FOLDERS}
    assert names == {path.name for path in PROVIDERS.iterdir() if path.is_dir()}


@each
def test_an_older_folder_is_read_as_it_is(folder: Path) -> None:
    read = given(folder)
    assert not has_errors(read.findings)
    (told,) = [one for one in read.findings if one.code == "DP850"]
    assert THEN in told.message("en")
    records = load_records(OLD / "reviews", read, shipped())
    profile = score(shipped(), read, records=records)
    assert not has_errors(profile.findings)
    assert profile.framework.version == shipped().version


@each
def test_rewritten_it_says_what_was_read(folder: Path, tmp_path: Path) -> None:
    here = tmp_path / folder.name
    shutil.copytree(folder, here)
    request = MigrateRequest((here,), framework=QUESTIONNAIRES, write=True)
    (done,) = migrate_folders(request, Configuration())
    assert done.before == THEN
    assert done.changes
    read, rewritten = given(folder), given(here)
    assert not has_errors(rewritten.findings)
    assert "DP850" not in {one.code for one in rewritten.findings}
    assert said(rewritten) == said(read)
    assert figures(rewritten) == figures(read)
    assert rewritten.evidence == read.evidence


@each
def test_the_example_keeps_the_answers_that_go_on(folder: Path) -> None:
    """What it answered then and is still asked, it answers likewise now."""
    read, now = given(folder), given(PROVIDERS / folder.name)
    both = [node for node in read.answers if node in now.answers]
    same = [node for node in both if read.answers[node].value == now.answers[node].value]
    assert len(both) >= 10
    assert len(same) >= 0.8 * len(both)
