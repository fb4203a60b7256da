"""What is taken out of each part of a profile for whoever is no party to it, such as a brand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from dpcap.model.assessment import Client, Fact, FactValue
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import span_of
from dpcap.model.profile import EvidenceEntry, ShopEntry
from dpcap.model.review import Ruled
from dpcap.model.scale import Figure
from dpcap.model.scope import ScopeSummary
from dpcap.model.trace import AreaNode, IndicatorNode, ShopScore
from dpcap.report.figures import number

UNNAMED = "—"
PERIOD, BASIS = "period", "basis"
# A unit that counts money: 元, 万元/月, CNY per hour.
_MONEY = re.compile(r"[十百千万亿]*元|.*(?:\b(?:CNY|RMB|yuan|USD)\b|[¥￥$€])", re.IGNORECASE)
# 3C is a category, 320 may be an amount.
_FIGURE = re.compile(r"\d{3}|\d[.,，]\d|[一二三四五六七八九十两几][十百千万亿]")


class ProfileCut(NamedTuple):
    """What is cut by: new ids of shops and of evidence (None: both stay), whether amounts stay.

    With new ids for evidence goes all that the provider wrote about it and its answers.
    """

    framework: Framework
    shops: Mapping[str, str]
    pieces: Mapping[str, str] | None
    amounts: bool

    @property
    def takes_something(self) -> bool:
        """Whether anything is taken from facts and answers at all."""
        return bool(self.shops) or self.pieces is not None or not self.amounts


def bare_shop(shop: ShopEntry, ids: Mapping[str, str]) -> ShopEntry:
    """A shop under its new id; without consent without its name."""
    name = shop.name if shop.consent else UNNAMED
    return shop.model_copy(update={"id": ids[shop.id], "name": name})


def bare_client(client: Client) -> Client:
    """A client without consent: that there is one."""
    return client if client.consent is True else Client(name=UNNAMED, consent=False)


def is_hidden(name: str, framework: Framework) -> bool:
    """Whether the fact *name* is nobody's business but the provider's and the reviewer's.

    It is marked private, or it is free text that the framework does not put on page one: who leads
    the team, which clients exclude others, what it charges.
    """
    spec = framework.facts.get(name)
    if spec is None or spec.private:
        return True
    page = framework.page_one
    shown = {*page.who, *(fact for hard in page.hard_facts for fact in hard.show)}
    return spec.kind in {"text", "texts"} and name not in shown


def bare_fact(fact: Fact, name: str, cut: ProfileCut) -> Fact:
    """A fact without notes, of its circumstances only what is no free text; amounts as bands."""
    changed: dict[str, object] = {}
    if cut.pieces is not None:
        changed = {
            "note": None,
            "evidence": _renamed(fact.evidence, cut.pieces),
            "without": _bare_shops(fact, cut),
            "basis": _known(BASIS, fact.basis, cut.framework),
            "period": _known(PERIOD, fact.period, cut.framework),
        }
    spec, value = cut.framework.facts.get(name), fact.value
    if spec and spec.bands and not cut.amounts:
        changed |= {"value": _amount(value, spec.bands), "peer": None}
    return fact.model_copy(update=changed)


def _bare_shops(fact: Fact, cut: ProfileCut) -> dict[str, tuple[str, ...]]:
    """The shops that a scope is not served for, under their new ids, and what proves it."""
    pieces = cut.pieces or {}
    kept = {cut.shops.get(shop, UNNAMED): each for shop, each in fact.without.items()}
    return {shop: _renamed(each, pieces) for shop, each in kept.items() if shop != UNNAMED}


def _amount(value: FactValue, limits: tuple[float, ...]) -> str:
    """The band of an amount; a band stays what it is, anything else says nothing."""
    if isinstance(value, float | int):
        return band(value, limits)
    known = {band(limit, limits) for limit in (*limits, limits[0] - 1)}
    return value if isinstance(value, str) and value in known else UNNAMED


def band(value: float, limits: tuple[float, ...]) -> str:
    """The band *value* lies in: `< 100`, `100–500`, `≥ 500`."""
    for place, limit in enumerate(limits):
        if value < limit:
            low = f"{number(limits[place - 1])}–" if place else "< "
            return low + number(limit)
    return f"≥ {number(limits[-1])}"


def bare_scope(scope: ScopeSummary, shops: Mapping[str, str]) -> ScopeSummary:
    """The scopes with shops under their new ids."""
    each = (
        one.model_copy(
            update={
                "shops": tuple(shops[shop] for shop in one.shops),
                "claimed": tuple(shops[shop] for shop in one.claimed),
            }
        )
        for one in scope.scopes
    )
    return scope.model_copy(update={"scopes": tuple(each)})


def bare_piece(piece: EvidenceEntry, ids: Mapping[str, str]) -> EvidenceEntry:
    """A piece of evidence without anything it could be recognised by; of a ruling no reason."""
    gone = {"file": None, "url": None, "note": None, "sha256": None}
    return piece.model_copy(
        update={**gone, "id": ids[piece.id], "ruling": piece.ruling and _bare_ruling(piece.ruling)}
    )


def _bare_ruling(ruling: Ruled) -> Ruled:
    return ruling.model_copy(update={"reason": UNNAMED})


def bare_area(area: AreaNode, cut: ProfileCut) -> AreaNode:
    """An area whose indicators are cut."""
    dimensions = tuple(
        d.model_copy(update={"indicators": tuple(_indicator(i, cut) for i in d.indicators)})
        for d in area.dimensions
    )
    return area.model_copy(update={"dimensions": dimensions})


def _indicator(node: IndicatorNode, cut: ProfileCut) -> IndicatorNode:
    spec = cut.framework.by_id.get(node.id)
    hidden = not cut.amounts and spec is not None and _is_money(spec)
    changed = _answer(node, cut, hidden=hidden)
    if cut.pieces is not None:
        known = node.reason is None or node.reason in cut.framework.reasons
        changed |= {
            "note": None,
            "reason": node.reason if known else UNNAMED,
            "review": node.review and _bare_ruling(node.review),
        }
    if node.shops:
        changed["shops"] = tuple(
            row.model_copy(
                update={
                    **_answer(row, cut, hidden=hidden),
                    "shop": cut.shops.get(row.shop, row.shop),
                }
            )
            for row in node.shops
        )
    return node.model_copy(update=changed)


def _answer(node: IndicatorNode | ShopScore, cut: ProfileCut, *, hidden: bool) -> dict[str, object]:
    """What changes of an answer: its evidence, what it takes to read it, and amounts."""
    changed: dict[str, object] = {}
    if cut.pieces is not None:
        changed["evidence"] = _renamed(node.evidence, cut.pieces)
        changed["envelope"] = {
            name: value
            for name, value in node.envelope.items()
            if _known(name, value, cut.framework) is not None
        }
    if hidden and node.value is not None:
        changed |= {
            "value": UNNAMED,
            "peer": None,
            "held_peer": None,
            "benchmark": None,
            "held_benchmark": None,
        }
    return changed


def _is_money(spec: Indicator) -> bool:
    scale = spec.scale
    return isinstance(scale, Figure) and any(
        _MONEY.match(words) for words in (scale.unit.zh, scale.unit.en)
    )


def _renamed(names: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids[name] for name in names if name in ids)


def _known(name: str, value: str | None, framework: Framework) -> str | None:
    """*value* if it is a period or a word of the framework, else None.

    Where the framework leaves the words open, such as for an industry of Compass, own words stay
    unless they hold a figure.
    """
    if value is None or (name == PERIOD and _is_period(value)):
        return value
    vocabulary = framework.envelope.get(name)
    if vocabulary is None or name == PERIOD:
        return None
    if vocabulary.values:
        return value if value in vocabulary.values else None
    return None if _FIGURE.search(value) else value


def _is_period(value: str) -> bool:
    try:
        span_of(value)
    except ValueError:
        return False
    return True
