"""Tiers: what quarters lead to, one after another."""

from __future__ import annotations

import pytest

from dpcap.model.standing import QuarterScore, TierState
from dpcap.model.tiers import TierRules
from dpcap.scoring.tier_steps import after, next_tier
from standings import BOOKS, PERIODS

RULES = BOOKS.tiers


def run(
    *scores: float | None,
    start: str = "none",
    rules: TierRules = RULES,
    stops: tuple[int, ...] = (),
) -> list[str]:
    """What each quarter comes to; None: nothing is known of it. *stops*: places of hard stops."""
    state, told = TierState(tier=start), []
    for place, score in enumerate(scores):
        if score is None:
            continue
        one = QuarterScore(period=PERIODS[place], score=score)
        step = next_tier(rules, state, one, stopped=place in stops)
        state = after(state, step, one, 4)
        told.append(f"{step.event} {step.tier}")
    return told


def test_two_quarters_in_a_row_lead_up_and_one_does_not() -> None:
    assert run(60, 60) == ["held none", "risen silver"]
    assert run(60, 59.9, 60) == ["held none"] * 3


def test_a_quarter_missing_between_breaks_the_row() -> None:
    assert run(60, None, 60, 60) == ["held none", "held none", "risen silver"]


def test_one_rises_to_the_tier_whose_line_all_quarters_reach() -> None:
    assert run(90, 73) == ["held none", "risen gold"]


def test_the_first_quarter_below_is_watched_and_the_second_leads_down() -> None:
    assert run(66, 66, start="gold") == ["watch gold", "fallen silver"]
    assert run(66, 67, 66, start="gold") == ["watch gold", "held gold", "watch gold"]
    assert run(40, 50, start="diamond") == ["watch diamond", "fallen none"]


@pytest.mark.parametrize("score", [67, 71.9])
def test_between_the_lines_nothing_changes(score: float) -> None:
    assert run(score, score, score, start="gold") == ["held gold"] * 3


def test_a_hard_stop_ends_a_tier_at_once_and_quarters_in_a_row_bring_it_back() -> None:
    told = run(75, 75, 75, 75, start="gold", stops=(1,))
    assert told == ["held gold", "stopped none", "held none", "restored gold"]


def test_after_a_stop_only_what_is_held_comes_back() -> None:
    assert run(75, 60, 60, start="gold", stops=(0,))[-1] == "restored silver"
    assert run(75, 90, 90, start="silver", stops=(0,))[-1] == "restored silver"


def test_a_stop_again_begins_the_wait_anew() -> None:
    told = run(75, 75, 75, 75, 75, start="gold", stops=(0, 2))
    assert told[-2:] == ["held none", "restored gold"]


def test_grace_and_quarters_are_the_file_s() -> None:
    strict = RULES.model_copy(update={"rise_after": 1, "grace": 0, "restore_after": 1})
    assert run(60, 54, rules=strict) == ["risen silver", "fallen none"]
    assert run(75, 75, start="gold", rules=strict, stops=(0,))[-1] == "restored gold"


def test_a_tier_that_the_rules_know_no_more_counts_as_none() -> None:
    assert run(60, 60, start="platinum") == ["held none", "risen silver"]
