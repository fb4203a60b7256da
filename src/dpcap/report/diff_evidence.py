"""What became of the evidence between two profiles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from dpcap.model.profile import EvidenceEntry, Profile

Fate = Literal["gained", "lapsed", "partly", "refused", "lost", "ruled"]
FATES: tuple[Fate, ...] = ("gained", "lapsed", "partly", "refused", "lost", "ruled")


class EvidenceTurn(NamedTuple):
    """One piece, as it stands or last stood, and what became of it.

    `partly`: it lapsed for one indicator and still counts for another; `ruled`: a review took it;
    `lost`: it counts no more for another reason; `gone`: it is no longer listed.
    """

    fate: Fate
    piece: EvidenceEntry
    gone: bool = False


def turns(before: Profile, after: Profile) -> tuple[EvidenceTurn, ...]:
    """Every piece that came to count or ceased to, or was ruled on, by what became of it.

    A piece under an old name with other content is a new one.
    """
    found = list(_turns(before, after))
    return tuple(sorted(found, key=lambda turn: FATES.index(turn.fate)))


def _turns(before: Profile, after: Profile) -> Iterator[EvidenceTurn]:
    was = {_key(piece): piece for piece in before.evidence}
    now = {_key(piece): piece for piece in after.evidence}
    for key, piece in now.items():
        old = was.get(key)
        fate = _fate(old, piece) or _still_counting(old, piece, before.as_of, after.as_of)
        if fate:
            yield EvidenceTurn(fate, piece)
    for key, piece in was.items():
        if key not in now and piece.state == "counts":
            yield EvidenceTurn("lost", piece, gone=True)


def _key(piece: EvidenceEntry) -> tuple[str, str | None]:
    return piece.id, piece.sha256 or piece.file or piece.url


def _fate(old: EvidenceEntry | None, now: EvidenceEntry) -> Fate | None:
    """What became of a piece that came to count or ceased to."""
    before = old.state if old else None
    if now.state == before:
        return None
    if now.state == "counts":
        return "gained"
    if now.state in ("refused", "lapsed"):
        return now.state
    return "lost" if before == "counts" else None


def _still_counting(
    old: EvidenceEntry | None, now: EvidenceEntry, then: date, day: date
) -> Fate | None:
    """What became of a piece that counts as it did."""
    if old is None or now.state != "counts":
        return None
    if _is_over(now, day) and not _is_over(old, then):
        return "partly"
    return "ruled" if now.ruling is not None and now.ruling != old.ruling else None


def _is_over(piece: EvidenceEntry, day: date) -> bool:
    return piece.valid_until is not None and piece.valid_until < day
