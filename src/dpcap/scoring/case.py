"""The case: everything a score depends on, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from dpcap.errors import UsageError
from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.assessment import Assessment, Shop
from dpcap.model.framework import Framework, Role
from dpcap.model.indicator import Indicator
from dpcap.model.review import Review
from dpcap.scoring.exhibit import Exhibit, exhibit

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
        return self.framework.once(area_shares, self.role_id)

    @cached_property
    def asked(self) -> dict[str, Indicator]:
        """The indicators in the role's set, by id (a `when` may still take one out)."""
        return self.framework.once(_asked, self.role_id, self.core)

    @cached_property
    def exhibits(self) -> dict[str, Exhibit]:
        """The pieces of evidence as they stand on the day, by id."""
        caps = self.framework.method.proof_caps
        rulings = self.review.evidence if self.review else {}
        return {
            name: exhibit(piece, self.as_of, rulings.get(piece.id), caps)
            for name, piece in self.assessment.evidence.items()
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


def _asked(framework: Framework, role_id: str, core: bool) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in asked_of_role(framework, role_id, core)}


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
