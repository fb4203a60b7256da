"""As days go by nothing rises, and what is said of days to come is so."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.scoring.case import make_case
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import full_profile
from laws import assert_no_better, rank
from strategies import ASSESSED_ON, cases

FAR = timedelta(days=400)
# Days on which proof lapses and figures grow too old in what is drawn, and some between.
LATER = st.lists(st.sampled_from([0, 1, 8, 9, 21, 31, 39, 40, 51, 91, 100, 101, 200]), min_size=2)


@settings(max_examples=150)
@given(cases(), LATER)
def test_nothing_rises_with_time(drawn: Any, days: list[int]) -> None:
    framework, assessment, records = drawn
    profiles = [
        score(framework, assessment, as_of=ASSESSED_ON + timedelta(days=n), records=records)
        for n in sorted(set(days))
    ]
    for before, after in pairwise(profiles):
        assert_no_better(framework, before, after)


@settings(max_examples=150)
@given(cases())
def test_the_level_holds_to_its_last_day_and_no_longer(drawn: Any) -> None:
    framework, assessment, records = drawn
    profile = full_profile(make_case(framework, assessment, records=records))
    now = rank(framework, profile.overall.level.proved.id)

    def on(day: Any) -> int:
        later = score(framework, assessment, as_of=day, records=records)
        return rank(framework, later.overall.level.proved.id)

    last = profile.valid_until
    if last is not None:
        assert on(last) == now
        assert on(last + timedelta(days=1)) < now
    else:
        assert now == -1 or on(ASSESSED_ON + FAR) == now


@settings(max_examples=100)
@given(cases())
def test_a_row_holds_until_it_turns(drawn: Any) -> None:
    """A batch keeps a profile, moved to its day, up to the day on which the row says it turns."""
    framework, assessment, records = drawn
    profile = score(framework, assessment, records=records)
    digests = RowDigests("0" * 64, "inputs", "verdict")
    turn = provider_row(profile, framework, "folder", digests, RowContext()).turns_on
    last = ASSESSED_ON + FAR if turn is None else turn - timedelta(days=1)
    later = score(framework, assessment, as_of=last, records=records)
    assert later.model_copy(update={"as_of": profile.as_of}) == profile
