"""Files that look like those dpcap reads, but are called otherwise, are told with the way out."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_folder
from dpcap.intake.unread_files import is_junk, is_misnamed, meant_by, plain, unread
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "providers" / "sound", tmp_path / "sound"))


def errors(folder: Path) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    return list(caught.value.findings)


NEAR = [
    ("KPIs.csv", "kpis.csv"),
    ("kpis(1).csv", "kpis.csv"),
    ("kpis (2).csv", "kpis.csv"),
    ("kpis（3）.csv", "kpis.csv"),
    ("kpis.csv.csv", "kpis.csv"),
    ("kpis.csv.txt", "kpis.csv"),
    ("kpis.xlsx", "kpis.csv"),
    ("kpis.et", "kpis.csv"),
    ("ｋｐｉｓ.csv", "kpis.csv"),
    ("kpis .csv", "kpis.csv"),
    ("kpis", "kpis.csv"),
    ("kpis - 副本.csv", "kpis.csv"),
    ("复件 kpis.csv", "kpis.csv"),
    ("Copy of kpis.csv", "kpis.csv"),
    ("新建 kpis.csv", "kpis.csv"),
    ("复制 kpis.csv", "kpis.csv"),
    ("Submission.yaml", "submission.yaml"),
    ("conflicts (1).yaml", "conflicts.yaml"),
    ("kpis - Copy.csv", "kpis.csv"),
    ("kpis-DESKTOP-AB12.csv", "kpis.csv"),
    ("kpis (某某's conflicted copy 2026-11-01).csv", "kpis.csv"),
    ("kpis_2026-10.csv", "kpis.csv"),
    ("kpis最终版.csv", "kpis.csv"),
    ("kpi.csv", "kpis.csv"),
    ("answers.yaml.txt", "answers.yaml"),
    ("answers.yml", "answers.yaml"),
    ("Answers.YAML", "answers.yaml"),
    ("answers.docx", "answers.yaml"),
    ("answers.yaml.bak", "answers.yaml"),
    ("Provider.yaml", "provider.yaml"),
    ("provider.yml", "provider.yaml"),
    ("provider\u200b.yaml", "provider.yaml"),
]
OTHERS = [
    "README.md",
    "answersheet.yaml",
    "answers.pdf",
    "kpi.png",
    "provider.jpg",
    "data.csv",
    "._kpis.csv",
    "~$kpis.xlsx",
    ".~kpis.xlsx",
]


@pytest.mark.parametrize(("name", "meant"), NEAR)
def test_a_near_name_at_the_top_is_a_warning_with_the_name_to_give(
    folder: Path, name: str, meant: str
) -> None:
    assert meant_by(name) == meant
    (folder / name).write_bytes(b"x")
    (finding,) = load_assessment(folder, tiny()).findings
    assert (finding.code, finding.severity) == ("DP121", "warning")
    assert meant in finding.message("zh")
    assert meant in finding.message("en")
    (shown,) = lint_folder(folder, tiny())
    assert shown.file == f"{folder.as_posix()}/{name}"


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_are_left_alone(folder: Path, name: str) -> None:
    assert meant_by(name) is None
    (folder / name).write_bytes(b"x")
    assert load_assessment(folder, tiny()).findings == ()


@pytest.mark.parametrize(
    ("name", "there", "way"),
    [
        ("answers.yaml", "answers.yaml.txt", "扩展名"),
        ("answers.yaml", "answers.yml", "改名为 answers.yaml"),
        ("provider.yaml", "Provider.yaml", "改名为 provider.yaml"),
        ("provider.yaml", "provider - 副本.yaml", "改名为 provider.yaml"),
        ("answers.yaml", "answers.xlsx", "写成 YAML"),
    ],
)
def test_a_missing_file_that_is_there_under_a_near_name_is_one_error(
    folder: Path, name: str, there: str, way: str
) -> None:
    (folder / name).rename(folder / there)
    (finding,) = errors(folder)
    assert finding.code == "DP110"
    assert there in finding.message("zh")
    assert way in finding.message("zh")


def test_a_missing_table_is_told_by_what_lies_there_instead(folder: Path) -> None:
    (folder / "kpis.csv").rename(folder / "kpis.xlsx")
    (finding,) = load_assessment(folder, tiny()).findings
    assert "CSV UTF-8" in finding.message("zh")
    (folder / "kpis.csv").write_text("shop,indicator,value\n", encoding="utf-8")
    (finding,) = load_assessment(folder, tiny()).findings
    assert "已有 kpis.csv" in finding.message("zh")


def split(folder: Path, *names: str) -> None:
    """Put the answers at the first of *names* and nothing at the others."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("schema: dpcap/answers/1\n", encoding="utf-8")
    (folder / "answers.yaml").replace(folder / names[0])


