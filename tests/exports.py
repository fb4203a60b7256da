"""Exports of a back-end, a mapping for them and a provider of two shops, on the small framework."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from dpcap.workflow.import_export import ImportRequest
from small_framework import DAY, write_folder, write_framework

HEADER = ("店铺名称", "日期", "成交金额", "消耗", "同行", "买家手机")
MAPPING = """schema: dpcap/mapping/1
id: spend
shop: 店铺名称
date: 日期
fields: {basis: paid}
figures:
  - {indicator: FIG-1.1, numerator: 成交金额, denominator: 消耗, peer: 同行}
  - {indicator: FIG-1.2, numerator: 成交金额, denominator: 消耗}
"""
PHONE = "13912345678"


def october(shop: str, above: float = 30, below: float = 10, peer: str = "2.5") -> list[list[str]]:
    """A row for each day of October."""
    return [
        [shop, f"2026-10-{day:02d}", str(above * day), str(below * day), peer, PHONE]
        for day in range(1, 32)
    ]


ROWS = [*october("旗舰店"), *october("专卖店", 40)]


def csv_text(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def write_xlsx(
    path: Path, rows: Sequence[Sequence[object]], sheets: Sequence[str] = ("明细",)
) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name in sheets:
        page = book.add_worksheet(name)
        for place, row in enumerate([HEADER, *rows]):
            page.write_row(place, 0, row)
    book.close()
    return path


def workspace(place: Path, mapping: str = MAPPING, answers: str | None = None) -> ImportRequest:
    """A framework, a folder `blue` and a mapping in *place*; the request to import `a.csv`."""
    write_framework(place / "framework")
    write_folder(place / "blue", answers)
    (place / "mappings").mkdir(exist_ok=True)
    (place / "mappings" / "spend.yaml").write_text(mapping, "utf-8")
    return ImportRequest(
        place / "blue",
        (place / "a.csv",),
        _day(),
        "spend",
        place / "mappings",
        framework=place / "framework",
    )


def _day() -> date:
    return date.fromisoformat(DAY)


def everything(folder: Path) -> Mapping[str, bytes]:
    """What stands in *folder*: by path the bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
