"""What a small batch puts out, in both languages: made by the command, kept whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from batch_results import harvest_of, put, run_small_batch
from conftest import Dpcap
from dpcap.model.base import Language
from dpcap.report.batch_result import TerminalScreen

KEPT = Path(__file__).parent / "batch"
FILES = {"summary": "summary.md", "csv": "results.csv", "junit": "junit.xml"}
Golden = Callable[[Path, str], None]


def kept(file: str, language: str) -> Path:
    stem, _, ending = file.partition(".")
    return KEPT / f"{stem}.{language}.{ending}"


def test_batch_outputs(dpcap: Dpcap, tmp_path: Path, golden: Golden) -> None:
    out = run_small_batch(dpcap, tmp_path)
    golden(KEPT / "verdict.json", (out / "verdict.json").read_text(encoding="utf-8"))
    for language in ("zh", "en"):
        _in(language, out, golden)


def _in(language: Language, out: Path, golden: Golden) -> None:
    for name, file in FILES.items():
        text = put(harvest_of(out, language), name).decode()
        golden(kept(file, language), text)
    for columns in (80, 120):
        table = put(harvest_of(out, language, screen=TerminalScreen(columns, "proved")), "terminal")
        golden(KEPT / f"table.{columns}.{language}.txt", table.decode())
    golden(KEPT / f"annotations.{language}.txt", put(harvest_of(out, language), "github").decode())


def test_no_orphans(request: pytest.FixtureRequest) -> None:
    languages = ("zh", "en")
    wanted = {kept(file, one).name for file in FILES.values() for one in languages}
    wanted |= {f"table.{columns}.{one}.txt" for columns in (80, 120) for one in languages}
    wanted |= {f"annotations.{one}.txt" for one in languages} | {"verdict.json"}
    orphans = [path for path in KEPT.iterdir() if path.name not in wanted]
    if request.config.getoption("--golden-update"):
        for path in orphans:
            path.unlink()
    else:
        assert orphans == []
