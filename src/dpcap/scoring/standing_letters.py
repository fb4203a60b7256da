"""Which rows of the ledger are told to their provider in a letter: one letter a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from dpcap.model.mail import StandingLetter
from dpcap.model.standing import Standing, StandingRow
from dpcap.model.tiers import NO_TIER

_TOLD: dict[str, StandingLetter] = {one: one for one in get_args(StandingLetter)}


class RowToTell(NamedTuple):
    """A row of the ledger that calls for a letter, and which one."""

    row: StandingRow
    letter: StandingLetter


def rows_to_tell(standing: Standing) -> tuple[RowToTell, ...]:
    """The rows in force on *standing* that its provider gets a letter about, in order.

    What was taken back is told to nobody, nor is what changes nothing: a stop or a return where
    there was no tier, and a watch that follows a watch.
    """
    return tuple(sorted(_told(standing), key=lambda one: one.row.row))


def _told(standing: Standing) -> Iterator[RowToTell]:
    before: str | None = None
    for row in standing.rows:
        letter = _TOLD.get(row.event)
        if letter is not None and not _changes_nothing(row, before):
            yield RowToTell(row, letter)
        before = row.event if row.track == "tier" else before


def _changes_nothing(row: StandingRow, before: str | None) -> bool:
    """Whether *row* changes nothing for its provider, whose tier row *before* it was that event."""
    if row.event == "watch":
        return before == "watch"
    return row.track == "tier" and row.from_ == row.to == NO_TIER
