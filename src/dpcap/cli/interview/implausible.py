"""What a figure that was just typed cannot be, or is hardly meant to be."""

from __future__ import annotations

from dpcap.intake.scale_input import scale_input
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import figure_of
from dpcap.model.finding import Finding
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Numeric, Rate, Scale
from dpcap.scoring.peer_figures import unlikely_best
from dpcap.scoring.plausibility import IMPLAUSIBLE, doubter, figure_problem

_OF_A_HUNDRED, _FIVE, _LOW = (0.0, 100.0), 5.0, 20.0


def range_problem(indicator: Indicator, value: Plain) -> Finding | None:
    """Why *value* cannot be the figure of *indicator*: it is outside the plausible range."""
    scale = indicator.scale
    if not isinstance(scale, Numeric | Rate) or scale.plausible is None:
        return None
    figure = figure_of(scale_input(scale).read(value))
    low, high = scale.plausible
    if figure is None or low <= figure <= high:
        return None
    params: dict[str, str | int | float] = {"value": figure, "low": low, "high": high}
    return Finding(code=IMPLAUSIBLE, params={"node": indicator.id, **params})


def peer_problem(indicator: Indicator, value: Plain, peer: float) -> Finding | None:
    """Why *peer* cannot stand beside *value*: outside the plausible range, or in another unit."""
    scale = indicator.scale
    if not isinstance(scale, Numeric) or not isinstance(value, int | float):
        return None
    problem = figure_problem(scale, value, peer)
    if problem is None:
        return None
    code, params = problem
    return Finding(code=code, params={"node": indicator.id, **params})


def benchmark_problem(indicator: Indicator, peer: float | None, best: float) -> Finding | None:
    """Why *best*, the figure of the best peers, will not count beside *peer*, the middle one."""
    scale = indicator.scale
    if not isinstance(scale, Numeric) or (found := unlikely_best(scale, best, peer)) is None:
        return None
    code, params = found
    return Finding(code=code, params={"node": indicator.id, **params})


def doubt_of(scale: Scale, value: Plain) -> str | None:
    """The key of the words for what is doubtful about *value*; None: nothing is.

    A fraction where a percentage is asked; a mark out of five where it is out of a hundred.
    """
    if not isinstance(scale, Numeric) or not isinstance(value, int | float):
        return None
    doubts = doubter(scale)
    if doubts is not None and doubts(float(value)):
        return "doubt.fraction"
    is_mark = not scale.percent and scale.plausible == _OF_A_HUNDRED
    is_rare = scale.typical is None or scale.typical > _LOW
    return "doubt.five" if is_mark and is_rare and 0 < value <= _FIVE else None
