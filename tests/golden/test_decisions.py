"""The decisions beside the examples rest on what the examples give today.

`make golden` writes what they rest on anew; the rest of each file is written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import run_dpcap
from decided import as_scored
from dpcap.intake.decision import ENDING, read_decision
from dpcap.intake.yaml_inline import flow
from dpcap.model.decision import DECISIONS
from locations import PROVIDERS, REVIEWS

FILES = sorted(REVIEWS.glob(f"*{ENDING}"))
# As `make demo-batch` has it; on any other day on which the same proof counts it is the same.
DAY = "2026-11-24"
LINE = re.compile(r"(?m)^(substance|rests_on): .*$")


def batch(out: Path) -> None:
    how = ("--gates", "admission", "--on", DAY, "--reviews", REVIEWS, "--out", out)
    quick = ("--format", "jsonl", "--reports", "none", "--executor", "serial")
    ran = run_dpcap(out, "batch", PROVIDERS, *how, *quick)
    assert ran.returncode == 1, ran.stderr


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("decided")
    batch(out)
    return out


def test_every_decision_rests_on_the_profile_of_today(
    scored: Path, golden: Callable[[Path, str], None]
) -> None:
    assert FILES
    for file in FILES:
        today = as_scored(scored, file.name.removesuffix(ENDING))
        golden(file, resting_on(today, file.read_text(encoding="utf-8")))


def resting_on(today: dict[str, Any], text: str) -> str:
    return LINE.sub(lambda found: f"{found[1]}: {flow(today[found[1]])}", text)


def test_every_decision_is_current(scored: Path) -> None:
    batch(scored)
    rows = [json.loads(line) for line in (scored / "results.jsonl").read_bytes().splitlines()]
    decided = {row["provider"]: row["decision"] for row in rows if row["decision"]}
    assert set(decided) == {file.name.removesuffix(ENDING) for file in FILES}
    assert {name: one["changes"] for name, one in decided.items() if not one["current"]} == {}


def test_the_examples_show_every_kind() -> None:
    assert {read_decision(file).decision for file in FILES} == set(DECISIONS)
