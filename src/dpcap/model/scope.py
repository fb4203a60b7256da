"""Scope: what of the work a contract gives the provider, and what it leaves with the brand."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dpcap.model.base import FEW, Frozen, Id

# How a scope stands: served (or nobody said otherwise), answered no without proof, out by proof.
ScopeState = Literal["served", "unproved", "out"]
# A scope of one shop, as rulings name it: `ships@s2`.
SHOP_MARK = "@"
ProvedBy = Literal["manager", "reviewer"]

# Scopes that one indicator needs, that one role must have, or that one ruling is about.
Scopes = Annotated[tuple[Id, ...], Field(max_length=FEW)]


class ScopeSpec(Frozen):
    """One scope. The boolean fact of the same id says whether the provider serves it.

    `per`: shop where shops may differ (the fact then names those `without`). `kinds`: the kinds of
    evidence that can prove a no; none named: every kind but the provider's word. `unproved`: what
    a no without proof makes of its questions; `asked` (per shop only): they stay, as for shops.
    """

    per: Literal["provider", "shop"] = "provider"
    kinds: tuple[Id, ...] = ()
    unproved: Literal["not_applicable", "asked"] = "not_applicable"

    @model_validator(mode="after")
    def _shops_for_asked(self) -> Self:
        if self.unproved == "asked" and self.per != "shop":
            raise ValueError("unproved: asked goes with per: shop")
        return self


class ScopeEntry(Frozen):
    """How one scope stands in a profile.

    `by`: whose word proves the no; `shops`: those for which it is out by proof, `claimed`: those
    for which that is only said, so that their rows stay due.
    """

    id: str
    state: ScopeState
    by: ProvedBy | None = None
    shops: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()


class ScopeSummary(Frozen):
    """What of the framework's scopes the provider serves, in the framework's order.

    `share`: what of the role's nominal weight is in scope, 0..1. `lacking`: scopes without which
    the role is not graded; `fitting`: the roles that could be.
    """

    scopes: tuple[ScopeEntry, ...]
    share: float
    lacking: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()

    @property
    def out(self) -> tuple[str, ...]:
        """The scopes that are out by proof."""
        return tuple(one.id for one in self.scopes if one.state == "out")

    @property
    def marks(self) -> tuple[str, ...]:
        """What is out by proof, of single shops as `ships@s2`."""
        shops = (f"{one.id}{SHOP_MARK}{shop}" for one in self.scopes for shop in one.shops)
        return (*self.out, *shops)
