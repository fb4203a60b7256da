"""Facts of a provider, asked once, and which of them stand on the first page."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from dpcap.model.base import Flag, Frozen, Id, Number, Text
from dpcap.model.indicator import Source


class FactSpec(Frozen):
    """One fact of a provider, asked once, in `provider.yaml`.

    `dated` facts carry the day they were true; `bands` are the limits that a brand sees instead of
    the figure; `private` facts are never for a brand.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("group", "bands", "private", "source"))

    title: Text
    kind: Literal["number", "text", "texts", "boolean", "choice", "date", "link"]
    group: Id = "general"
    help: Text | None = None
    unit: Text | None = None
    options: dict[Id, Text] = {}
    dated: Flag = False
    bands: tuple[Number, ...] = ()
    private: Flag = False
    source: Source | None = None


class HardFact(Frozen):
    """One line of page one that a boss knows: the ids of facts and indicators it shows."""

    title: Text
    show: Annotated[tuple[Id, ...], Field(min_length=1)]
    per_peer: Flag = False


class PageOneFacts(Frozen):
    """Which facts stand on the first page; `foot`: what is whose, in one sentence."""

    who: tuple[Id, ...] = ()
    hard_facts: tuple[HardFact, ...] = ()
    foot: Text | None = None
