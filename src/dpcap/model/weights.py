"""How much of the overall score each indicator carries in a role."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.framework import Area, Framework


def effective_weights(
    framework: Framework,
    role_id: str,
    asked: Collection[str] | None = None,
    *,
    within: Collection[str] | None = None,
) -> dict[str, float]:
    """The share of the overall that each indicator carries, summing to 1, in the order asked.

    *asked*: the ids of the role's set (None: as the role asks them). *within*: the ids left in
    scope (None: all); what is taken out leaves the ratio of any two others as it was. Raises
    KeyError if there is no such role.
    """
    ids = {one.id for one in asked_of_role(framework, role_id, core=False)}
    known = ids if asked is None else set(asked)
    shares = area_shares(framework, role_id)
    nominal = {
        node: weight
        for area in framework.areas
        for node, weight in _within_area(area, known, shares[area.id])
    }
    kept = {n: w for n, w in nominal.items() if within is None or n in within}
    total = sum(kept.values())
    return {node: weight / total if total else 0.0 for node, weight in kept.items()}


def _within_area(area: Area, asked: Collection[str], share: float) -> Iterator[tuple[str, float]]:
    """The part of *share* that each asked indicator of *area* carries."""
    groups = [
        (each.weight, [(one.id, one.weight) for one in each.indicators if one.id in asked])
        for each in area.dimensions
    ]
    counted = [(weight, group) for weight, group in groups if sum(w for _, w in group)]
    total = sum(weight for weight, _ in counted)
    if not total:
        return
    for weight, group in counted:
        inside = sum(w for _, w in group)
        for node, own in group:
            yield node, share * weight / total * own / inside
