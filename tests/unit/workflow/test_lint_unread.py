"""Files that say no kind, and those among the reviews whose names are nearly right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dpcap.intake.unread_records import record_meant
from dpcap.model.finding import Finding
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.lint import LintRequest, lint_paths
from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
ROUND = "schema: dpcap/round/1\nid: 2026-Q4\nopens_on: 2026-11-02\ndue_on: 2026-11-23\n"
FACTS = "schema: dpcap/facts/1\nprovider: acme\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n"


def _lint(path: Path) -> list[Finding]:
    return list(lint_paths(LintRequest([path], TINY), Configuration()))


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "said"),
    [
        ("gates.yaml", "", "DP134", 1, "schema: dpcap/gates/1"),
        ("acme.decision.yaml", "# 还没写\n", "DP134", 1, "schema: dpcap/decision/2"),
        ("round.yaml", ROUND.partition("\n")[2], "DP134", 1, "schema: dpcap/round/1"),
        ("round.yaml", ROUND.replace("schema", "Schema"), "DP134", 1, "全小写"),
        ("x.yaml", ROUND.replace("round", "rounds"), "DP134", 1, "schema: dpcap/round/1"),
        ("round.yaml", f"\u3000{ROUND}", "DP134", 1, "全角或特殊空格"),
        ("round.yaml", ROUND.replace("schema: ", "schema："), "DP101", 1, "冒号是全角"),
        ("round.yaml", ROUND.replace("schema: ", "schema:"), "DP101", 1, "冒号后要有空格"),
        ("round.yaml", f"# 年度\n {ROUND}", "DP101", 2, "行首应有 0 个空格"),
        ("round.yaml", POINTER, "DP110", None, "git lfs pull"),
        ("round.yaml", "PK\x03\x04", "DP110", None, "纯文本"),
        ("round.yaml", "opens_on\n", "DP134", 1, "不是“键: 值”"),
    ],
)
def test_a_file_that_does_not_say_what_it_is(
    tmp_path: Path, name: str, text: str, code: str, line: int | None, said: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (found,) = _lint(tmp_path / name)
    assert (found.code, found.line) == (code, line)
    assert said in found.message("zh")
    (tmp_path / "acme.facts.yaml").write_text(FACTS, "utf-8")
    assert [one.code for one in _lint(tmp_path)] == [code]


def test_yaml_of_others_is_left_alone_where_nothing_is_the_managers(tmp_path: Path) -> None:
    (tmp_path / "retention.yaml").write_text("schema: dpcap/retention/1\nkinds: {}\n", "utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", "utf-8")
    assert {one.file for one in _lint(tmp_path) if one.code == "DP134"} == set()


NEAR = [
    ("round(1).yaml", "round.yaml"),
    ("Round.yml", "round.yaml"),
    ("round.yaml.txt", "round.yaml"),
    ("draw - 副本.yaml", "draw.yaml"),
    ("peers.xlsx", "peers.csv"),
    ("acme.yml", "acme.yaml"),
    ("Acme.yaml", "acme.yaml"),
    ("acme (2).yaml", "acme.yaml"),
    ("复制 acme.yaml", "acme.yaml"),
    ("acme.facts.yml", "acme.facts.yaml"),
    ("acme.decision.yaml.bak", "acme.decision.yaml"),
    ("acme.appeal - Copy.yaml", "acme.appeal.yaml"),
]
OTHERS = ["gates.yaml", "README.md", "notes.txt", "acme.judgements.Li Wei.yaml", "._acme.yaml"]


@pytest.mark.parametrize(("name", "meant"), NEAR)
def test_a_near_name_among_the_reviews_is_one_warning(
    tmp_path: Path, name: str, meant: str
) -> None:
    (tmp_path / "other.facts.yaml").write_text(FACTS.replace("acme", "other"), "utf-8")
    (tmp_path / name).write_text(ROUND, "utf-8")
    (found,) = _lint(tmp_path)
    assert (found.code, found.severity, found.params["name"]) == ("DP121", "warning", name)
    assert meant in found.message("zh")
    assert meant in found.message("en")
    told: list[Finding] = []
    here = Configuration(notify=told.append)
    here.reviews(tmp_path)
    here.reviews(tmp_path)
    assert told == [found]


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_among_the_reviews_are_left_alone(name: str) -> None:
    assert record_meant(name) is None


def test_a_folder_by_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "acme.facts.yaml").write_text(FACTS, "utf-8")
    (tmp_path / "round.yaml").mkdir()
    (found,) = _lint(tmp_path)
    assert (found.code, "文件夹" in found.message("zh")) == ("DP121", True)


def test_text_of_the_manager_that_a_comment_swallowed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "acme.facts.yaml"
    path.write_text(f"{FACTS}facts:\n  opened: {{value: 3}}\n", "utf-8")
    before = [one.code for one in _lint(path)]
    path.write_text(f"{FACTS}note: 见附件 #3 页\nfacts:\n  opened: {{value: 3}}\n", "utf-8")
    told = [one for one in _lint(path) if one.code == "DP128"]
    assert "DP128" not in before
    assert [(one.line, one.column) for one in told] == [(3, 11)]
    assert "#3 页" in told[0].message("zh")


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_record_that_is_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "round.yaml").write_text(ROUND, "utf-8")
    (tmp_path / "acme.decision.yaml").symlink_to("acme.decision.yaml")
    (tmp_path / "acme.yaml").symlink_to("nowhere.yaml")
    told = [one for one in _lint(tmp_path) if one.code == "DP121"]
    assert [Path(one.file or "").name for one in told] == ["acme.decision.yaml", "acme.yaml"]
    assert "链接" in told[0].message("zh")
