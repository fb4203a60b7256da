"""What each question of a role weighs in the overall score, once all that are asked count."""

from __future__ import annotations

from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.framework import Framework


def effective_weights(framework: Framework, role: str) -> dict[str, float]:
    """The share of the overall, 0..1, of each question that *role* asks; all together 1.

    As if every one applied: N/A and conditions that do not hold give their weight to the others.
    """
    asked = {one.id for one in asked_of_role(framework, role, False)}
    shares = framework.once(area_shares, role)
    found: dict[str, float] = {}
    for area in framework.areas:
        groups = [
            (dimension.weight, [one for one in dimension.indicators if one.id in asked])
            for dimension in area.dimensions
        ]
        groups = [(weight, inside) for weight, inside in groups if sum(i.weight for i in inside)]
        whole = sum(weight for weight, _ in groups)
        for weight, inside in groups if whole else ():
            total = sum(one.weight for one in inside)
            for one in inside:
                found[one.id] = shares[area.id] * weight / whole * one.weight / total
    return found
