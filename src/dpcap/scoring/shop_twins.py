"""Twins: shops of one folder whose rows are the same figures, or the same times a factor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import combinations
from math import isfinite, log
from typing import NamedTuple

from dpcap.model.assessment import ShopRow, figure_of
from dpcap.model.framework import Framework
from dpcap.model.scale import Numeric, Rate

# So many figures of two shops, and at least every second one that both have, must stand in one
# ratio but for this difference. Of two honest shops about one in five does.
LEAST = 8
_SHARE = 0.5
_ALIKE = 0.06
# Beyond so many shops only those with the most rows are laid side by side: it takes each pair.
_MOST_SHOPS = 100


class _Figures(NamedTuple):
    """The numbers of one shop that are not zero: by indicator the sign and the logarithm."""

    shop: str
    logs: dict[str, tuple[bool, float]]


def twins(
    rows: Mapping[str, tuple[ShopRow, ...]], shops: Iterable[str], framework: Framework
) -> tuple[frozenset[str], ...]:
    """The groups of *shops* with the same *rows*; in one group each is the twin of another."""
    given = _figures(rows, shops, framework)
    groups: list[set[str]] = []
    for one, other in combinations(given, 2):
        if _alike(one, other):
            pair = {one.shop, other.shop}
            joined = [group for group in groups if group & pair]
            groups = [group for group in groups if not group & pair]
            groups.append(pair.union(*joined))
    return tuple(map(frozenset, groups))


def _figures(
    rows: Mapping[str, tuple[ShopRow, ...]], shops: Iterable[str], framework: Framework
) -> Sequence[_Figures]:
    by_shop = {shop: _Figures(shop, {}) for shop in shops}
    for node in framework.once(_numbers) & rows.keys():
        for row in rows[node]:
            value, mine = figure_of(row.value), by_shop.get(row.shop)
            if mine and value and isfinite(value):
                mine.logs[node] = value > 0, log(abs(value))
    enough = [one for one in by_shop.values() if len(one.logs) >= LEAST]
    if len(enough) <= _MOST_SHOPS:
        return enough
    return nlargest(_MOST_SHOPS, enough, key=lambda one: (len(one.logs), sorted(one.logs.items())))


def _numbers(framework: Framework) -> frozenset[str]:
    """The indicators per shop that are numbers."""
    return frozenset(
        node
        for node, one in framework.by_id.items()
        if one.per == "shop" and isinstance(one.scale, Numeric | Rate)
    )


def _alike(one: _Figures, other: _Figures) -> bool:
    """Whether enough of the figures that both have stand in one ratio."""
    common = one.logs.keys() & other.logs.keys()
    needed = max(LEAST, len(common) * _SHARE)
    if len(common) < needed:
        return False
    ratios = sorted(_ratios(one, other, common))
    ahead = 0
    for place, ratio in enumerate(ratios):
        while ahead < len(ratios) and ratios[ahead] - ratio <= _ALIKE:
            ahead += 1
        if ahead - place >= needed:
            return True
    return False


def _ratios(one: _Figures, other: _Figures, common: Iterable[str]) -> Iterator[float]:
    """The logarithms of the ratios; figures of unlike sign have none."""
    for node in common:
        (positive, log_one), (also, log_other) = one.logs[node], other.logs[node]
        if positive == also:
            yield log_one - log_other
