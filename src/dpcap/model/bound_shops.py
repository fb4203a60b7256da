"""The provider's facts and shops as the manager knows them, else as the provider gave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dpcap.model.assessment import Fact, FactValue, Shop
from dpcap.model.consent import Consented
from dpcap.model.finding import Finding
from dpcap.model.manager import BoundShop, ManagerFact, ManagerRecords


class BoundCaseShop(NamedTuple):
    """A shop bound to the provider.

    `id` is that by which rows name it, `platform_id` the platform's where the manager's list has
    it (then the shop is `confirmed`), `listed` whether the provider names it, `gmv_wan` its shipped
    GMV by the manager.
    """

    id: str
    name: str
    consent: Consented
    platform_id: str | None = None
    confirmed: bool = False
    listed: bool = True
    gmv_wan: float | None = None


def known_facts(typed: Mapping[str, Fact], records: ManagerRecords | None) -> dict[str, Fact]:
    """The facts in force: the manager's of *records*, and of those *typed* the others."""
    held = records.facts.facts if records and records.facts else {}
    return {**typed, **{name: _fact(one) for name, one in held.items()}}


def _fact(held: ManagerFact) -> Fact:
    return Fact(
        value=held.value,
        on=held.on,
        basis=held.basis,
        period=held.period,
        shops=held.shops,
        note=held.note or held.source,
        without=dict.fromkeys(held.without, ()),
    )


def bound_shops(typed: Sequence[Shop], records: ManagerRecords | None) -> tuple[BoundCaseShop, ...]:
    """The shops bound: those *typed* in their order, then those that only *records* list.

    Where the manager lists shops, one that is typed and not in the list is none.
    """
    held = _held(records)
    if held is None:
        return tuple(BoundCaseShop(one.id, one.name, one.consent) for one in typed)
    by_id = {name: one for one in held for name in (one.platform_id, one.id)}
    listed: dict[str, tuple[str, BoundShop]] = {}
    for shop in typed:
        if (one := by_id.get(shop.id)) is not None:
            listed.setdefault(one.platform_id, (shop.id, one))
    return (
        *(_confirmed(one, name) for name, one in listed.values()),
        *(_confirmed(one, one.id, listed=False) for one in held if one.platform_id not in listed),
    )


def differences(
    typed: Mapping[str, Fact], shops: Sequence[Shop], records: ManagerRecords | None
) -> Iterator[Finding]:
    """Where the manager's records say other than the provider's *typed* facts and *shops*."""
    held = records.facts.facts if records and records.facts else {}
    for name, fact in held.items():
        mine = typed.get(name)
        if mine is not None and mine.value != fact.value:
            params = {"name": name, "typed": _word(mine.value), "held": _word(fact.value)}
            yield Finding(code="DP412", node=name, path=("facts", name), params=dict(params))
    bound = _held(records)
    if bound is None:
        return
    known = {name for one in bound for name in (one.platform_id, one.id)}
    for place, shop in enumerate(shops):
        if shop.id not in known:
            yield Finding(code="DP411", path=("shops", place, "id"), params={"shop": shop.id})
    typed_ids = {shop.id for shop in shops}
    for one in bound:
        if not {one.platform_id, one.id} & typed_ids:
            yield Finding(code="DP413", path=("shops",), params={"shop": one.id})


def _held(records: ManagerRecords | None) -> tuple[BoundShop, ...] | None:
    shops = records.facts.shops if records and records.facts else None
    return shops.bound if shops else None


def _confirmed(held: BoundShop, name: str, *, listed: bool = True) -> BoundCaseShop:
    return BoundCaseShop(
        name, held.name, held.consent, held.platform_id, True, listed, held.gmv_wan
    )


def _word(value: FactValue) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
