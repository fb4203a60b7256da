"""Who reads the report: which parts they see, and what is taken out of the profile before."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dpcap.errors import UsageError
from dpcap.model.assessment import Assessor, Contact, Fact
from dpcap.model.decision import Standing
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import EvidencePiece, Kept, Profile, ProviderEntry
from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.report.figures import number
from dpcap.report.words import read_yaml

UNNAMED = "—"
_SHOP_NAMED = re.compile(r"(\[|@)([A-Za-z][A-Za-z0-9_.\-]*)")


class Audience(NamedTuple):
    """One kind of reader; the fields are explained in `reports/audiences.yaml`."""

    id: str
    sections: tuple[str, ...]
    next: Literal["moves", "questions"]
    bands: bool
    private: bool
    contacts: bool
    names: Literal["all", "consented"]
    files: bool
    remarks: Literal["reviewer", "all"]
    platform_issuers: tuple[str, ...]


@lru_cache(maxsize=4)
def load_audiences(reports: Path) -> dict[str, Audience]:
    """Every audience of the folder *reports* by name."""
    read = read_yaml(reports / "audiences.yaml")
    issuers = tuple(read.get("platform_issuers", ()))
    return {name: _audience(name, entry, issuers) for name, entry in read["audiences"].items()}


def _audience(name: str, entry: dict[str, Any], issuers: tuple[str, ...]) -> Audience:
    return Audience(
        id=name, platform_issuers=issuers, **{**entry, "sections": tuple(entry["sections"])}
    )


def find_audience(reports: Path, name: str) -> Audience:
    """The audience called *name*. Raises UsageError naming the known ones."""
    known = load_audiences(reports)
    if name not in known:
        raise UsageError(f"unknown audience {name!r}: choose one of {', '.join(known)}")
    return known[name]


def redact(profile: Profile, framework: Framework, audience: Audience) -> Profile:
    """*profile* as *audience* may have it: what they may not see is gone, not hidden.

    Every page and the JSON inside it are made from the result.
    """
    review = profile.review
    if audience.remarks == "all":
        open_to_all = tuple(r for r in review.remarks if r.audience == "all")
        review = review.model_copy(update={"remarks": open_to_all, "owner": None})
    shops = _shop_ids(profile, audience)
    changed: dict[str, object] = {
        "review": review,
        "provider": _provider(profile.provider, framework, audience, shops),
    }
    if not audience.contacts:
        changed["assessor"] = Assessor()
    if not audience.files:
        changed["evidence"] = tuple(map(_bare, profile.evidence))
        notes = (f for f in profile.findings if f.severity == "note")
        changed["findings"] = tuple(_unnamed(note, shops) for note in notes)
    if not audience.files or shops:
        changed["kept"] = Kept()
        changed["areas"] = tuple(_area(area, audience, shops) for area in profile.areas)
    return profile.model_copy(update=changed)


def redact_standing(standing: Standing | None, audience: Audience) -> Standing | None:
    """*standing* as *audience* may have it.

    Whoever may not see the provider's own files learns what was decided and when, not by whom, why
    and on which conditions, and nothing of the gates.
    """
    if standing is None or audience.files:
        return standing
    decision = standing.decision
    if decision is not None:
        bare = {"by": UNNAMED, "reason": UNNAMED}
        conditions = tuple(one.model_copy(update={"text": UNNAMED}) for one in decision.conditions)
        decision = decision.model_copy(update={**bare, "conditions": conditions})
    return standing.model_copy(update={"gates": (), "decision": decision})


def _shop_ids(profile: Profile, audience: Audience) -> dict[str, str]:
    """New ids for the shops whose name, and so perhaps whose id, must not be read."""
    if audience.names == "all":
        return {}
    shops = profile.provider.shops
    return {s.id: f"shop-{place}" for place, s in enumerate(shops, 1) if not s.consent}


def _provider(
    provider: ProviderEntry, framework: Framework, audience: Audience, shops: dict[str, str]
) -> ProviderEntry:
    changed: dict[str, object] = {}
    if shops:
        changed["shops"] = tuple(
            s.model_copy(update={"id": shops[s.id], "name": UNNAMED}) if s.id in shops else s
            for s in provider.shops
        )
    if audience.names == "consented":
        changed["clients"] = tuple(
            c if c.consent else c.model_copy(update={"name": UNNAMED}) for c in provider.clients
        )
    if not audience.contacts:
        changed["contact"] = Contact()
    changed["facts"] = {
        name: kept
        for name, fact in provider.facts.items()
        if (kept := _fact(fact, name, framework, audience)) is not None
    }
    return provider.model_copy(update=changed)


def _fact(fact: Fact, name: str, framework: Framework, audience: Audience) -> Fact | None:
    spec = framework.facts.get(name)
    if not audience.private and (spec is None or spec.private):
        return None
    if not audience.files:
        fact = fact.model_copy(update={"note": None})
    value = fact.value
    if audience.bands and spec and spec.bands and isinstance(value, float | int):
        fact = fact.model_copy(update={"value": band(value, spec.bands), "peer": None})
    return fact


def band(value: float, limits: tuple[float, ...]) -> str:
    """The band *value* lies in: `< 100`, `100–500`, `≥ 500`."""
    for place, limit in enumerate(limits):
        if value < limit:
            low = f"{number(limits[place - 1])}–" if place else "< "
            return low + number(limit)
    return f"≥ {number(limits[-1])}"


def _unnamed(note: Finding, shops: dict[str, str]) -> Finding:
    """*note* with new shop ids: a consistency rule names the shop as `[id]` or `@id`."""
    params = dict(note.params)
    for key, value in params.items():
        if isinstance(value, str):
            params[key] = _SHOP_NAMED.sub(lambda m: m[1] + shops.get(m[2], m[2]), value)
    return note.model_copy(update={"params": params})


def _bare(piece: EvidencePiece) -> EvidencePiece:
    ruling = piece.ruling and piece.ruling.model_copy(update={"reason": UNNAMED})
    return piece.model_copy(update={"file": None, "url": None, "note": None, "ruling": ruling})


def _area(area: AreaNode, audience: Audience, shops: dict[str, str]) -> AreaNode:
    dimensions = tuple(
        d.model_copy(
            update={"indicators": tuple(_indicator(i, audience, shops) for i in d.indicators)}
        )
        for d in area.dimensions
    )
    return area.model_copy(update={"dimensions": dimensions})


def _indicator(node: IndicatorNode, audience: Audience, shops: dict[str, str]) -> IndicatorNode:
    changed: dict[str, object] = {}
    if not audience.files and node.note is not None:
        changed["note"] = None
    if not audience.files and node.review is not None:
        changed["review"] = node.review.model_copy(update={"reason": UNNAMED})
    if shops and node.shops:
        changed["shops"] = tuple(
            s.model_copy(update={"shop": shops.get(s.shop, s.shop)}) for s in node.shops
        )
    return node.model_copy(update=changed) if changed else node
