"""Folders `voice/`, written on the spot: waves of answers by counts, and what brands say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

HEADER = "buyer,mark,date,channel,consent,carrier,product,logistics,service,content,tags"
Row = Sequence[object]


def row(buyer: str, mark: int, day: str, carrier: str = "live", **more: object) -> Row:
    """One answer that counts; parts go with the mark unless they are given."""
    parts = [more.get(one, "") for one in ("product", "logistics", "service", "content")]
    channel, consent = more.get("channel", "feige"), more.get("consent", "yes")
    return [buyer, mark, day, channel, consent, carrier, *parts, more.get("tags", "")]


def marks(promoters: int, passives: int, detractors: int) -> list[int]:
    """So many marks of each kind, in a row."""
    return (
        [9 + n % 2 for n in range(promoters)] + [7] * passives + [n % 7 for n in range(detractors)]
    )


def rows(
    name: str, day: str, carriers: dict[str, tuple[int, int, int]], **more: object
) -> list[Row]:
    """Answers by carrier, each by its counts of promoters, passives and detractors."""
    return [
        row(f"{name}-{carrier}-{n}", mark, day, carrier, **more)
        for carrier, counts in carriers.items()
        for n, mark in enumerate(marks(*counts))
    ]


def csv_of(lines: Iterable[Row]) -> str:
    return "\n".join([HEADER, *(",".join(map(str, one)) for one in lines)]) + "\n"


def make_wave(folder: Path, lines: Iterable[Row], **said: Any) -> Path:
    """A wave of August, held by the provider unless *said* otherwise; None drops a key."""
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "schema": "dpcap/voice-wave/1",
        "held_by": "provider",
        "from": "2026-08-01",
        "until": "2026-08-31",
        **said,
    }
    head = {key: value for key, value in head.items() if value is not None}
    (folder / "wave.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    (folder / "answers.csv").write_text(csv_of(lines), "utf-8")
    return folder


def make_merchants(path: Path, merchants: dict[str, Any], held_by: str = "brand") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {"schema": "dpcap/merchants/1", "held_by": held_by, "merchants": merchants}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    return path


def merchants_csv(merchants: dict[str, Any], held_by: str = "brand", line_end: str = "\n") -> str:
    """The rows of *merchants* as `merchants.csv` has them."""
    made = io.StringIO()
    table = csv.writer(made, lineterminator=line_end)
    table.writerow(("contract", "on", "rating", "complaints", "about", "note", "held_by"))
    for contract, one in merchants.items():
        cells = [one.get(name, "") for name in ("on", "rating", "complaints")]
        about = "; ".join(one.get("about", ()))
        table.writerow((contract, *cells, about, one.get("note", ""), held_by))
    return made.getvalue()
