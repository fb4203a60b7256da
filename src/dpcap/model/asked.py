"""Which indicators a role asks, before any answer is known."""

from __future__ import annotations

from dpcap.model.expression import ROLE_NAME, ExpressionError, ExpressionValues, expression
from dpcap.model.framework import Area, Framework
from dpcap.model.indicator import Indicator

_TOLERANCE = 1e-9


def area_shares(framework: Framework, role_id: str) -> dict[str, float]:
    """Each area's share of the role's weights, 0..1; all 0 if the weights are."""
    weights = framework.roles[role_id].weights
    total = sum(weights.get(area.id, 0.0) for area in framework.areas)
    return {
        area.id: weights.get(area.id, 0.0) / total if total else 0.0 for area in framework.areas
    }


def asks_full_set(framework: Framework, role_id: str, area: Area, *, core: bool = False) -> bool:
    """Whether the role asks the whole of *area*, not its core set only."""
    line = framework.method.full_set_share - _TOLERANCE
    return not core and area_shares(framework, role_id)[area.id] >= line


def asked_of_role(framework: Framework, role_id: str, core: bool) -> tuple[Indicator, ...]:
    """The indicators in the role's set, in the order asked.

    One whose `when` no answer can make true in this role is not in it; others may still be taken
    out by theirs.
    An area that weighs at least `method.full_set_share` for the role is asked in full, any other
    its core set; with *core* every area is. Raises KeyError if there is no such role.
    """
    full = {area.id: asks_full_set(framework, role_id, area, core=core) for area in framework.areas}
    return tuple(
        found
        for area, _, found in framework.walk()
        if (full[area.id] or found.core) and not never_asked(found, role_id)
    )


def never_asked(indicator: Indicator, role_id: str) -> bool:
    """Whether the role alone makes the indicator's `when` false."""
    if indicator.when is None:
        return False
    try:
        return not expression(indicator.when).holds_in(ExpressionValues({ROLE_NAME: role_id}))
    except ExpressionError:  # it depends on an answer
        return False
