"""Why a tier is another one by other rules: the lines passed, or all that it rests on."""

from __future__ import annotations

from dpcap.model.standing import RuleMeasure
from dpcap.scoring.tier_reading import FoundTier, telling_measures

HELD = RuleMeasure(rule="silver.hold_at", needed=60.0, found=73.0)
LOST = HELD.model_copy(update={"found": 50.0})
UNKNOWN = HELD.model_copy(update={"found": None})
RISE = RuleMeasure(rule="silver.rise_at", needed=75.0, found=73.0)
STOP = RuleMeasure(rule="removed_for_violation", found="2026-08-05")


def telling(was: tuple[RuleMeasure, ...], now: tuple[RuleMeasure, ...]) -> tuple[RuleMeasure, ...]:
    return telling_measures(FoundTier("silver", 1, was), FoundTier("none", 0, now))


def test_a_line_that_the_score_no_longer_reaches_tells() -> None:
    assert telling((HELD, RISE), (LOST, RISE)) == (LOST,)
    at = HELD.model_copy(update={"found": 60.0})
    assert telling((LOST, RISE), (at, RISE)) == (at,)


def test_where_no_line_is_passed_all_of_it_tells() -> None:
    assert telling((HELD, RISE), (HELD, RISE)) == (HELD, RISE)
    assert telling((STOP,), (STOP,)) == (STOP,)


def test_a_line_without_a_score_is_neither_reached_nor_missed() -> None:
    assert telling((UNKNOWN, RISE), (HELD, RISE)) == (HELD,)
    assert telling((HELD, RISE), (UNKNOWN, RISE)) == (UNKNOWN,)
