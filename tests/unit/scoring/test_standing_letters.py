"""Which rows call for a letter, where the drawn ledgers seldom lead."""

from __future__ import annotations

from datetime import date

from dpcap.model.standing import Standing, StandingRow
from dpcap.scoring.standing_letters import rows_to_tell
from dpcap.scoring.standing_replay import correction, replay
from standings import Book, admitted, quarter


def watched() -> Book:
    book = admitted()
    for period, score in (("2026-Q1", 75.0), ("2026-Q2", 76.0), ("2026-Q3", 60.0)):
        book.settle(quarter(period, score))
    return book


def tier_rows(*events: str) -> tuple[StandingRow, ...]:
    """The row of a watch, again as each of these *events*, in order."""
    drawn = next(one for one in watched().rows if one.event == "watch")
    return tuple(
        drawn.model_copy(update={"event": event, "row": 20 + place})
        for place, event in enumerate(events)
    )


def test_of_several_watches_in_a_row_the_first_is_told() -> None:
    rows = tier_rows("watch", "watch", "held", "watch")
    told = rows_to_tell(Standing(provider="acme", rows=rows))
    assert [one.row.row for one in told] == [20, 23]


def test_what_was_taken_back_is_told_to_nobody() -> None:
    book = watched()
    standing = replay(book.rows).of("acme")
    assert [one.letter for one in rows_to_tell(standing)] == ["risen", "watch"]
    entry = correction(standing, standing.rows_of("tier")[-1], "…")
    assert entry
    book.sign((entry,), date(2026, 11, 1))
    assert [one.letter for one in rows_to_tell(replay(book.rows).of("acme"))] == ["risen"]


def test_a_stop_where_there_is_no_tier_changes_nothing() -> None:
    (row,) = tier_rows("stopped")
    bare = row.model_copy(update={"from_": "none", "to": "none"})
    assert rows_to_tell(Standing(provider="acme", rows=(bare,))) == ()
    lost = row.model_copy(update={"to": "none"})
    assert len(rows_to_tell(Standing(provider="acme", rows=(lost,)))) == 1
