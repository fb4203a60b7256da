"""What is wrong with schemes of incentives: the code, the line, the sum in yuan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.workflow.incentive_files import load_incentives
from locations import ROOT
from profiles import shipped

CLEAN = (ROOT / "standing" / "incentives.yaml").read_text("utf-8")
TERM = "  - from: 2026-07-01\n    until: 2026-12-31\n"
CASES = [
    (
        "    pot_yuan: 300000\n",
        "    pot_yuan: 300000\n    pays: whole\n",
        "DP730",
        "5,000.0005",
    ),
    ("rate_percent: 0.2}", "rate_percent: 0.2, bonus_yuan: 50000}", "DP730", "50,000.001"),
    ("yuan_each: 10000 ", "yuan_each: 10000\n  growth_over: own_year_before", "DP732", "own_year"),
    ("settled: quarter ", "settled: month ", "DP733", "618|双11|Double 11|818"),
    ("  fact: shipped_gmv_wan ", "  indicator: LIV-1.1 ", "DP734", "LIV-1.1"),
    ("    pot_yuan: 300000\n", "", "DP735", ""),
    ("    cap_yuan: 80000\n", "", "DP736", ""),
    (
        "outlook_percent",
        TERM + "    pot_yuan: 1\n    cap_yuan: 1\n"
        "    brackets: [{from_yuan: 0, rate_percent: 1}]\noutlook_percent",
        "DP737",
        "2026-07-01",
    ),
    ("until: 2026-12-31", "until: 2026-06-30", "DP738", "2026-07-01"),
    ("from_yuan: 10000000", "from_yuan: 2000000", "DP739", ""),
    ("fact: shipped_gmv_wan", "fact: shipped_gmv", "DP740", "shipped_gmv"),
    ("[silver, gold, diamond]", "[silver, golden]", "DP741", "golden"),
    ("from: 2026-07-01", "from: 2026-07-02", "DP742", "1"),
    ("  fact: shipped_gmv_wan ", "  # ", "DP743", ""),
    ("cap_yuan: 80000", "cap_yuan: 300001", "DP744", "300,001"),
    ("cap_yuan: 80000", "cap_yuan: 80000.001", "DP745", "80,000.001"),
    ("rate_percent: 0.2}", "rate_percent: 0.01}", "DP747", "21,000"),
    ("rate_percent: 0.2}", "rate_percent: 101}", "DP104", "100"),
]


def found_in(path: Path) -> tuple[Finding, ...]:
    try:
        return load_incentives(path, shipped()).findings
    except InvalidInputError as error:
        return tuple(error.findings)


@pytest.mark.parametrize(
    ("was", "instead", "code", "words"),
    CASES,
    ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)],
)
def test_lint_names_the_line_and_the_sum(
    tmp_path: Path, was: str, instead: str, code: str, words: str
) -> None:
    assert was in CLEAN
    path = tmp_path / "bad.yaml"
    path.write_text(CLEAN.replace(was, instead, 1), "utf-8")
    found = found_in(path)
    assert {one.code for one in found} == {code}
    for language in ("zh", "en"):
        told = "\n".join(one.message(language) for one in found)
        assert re.search(words, told)
        assert "?" not in told
    assert all(one.line and one.line > 5 for one in found)


def test_what_is_shipped_is_clean() -> None:
    assert load_incentives(None, shipped()).findings == ()
