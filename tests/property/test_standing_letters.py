"""Letters of standing: one for each row that calls for one, whatever happened before."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings

from dpcap.model.mail import StandingLetter
from dpcap.scoring.standing_letters import rows_to_tell
from dpcap.scoring.standing_replay import replay
from standings_drawn import Happening, begun, happenings, live


@settings(deadline=None, max_examples=60)
@given(happenings)
def test_letters_and_rows_are_one_to_one(told: list[Happening]) -> None:
    rows = live(begun(), told).rows
    letters = [one for standing in replay(rows).every() for one in rows_to_tell(standing)]
    numbers = [one.row.row for one in letters]
    assert len(numbers) == len(set(numbers))
    corrected = {row.corrects for row in rows if row.corrects}
    assert not corrected & set(numbers)
    told_of = {one.row.row: one.letter for one in letters}
    for row in rows:
        loud = row.event in get_args(StandingLetter) and row.row not in corrected
        moves = row.track == "certification" or row.from_ != row.to
        assert (row.row in told_of) >= (loud and moves)
        if row.row in told_of:
            assert loud
            assert told_of[row.row] == row.event
            assert moves or row.event == "watch"
