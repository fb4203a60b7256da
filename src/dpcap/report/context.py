"""What every view is made from: one profile, the framework's words, ours, and who reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.statement import Pages, SealHead
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode
from dpcap.report.audience import Audience
from dpcap.report.localized import Localized
from dpcap.report.order import in_order
from dpcap.report.palette import SCREEN, Palette
from dpcap.report.sanitize import clean, own
from dpcap.report.words import WordBook


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
