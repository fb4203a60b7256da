"""The decisions beside the examples rest on the profiles that the examples give today."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from conftest import Dpcap
from dpcap.intake.decision import read_decision
from dpcap.model.decision import DECISIONS
from places import PROVIDERS, REVIEWS

FILES = sorted(REVIEWS.glob("*.decision.yaml"))
# As `make demo-batch` has it: the day is part of the profile.
DAY = "2026-11-24"


def test_every_decision_names_the_profile_of_today(
    dpcap: Dpcap, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    scored = ("--gates", "admission", "--on", DAY, "--reviews", REVIEWS, "--out", tmp_path)
    quick = ("--format", "jsonl", "--reports", "none", "--executor", "serial")
    ran = dpcap("batch", PROVIDERS, *scored, *quick)
    assert ran.returncode == 1, ran.stderr
    rows = map(json.loads, (tmp_path / "results.jsonl").read_bytes().splitlines())
    profiles = {row["provider"]: row["profile"] for row in rows}
    for file in FILES:
        provider = read_decision(file).provider
        text = file.read_text(encoding="utf-8")
        fresh = re.sub(r"(?m)^profile: \w+$", f"profile: {profiles[provider]}", text)
        golden(file, fresh)


def test_the_examples_show_every_kind() -> None:
    assert {read_decision(file).decision for file in FILES} == set(DECISIONS)
