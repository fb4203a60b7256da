"""Swapping what the manager holds: one kind of record, from later records into earlier ones."""

from __future__ import annotations

from dpcap.model.manager import ManagerFacts, ManagerRecords

_NONE = ManagerRecords()


def with_held_facts(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the facts of *new*, its shops aside: these change together with their rows."""
    mine, theirs = (old or _NONE).facts, (new or _NONE).facts
    found = theirs.facts if theirs else {}
    if found == (mine.facts if mine else {}):
        return old
    return _with_facts(old, mine or theirs, {"facts": found})


def with_held_shops(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the shops of *new*, and the draw among them."""
    before, later = old or _NONE, new or _NONE
    mine, theirs = before.facts, later.facts
    found = theirs.shops if theirs else None
    if found == (mine.shops if mine else None) and before.draw == later.draw:
        return old
    drawn = before.model_copy(update={"draw": later.draw})
    return _with_facts(drawn, mine or theirs, {"shops": found})


def with_held_peers(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the peers' figures of *new*."""
    found = (new or _NONE).peers
    if found == (old or _NONE).peers:
        return old
    return (old or _NONE).model_copy(update={"peers": found})


def _with_facts(
    records: ManagerRecords | None, base: ManagerFacts | None, changed: dict[str, object]
) -> ManagerRecords:
    """*records* with parts of the facts *changed*; where they have none, those of *base* bare."""
    whole = records or _NONE
    if base is None:
        return whole
    mine = whole.facts or base.model_copy(update={"facts": {}, "shops": None})
    return whole.model_copy(update={"facts": mine.model_copy(update=changed)})
