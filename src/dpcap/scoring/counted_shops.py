"""Which shops count, and so the most that the figures of shops can prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from dpcap.model.framework import DECLARED
from dpcap.model.trace import ShopScore
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.evidence import VERIFIED
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.normalise import FULL


class CountedShops(NamedTuple):
    """How the due shops stand, twins together in one of the `groups`.

    Of each group, of the `rows` that are due of every shop: how many count with proof above the
    provider's word, and how many are open. `known`: the manager lists the shops, `beside` of which
    are not due.
    """

    groups: tuple[frozenset[str], ...]
    proved: tuple[int, ...]
    open: tuple[int, ...]
    rows: int
    known: bool
    beside: int

    @property
    def counting(self) -> tuple[frozenset[str], ...]:
        """The groups that count: all that the manager knows, else those proved by half."""
        both = zip(self.groups, self.proved, strict=True)
        return tuple(group for group, proved in both if self.known or self._is_half(proved))

    @property
    def number(self) -> int:
        """How many shops count, twins once."""
        return len(self.counting) + self.beside

    @property
    def possible(self) -> int:
        """How many would, were all that is open there with proof."""
        both = zip(self.proved, self.open, strict=True)
        return self.beside + sum(self.known or self._is_half(sum(one)) for one in both)

    def _is_half(self, rows: int) -> bool:
        return self.rows > 0 and 2 * rows >= self.rows


def count_shops(case: Case, judged: Mapping[str, IndicatorResult]) -> CountedShops:
    """How the due shops of *case* stand, its indicators as *judged*.

    A row is due of each shop for every indicator per shop that is asked and takes proof.
    """
    groups, known = _groups(case), any(shop.confirmed for shop in case.shops)
    if known or not groups:
        nothing = (0,) * len(groups)
        return CountedShops(groups, nothing, nothing, 0, known, len(case.shops) - len(case.due))
    due = [
        {row.shop: row for row in judged[compiled.id].shops}
        for compiled in case.framework.once(compiled_indicators).values()
        if compiled.per_shop
        and compiled.proof is not None
        and judged[compiled.id].state not in ("not_asked", "not_applicable")
    ]
    proved = (proved_in(group, due, lambda row: is_proved(case, row)) for group in groups)
    open_ = (
        sum(not any(shop in rows and rows[shop].valid for shop in group) for rows in due)
        for group in groups
    )
    return CountedShops(groups, tuple(proved), tuple(open_), len(due), known, 0)


def proved_in(
    group: frozenset[str],
    due: Iterable[Mapping[str, ShopScore]],
    proved: Callable[[ShopScore], bool],
) -> int:
    """In how many of *due*, by shop, some shop of *group* has a row that is *proved*."""
    return sum(any(shop in rows and proved(rows[shop]) for shop in group) for rows in due)


def is_proved(case: Case, row: ShopScore) -> bool:
    """Whether *row* counts with proof above the provider's word."""
    caps = case.framework.method.proof_caps
    return row.valid and (row.kind == VERIFIED or caps[row.kind] > caps[DECLARED])


def cap_for(case: Case, count: int) -> float:
    """The most that figures of shops prove where *count* shops count."""
    method = case.framework.method
    few = method.few_shops_cap if count < method.few_shops else FULL
    return min(few, method.own_draw_cap) if case.draw.state == "pending" else few


def _groups(case: Case) -> tuple[frozenset[str], ...]:
    """The due shops, twins together."""
    doubled = frozenset[str]().union(*case.twins)
    single = (frozenset((shop.id,)) for shop in case.due if shop.id not in doubled)
    return (*case.twins, *single)


def twins_in(case: Case) -> Sequence[list[int]]:
    """The places of twins among the due shops, group by group."""
    return [
        [place for place, shop in enumerate(case.due) if shop.id in group] for group in case.twins
    ]
