"""Twins: shops of one folder whose rows are the same figures, or the same times a factor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import combinations
from math import isfinite, log
from typing import NamedTuple

from dpcap.model.assessment import ShopRow, figure_of
from dpcap.model.framework import Framework
from dpcap.scoring.scale_scoring import scale_scoring

# So many figures of two shops, and at least every second one that both have, must stand in one
# ratio but for this difference. Of two honest shops about one in five does.
LEAST = 8
_SHARE = 0.5
_ALIKE = 0.06
# Beyond so many shops only those with the most rows are laid side by side: it takes each pair.
MOST_COMPARED = 100


# What one indicator's rows can change of `_apart`: one ratio, and one figure that both have.
_CHANGE = 1.0 + _SHARE
Logs = dict[str, tuple[bool, float]]


class TwinSearch(NamedTuple):
    """What tells twins among shops.

    `logs`: the numbers of each shop that are not zero, by indicator the sign and the logarithm.
    `apart`: for each pair, how many alike figures it lacks at least to be twins; up to 0 it is.
    """

    logs: dict[str, Logs]
    apart: dict[tuple[str, str], float]

    @property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The groups of shops of which each is the twin of another in it."""
        groups: list[set[str]] = []
        for pair, apart in self.apart.items():
            if apart <= 0:
                joined = [group for group in groups if not group.isdisjoint(pair)]
                groups = [group for group in groups if group.isdisjoint(pair)]
                groups.append({*pair}.union(*joined))
        return tuple(map(frozenset, groups))

    def with_rows(self, node: str, rows: Iterable[ShopRow], framework: Framework) -> TwinSearch:
        """The same once *node* has these *rows*: only pairs that it may join are compared."""
        if node not in framework.once(_numbers):
            return self
        said = dict(_logs(rows))
        logs = {shop: _with(mine, node, said.get(shop)) for shop, mine in self.logs.items()}
        changed = {shop for shop, mine in logs.items() if mine is not self.logs[shop]}
        apart = {
            pair: far if changed.isdisjoint(pair) else _still_apart(logs, pair, far)
            for pair, far in self.apart.items()
        }
        return TwinSearch(logs, apart)


def search_twins(
    rows: Mapping[str, tuple[ShopRow, ...]], shops: Iterable[str], framework: Framework
) -> TwinSearch:
    """Lay the *rows* of *shops* side by side."""
    logs = _figures(rows, shops, framework)
    return TwinSearch(logs, {(a, b): _apart(logs[a], logs[b]) for a, b in combinations(logs, 2)})


def _figures(
    rows: Mapping[str, tuple[ShopRow, ...]], shops: Iterable[str], framework: Framework
) -> dict[str, Logs]:
    by_shop: dict[str, Logs] = {shop: {} for shop in shops}
    for node in framework.once(_numbers) & rows.keys():
        for shop, log_one in _logs(rows[node]):
            if shop in by_shop:
                by_shop[shop][node] = log_one
    if len(by_shop) <= MOST_COMPARED:
        return by_shop
    most = nlargest(
        MOST_COMPARED, by_shop, key=lambda shop: (len(by_shop[shop]), sorted(by_shop[shop].items()))
    )
    kept = {*most}
    return {shop: mine for shop, mine in by_shop.items() if shop in kept}


def _logs(rows: Iterable[ShopRow]) -> Iterator[tuple[str, tuple[bool, float]]]:
    for row in rows:
        value = figure_of(row.value)
        if value and isfinite(value):
            yield row.shop, (value > 0, log(abs(value)))


def _with(mine: Logs, node: str, said: tuple[bool, float] | None) -> Logs:
    """*mine* with what is *said* of *node*; the same value if that changes nothing."""
    if mine.get(node) == said:
        return mine
    rest = {one: log_one for one, log_one in mine.items() if one != node}
    return rest if said is None else rest | {node: said}


def _still_apart(logs: Mapping[str, Logs], pair: tuple[str, str], far: float) -> float:
    return far - _CHANGE if far > _CHANGE else _apart(*(logs[shop] for shop in pair))


def _numbers(framework: Framework) -> frozenset[str]:
    """The indicators per shop whose figures stand in a ratio to another shop's."""
    return frozenset(
        node
        for node, one in framework.by_id.items()
        if one.per == "shop" and scale_scoring(one.scale).in_ratio()
    )


def _apart(one: Logs, other: Logs) -> float:
    """How many figures in one ratio two shops lack to be twins; up to 0 they are."""
    common = one.keys() & other.keys()
    needed = max(LEAST, len(common) * _SHARE)
    if len(common) < needed:
        return needed - len(common)
    ratios = sorted(_ratios(one, other, common))
    ahead = most = 0
    for place, ratio in enumerate(ratios):
        while ahead < len(ratios) and ratios[ahead] - ratio <= _ALIKE:
            ahead += 1
        most = max(most, ahead - place)
    return needed - most


def _ratios(one: Logs, other: Logs, common: Iterable[str]) -> Iterator[float]:
    """The logarithms of the ratios; figures of unlike sign have none."""
    for node in common:
        (positive, log_one), (also, log_other) = one[node], other[node]
        if positive == also:
            yield log_one - log_other
