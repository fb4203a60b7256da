"""A letter whose gates call their verdicts otherwise is held against what was decided."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dpcap.model.decision import DecisionKind
from dpcap.model.nouns import Verdicts
from dpcap.verify.letter import _decisions, _plain, _Sealed

OWN = Verdicts.model_validate(
    {
        "what": {"zh": "验收", "en": "approval"},
        "admit": {"title": {"zh": "合格", "en": "Pass"}, "told": {"zh": "合格", "en": "passed"}},
        "decline": {"title": {"zh": "不合格", "en": "Not passed"}},
    }
)


def sealed(decision: DecisionKind) -> _Sealed:
    level = SimpleNamespace(graded=False, id=None)
    overall = SimpleNamespace(level=SimpleNamespace(proved=level, claimed=level))
    held = SimpleNamespace(decision=decision, replaces=None)
    said: Any = SimpleNamespace(
        standing=SimpleNamespace(decision=held, verdicts=OWN),
        profile=SimpleNamespace(overall=overall),
    )
    return _Sealed(said)


@pytest.mark.parametrize(
    ("letter", "decided", "wrong"),
    [
        ("评估结果：合格（甲）", "admit", []),
        ("评估结果：合格（甲）", "decline", ["合格"]),
        ("结论：不合格。", "decline", []),
        ("结论：不合格。", "admit", ["不合格"]),
        ("The decision: passed.", "decline", ["passed"]),
        ("The decision: not passed.", "decline", []),
        ("器械合格率要提高，请补交合格证。", "decline", []),
    ],
)
def test_a_verdict_in_its_own_words(letter: str, decided: DecisionKind, wrong: list[str]) -> None:
    found = _decisions(_plain(letter), sealed(decided))
    assert [told for _, told, right in found if right is not None] == wrong
