"""How much of the overall score each indicator carries in a role."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import fsum

from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.framework import Area, Framework


def effective_weights(framework: Framework, role: str, core: bool = False) -> dict[str, float]:
    """The share of the overall, 0..1, of each indicator that *role* asks; all together 1.

    *core*: of the core set. As if each applied and every scope were served: whatever is taken out
    gives its weight to the others, and what is out of scope leaves the ratio of any two others as
    it was. Raises KeyError if there is no such role.
    """
    asked = {one.id for one in asked_of_role(framework, role, core)}
    shares = area_shares(framework, role)
    found = {
        node: weight
        for area in framework.areas
        for node, weight in _within_area(area, asked, shares[area.id])
    }
    total = fsum(found.values())
    return {node: weight / total if total else 0.0 for node, weight in found.items()}


def _within_area(area: Area, asked: Collection[str], share: float) -> Iterator[tuple[str, float]]:
    """The part of *share* that each asked indicator of *area* carries."""
    groups = [
        (each.weight, [(one.id, one.weight) for one in each.indicators if one.id in asked])
        for each in area.dimensions
    ]
    live = [(weight, group, fsum(w for _, w in group)) for weight, group in groups]
    total = fsum(weight for weight, _, inside in live if inside)
    for weight, group, inside in live:
        for node, own in group if inside and total else ():
            yield node, share * weight / total * own / inside
