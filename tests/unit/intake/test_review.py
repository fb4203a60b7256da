"""Reading reviews."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_reviews
from dpcap.intake.review import load_review
from dpcap.model.framework import Framework

EXAMPLES = Path(__file__).parents[2] / "examples"
REVIEW = """\
schema: dpcap/review/2
provider: sound
issuer: 生态部
role: {id: maker, by: 张, on: 2026-11-25, reason: 现场}
evidence:
  e1:
    ruling: refused
    by: 张
    on: 2026-11-25
    reason: 日期对不上
    saw: {sha256: b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9, kind: export}
not_applicable:
  WRK-1.3:
    ruling: accepted
    by: 张
    on: 2026-11-25
    reason: 合同写明
    framework: tiny 1
    saw: {reason: none}
indicators:
  WRK-1.1:
    ruling: verified
    by: 张
    on: 2026-11-25
    reason: 现场看过
    framework: tiny 1
    saw: {value: 3}
remarks:
  - {node: WRK-1, text: 很细, by: 张, on: 2026-11-25}
"""


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


def test_a_review_is_found_by_the_providers_id(tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text(REVIEW, encoding="utf-8")
    review = load_review(tmp_path, "sound", tiny())
    assert review is not None
    assert review.indicators["WRK-1.1"].ruling == "verified"
    assert load_review(tmp_path, "other", tiny()) is None
    assert lint_reviews(tmp_path, tiny()) == ()


def test_every_fault_of_a_review_is_told(tmp_path: Path) -> None:
    text = (
        REVIEW.replace("WRK-1.1:", "WRK-8.1:")
        .replace("WRK-1}", "WRK-8}")
        .replace("node: WRK-1,", "node: X,")
    )
    (tmp_path / "sound.yaml").write_text(text.replace("id: maker", "id: king"), encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_review(tmp_path, "sound", tiny())
    found = [(f.code, f.path) for f in caught.value.findings]
    assert found == [
        ("DP405", ("role", "id")),
        ("DP402", ("indicators", "WRK-8.1")),
        ("DP402", ("remarks", 0, "node")),
    ]
    assert lint_reviews(tmp_path, tiny()) == caught.value.findings
