"""A figure just given is held against its range and its peer; what is no figure is not."""

from __future__ import annotations

import pytest

from builders import number
from dpcap.model.scale import Numeric
from dpcap.scoring.plausibility import figure_problem

BY_POINTS = {"by": "goalposts", "worst": 0, "best": 100, "anchor": "illustrative"}


def scale() -> Numeric:
    return Numeric.model_validate(number(BY_POINTS, plausible=(5, 90)))


@pytest.mark.parametrize(("value", "code"), [(4.9, "DP333"), (5, None), (90, None), (91, "DP333")])
def test_a_figure_out_of_range_cannot_count(value: float, code: str | None) -> None:
    problem = figure_problem(scale(), value, None)
    assert (problem and problem[0]) == code


@pytest.mark.parametrize("value", [True, False, "12", ("a", "b")])
def test_what_is_no_figure_has_no_problem_of_figures(value: object) -> None:
    assert figure_problem(scale(), value, None) is None  # type: ignore[arg-type]
