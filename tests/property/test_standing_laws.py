"""Laws of standing: replay, permutation, correction, hysteresis, hard stops."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.model.standing import QuarterScore, TierState
from dpcap.scoring.standing_replay import correction, replay, unfit_rows
from dpcap.scoring.tier_steps import after, next_tier
from standings import BOOKS, PERIODS, Book
from standings_drawn import NUMBERS, PROVIDERS, Happening, begun, happenings, live


@settings(deadline=None, max_examples=60)
@given(happenings, st.data())
def test_any_prefix_replayed_and_continued_is_the_whole(
    told: list[Happening], data: st.DataObject
) -> None:
    rows = live(begun(), told).rows
    cut = data.draw(st.integers(0, len(rows)))
    assert replay(rows[cut:], replay(rows[:cut])) == replay(rows)
    assert list(unfit_rows(rows)) == []


@settings(deadline=None, max_examples=40)
@given(happenings, st.randoms(use_true_random=False))
def test_the_order_of_providers_changes_nothing(told: list[Happening], random: Any) -> None:
    rows = live(begun(), told).rows
    queues = [[one for one in rows if one.provider == name] for name in PROVIDERS]
    mixed = []
    while any(queues):
        mixed.append(random.choice([one for one in queues if one]).pop(0))
    assert replay(mixed).every() == replay(rows).every()


@settings(deadline=None, max_examples=40)
@given(happenings)
def test_a_correction_leaves_all_as_it_was_before_the_row(told: list[Happening]) -> None:
    book = live(begun(), told)
    for provider in PROVIDERS:
        standing = replay(book.rows).of(provider, NUMBERS[provider])
        for row in standing.rows[-1:]:
            entry = correction(standing, row, "…")
            assert entry
            other = Book()
            other.rows = book.rows
            other.sign((entry,), date(2029, 1, 1))
            without = tuple(one for one in standing.rows if one.row != row.row)
            now = replay(other.rows).of(provider, NUMBERS[provider])
            assert now.rows == without
            again = replay(without).of(provider, NUMBERS[provider])
            assert (now.certification, now.tier) == (again.certification, again.tier)


scores = st.lists(st.floats(0, 100, allow_nan=False), max_size=8)


def tier_after(found: list[float], start: str) -> TierState:
    state = TierState(tier=start)
    for period, score in zip(PERIODS, found, strict=False):
        one = QuarterScore(period=period, score=score)
        state = after(state, next_tier(BOOKS.tiers, state, one), one, 4)
    return state


@given(scores, st.sampled_from(BOOKS.tiers.names), st.floats(0, 1, exclude_max=True))
def test_between_the_lines_nothing_changes_whatever_was_before(
    before: list[float], start: str, share: float
) -> None:
    tiers = BOOKS.tiers
    state = tier_after(before, start)
    place = tiers.names.index(state.tier)
    low = tiers.tiers[state.tier].hold_at if place else 0.0
    above = tiers.names[place + 1 :]
    high = tiers.tiers[above[0]].rise_at if above else 100.0
    score = min(low + (high - low) * share, high - 1e-9)
    one = QuarterScore(period=PERIODS[len(before)], score=score)
    step = next_tier(tiers, state, one)
    assert (step.event, step.tier) == ("held", state.tier)


@given(scores, st.sampled_from(BOOKS.tiers.names), st.floats(0, 100))
def test_a_hard_stop_ends_a_tier_at_once(before: list[float], start: str, score: float) -> None:
    state = tier_after(before, start)
    one = QuarterScore(period=PERIODS[len(before)], score=score)
    step = next_tier(BOOKS.tiers, state, one, stopped=True)
    assert (step.event, step.tier) == ("stopped", "none")
    assert after(state, step, one, 4).lost == state.tier


@given(scores, st.sampled_from(BOOKS.tiers.names), st.integers(1, 7))
def test_more_points_never_leave_a_lower_tier(before: list[float], start: str, more: int) -> None:
    raised = [min(score + more, 100) for score in before]
    names = BOOKS.tiers.names
    low, high = tier_after(before, start), tier_after(raised, start)
    assert names.index(high.tier) >= names.index(low.tier)
