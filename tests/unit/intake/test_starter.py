"""A new folder is valid as it stands and asks for everything."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import UsageError
from dpcap.intake.folder import load_assessment
from dpcap.intake.schema import schema_of
from dpcap.intake.starter import kpi_columns, new_folder, safe_id
from dpcap.model.asked import asked_of_role
from dpcap.text_width import width
from small_framework import framework

TODAY = date(2026, 11, 20)


def make(directory: Path, **more: Any) -> Path:
    given = {"role": "full", "core": False, "language": "zh", "today": TODAY, **more}
    new_folder(directory, framework(), **given)
    return directory


@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_are_valid_as_they_stand(tmp_path: Path, language: Any) -> None:
    read = load_assessment(make(tmp_path / "蓝星（杭州）", language=language), framework())
    assert read.answers == {}
    assert read.assessed_on == TODAY
    assert read.provider.name.say(language) == "蓝星（杭州）"
    assert read.provider.language == language
    assert not read.findings


def test_every_question_and_fact_stands_there_commented(tmp_path: Path) -> None:
    folder = make(tmp_path / "a")
    answers = (folder / "answers.yaml").read_text("utf-8")
    for indicator in asked_of_role(framework(), "full", core=False):
        assert f"  #{indicator.id}: {{" in answers
        assert indicator.question.zh in answers
    provider = (folder / "provider.yaml").read_text("utf-8")
    assert all(f"  #{fact}:" in provider for fact in framework().facts)
    assert "track: " not in provider.replace("#track:", "")


def test_uncommented_answers_are_valid(tmp_path: Path) -> None:
    folder = make(tmp_path / "a")
    for name in ("answers.yaml", "provider.yaml"):
        path = folder / name
        text = path.read_text("utf-8")
        path.write_text(
            re.sub(r"^( *)#(?=[A-Za-z])(?!name|- )", r"\1", text, flags=re.MULTILINE), "utf-8"
        )
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers.yaml").write_text(
        text.replace("WRK-1.1: {value: ,", "WRK-1.1: {value: 3,"), "utf-8"
    )
    text = (folder / "provider.yaml").read_text("utf-8")
    (folder / "provider.yaml").write_text(
        text.replace("{value: , on: }", "{value: false, on: 2026-11-01}"), "utf-8"
    )
    read = load_assessment(folder, framework())
    assert read.answers["WRK-1.1"].value == 3
    assert read.provider.facts["abnormal"].value is False


@pytest.mark.parametrize(
    ("role", "core", "missing"),
    [("full", False, set()), ("full", True, {"WRK-2.2", "FIG-1.3"}), ("doer", False, {"FIG-1.3"})],
)
def test_the_roles_set_is_asked(tmp_path: Path, role: Any, core: Any, missing: Any) -> None:
    answers = (make(tmp_path / "a", role=role, core=core) / "answers.yaml").read_text("utf-8")
    asked = set(re.findall(r"^  #([A-Z]{3}-[\d.]+):", answers, re.MULTILINE))
    assert framework().by_id.keys() - asked == missing


def test_table_has_every_column(tmp_path: Path) -> None:
    with (make(tmp_path / "a") / "kpis.csv").open(encoding="utf-8") as stream:
        assert tuple(next(csv.reader(stream))) == kpi_columns(framework())
    assert kpi_columns(framework()) == (
        "shop",
        "indicator",
        "value",
        "peer",
        "period",
        "basis",
        "evidence",
        "note",
    )


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = make(tmp_path / "a")
    (folder / "answers.yaml").write_text("mine", "utf-8")
    (folder / "provider.yaml").unlink()
    with pytest.raises(UsageError, match=r"answers\.yaml, kpis\.csv"):
        make(folder)
    assert (folder / "answers.yaml").read_text("utf-8") == "mine"
    assert not (folder / "provider.yaml").exists()


def test_unknown_role(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"full \(Full service\), doer \(Doer\)"):
        make(tmp_path / "a", role="boss")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Blue Star GmbH", "blue-star-gmbh"), ("__x__", "x"), ("2026_a", "2026_a"), ("Ａｂ", "ab")],
)
def test_safe_id(name: Any, wanted: Any) -> None:
    assert safe_id(name) == wanted


def test_names_without_a_letter_keep_apart() -> None:
    assert re.fullmatch(r"provider-[0-9a-f]{6}", safe_id("蓝星"))
    assert safe_id("蓝星") != safe_id("红星")


def test_comments_fit_the_page_and_one_language(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        folder = make(tmp_path / language, language=language)
        for path in (folder / "answers.yaml", folder / "provider.yaml"):
            for line in path.read_text("utf-8").splitlines():
                assert width(line) <= 100 or not line.lstrip().startswith("# ")
                assert language == "zh" or line.isascii() or not re.search("[\u4e00-\u9fff]", line)


def test_schema_line(tmp_path: Path) -> None:
    near = make(tmp_path / "a", schemas="../docs/schema/")
    assert (
        (near / "answers.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=../docs/schema/answers.schema.json\n")
    )
    for kind, text in (
        (kind, (make(tmp_path / kind) / f"{kind}.yaml").read_text("utf-8"))
        for kind in ("provider", "answers")
    ):
        pointer = f".schema/{kind}.schema.json"
        assert text.startswith(f"# yaml-language-server: $schema={pointer}\n")
        assert json.loads((tmp_path / kind / pointer).read_text("utf-8")) == schema_of(kind)
