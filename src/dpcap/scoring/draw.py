"""The draw: which of many bound shops are due. Nothing that a provider types enters it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from dpcap.model.bound_shops import BoundCaseShop
from dpcap.model.framework import Method
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import DrawState, PendingWhy


class DrawnShops(NamedTuple):
    """The shops whose rows may count, how they came to be, and how many `rows` of each figure do.

    `why` the draw is pending.
    """

    state: DrawState
    shops: tuple[BoundCaseShop, ...]
    rows: int
    why: PendingWhy | None = None


def drawn(
    shops: tuple[BoundCaseShop, ...], records: ManagerRecords | None, quarter: str, method: Method
) -> DrawnShops:
    """Which of the bound *shops* are due in an assessment of *quarter*.

    All of them, up to `max_shops`. Above that the largest by the GMV of the manager's list, and
    the others in the order of SHA-256 of the manager's seed and the platform's id: the seed is set
    when the list is fixed. Until there are both the draw is pending, and any shop may be filled.
    """
    if len(shops) <= method.max_shops:
        return DrawnShops("all", shops, len(shops))
    why = _pending(shops, records, quarter)
    if why is not None or records is None or records.draw is None:
        return DrawnShops("pending", shops, method.max_shops, why)
    seed = records.draw.seed
    largest = sorted(shops, key=lambda shop: (-(shop.gmv_wan or 0.0), _lot(seed, shop)))
    first = largest[: min(method.largest_shops, method.max_shops)]
    others = sorted(largest[len(first) :], key=lambda shop: _lot(seed, shop))
    chosen = {shop.id for shop in (*first, *others[: method.max_shops - len(first)])}
    return DrawnShops("drawn", tuple(shop for shop in shops if shop.id in chosen), len(chosen))


def _pending(
    shops: Sequence[BoundCaseShop], records: ManagerRecords | None, quarter: str
) -> PendingWhy | None:
    listed = records.facts.shops if records and records.facts else None
    if listed is None:
        return "no_list"
    if any(shop.gmv_wan is None for shop in shops):
        return "no_gmv"
    draw = records.draw if records else None
    if draw is None or draw.quarter != quarter:
        return "no_seed"
    return "early_seed" if draw.set_on < listed.on else None


def _lot(seed: str, shop: BoundCaseShop) -> bytes:
    return sha256(f"{seed}\n{shop.platform_id}".encode()).digest()
