"""Every text and list that a stranger may write is bounded: one finding says which, and how far."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import load_decision
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.review import load_review
from dpcap.intake.source import read_yaml
from dpcap.intake.values import ValueProblem
from dpcap.model.base import FEW, LINE, MANY, PLACE, PROSE
from dpcap.model.finding import Finding
from folders import TINY
from locations import ROOT

SOUND = ROOT / "tests" / "examples" / "providers" / "sound"
ON = {"by": "李", "on": "2026-11-20"}
REVIEW = {"schema": "dpcap/review/2", "provider": "sound"}
DECISION = {
    "schema": "dpcap/decision/2",
    "provider": "sound",
    "decision": "conditional",
    **ON,
    "reason": "缺",
    "conditions": [{"text": "补", "due_on": "2026-12-31"}],
    "substance": "0" * 64,
}

TEXTS = [
    ("provider.yaml", ("name", "zh"), LINE),
    ("provider.yaml", ("registration_number",), LINE),
    ("provider.yaml", ("contact", "name"), LINE),
    ("provider.yaml", ("contact", "email"), LINE),
    ("provider.yaml", ("contact", "phone"), LINE),
    ("provider.yaml", ("categories", 0), LINE),
    ("provider.yaml", ("shops", 0, "name"), LINE),
    ("provider.yaml", ("clients", 0, "name"), LINE),
    ("provider.yaml", ("clients", 0, "category"), LINE),
    ("provider.yaml", ("facts", "motto"), PROSE),
    ("provider.yaml", ("facts", "cities", 1), PROSE),
    ("provider.yaml", ("facts", "checked", "note"), PROSE),
    ("provider.yaml", ("facts", "checked", "basis"), LINE),
    ("answers.yaml", ("assessor", "name"), LINE),
    ("answers.yaml", ("assessor", "title"), LINE),
    ("answers.yaml", ("evidence", "e1", "file"), PLACE),
    ("answers.yaml", ("evidence", "e1", "note"), PROSE),
    ("answers.yaml", ("evidence", "e2", "url"), PLACE),
    ("answers.yaml", ("answers", "WRK-1.1", "note"), PROSE),
]
LISTS = [
    ("provider.yaml", ("categories",), "x", FEW),
    ("provider.yaml", ("shops",), {"id": "s1", "name": "店"}, MANY),
    ("provider.yaml", ("clients",), {"name": "客", "consent": False}, MANY),
    ("provider.yaml", ("facts", "cities"), "城", FEW),
    ("provider.yaml", ("facts", "checked", "evidence"), "e2", FEW),
    ("answers.yaml", ("answers", "WRK-1.1", "evidence"), "e1", FEW),
]


def found_in(load: Callable[[], object]) -> list[Finding]:
    try:
        load()
    except InvalidInputError as error:
        return list(error.findings)
    return []


def put(file: Path, path: tuple[str | int, ...], value: object) -> None:
    content: Any = read_yaml(file).data
    if file.name == "provider.yaml":
        content["clients"] = [{"name": "客", "consent": True}]
    here = content
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def loaded(folder: Path) -> list[Finding]:
    return found_in(lambda: load_assessment(folder, load_framework(TINY)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


@pytest.mark.parametrize(("name", "path", "limit"), TEXTS, ids=str)
def test_a_text_is_bounded(folder, name, path, limit):
    start = "https://" if path[-1] == "url" else ""
    put(folder / name, path, (start + "字" * limit)[:limit])
    # A path as long as this is no file's.
    assert [one for one in loaded(folder) if one.code == "DP140"] == []
    put(folder / name, path, (start + "字" * limit)[:limit] + "字")
    (one,) = loaded(folder)
    assert (one.code, one.file) == ("DP140", f"{folder.as_posix()}/{name}")
    assert one.line > 1
    assert one.params["length"] == str(limit + 1)
    assert one.params["limit"] == str(limit)
    assert f"{limit + 1} 个字，最多 {limit} 个" in one.message("zh")
    assert str(one.params["field"]).split(".")[0] in {str(step) for step in path} | {"value"}


@pytest.mark.parametrize(("name", "path", "entry", "limit"), LISTS, ids=lambda one: str(one)[:40])
def test_a_list_is_bounded(folder, name, path, entry, limit):
    put(folder / name, path, [entry] * limit)
    assert [one for one in loaded(folder) if one.code == "DP141"] == []
    put(folder / name, path, [entry] * (limit + 1))
    assert [one.code for one in loaded(folder) if one.code[:4] != "DP31"] == ["DP141"]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("note", "字" * (PROSE + 1), "DP140"),
        ("basis", "b" * (PROSE + 1), "DP140"),
        ("shop", "s" * (PROSE + 1), "DP140"),
    ],
)
def test_a_cell_is_bounded(folder, column, cell, code):
    row = {"shop": "s1", "indicator": "CAR-1.1", "value": "8", "peer": "10", column: cell}
    header = ",".join(row)
    (folder / "kpis.csv").write_text(f"{header}\n{','.join(row.values())}\n", "utf-8")
    (one,) = loaded(folder)
    assert (one.code, one.line) == (code, 2)


def test_a_cell_names_so_many_pieces(folder):
    cell = " ".join(f"p{number}" for number in range(FEW + 1))
    row = {"shop": "s1", "indicator": "CAR-1.1", "value": "8", "peer": "10", "evidence": cell}
    (folder / "kpis.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", "utf-8")
    codes = [one.code for one in loaded(folder)]
    assert codes.count("DP141") == 1
    assert set(codes) == {"DP141", "DP307"}


def test_an_own_word_of_an_envelope_is_bounded():
    """Where the framework leaves the words open."""
    framework = load_framework(ROOT / "questionnaires")
    term = framework.envelope["industry"].model_copy(update={"values": {}})
    terms = {**framework.envelope, "industry": term}
    framework = framework.model_copy(update={"envelope": terms})
    envelopes, spec = Envelopes(framework, None), next(iter(framework.by_id.values()))
    assert envelopes.read("industry", "美" * LINE, spec) == "美" * LINE
    refused = envelopes.read("industry", "美" * (LINE + 1), spec)
    assert isinstance(refused, ValueProblem)
    assert (refused.code, refused.params["length"]) == ("DP140", LINE + 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"issuer": "字" * (LINE + 1)}, "issuer"),
        ({"contested": "字" * (PROSE + 1)}, "contested"),
        ({"remarks": [{"text": "字" * (PROSE + 1), **ON}]}, "text"),
        ({"evidence": {"e1": {"ruling": "refused", "reason": "字" * (PROSE + 1), **ON}}}, "reason"),
    ],
)
def test_what_a_reviewer_writes_is_bounded_too(tmp_path, said, field):
    (tmp_path / "sound.yaml").write_text(yaml.safe_dump({**REVIEW, **said}), "utf-8")
    (one,) = found_in(lambda: load_review(tmp_path, "sound", load_framework(TINY)))
    assert (one.code, one.params["field"]) == ("DP140", field)


def test_and_a_decision(tmp_path):
    file = tmp_path / "sound.decision.yaml"
    file.write_text(yaml.safe_dump({**DECISION, "reason": "字" * (PROSE + 1)}), "utf-8")
    (one,) = found_in(lambda: load_decision(tmp_path, "sound"))
    assert (one.code, one.params["field"]) == ("DP140", "reason")
