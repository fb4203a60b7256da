"""Lines to type run in every shell: sh, PowerShell and the prompt of Windows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locations import ROOT
from pages import READMES, fenced

PAGES = [
    *(page for page in ROOT.glob("*.md") if page.name != "CHANGELOG.md"),
    *(page for page in (ROOT / "docs").glob("*.md") if page.name != "findings.md"),
    *(ROOT / "examples").rglob("README.md"),
]
COMMENT = re.compile(r"(?:^|\s)#.*$")
# What only sh knows: substitution, variables before and inside a command, single quotes (the prompt
# hands them on), `&&` (PowerShell 5 knows none), the next line, a script read in.
ONLY_SH = re.compile(r"\$\(|\$\w|\$\{|^[A-Z_]+=|'|&&|\\$|^\. |^source |^export |`")
# The same in prose, where a way for Windows has to stand in the same line.
SPAN = re.compile(r"`([^`\n]+)`")
FOR_SH = re.compile(r"\. [\w./]+$|source |export |[A-Z_]+=\w|sha256sum |.*pip install '")
FOR_WINDOWS = re.compile(r"Windows|PowerShell|Scripts\\activate")


def typed(page: Path) -> list[str]:
    lines = [line for block in fenced(page, "sh", "console") for line in block.splitlines()]
    return [COMMENT.sub("", line).removeprefix("$ ").strip() for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_lines_run_in_every_shell(page: Path) -> None:
    assert [line for line in typed(page) if ONLY_SH.search(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_only_sh_knows_has_a_way_on_windows_beside_it(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    needing = [line for line in lines if any(map(FOR_SH.match, SPAN.findall(line)))]
    assert [line for line in needing if not FOR_WINDOWS.search(line)] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_readme_opens_with_a_picture_and_two_lines(page: Path) -> None:
    text = page.read_text("utf-8")
    assert fenced(page, "sh")[0].splitlines() == ["python -m pip install .", "dpcap demo"]
    assert fenced(page, "sh")[1].splitlines()[0].startswith("make demo ")
    before = text[: text.index("```sh")]
    assert len(re.findall(r"<img |!\[", before)) == 1
    assert len(before.splitlines()) < 10


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_readme_has_a_way_without_make(page: Path) -> None:
    assert "](CONTRIBUTING.md#without-make)" in page.read_text("utf-8")
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = told.split("### Without make")[1].split("\n### ")[0]
    demos = ("demo", "demo-batch", "demo-mail", "demo-people", "demo-year", "demo-ecosystem")
    for verb in ("setup", *demos, "test"):
        assert f"`make {verb}`" in part