@pytest.mark.parametrize(
    "name", ["live.yaml.txt", "live.YAML", "live.txt", "live", "live.xlsx", "sub/live.yaml"]
)
def test_among_the_answers_nothing_goes_unread_in_silence(folder: Path, name: str) -> None:
    split(folder, "answers/all.yaml", f"answers/{name}")
    (finding,) = load_assessment(folder, tiny()).findings
    assert (finding.code, finding.params["name"]) == ("DP121", f"answers/{name}")


@pytest.mark.parametrize("name", ["Answers", "answer", "答案", "answers(1)", "新建 答案"])
def test_a_folder_of_answers_by_another_name_is_not_passed_over(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    (folder / name / "live.yaml").write_text("schema: dpcap/answers/1\n", encoding="utf-8")
    (finding,) = load_assessment(folder, tiny()).findings
    assert (finding.code, finding.params["name"]) == ("DP121", f"{name}/live.yaml")


def test_a_table_in_a_folder_of_its_own_is_not_passed_over(folder: Path) -> None:
    (folder / "新建文件夹").mkdir()
    (folder / "kpis.csv").rename(folder / "新建文件夹" / "kpis.csv")
    (finding,) = load_assessment(folder, tiny()).findings
    assert finding.code == "DP121"
    assert "移到最上层" in finding.message("zh")
    shutil.move(folder / "新建文件夹" / "kpis.csv", folder / "evidence" / "kpis.csv")
    assert load_assessment(folder, tiny()).findings == ()


@pytest.mark.parametrize("name", ["._live.yaml", "~$live.yaml", ".~live.yaml"])
def test_leftovers_among_the_answers_are_not_read(folder: Path, name: str) -> None:
    split(folder, "answers/live.yaml")
    (folder / "answers" / name).write_bytes(b"\0\1Mac OS X")
    assert load_assessment(folder, tiny()).findings == ()


@pytest.mark.parametrize(
    "name", ["answers - 副本.yaml", "answers (1).yaml", "answers-LAPTOP-X1.yaml", "Answers.yaml"]
)
def test_a_copy_of_answers_is_one_error(folder: Path, name: str) -> None:
    (folder / "answers").mkdir()
    shutil.copy(folder / "answers.yaml", folder / "answers" / name)
    (finding,) = errors(folder)
    assert finding.code == "DP122"
    assert "只留一份" in finding.message("zh")


def test_parts_that_are_numbered_are_no_copies(folder: Path) -> None:
    split(folder, "answers/part (1).yaml", "answers/part (2).yaml")
    assert load_assessment(folder, tiny()).findings == ()


def test_a_folder_whose_provider_file_is_misnamed() -> None:
    assert [name for name, _ in NEAR if is_misnamed(name)] == [
        "Provider.yaml",
        "provider.yml",
        "provider\u200b.yaml",
    ]
    assert not is_misnamed("provider.yaml")
    assert not is_misnamed("providers.csv")


def test_looking_at_names_takes_time_in_proportion() -> None:
    for name in ("-" * 200_000, "(" * 200_000, "copy" * 50_000, "（conflict" * 20_000):
        assert len(plain(name)) <= 300
        assert not is_junk(name)
    assert list(unread(["x" * 250] * 5_000, ())) == []
