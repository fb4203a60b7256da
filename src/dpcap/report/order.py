"""Mappings of a profile in the framework's order: a page never hangs on the order of keys.

JSON says nothing with the order of its keys, and a statement has them sorted. Whatever a page
lists one after the other is put in one order before any page is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel

from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode, ShopScore

Part = TypeVar("Part", bound=BaseModel)
Value = TypeVar("Value")


def in_order(profile: Profile, framework: Framework) -> Profile:
    """*profile* with facts and the fields of envelopes as *framework* has them, others after."""
    order = _Order(framework)
    facts = _sorted(profile.provider.facts, order.facts)
    provider = _with(profile.provider, facts=facts)
    return _with(profile, provider=provider, areas=_each(profile.areas, order.area))


class _Order:
    """The place of each name in the framework."""

    def __init__(self, framework: Framework) -> None:
        self.facts = _places(framework.facts)
        self.fields = _places(framework.envelope)

    def area(self, area: AreaNode) -> AreaNode:
        return _with(area, dimensions=_each(area.dimensions, self._dimension))

    def _dimension(self, dimension: DimensionNode) -> DimensionNode:
        return _with(dimension, indicators=_each(dimension.indicators, self._indicator))

    def _indicator(self, node: IndicatorNode) -> IndicatorNode:
        shops = _each(node.shops, self._row) if node.shops else node.shops
        return _with(node, envelope=_sorted(node.envelope, self.fields), shops=shops)

    def _row(self, row: ShopScore) -> ShopScore:
        return _with(row, envelope=_sorted(row.envelope, self.fields))


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _sorted(given: dict[str, Value], places: Mapping[str, int]) -> dict[str, Value]:
    """*given* in order; itself if it is."""
    if len(given) <= 1:
        return given
    names = sorted(given, key=lambda name: (places.get(name, len(places)), name))
    return given if names == list(given) else {name: given[name] for name in names}


def _each(parts: tuple[Part, ...], put: Callable[[Part], Part]) -> tuple[Part, ...]:
    """Each part put in order; the same tuple if all were."""
    made = tuple(map(put, parts))
    return parts if all(map(_is, made, parts)) else made


def _is(one: object, other: object) -> bool:
    return one is other


def _with(part: Part, **fields: object) -> Part:
    """*part* with *fields*; itself if it has the very same."""
    if all(getattr(part, name) is value for name, value in fields.items()):
        return part
    return part.model_copy(update=fields)
