"""What several people's sheets come to: a function of what they say, in whatever order.

A claim stands until one that knew of it says otherwise: the same person's later one, or another's
whose cell held just that value when the sheet was written. Claims that stand and differ are a
conflict. Evidence is added up, and of notes each is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dpcap.intake.sheet.claims import NO_SHEET, SheetClaim
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, Cells, ReplyCell, same_text

_BETWEEN_NOTES = "；"


class SettledCell(NamedTuple):
    """What claims on one cell come to: its value, and those that differ if they are in conflict.

    In a conflict the value is what they all started from.
    """

    value: str
    rivals: tuple[SheetClaim, ...] = ()


class Merged(NamedTuple):
    """All claims, what the cells they are on come to, and those in conflict."""

    claims: tuple[SheetClaim, ...]
    values: Mapping[ReplyCell, str]
    conflicts: Mapping[ReplyCell, tuple[SheetClaim, ...]]


def merge(
    recorded: Iterable[SheetClaim],
    new: Iterable[SheetClaim],
    current: Cells,
    open_conflicts: Collection[ReplyCell] = (),
    assumed: Collection[ReplyCell] = (),
) -> Merged:
    """*recorded* claims with *new* ones, in a folder that holds *current*.

    *open_conflicts*: the cells that the folder lists as such. Where it lists one no more, or holds
    what no claim says, somebody changed it by hand, and that counts as a claim that knew all.
    *assumed*: the cells whose text the folder's defaults say; of themselves they claim nothing.
    """
    before = _by_cell(recorded)
    fresh = _by_cell(new)
    claims = [one for cell, each in before.items() if cell not in fresh for one in each]
    values: dict[ReplyCell, str] = {}
    conflicts: dict[ReplyCell, tuple[SheetClaim, ...]] = {}
    for cell, added in fresh.items():
        known = before.get(cell, [])
        now = "" if cell in assumed and not known else current.get(cell, "")
        by_hand = _by_hand(cell, known, now, cell in open_conflicts)
        told = {one.said for one in known}
        every = [*known, *by_hand, *sorted(_once(added, told), key=_order)]
        claims += every
        found = settled(every)
        values[cell] = found.value
        if found.rivals:
            conflicts[cell] = found.rivals
            if cell in open_conflicts:
                values[cell] = current.get(cell, "")
    return Merged(tuple(claims), values, conflicts)


def settled(claims: Sequence[SheetClaim]) -> SettledCell:
    """What the *claims* on one cell come to, those of one person in the order made."""
    latest: dict[tuple[str, str], SheetClaim] = {}
    for one in sorted(claims, key=_rank):
        latest[one.identity] = one
    standing = [one for one in latest.values() if not any(_knew(other, one) for other in claims)]
    values = sorted({one.value for one in standing})
    if len(values) <= 1:
        return SettledCell(values[0] if values else "")
    field = claims[0].cell.field
    if field == EVIDENCE:
        return SettledCell(_added_up(standing))
    if field == NOTE:
        return SettledCell(_BETWEEN_NOTES.join(value for value in values if value))
    rivals = tuple(sorted(standing, key=lambda one: (one.value, one.who, one.sheet)))
    return SettledCell(_held(claims, rivals), rivals)


def differing_copies(claims: Sequence[SheetClaim]) -> Iterator[tuple[SheetClaim, SheetClaim]]:
    """Claims of one person, made at one time, that differ: nothing says which is newer."""
    first: dict[tuple[object, ...], SheetClaim] = {}
    for one in sorted(claims, key=_order):
        other = first.setdefault((one.cell, one.identity, one.generation), one)
        if other.value != one.value:
            yield other, one


def resolving(
    cell: ReplyCell, rivals: Sequence[SheetClaim], value: str, who: str, on: str
) -> Iterator[SheetClaim]:
    """The claims by which *who* settles on *value* what *rivals* differ in."""
    latest = max(one.generation for one in rivals)
    others = sorted({one.value for one in rivals} - {value})
    for other in others:
        yield SheetClaim(cell, other, value, who, on, NO_SHEET, latest)


def _by_hand(
    cell: ReplyCell, known: Sequence[SheetClaim], now: str, is_open: bool
) -> Iterator[SheetClaim]:
    """What the folder says of *cell* otherwise than the claims *known*, as claims."""
    if not known:
        if now:
            yield SheetClaim(cell, "", now, "", "", NO_SHEET, 0)
        return
    state, latest = settled(known), max(one.generation for one in known)
    if not state.rivals:
        if not same_text(cell, state.value, now):
            yield SheetClaim(cell, state.value, now, "", "", NO_SHEET, latest)
    elif not is_open:
        yield from resolving(cell, state.rivals, now, "", "")


def _rank(claim: SheetClaim) -> tuple[int, bool]:
    return claim.generation, claim.sheet == NO_SHEET


def _knew(one: SheetClaim, other: SheetClaim) -> bool:
    """Whether *one* changed the very value that *other* gave, having seen it."""
    if _rank(one) <= _rank(other) or one.value == other.value:
        return False
    seen = one.base.split(_BETWEEN_NOTES) if one.cell.field == NOTE else [one.base]
    return other.value in seen or same_text(one.cell, other.value, one.base)


def _held(claims: Sequence[SheetClaim], rivals: Sequence[SheetClaim]) -> str:
    """What the folder holds while *rivals* differ: its own word, else what all started from."""
    own = [one.value for one in rivals if one.sheet == NO_SHEET]
    if own:
        return own[0]
    values = {one.value for one in rivals}
    before = [one for one in claims if one.value not in values]
    newest = max((one.generation for one in before), default=0)
    last = {one.value for one in before if one.generation == newest}
    return last.pop() if len(last) == 1 else ""


def _added_up(standing: Iterable[SheetClaim]) -> str:
    """The pieces that any of *standing* names, without those that one of them took away."""
    each = [(set(one.base.split()), set(one.value.split())) for one in standing]
    named = set[str]().union(*(value for _, value in each))
    gone = set[str]().union(*(base - value for base, value in each))
    return " ".join(sorted(named - gone))


def _by_cell(claims: Iterable[SheetClaim]) -> dict[ReplyCell, list[SheetClaim]]:
    found: dict[ReplyCell, list[SheetClaim]] = {}
    for one in claims:
        found.setdefault(one.cell, []).append(one)
    return dict(sorted(found.items()))


def _once(claims: Iterable[SheetClaim], told: Collection[object]) -> list[SheetClaim]:
    return list({one.said: one for one in claims if one.said not in told}.values())


def _order(claim: SheetClaim) -> tuple[object, ...]:
    return claim.cell, claim.identity, claim.generation, claim.value, claim.base, claim.sheet
