"""What lapses soon: only what counts today, up to a fortnight ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator
from dpcap.model.assessment import Assessment
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.lapsing import lapsing
from dpcap.scoring.score import score

PROOF = {"ask": {"zh": "给", "en": "give"}, "valid_days": 10}
OURS = framework(area("AAA", [indicator("AAA-1.1", evidence=PROOF)]))
FILE = "a" * 64
SAW = {"sha256": FILE, "kind": "export", "captured_on": DAY}
REFUSED = {"ruling": "refused", "saw": SAW, "by": "r", "on": DAY, "reason": "seen"}


def given(*used: str) -> Assessment:
    return assessment(
        {"AAA-1.1": {"value": True, "evidence": list(used)}},
        evidence={"e": evidence("e", sha256=FILE)},
    )


def named(rulings: dict[str, Any], *used: str) -> list[tuple[str, str]]:
    told = {"schema": "dpcap/review/2", "provider": "p1", "evidence": rulings}
    records = ManagerRecords(review=Review.model_validate(told))
    found = lapsing(score(OURS, given(*used), records=records), OURS, None, DAY)
    assert {one.until for one in found} <= {DAY + timedelta(days=10)}
    return [(one.kind, one.name) for one in found]


@pytest.mark.parametrize(
    ("rulings", "used", "told"),
    [
        ({}, ("e",), [("evidence", "e")]),
        ({"e": REFUSED}, ("e",), []),
        ({}, (), []),
    ],
)
def test_only_proof_that_counts_lapses(
    rulings: dict[str, Any], used: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    assert named(rulings, *used) == told


@pytest.mark.parametrize(
    ("ruling", "told"), [("verified", [("verification", "AAA-1.1", 5)]), ("refused", [])]
)
def test_a_verification_of_an_answer_lapses_on_its_own_day(
    ruling: str, told: list[tuple[str, str, int]]
) -> None:
    until = {"until": DAY + timedelta(days=5)} if ruling == "verified" else {}
    saw = seen_answer(given(), "AAA-1.1").model_dump()
    how = {"by": "r", "on": DAY, "reason": "seen", "framework": "small 1", "saw": saw}
    answer = {"AAA-1.1": {"ruling": ruling, **how, **until}}
    review = {"schema": "dpcap/review/2", "provider": "p1", "indicators": answer}
    records = ManagerRecords(review=Review.model_validate(review))
    found = lapsing(score(OURS, given(), records=records), OURS, None, DAY)
    assert [(one.kind, one.name, (one.until - DAY).days) for one in found] == told
