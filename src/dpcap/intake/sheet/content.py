"""What goes into a sheet, before anybody thinks of workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from dpcap.intake.describe import needs_peer, takes_benchmark
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, Cells, ReplyCell
from dpcap.model.assessment import PEER_FIELDS, Evidence, Provider
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Figure

PEER, BENCHMARK = PEER_FIELDS


class SheetShop(NamedTuple):
    """A shop whose figures are asked."""

    id: str
    name: str


@dataclass(frozen=True)
class SheetContent:
    """What a sheet asks and what it holds already.

    `nodes`: the indicators asked, in order. `shops`: those whose figures are asked; `rows`: how
    many of them, where any will do. `out`: the shops that an indicator is not asked of. `person`:
    whose sheet it is; None: anybody's. `generation`: how many rounds of sheets were read in before.
    """

    framework: Framework
    provider: Provider
    language: Language
    nodes: tuple[str, ...]
    shops: tuple[SheetShop, ...]
    cells: Cells
    pieces: Mapping[str, Evidence]
    written: date
    rows: int | None = None
    out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    person: str | None = None
    due: date | None = None
    generation: int = 1

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators asked."""
        return tuple(self.framework.by_id[node] for node in self.nodes)

    @cached_property
    def base(self) -> Cells:
        """What the cells of the sheet hold when it is written; empty ones are left out."""
        return {cell: self.cells[cell] for cell in self._shown() if cell in self.cells}

    @cached_property
    def id(self) -> str:
        """What tells the sheet from others: the same content has the same id."""
        said = [self.framework.digest, self.provider.id, self.person, self.nodes, self.shops]
        told = repr((said, sorted(self.base.items()), self.generation, self.language))
        whose = self.person or "all"
        return f"{self.provider.id}-{whose}-{sha256(told.encode()).hexdigest()[:8]}"

    def is_asked(self, node: str, shop: str) -> bool:
        """Whether the figure of *shop* is asked."""
        return shop not in self.out.get(node, ())

    def _shown(self) -> Iterator[ReplyCell]:
        for indicator in self.indicators:
            if indicator.per != "shop":
                for name in shown_fields(indicator):
                    yield ReplyCell(indicator.id, "", name)
                continue
            if not self.shops:  # nor is there a tab of figures
                continue
            for name in (VALUE, NOTE):
                yield ReplyCell(indicator.id, "", name)
            for shop in self.shops:
                for name in shown_fields(indicator):
                    yield ReplyCell(indicator.id, shop.id, name)


def shown_fields(indicator: Indicator) -> tuple[str, ...]:
    """The fields of a reply to *indicator* that a sheet has cells for."""
    peers = [PEER] * needs_peer(indicator.scale) + [BENCHMARK] * takes_benchmark(indicator.scale)
    return (VALUE, *peers, *envelope_of(indicator), EVIDENCE, NOTE)


def envelope_of(indicator: Indicator) -> tuple[str, ...]:
    """The fields that say what its figure is."""
    return tuple(indicator.scale.envelope) if isinstance(indicator.scale, Figure) else ()


def figures_of(indicator: Indicator) -> tuple[str, ...]:
    """The fields that hold its figures: the value, and what it is read against."""
    return tuple(one for one in shown_fields(indicator) if one in (VALUE, *PEER_FIELDS))
