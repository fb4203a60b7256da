"""What every view is made from: one profile, the framework's words, ours, and who reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.statement import Pages, SealHead
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode, ShopScore
from dpcap.report.audience import Audience
from dpcap.report.localized import Localized
from dpcap.report.palette import SCREEN, Palette
from dpcap.report.sanitize import clean, own
from dpcap.report.words import WordBook

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


@dataclass(frozen=True, eq=False)
class PageContext(Localized):
    """The inputs of a page. `profile` is already what `audience` may see; it is put in order here.

    `benchmark` is what it is held beside, `standing` the gates and the decision, if any.
    `seal` says who signs the report. `made_on` is the day on which the page is made, where that is
    to be said. `pages` says how much of the report it shows, `palette` how its charts are drawn.
    `reports` and `templates` are the folders that pages are made from, ours if not
    given.
    Two are never equal, so that what is made from one can be kept for it.
    """

    profile: Profile
    framework: Framework
    words: WordBook
    audience: Audience
    benchmark: Benchmark | None = None
    standing: GatesAndDecision | None = None
    seal: SealHead | None = None
    made_on: date | None = None
    pages: Pages = "full"
    palette: Palette = SCREEN
    reports: Path | None = None
    templates: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "profile", in_order(self.profile, self.framework))

    @property
    def is_reviewed_by_reader(self) -> bool:
        """Whether whoever reads it reviews: only they need ids and codes."""
        return self.audience.remarks == "reviewer"

    def title(self, node: str) -> str:
        """The title of an area, dimension or indicator; its id if there is no such node."""
        try:
            return self.text(self.framework.title_of(node))
        except KeyError:
            return clean(node)

    def walk(self) -> Iterator[tuple[AreaNode, DimensionNode, IndicatorNode]]:
        """Every indicator of the profile with its dimension and area, in the order asked."""
        for area in self.profile.areas:
            for dimension in area.dimensions:
                for node in dimension.indicators:
                    yield area, dimension, node

    @cached_property
    def nodes(self) -> dict[str, IndicatorNode]:
        """Every indicator of the profile by id."""
        return {node.id: node for _, _, node in self.walk()}

    @cached_property
    def specs(self) -> dict[str, Indicator]:
        """Every indicator of the framework by id."""
        return self.framework.by_id

    @cached_property
    def pieces(self) -> dict[str, EvidenceEntry]:
        """Every piece of evidence by id."""
        return {piece.id: piece for piece in self.profile.evidence}

    def shop_name(self, shop: str) -> str:
        """The name of a bound shop as this audience may read it."""
        return self._shop_names.get(shop) or own(shop)

    @cached_property
    def _shop_names(self) -> dict[str, str]:
        everyone = self.audience.names == "all"
        return {
            shop.id: own(shop.name)
            if everyone or shop.consent
            else self.say("shops.unnamed", n=place)
            for place, shop in enumerate(self.profile.provider.shops, 1)
        }

    @cached_property
    def shares(self) -> dict[str, float]:
        """Each area's share of the role's weights, 0..1."""
        total = sum(area.weight for area in self.profile.areas)
        return {a.id: a.weight / total if total else 0.0 for a in self.profile.areas}

    @cached_property
    def dimension_of(self) -> dict[str, str]:
        """The dimension each indicator belongs to."""
        return {node.id: dimension.id for _, dimension, node in self.walk()}
