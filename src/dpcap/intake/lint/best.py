"""The best score a node can have: what its answers reach, at most as far as its proof allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dpcap.intake.scale_input import FULL, scale_input
from dpcap.model.asked import area_shares, asks_full_set
from dpcap.model.framework import DECLARED, Area, Dimension, Framework
from dpcap.model.indicator import Indicator

# The highest score an indicator can have, by one way of looking at it.
BestScore = Callable[[Framework, Indicator], float]
# A weight, the highest score behind it, and whether it may count for nothing.
_Member = tuple[float, float | None, bool]


def best_answer(_framework: Framework, indicator: Indicator) -> float:
    """What the best answer scores, whatever proof there is."""
    return scale_input(indicator.scale).best()


def best_proved(framework: Framework, indicator: Indicator) -> float:
    """What the best answer scores with the strongest kind of proof that the indicator accepts."""
    return min(best_answer(framework, indicator), proof_cap(framework, indicator))


def proof_cap(framework: Framework, indicator: Indicator) -> float:
    """The highest cap of the kinds of proof that *indicator* accepts; 100 where it takes none."""
    if indicator.proof is None:
        return FULL
    caps = framework.caps_of(indicator.id)
    kinds = indicator.proof.kinds or tuple(caps)
    return max(caps[kind] for kind in (*kinds, DECLARED))


def best_of_nodes(framework: Framework, best: BestScore) -> dict[str, float]:
    """The highest score of every area, dimension and indicator, all of them asked in full."""
    nodes: dict[str, float] = {}
    for area, dimension, indicator in framework.walk():
        nodes[area.id] = _of_area(framework, area, best, full=True) or 0.0
        nodes[dimension.id] = _of_dimension(framework, dimension, best, full=True)[0] or 0.0
        nodes[indicator.id] = best(framework, indicator)
    return nodes


def best_overall(framework: Framework, role: str, best: BestScore) -> float | None:
    """The highest overall score under *role*, which asks each area's full or core set."""
    parts = area_shares(framework, role)
    return _mean(
        [
            (
                parts[area.id],
                _of_area(framework, area, best, full=asks_full_set(framework, role, area)),
                False,
            )
            for area in framework.areas
        ]
    )[0]


def _of_area(framework: Framework, area: Area, best: BestScore, *, full: bool) -> float | None:
    """The highest mean over an area's dimensions (no other way of joining is higher)."""
    members: list[_Member] = []
    for dimension in area.dimensions:
        score, loose = _of_dimension(framework, dimension, best, full=full)
        members.append((dimension.weight, score, loose))
    return _mean(members)[0]


def _of_dimension(
    framework: Framework, dimension: Dimension, best: BestScore, *, full: bool
) -> tuple[float | None, bool]:
    return _mean(
        [
            (one.weight, best(framework, one), one.may_be_left_out)
            for one in dimension.indicators
            if full or one.core
        ]
    )


def _mean(members: Sequence[_Member]) -> tuple[float | None, bool]:
    """The highest mean, and whether all of it may count for nothing.

    What may be left out is put in, best first, only as long as that raises the mean.
    """
    counted = [(weight, score, loose) for weight, score, loose in members if score is not None]
    counted = [one for one in counted if one[0] > 0]
    total = sum(weight for weight, _, loose in counted if not loose)
    points = sum(weight * score for weight, score, loose in counted if not loose)
    for weight, score, _ in sorted((m for m in counted if m[2]), key=lambda m: -m[1]):
        if total and points / total >= score:
            break
        total, points = total + weight, points + weight * score
    return (points / total if total else None), all(loose for _, _, loose in counted)
