"""The case: everything a score depends on, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from dpcap.errors import UsageError
from dpcap.model.assessment import Assessment, Shop
from dpcap.model.framework import Area, Framework, Role
from dpcap.model.indicator import Indicator
from dpcap.model.review import Review
from dpcap.scoring.normalise import TOLERANCE

_MONTHS_IN_QUARTER = 3


@dataclass(frozen=True)
class Case:
    """One assessment to be scored: with which framework and review, as of which day, in which role.

    `core`: only the core set is asked, whatever the role.
    """

    framework: Framework
    assessment: Assessment
    as_of: date
    role_id: str
    core: bool = False
    review: Review | None = None

    @cached_property
    def role(self) -> Role:
        """The role judged."""
        return self.framework.roles[self.role_id]

    @cached_property
    def shares(self) -> dict[str, float]:
        """Each area's share of the role's weights, 0..1."""
        return role_shares(self.framework, self.role)

    def full_set(self, area: Area) -> bool:
        """Whether the role asks the whole of *area*, not its core set only."""
        line = self.framework.method.full_set_share - TOLERANCE
        return not self.core and self.shares[area.id] >= line

    @cached_property
    def asked(self) -> dict[str, Indicator]:
        """The indicators in the role's set, by id (a `when` may still take one out)."""
        return {
            indicator.id: indicator
            for area in self.framework.areas
            for full in (self.full_set(area),)
            for dimension in area.dimensions
            for indicator in dimension.indicators
            if full or indicator.core
        }

    @cached_property
    def due(self) -> tuple[Shop, ...]:
        """The shops whose rows are due: all, or a draw that is not the provider's choice."""
        shops, most = self.assessment.provider.shops, self.framework.method.max_shops
        if len(shops) <= most:
            return shops
        drawn = sorted(shops, key=lambda shop: sha256(f"{self.draw}|{shop.id}".encode()).digest())
        chosen = {shop.id for shop in drawn[:most]}
        return tuple(shop for shop in shops if shop.id in chosen)

    @property
    def draw(self) -> str:
        """The seed of the draw: framework, provider and the quarter of the assessment."""
        day = self.assessment.assessed_on
        quarter = f"{day.year}-Q{(day.month - 1) // _MONTHS_IN_QUARTER + 1}"
        return f"{self.framework.id}|{self.assessment.provider.id}|{quarter}"


def role_shares(framework: Framework, role: Role) -> dict[str, float]:
    """Each area's share of *role*'s weights, 0..1; all 0 if the weights are."""
    total = sum(role.weights.get(area.id, 0.0) for area in framework.areas)
    return {
        area.id: role.weights.get(area.id, 0.0) / total if total else 0.0
        for area in framework.areas
    }


def make_case(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    review: Review | None = None,
) -> Case:
    """The case of these inputs, defaults filled in. Parameters and errors as for `score`."""
    day = as_of or assessment.assessed_on
    if day < assessment.assessed_on:
        raise UsageError(f"{day} lies before the assessment of {assessment.assessed_on}")
    fixed = review.role.id if review and review.role else assessment.provider.role
    chosen = role or fixed
    if chosen not in framework.roles:
        raise UsageError(f"no role {chosen}; there are {', '.join(framework.roles)}")
    return Case(framework, assessment, day, chosen, core, review)
