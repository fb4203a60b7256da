"""One step up, scale by scale."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from builders import number, text
from dpcap.model.scale import Scale
from dpcap.scoring.steps import Step, next_step

RUNGS = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}
NAMED = {
    "kind": "rubric",
    "levels": [{**text(f"rung {s}"), "score": s} for s in (0.0, 70.0, 70.0, 90.0)],
}
CHOICE = {
    "kind": "choice",
    "options": [
        {"id": c, **text(c), "score": s} for c, s in (("a", 0.0), ("b", 55.0), ("c", 80.0))
    ],
}
TICKS = {
    "kind": "checklist",
    "options": [{"id": c, **text(c), "weight": w} for c, w in (("a", 1.0), ("b", 2.0), ("c", 1.0))],
}
POSTS = number({"by": "goalposts", "worst": 0.0, "best": 80.0, "anchor": "illustrative"})
CURVE = number(
    {"by": "curve", "good": 10.0, "middling": 40.0, "anchor": "illustrative"}, direction="lower"
)
LINE = number({"by": "points", "points": [[1, 0], [2, 50], [3, 100]], "anchor": "illustrative"})
PEER = number({"by": "peer"})
LATE = number({"by": "peer"}, direction="lower")
ON_TIME = number({"by": "peer", "ratio_of": "shortfall"})


@pytest.mark.parametrize(
    ("scale", "value", "score", "peer", "expected"),
    [
        (RUNGS, 2, 40.0, None, Step(3, 60.0)),
        (RUNGS, None, 0.0, None, Step(1, 20.0)),
        (RUNGS, 5, 100.0, None, None),
        (NAMED, 1, 70.0, None, Step(3, 90.0)),
        ({"kind": "boolean"}, False, 0.0, None, Step(value=True, score=100.0)),
        ({"kind": "boolean"}, True, 100.0, None, None),
        (CHOICE, "a", 0.0, None, Step("b", 55.0)),
        (CHOICE, "c", 80.0, None, None),
        (TICKS, ("a",), 25.0, None, Step(("a", "b"), 75.0)),
        (TICKS, ("none",), 0.0, None, Step(("b",), 50.0)),
        (TICKS, ("a", "b", "c"), 100.0, None, None),
        (POSTS, 20.0, 25.0, None, Step(80.0, 100.0)),
        (CURVE, 60.0, 20.0, None, Step(40.0, 50.0)),
        (CURVE, 20.0, 70.0, None, Step(10.0, 90.0)),
        (CURVE, 5.0, 95.0, None, None),
        (LINE, 1.5, 25.0, None, Step(2.0, 50.0)),
        (PEER, 2.0, 60.0, 2.0, Step(2.5, 80.0)),
        (PEER, None, 0.0, None, Step(None, 40.0)),
        (LATE, 2.0, 60.0, 2.0, Step(1.6, 80.0)),
        (ON_TIME, 90.0, 60.0, 90.0, Step(92.0, 80.0)),
    ],
)
def test_the_next_step(
    scale: dict[str, Any], value: Any, score: float, peer: float | None, expected: Step | None
) -> None:
    made: Scale = TypeAdapter(Scale).validate_python(scale)
    assert next_step(made, value, score, peer) == expected
