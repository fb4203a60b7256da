"""What the ecosystem manager holds on a provider, beside the provider's own folder.

It stands over what the provider types: rulings, facts, the shops that the platform has bound, the
draw of shops, and the peers' figures.
"""

import unicodedata
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.appeal import Appeals
from dpcap.model.assessment import FactValue
from dpcap.model.base import (
    MANY,
    Day,
    Frozen,
    Id,
    Line,
    Number,
    OwnId,
    ProviderId,
    Quarter,
    Whole,
    unless_empty,
)
from dpcap.model.consent import Consented
from dpcap.model.review import Review
from dpcap.model.voice import MerchantsFile


class ManagerFact(Frozen):
    """A fact as the manager knows it, where from and as of which day.

    `without`: of a scope per shop, the shops for which it is not served.
    """

    value: FactValue
    source: Line
    on: Day
    basis: Line | None = None
    period: Line | None = None
    shops: Whole | None = None
    note: Line | None = None
    without: Annotated[tuple[OwnId, ...], Field(max_length=MANY)] = unless_empty(())


class BoundShop(Frozen):
    """A shop that the platform has bound to the provider.

    `platform_id` is the platform's, `shop` the id under which the provider lists it (default: the
    same), `consent` that the brand agrees to be named, `gmv_wan` its shipped GMV in 10,000 CNY.
    """

    platform_id: Line
    shop: Line | None = None
    name: Line
    consent: Consented = False
    gmv_wan: Annotated[Number, Field(ge=0)] | None = None

    @property
    def id(self) -> str:
        """The id by which rows name it."""
        return self.shop or self.platform_id


class BoundShops(Frozen):
    """All shops bound to a provider on the day `on`; `period` is that of their GMV."""

    source: Line
    on: Day
    period: Line | None = None
    bound: tuple[BoundShop, ...]


class ManagerFacts(Frozen):
    """`<reviews>/<provider id>.facts.yaml`: facts by their id in the framework, and the shops.

    `framework`: the edition (id and version) whose facts these are; None: the one in force.
    """

    schema_: Annotated[Literal["dpcap/facts/1"], Field(alias="schema")]
    framework: Line | None = unless_empty(None)
    provider: ProviderId
    registration_number: Line | None = None
    shops: BoundShops | None = None
    facts: dict[Id, ManagerFact] = {}


class ShopDraw(Frozen):
    """The seed of the draw of shops for one quarter, and the day on which it was set."""

    quarter: Quarter
    seed: Annotated[Line, Field(min_length=8)]
    set_on: Day


class DrawFile(Frozen):
    """`<reviews>/draw.yaml`: one draw a quarter."""

    schema_: Annotated[Literal["dpcap/draw/1"], Field(alias="schema")]
    draws: tuple[ShopDraw, ...]


class PeerFigure(Frozen):
    """One row of `<reviews>/peers.csv`: what an industry's shops had for an indicator.

    `envelope` names what else a row must say to be held against it; `median` is the middle of the
    peers, `benchmark` that of the best.
    """

    industry: Line
    period: Line
    indicator: Id
    envelope: dict[Id, Line] = {}
    median: Annotated[Number, Field(gt=0)]
    benchmark: Annotated[Number, Field(ge=0)] | None = None
    source: Line
    date: Day


class SharedTables(Frozen):
    """The manager's files on all providers: the draws of shops, and the peers' figures."""

    draws: tuple[ShopDraw, ...] = ()
    peers: tuple[PeerFigure, ...] = ()


class HeldMerchants(Frozen):
    """`<reviews>/voice/<provider id>/merchants.yaml` or `.csv`: what brands say of the provider.

    `file`: its path from the manager's directory on; `lines`: where each contract's entry begins.
    """

    file: Line
    lines: dict[OwnId, Annotated[Whole, Field(ge=1, le=10**7)]]
    said: MerchantsFile


class ManagerRecords(Frozen):
    """All that the manager holds on one provider, and of the shared tables what concerns it.

    `draw` is that of the assessment's quarter, `peers` are the figures that its rows ask for.
    """

    review: Review | None = None
    facts: ManagerFacts | None = None
    draw: ShopDraw | None = None
    peers: tuple[PeerFigure, ...] = ()
    appeals: Appeals | None = unless_empty(None)
    merchants: HeldMerchants | None = unless_empty(None)

    @property
    def contested(self) -> str | None:
        """What is contested: by the appeals if there is a file of them, else by the review."""
        if self.appeals is not None:
            return self.appeals.contested
        return self.review.contested if self.review else None

    @property
    def registration_number(self) -> str | None:
        """The firm's number by the review, else by the facts."""
        numbers = (one.registration_number for one in (self.review, self.facts) if one)
        return next(filter(None, numbers), None)


def normalised_number(number: str | None) -> str | None:
    """A registration number as it is compared: width, case, blanks and signs do not count."""
    if number is None:
        return None
    plain = unicodedata.normalize("NFKC", number).casefold()
    return "".join(character for character in plain if character.isalnum()) or None


def quarter_of(day: Day) -> str:
    """The calendar quarter of *day*, such as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
