"""The shops that a scope is not served for: `without` of a fact, as people write it."""

from __future__ import annotations

from dpcap.intake.listed_ids import sound_ids
from dpcap.intake.values import listed
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import as_id


def without_as_read(raw: Plain) -> Plain:
    """*raw* with its ids in order: shops in a list, or each with the list of its evidence."""
    if isinstance(raw, dict):
        return {_key(shop): _ids(pieces) for shop, pieces in raw.items()}
    return [_key(shop) for shop in listed(raw)] if isinstance(raw, list | str) else raw


def with_shops_named(fact: Plain) -> Plain:
    """A provider's *fact*, its `without` by shop also where it lists shops without evidence."""
    if isinstance(fact, dict) and isinstance(shops := fact.get("without"), list):
        return {**fact, "without": {str(shop): [] for shop in shops}}
    return fact


def _ids(raw: Plain) -> Plain:
    if raw is None:
        return []
    return sound_ids(listed(raw)) if isinstance(raw, list | str) else raw


def _key(shop: object) -> str:
    found = as_id(shop)
    return found if isinstance(found, str) else str(shop)
