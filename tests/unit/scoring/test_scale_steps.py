"""One step up, scale by scale."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from builders import number, text
from dpcap.model.assessment import NpsCounts
from dpcap.model.scale import Scale
from dpcap.scoring.normalise import counts_of, net_promoter
from dpcap.scoring.scale_scoring import next_step
from dpcap.scoring.scale_steps import ScaleStep, next_ratios

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
ON_A_STEP = number(
    {"by": "points", "points": [[50, 0], [70, 40], [70, 60], [97, 100]], "anchor": "illustrative"}
)
DOWN_A_STEP = number(
    {"by": "points", "points": [[15, 100], [90, 60], [90, 40], [180, 0]], "anchor": "illustrative"},
    direction="lower",
)
BAND = number(
    {
        "by": "points",
        "points": [[0, 0], [20, 60], [40, 100], [60, 100], [80, 60], [100, 0]],
        "anchor": "illustrative",
    },
    direction="band",
)
BOUNDED = {"plausible": [0.0, 100.0]}
RATE = number({"by": "peer"}, **BOUNDED)
NPS = {
    **number({}),
    "kind": "nps",
    "points": [[-100, 0], [0, 40], [60, 100]],
    "anchor": "illustrative",
}
del NPS["direction"], NPS["score"]


@pytest.mark.parametrize(
    ("scale", "value", "score", "peer", "expected"),
    [
        (RUNGS, 2, 40.0, None, ScaleStep(3, 60.0)),
        (RUNGS, None, 0.0, None, ScaleStep(1, 20.0)),
        (RUNGS, 5, 100.0, None, None),
        (NAMED, 1, 70.0, None, ScaleStep(3, 90.0)),
        ({"kind": "boolean"}, False, 0.0, None, ScaleStep(value=True, score=100.0)),
        ({"kind": "boolean"}, True, 100.0, None, None),
        (CHOICE, "a", 0.0, None, ScaleStep("b", 55.0)),
        (CHOICE, "c", 80.0, None, None),
        (TICKS, ("a",), 25.0, None, ScaleStep(("a", "b"), 75.0)),
        (TICKS, ("none",), 0.0, None, ScaleStep(("b",), 50.0)),
        (TICKS, ("a", "b", "c"), 100.0, None, None),
        (POSTS, 20.0, 25.0, None, ScaleStep(80.0, 100.0)),
        (CURVE, 60.0, 20.0, None, ScaleStep(40.0, 50.0)),
        (CURVE, 20.0, 70.0, None, ScaleStep(10.0, 90.0)),
        (CURVE, 5.0, 95.0, None, None),
        (LINE, 1.5, 25.0, None, ScaleStep(2.0, 50.0)),
        (PEER, 2.0, 60.0, 2.0, ScaleStep(2.5, 80.0)),
        (PEER, None, 0.0, None, ScaleStep(None, 40.0)),
        (LATE, 2.0, 60.0, 2.0, ScaleStep(1.6, 80.0)),
        (ON_TIME, 90.0, 60.0, 90.0, ScaleStep(92.0, 80.0)),
        # On a step the better score counts, from either side.
        (ON_A_STEP, 69.99, 39.98, None, ScaleStep(70.0, 60.0)),
        (ON_A_STEP, 70.0, 60.0, None, ScaleStep(97.0, 100.0)),
        (DOWN_A_STEP, 90.01, 39.99, None, ScaleStep(90.0, 60.0)),
        # A band is entered from the side on which the value lies.
        (BAND, 90.0, 30.0, None, ScaleStep(80.0, 60.0)),
        (BAND, 10.0, 30.0, None, ScaleStep(20.0, 60.0)),
        (BAND, None, 0.0, None, ScaleStep(20.0, 60.0)),
        (BAND, 70.0, 80.0, None, ScaleStep(60.0, 100.0)),
        # Not beyond what is plausible: there the answer would not count.
        (RATE, 90.0, 60.0, 90.0, ScaleStep(100.0, pytest.approx(60.0 + 20.0 * (10 / 90) / 0.25))),
        (RATE, 100.0, 80.0, 80.0, None),
        ({**ON_TIME, **BOUNDED}, None, 0.0, 10.0, ScaleStep(0.0, pytest.approx(50.0))),
        ({**POSTS, "plausible": [0.0, 40.0]}, 20.0, 25.0, None, ScaleStep(40.0, 50.0)),
        # A peer figure that does not count is none.
        (PEER, 2.0, 0.0, -1.0, ScaleStep(None, 40.0)),
        (NPS, None, 0.0, None, ScaleStep(0.0, 40.0)),
        (
            NPS,
            NpsCounts(promoters=10, passives=20, detractors=10),
            40.0,
            None,
            ScaleStep(60.0, 100.0),
        ),
    ],
)
def test_the_next_step(
    scale: dict[str, Any], value: Any, score: float, peer: float | None, expected: ScaleStep | None
) -> None:
    made: Scale = TypeAdapter(Scale).validate_python(scale)
    assert next_step(made, value, score, peer) == expected


@pytest.mark.parametrize(
    ("scale", "score", "ratio"),
    [(PEER, 0.0, 0.8), (PEER, 60.0, 1.25), (PEER, 100.0, None), (POSTS, 0.0, None)],
)
def test_the_next_ratio(scale: dict[str, Any], score: float, ratio: float | None) -> None:
    found = next_ratios(TypeAdapter(Scale).validate_python(scale), score)
    assert [one for one, _ in found] == ([] if ratio is None else [ratio])


def test_no_step_is_infinite() -> None:
    scale: Scale = TypeAdapter(Scale).validate_python(PEER)
    assert next_step(scale, 1.7e308, 60.0, 1.7e308) is None


@pytest.mark.parametrize("nps", [-100.0, -33.3, 0.0, 1e-300, 12.5, 100.0])
def test_replies_behind_an_nps(nps: float) -> None:
    found = net_promoter(counts_of(nps))
    assert found.nps == pytest.approx(nps, abs=1e-10)
    assert found.replies >= 30


def test_a_box_that_weighs_nothing_is_no_step() -> None:
    boxes = [{"id": c, **text(c), "weight": w} for c, w in (("a", 1.0), ("b", 0.0))]
    scale = TypeAdapter(Scale).validate_python({"kind": "checklist", "options": boxes})
    assert next_step(scale, ("a",), 90.0) is None
    step = next_step(scale, ("b",), 0.0)
    assert step is not None
    assert step.value == ("a", "b")
