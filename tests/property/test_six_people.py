"""Six people's workbooks, read in any order and in any portions, leave the same folder.

What two of them say otherwise is in conflict, and nothing else is; test_sheet_merge.py holds the
same for the merge alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap import Configuration, ProviderRequest
from dpcap.workflow.fill import FilledFolder, FillRequest, fill_folder
from dpcap.workflow.lint import LintRequest, lint_paths
from dpcap.workflow.sheet import SheetRequest, write_sheet
from exports import everything
from filling import Book
from folders import TINY, make_folder

DAY, HERE = date(2026, 11, 24), Configuration()
PEOPLE = ("甲", "乙", "丙", "丁", "戊", "己")
# What may be typed: of a question, and of a figure of the one shop. None is what the folder holds.
ANSWERS = {"WRK-1.1": (0, 1), "WRK-1.2": ("否",), "WRK-1.3": ("never", "不清楚"), "WRK-1.5": (3, 5)}
SHOP_FIGURES = (9, 12, 13)
NOTES = ("见附件", "口头")
FILES = ("排班.png", "计划.png")
FIGURE = "CAR-1.1"


class Filled(NamedTuple):
    """What one person types: answers, a figure of the shop, note and proof beside WRK-1.4."""

    answers: Mapping[str, object]
    figure: float | None
    note: str
    file: str


one_of_six = st.builds(
    Filled,
    st.fixed_dictionaries({}, optional={n: st.sampled_from(each) for n, each in ANSWERS.items()}),
    st.none() | st.sampled_from(SHOP_FIGURES),
    st.sampled_from(("", *NOTES)),
    st.sampled_from(("", *FILES)),
)


def typed(data: bytes, who: str, filled: Filled) -> Book:
    """The workbook *data* after *who* typed what is *filled*."""
    book = Book(data)
    for node, value in filled.answers.items():
        book.answer(node, value).answer(node, who, "who")
        if node == "WRK-1.5":
            book.answer(node, "2026-10", "period")
    if filled.figure is not None:
        book.figure(FIGURE, "s1", filled.figure).figure(FIGURE, "s1", who, "who")
    if filled.note:
        book.answer("WRK-1.4", filled.note, "note").answer("WRK-1.4", who, "who")
    if filled.file:
        book.answer("WRK-1.4", filled.file, "evidence").answer("WRK-1.4", "截图", "kind")
        book.answer("WRK-1.4", "A").answer("WRK-1.4", who, "who")
    return book


def read_in(folder: Path, *files: Path) -> FilledFolder:
    return fill_folder(FillRequest(ProviderRequest(folder, framework=TINY), files, DAY), HERE)


def in_portions(files: Sequence[Path], ends: Sequence[bool]) -> list[list[Path]]:
    """*files* cut after each that *ends* a portion."""
    portions: list[list[Path]] = [[]]
    for file, end in zip(files, ends, strict=True):
        portions[-1].append(file)
        if end:
            portions.append([])
    return [one for one in portions if one]


def disputed(six: Sequence[Filled]) -> set[tuple[str, str | None]]:
    """The questions, or figures of the shop, of which two say otherwise."""
    said = {node: {one.answers[node] for one in six if node in one.answers} for node in ANSWERS}
    figures = {one.figure for one in six if one.figure is not None}
    found: set[tuple[str, str | None]] = {(n, None) for n, each in said.items() if len(each) > 1}
    return found | ({(FIGURE, "s1")} if len(figures) > 1 else set())


@settings(max_examples=15)
@given(
    st.lists(one_of_six, min_size=6, max_size=6),
    st.permutations(range(6)),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_any_order_and_any_portions_leave_the_same_folder(
    tmp_path_factory: pytest.TempPathFactory,
    six: list[Filled],
    order: list[int],
    ends: list[bool],
) -> None:
    home = tmp_path_factory.mktemp("six")
    first, other = make_folder(home / "first" / "acme"), home / "other" / "acme"
    shutil.copytree(first, other)
    request = SheetRequest(ProviderRequest(first, framework=TINY), DAY, "zh")
    data = write_sheet(request, HERE).data
    books = [typed(data, who, one) for who, one in zip(PEOPLE, six, strict=True)]
    named = [book.save(home / f"{who}.xlsx") for who, book in zip(PEOPLE, books, strict=True)]
    moved = [books[one].save(home / "moved" / f"{at}.xlsx") for at, one in enumerate(order)]

    done = read_in(first, *named)
    for portion in in_portions(moved, ends):
        last = read_in(other, *portion)
    assert everything(other) == everything(first)
    assert last.conflicts == done.conflicts

    assert {(one.node, one.shop) for one in done.conflicts} == disputed(six)
    told = [one for one in lint_paths(LintRequest((first,), TINY), HERE) if one.code == "DP878"]
    assert {one.node for one in told} == {node for node, _ in disputed(six)}
    notes = {one.note for one in six} - {""}
    kept = yaml.safe_load((first / "answers.yaml").read_text("utf-8"))["answers"].get("WRK-1.4")
    assert notes == set(filter(None, str((kept or {}).get("note", "")).split("；")))
