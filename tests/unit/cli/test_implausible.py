"""What the interview says of a figure at once: outside the range, or hardly meant so."""

from __future__ import annotations

import pytest

from dpcap.cli.interview.implausible import doubt_of, range_problem
from dpcap.model.scale import Numeric
from small_framework import framework


def _scale(unit: str, plausible: tuple[float, float]) -> Numeric:
    scale = framework().by_id["FIG-1.2"].scale
    assert isinstance(scale, Numeric)
    words = {"unit": scale.unit.model_copy(update={"zh": unit, "en": unit})}
    return scale.model_copy(update={"plausible": plausible, "typical": None, **words})


@pytest.mark.parametrize(
    ("value", "doubt"), [(4.6, "doubt.five"), (0.5, "doubt.five"), (46, None), (0, None)]
)
def test_a_mark_out_of_five_is_doubted_where_a_hundred_is_meant(
    value: float, doubt: str | None
) -> None:
    assert doubt_of(_scale("points", (0.0, 100.0)), value) == doubt
    assert doubt_of(_scale("points", (0.0, 10.0)), value) is None


def test_a_figure_outside_its_range_is_told_and_none_inside() -> None:
    indicator = framework().by_id["FIG-1.2"]
    found = range_problem(indicator, 99)
    assert found is not None
    assert found.code == "DP333"
    assert range_problem(indicator, 30) is None
