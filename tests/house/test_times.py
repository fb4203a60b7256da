"""How long questions take is computed, wherever it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.answer_time import SHOPS, load_of
from dpcap.scoring.core_estimate import core_margins
from locations import QUESTIONNAIRES, ROOT

PAGE = ROOT / "docs" / "core-set.md"
SHIPPED = load_framework(QUESTIONNAIRES)
# "about 90 minutes", "约 90 分钟", "ninety minutes in all"; a figure in braces is computed.
PROMISE = re.compile(
    r"(?:about|around|some|约|大约)\s*(?:\d+|[a-z]+ty|[一二三四五六七八九十]+)\s*(?:minutes|分钟)"
    r"|(?:\d+|[a-z]+ty) minutes in all",
    re.IGNORECASE,
)
TOLD = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    *QUESTIONNAIRES.glob("framework.yaml"),
    *(ROOT / "reports" / "words").glob("*.yaml"),
    *(ROOT / "src" / "dpcap" / "cli").glob("*.py"),
]


def rows() -> dict[str, list[str]]:
    found = re.findall(r"^\| (.+?) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    table: dict[str, list[str]] = {}
    for name, cells in found:
        table.setdefault(name, []).extend(one.strip() for one in cells.split("|"))
    return table


@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_the_table_holds_what_is_computed(role: str) -> None:
    questions, *minutes = rows()[f"`{role}`"][: 1 + len(SHOPS)]
    loads = [load_of(SHIPPED, role, shops) for shops in SHOPS]
    assert int(questions) == loads[0].questions
    for said, load in zip(minutes, loads, strict=True):
        assert 0 <= int(said) - load.minutes < 1


@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_n_is_what_is_drawn(role: str) -> None:
    said = rows()[f"`{role}`"][1 + len(SHOPS)]
    assert said == f"±{core_margins(SHIPPED, role).overall:.0f}"


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nowhere_else_is_a_time_promised(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if PROMISE.search(line) and "workers" not in line] == []
