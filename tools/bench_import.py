"""What importing an export of 100,000 rows costs, and what refusing a hostile workbook costs."""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median
from time import process_time

import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import DPCAP, ROOT, report, run
from dpcap.errors import InvalidInputError
from dpcap.intake.workbook import workbook_of

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
SHOPS = ("chenlu", "mianzhou", "songyan")
ROWS, ROUNDS = 100_000, 5
MAPPING = """schema: dpcap/mapping/1
id: spend
shop: shop
date: day
fields: {basis: paid, delivery_mode: omni, denominator: impressions}
figures:
  - {indicator: TRA-4.1, numerator: paid, denominator: spend}
  - {indicator: TRA-3.5, numerator: clicks, denominator: shown}
"""


def _lines() -> list[str]:
    chance = random.Random(7)  # noqa: S311 - rows to count
    lines = ["shop,day,plan,spend,paid,shown,clicks"]
    for n in range(ROWS):
        spend = chance.randint(1000, 9000)
        day = f"2026-10-{n % 31 + 1:02d}"
        sums = f"{spend},{spend * chance.uniform(4, 6):.2f},{spend * 100 + n},{spend * 3}"
        lines.append(f"{SHOPS[n % 3]},{day},plan {n},{sums}")
    return lines


def imports() -> None:
    """`dpcap import` of 100,000 rows, written: a CSV, and a workbook of the same rows."""
    with tempfile.TemporaryDirectory() as cwd:
        here = Path(cwd)
        shutil.copytree(EXAMPLE, here / "lanxing")
        (here / "mappings").mkdir()
        (here / "mappings" / "spend.yaml").write_text(MAPPING, encoding="utf-8")
        lines = _lines()
        (here / "big.csv").write_text("\n".join(lines), encoding="utf-8")
        _write_workbook(here / "big.xlsx", lines)
        for name, kind in (("big.csv", "CSV"), ("big.xlsx", ".xlsx")):
            command = [*DPCAP, "import", "lanxing", name, "--on", "2026-11-02", "--yes"]
            cost = median(run(command, cwd).cpu for _ in range(ROUNDS))
            report(f"dpcap import of {ROWS:,} rows, {kind} (CPU)", cost, 3, "s")


def _write_workbook(path: Path, lines: list[str]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": True})
    sheet = book.add_worksheet()
    for place, line in enumerate(lines):
        sheet.write_row(place, 0, line.split(","))
    book.close()


def refusals() -> None:
    """A workbook that would unpack to 100 MB, and one with 300,000 rows."""
    for name, sheet in (
        ("a bomb", "<worksheet>" + " " * 100_000_000),
        (
            "300,000 rows",
            "".join(f'<row r="{n}" s="{n * 7919 % 99_991}"/>' for n in range(300_000)),
        ),
    ):
        raw = _packed(f"<worksheet>{sheet}")
        before = process_time()
        try:
            workbook_of(raw, name)
        except InvalidInputError:
            report(f"refusing {name} (CPU)", process_time() - before, 0.1, "s")


def _packed(sheet: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(part, "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


if __name__ == "__main__":
    imports()
    refusals()
