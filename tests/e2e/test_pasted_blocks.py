"""More than 1,000 cells of 16 shops, pasted as blocks while the draw is pending: none typed twice.

Each back-end has a tab whose figures stand side by side, so that one block fills it; LibreOffice
saves the workbook, and `dpcap fill` reads it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import Dpcap
from dpcap import Configuration
from dpcap.model.scale import Figure, Rate
from office import saved_again

SHOPS = [f"s{number}" for number in range(1, 17)]
PERIODS = {
    "month": "2026-10",
    "30d": "2026-10-12/2026-11-10",
    "90d": "2026-08-13/2026-11-10",
    "180d": "2026-05-15/2026-11-10",
    "quarter": "2026-Q3",
    "half_year": "2026-H1",
    "day": "2026-11-10",
}
FIGURES = ("value", "peer", "benchmark")
Cell = tuple[str, str, str]
FRAMEWORK = Configuration().framework()


def _id(text: object) -> str:
    return str(text or "").rpartition("·")[2].strip() if "·" in str(text or "") else ""


class Screen(NamedTuple):
    """The tab of a back-end: where its block of figures begins, and what stands around it."""

    tab: Worksheet
    top: int
    left: int
    columns: list[tuple[str, str]]
    shops: list[str]
    period: int

    def cells(self) -> Iterator[tuple[Cell, int, int]]:
        for row, shop in enumerate(self.shops, self.top):
            for column, (node, field) in enumerate(self.columns, self.left):
                yield (node, shop, field), row, column

    def held(self) -> dict[Cell, object]:
        return {cell: self.tab.cell(row, column).value for cell, row, column in self.cells()}


def screens(book: openpyxl.Workbook) -> list[Screen]:
    found = []
    for tab in book.worksheets:
        at = {_id(cell.value): cell.row for cell in tab["A"]}
        if "indicator" not in at:
            continue
        heads = [(str(node.value), _id(head.value)) for node, head in _heads(tab, at)]
        places = [place for place, (_, field) in enumerate(heads) if field in FIGURES]
        assert places == list(range(places[0], places[0] + len(places)))  # one block
        shops = [str(cell.value) for cell in tab["A"][at["shop"] :] if cell.value in SHOPS]
        columns = [heads[place] for place in places]
        found.append(Screen(tab, at["shop"] + 1, places[0] + 1, columns, shops, at["period"]))
    return found


def _heads(tab: Worksheet, at: dict[str, int]) -> Iterator[tuple[object, object]]:
    return zip(tab[at["indicator"]], tab[at["shop"]], strict=True)  # type: ignore[return-value]


def figure(cell: Cell) -> float | str:
    """An invented figure for *cell*, other for every shop, in the range of its indicator."""
    node, shop, field = cell
    scale = FRAMEWORK.by_id[node].scale
    assert isinstance(scale, Figure)
    if isinstance(scale, Rate):
        return f"{SHOPS.index(shop)} {SHOPS.index(shop) + 400}"
    low, high = scale.plausible
    share = (10 + SHOPS.index(shop) + FIGURES.index(field) / 10) / 100
    return round(low + (high - low) * share, 2)


def paste(screen: Screen) -> int:
    """Paste the whole block, type the period once, and once more where a figure has another one."""
    block = [
        [figure((node, shop, field)) for node, field in screen.columns] for shop in screen.shops
    ]
    for row, line in enumerate(block, screen.top):
        for column, one in enumerate(line, screen.left):
            screen.tab.cell(row, column).value = one
    wanted = {node: _period(node) for node, _ in screen.columns}
    usual = Counter(wanted.values()).most_common(1)[0][0]
    screen.tab.cell(screen.period, 2).value = usual
    for column, (node, field) in enumerate(screen.columns, screen.left):
        if field == "value" and wanted[node] != usual:
            screen.tab.cell(screen.period, column).value = wanted[node]
    return len(block) * len(screen.columns)


def _period(node: str) -> str:
    scale = FRAMEWORK.by_id[node].scale
    assert isinstance(scale, Figure)
    return PERIODS[scale.period]


def said(text: str) -> object:
    """A value as `kpis.csv` has it."""
    return tuple(text.split()) if " " in text else float(text)


@pytest.fixture
def sixteen(dpcap: Dpcap, tmp_path: Path) -> Path:
    rows = [f"{shop},示例{shop}店" for shop in SHOPS]
    (tmp_path / "shops.csv").write_text("\n".join(["id,name", *rows]) + "\n", "utf-8")
    made = dpcap("new", "big", "--role", "full_service", "--set", "role", "--shops", "shops.csv")
    assert made.returncode == 0, made.stderr
    return tmp_path / "big"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_thousand_cells_are_pasted_and_none_is_typed_twice(
    dpcap: Dpcap, sixteen: Path, tmp_path: Path, language: str
) -> None:
    written = tmp_path / "big.xlsx"
    done = dpcap("sheet", sixteen, "--lang", language, "--out", written)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(written)
    tabs = screens(book)
    cells = Counter(cell for tab in tabs for cell, *_ in tab.cells())
    assert set(cells.values()) == {1}
    assert all(tab.shops == SHOPS for tab in tabs)
    figures = re.search(r"(\d+) figures", done.stdout + done.stderr)
    assert figures
    assert sum(field == "value" for *_, field in cells) == int(figures[1])
    assert _asked_elsewhere(book, tabs).isdisjoint(node for node, *_ in cells)

    assert sum(map(paste, tabs)) == len(cells) >= 1000
    book.save(written)
    (saved,) = saved_again([written], tmp_path)
    done = dpcap("fill", sixteen, saved)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (sixteen / "conflicts.yaml").exists()
    assert _read(sixteen) == {
        cell: tuple(one.split()) if isinstance(one := figure(cell), str) else one for cell in cells
    }

    done = dpcap("sheet", sixteen, "--lang", language, "--out", tmp_path / "again.xlsx")
    assert done.returncode == 0, done.stderr
    again = screens(openpyxl.load_workbook(tmp_path / "again.xlsx"))
    assert all(tab.shops == SHOPS for tab in again)  # a line a shop, as before
    shown = {cell: value for tab in again for cell, value in tab.held().items()}
    assert shown.keys() == cells.keys()
    assert [cell for cell, value in shown.items() if value is None] == []


def test_while_the_draw_is_pending_the_tabs_and_the_page_say_so(
    dpcap: Dpcap, sixteen: Path, tmp_path: Path
) -> None:
    assert dpcap("sheet", sixteen, "--lang", "zh", "--out", "a.xlsx").returncode == 0
    for tab in screens(openpyxl.load_workbook(tmp_path / "a.xlsx")):
        assert any("16 家里任选 8 家" in str(cell.value) for cell in tab.tab["A"]), tab.tab.title


def _asked_elsewhere(book: openpyxl.Workbook, tabs: list[Screen]) -> set[str]:
    """The ids in the first column of the other tabs that people fill in."""
    ours = {tab.tab.title for tab in tabs} | {"底稿", "Base"}
    others = [tab for tab in book.worksheets if tab.title not in ours]
    return {str(cell.value) for tab in others for cell in tab["A"]}


def _read(folder: Path) -> dict[Cell, object]:
    """Every figure in kpis.csv."""
    with (folder / "kpis.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {
            (row["indicator"], row["shop"], field): said(row[field])
            for row in csv.DictReader(stream)
            for field in FIGURES
            if row.get(field)
        }
