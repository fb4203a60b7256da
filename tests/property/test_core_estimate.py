"""The laws of the estimate: its range holds the level found, and no gate is met on it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from dpcap.scoring.case import Case
from dpcap.scoring.score import profile_of
from strategies import whole_cases


@settings(max_examples=60)
@given(whole_cases())
def test_the_range_holds_the_level_of_the_core_set(case: Case) -> None:
    profile = profile_of(replace(case, core=True))
    order = [None, *(level.id for level in case.framework.levels)]
    for reached in (profile.overall.level.claimed, profile.overall.level.proved):
        assert (reached.estimate is not None) == reached.graded
        if reached.estimate is not None:
            low, here, high = map(
                order.index, (reached.estimate.low, reached.id, reached.estimate.high)
            )
            assert low <= here <= high
            assert 0 <= reached.estimate.margin <= 100


@settings(max_examples=30)
@given(whole_cases())
def test_the_role_set_is_never_estimated(case: Case) -> None:
    level = profile_of(replace(case, core=False)).overall.level
    assert (level.claimed.estimate, level.proved.estimate) == (None, None)
