"""Priorities that fit a brief: their corners, their draws, and who leads by them."""

from __future__ import annotations

import pytest

from dpcap.model.brief import BriefNeeds
from dpcap.scoring.priorities import WHOLE, corners, draw_priorities, priority_space
from dpcap.scoring.priority_shares import NeededScores, dominance, priority_shares

ORDER = BriefNeeds(order=("live", "traffic", "shop"))


def test_the_corners_of_an_order_are_the_means_of_its_first_needs() -> None:
    assert corners(priority_space(ORDER)) == ((1, 0, 0), (1, 1, 0), (1, 1, 1))


def test_the_corners_of_ranges() -> None:
    space = priority_space(BriefNeeds(ranges={"live": (20.0, 60.0), "shop": (0.0, 100.0)}))
    assert corners(space) == ((1, 4), (3, 2))


def test_the_mean_of_the_draws_is_that_of_all_that_fit() -> None:
    # Of weights in order the means are known: 11/18, 5/18, 2/18 (rank-order centroids).
    drawn = [*draw_priorities(priority_space(ORDER), 4000, "seed")]
    means = [sum(column) / len(drawn) / WHOLE for column in zip(*drawn, strict=True)]
    assert means == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.01)


def test_the_same_brief_draws_the_same_weights_everywhere() -> None:
    first, *_, last = draw_priorities(priority_space(ORDER), 100, "seed")
    assert first == (387909, 382553, 229538)
    assert last == (667842, 331166, 992)


def test_a_need_alone_has_all_the_weight() -> None:
    space = priority_space(BriefNeeds(order=("live",)))
    assert {*draw_priorities(space, 5, "seed")} == {(WHOLE,)}


def test_side_by_side_says_nothing_of_the_two() -> None:
    space = priority_space(BriefNeeds(order=("live", ("traffic", "shop"))))
    drawn = [*draw_priorities(space, 500, "seed")]
    assert any(one[1] > one[2] for one in drawn)
    assert any(one[1] < one[2] for one in drawn)
    assert all(one[0] >= max(one[1:]) for one in drawn)


def test_lines_that_contradict_each_other_are_named_and_no_others() -> None:
    needs = BriefNeeds(
        order=("live", "traffic", "shop"),
        ranges={"traffic": (30.0, 60.0), "shop": (0.0, 50.0), "live": (5.0, 25.0)},
    )
    lines = priority_space(needs).contradiction
    assert [line.path for line in lines] == [
        ("order", 1),
        ("ranges", "traffic"),
        ("ranges", "live"),
    ]


def test_ranges_that_ask_for_more_than_there_is() -> None:
    needs = BriefNeeds(ranges={"live": (60.0, 80.0), "shop": (50.0, 70.0), "video": (0.0, 9.0)})
    lines = priority_space(needs).contradiction
    assert [line.path for line in lines] == [("ranges", "live"), ("ranges", "shop")]


@pytest.mark.parametrize(
    ("weights", "fits"),
    [
        ((600_000, 300_000, 100_000), True),
        ((500_000, 250_000, 250_000), True),
        ((600_000, 300_000, 100_001), False),
        ((700_000, 200_000, 100_000), False),
        ((490_000, 290_000, 220_000), False),
        ((500_000, 100_000, 400_000), False),
    ],
)
def test_weights_fit_by_their_sum_their_ranges_and_their_order(
    weights: tuple[int, ...], fits: bool
) -> None:
    needs = BriefNeeds(order=("live", "traffic", "shop"), ranges={"live": (50.0, 65.0)})
    assert priority_space(needs).fits(weights) == fits


def test_what_whole_numbers_leave_over_goes_where_it_breaks_no_order() -> None:
    """Thirds of a million: the one that is left is the heaviest need's that may have more."""
    assert priority_space(ORDER).inner_weights == (333_334, 333_333, 333_333)
    fixed = ORDER.model_copy(update={"ranges": {"live": (40.0001, 40.0001)}})
    assert priority_space(fixed).inner_weights == (400_001, 300_000, 299_999)
    assert priority_space(BriefNeeds(order=("live",))).inner_weights == (WHOLE,)


A = NeededScores("a", (8000, 5000, 5000), (8000, 5000, 5000))
B = NeededScores("b", (5000, 7000, 5000), (5000, 7000, 5000))
C = NeededScores("c", (4000, 4000, 9000), (5000, 5000, 9000))


def test_who_leads_by_every_priority() -> None:
    # Live weighs most, so a beats b in each corner: 8000 : 5000, 6500 : 6000, 6000 : 5667.
    edges = corners(priority_space(ORDER))
    assert dominance(edges, [A, B, C]) == {"a": ("b",), "b": (), "c": ()}


def test_equals_lead_each_other_by_nothing() -> None:
    edges = corners(priority_space(ORDER))
    twin = A._replace(provider="twin")
    assert dominance(edges, [A, twin]) == {"a": (), "twin": ()}
    shares = priority_shares([(WHOLE, 0, 0)] * 4, [A, twin], "s")
    assert [(one.first, one.best, one.worst) for one in shares.values()] == [(0.5, 1, 1)] * 2


def test_the_share_of_priorities_and_when_one_leads() -> None:
    weights = [
        (WHOLE, 0, 0),
        (WHOLE // 2, WHOLE // 2, 0),
        (400_000, 300_000, 300_000),
        (0, 0, WHOLE),
    ]
    shares = priority_shares(weights, [A, B, C], "s")
    assert {name: one.first for name, one in shares.items()} == {"a": 0.75, "b": 0.0, "c": 0.25}
    assert shares["c"].central == (0.0, 0.0, 1.0)
    assert (shares["a"].best, shares["a"].worst) == (1, 2)


def test_what_is_doubtful_turns_out_as_low_and_as_high_as_it_can_be() -> None:
    """In some of many draws it is level with those that stand at either end of it."""
    low, high = NeededScores("low", (0,), (0,)), NeededScores("high", (10_000,), (10_000,))
    shares = priority_shares(
        [(WHOLE,)] * 4096, [low, high, NeededScores("open", (0,), (10_000,))], "s"
    )
    assert (shares["open"].best, shares["open"].worst) == (1, 2)
    assert (shares["low"].best, shares["low"].worst) == (2, 3)
    assert 0 < shares["open"].first < 0.01


def test_nobody_to_be_matched() -> None:
    assert priority_shares([(WHOLE,)], [], "s") == {}
    assert dominance(((1,),), []) == {}


def test_the_ranks_of_nine_in_ten_draws_leave_a_twentieth_out_at_either_end() -> None:
    first, second = (WHOLE, 0, 0), (0, WHOLE, 0)
    for seldom, low, high in ((4, 1, 1), (5, 1, 1), (6, 1, 2), (95, 1, 2), (96, 2, 2)):
        drawn = [second] * seldom + [first] * (100 - seldom)
        shares = priority_shares(drawn, [A, B], "s")
        assert (shares["a"].low, shares["a"].high) == (low, high), seldom
        assert shares["a"].first == pytest.approx(1 - seldom / 100)
