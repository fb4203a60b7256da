"""The best score a node can have: what its answers can reach, with the best proof there is."""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.intake.scale_input import scale_input
from dpcap.model.framework import Area, Dimension, Framework, Role
from dpcap.model.indicator import Indicator


def best_of_dimension(dimension: Dimension, *, full: bool = True) -> float | None:
    """The highest mean (no other way of joining is higher) over what is asked; None: nothing is."""
    return _mean((i.weight, scale_input(i.scale).best()) for i in asked(dimension, full=full))


def best_of_area(area: Area, *, full: bool = True) -> float | None:
    """Like `best_of_dimension`, one floor up."""
    return _mean((d.weight, best_of_dimension(d, full=full)) for d in area.dimensions)


def best_overall(framework: Framework, role: Role) -> float | None:
    """The highest overall score under *role*, which asks each area's full or core set."""
    parts = shares(framework, role)
    return _mean(
        (parts[area.id], best_of_area(area, full=asks_all(framework, parts[area.id])))
        for area in framework.areas
    )


def asked(dimension: Dimension, *, full: bool) -> tuple[Indicator, ...]:
    """The indicators of a dimension that the full set, or the core set, asks."""
    return tuple(one for one in dimension.indicators if full or one.core)


def asks_all(framework: Framework, share: float) -> bool:
    """Whether a role asks the full set of an area that has *share* of its weight."""
    return share >= framework.method.full_set_share - 1e-9


def shares(framework: Framework, role: Role) -> dict[str, float]:
    """Each area's share of a role's weights; all 0 if the weights are."""
    weights = {area.id: role.weights.get(area.id, 0.0) for area in framework.areas}
    total = sum(weights.values())
    return {area: weight / total if total else 0.0 for area, weight in weights.items()}


def _mean(members: Iterable[tuple[float, float | None]]) -> float | None:
    counted = [(weight, score) for weight, score in members if score is not None and weight > 0]
    total = sum(weight for weight, _ in counted)
    return sum(weight * score for weight, score in counted) / total if total else None
