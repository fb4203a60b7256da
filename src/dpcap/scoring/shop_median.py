"""The middle of the shops' rows, or between what it lies where rows are lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from dpcap.model.scale import Boolean, Envelope, Figure, Rubric, Scale
from dpcap.model.trace import ShopScore
from dpcap.scoring.aggregate import median
from dpcap.scoring.value_ranges import ValueRange

# Fields that say when and in which industry a figure was taken: shops may differ in them and
# their values still be laid side by side. Any other field changes what the figure is.
_COMPARABLE = frozenset({"period", "industry"})


def between(scale: Scale, rows: Sequence[ShopScore]) -> ValueRange | None:
    """Between what the median of the shops' values lies, whatever those without a valid row have.

    Both ends are the same where that is known. None: nothing can be said, because values are no
    numbers, or stand or could stand on different bases.
    """
    valid = [row for row in rows if row.valid]
    values = [row.value for row in valid if isinstance(row.value, int | float)]
    basis = _basis(scale)
    if not values or len(values) < len(valid) or _differ(valid, basis):
        return None
    lacking = len(rows) - len(valid)
    if lacking and any(allowed == "any" or len(allowed) > 1 for allowed in basis.values()):
        return None
    ends = ([*values, *[end] * lacking] for end in _reach(scale))
    return ValueRange(*(float(median(each)) for each in ends))


def middle(scale: Scale, rows: Sequence[ShopScore]) -> float | None:
    """The median of the shops' values; None: it is not known."""
    found = between(scale, rows)
    return found.low if found is not None and found.low == found.high else None


def _basis(scale: Scale) -> Envelope:
    """The fields that figures on *scale* must agree in to be laid side by side."""
    asked = scale.envelope if isinstance(scale, Figure) else {}
    return {field: allowed for field, allowed in asked.items() if field not in _COMPARABLE}


def _differ(rows: Sequence[ShopScore], basis: Mapping[str, object]) -> bool:
    first = rows[0].envelope
    return any(row.envelope.get(field) != first.get(field) for row in rows for field in basis)


def _reach(scale: Scale) -> ValueRange:
    """The least and the most that an answer on *scale* can be."""
    if isinstance(scale, Rubric):
        return ValueRange(0.0, len(scale.levels) - 1.0)
    if isinstance(scale, Boolean):
        return ValueRange(0.0, 1.0)
    plausible = scale.plausible if isinstance(scale, Figure) else None
    return ValueRange(*plausible) if plausible else ValueRange(-inf, inf)
