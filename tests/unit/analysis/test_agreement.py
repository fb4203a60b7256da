"""Agreement: the published values, and what the figures mean at their ends."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest

from dpcap.analysis.agreement import (
    alpha,
    coincidences,
    crossed,
    mean_difference,
    nominal,
    ordinal,
    pairings,
    raw_agreement,
    specific_agreement,
    weighted_kappa,
)
from dpcap.analysis.agreement_study import (
    ACCEPTED,
    REFUSED,
    Rating,
    rung_agreement,
    verdict_agreement,
)
from dpcap.analysis.bootstrap import Bootstrap

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, C: four observers, twelve units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
UNITS = [
    [int(value) - 1 for value in unit if value != "."]
    for unit in zip(*(line.split() for line in OBSERVERS), strict=True)
]
# Weighted kappa after Cohen (1968).
FIRST, SECOND = [0, 1, 2, 3, 3, 2, 1, 0, 2, 3], [0, 1, 2, 3, 2, 2, 1, 1, 2, 3]


def ratio_metric(a: int, b: int, _: object) -> float:
    return ((a - b) / (a + b + 2)) ** 2


@pytest.mark.parametrize(
    ("distance", "published"), [(nominal, 0.743), (ordinal, 0.815), (ratio_metric, 0.797)]
)
def test_alpha_as_published(distance, published):
    assert alpha(coincidences(UNITS, 5), distance).value == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(("power", "published"), [(1, 0.821429), (2, 0.900990)])
def test_weighted_kappa_as_published(power, published):
    table = crossed(zip(FIRST, SECOND, strict=True), 4)
    assert weighted_kappa(table, power).value == pytest.approx(published, abs=5e-7)


def test_agreement_on_refusals_is_that_of_two_by_hand():
    # Both refuse 4, one alone 3 and 1: 2·4 / (2·4 + 3 + 1); all agree on 4 + 12 of 20.
    units = [[0, 0]] * 4 + [[0, 1]] * 3 + [[1, 0]] + [[1, 1]] * 12
    table = pairings(units, 2)
    assert specific_agreement(table, REFUSED).value == pytest.approx(8 / 12)
    assert specific_agreement(table, ACCEPTED).value == pytest.approx(24 / 28)
    assert raw_agreement(table).value == pytest.approx(16 / 20)


def test_where_nobody_differs_alpha_is_not_defined_and_agreement_is_whole():
    units = [[1, 1]] * 5
    assert alpha(coincidences(units, 2), nominal).value is None
    assert raw_agreement(pairings(units, 2)).value == 1
    assert specific_agreement(pairings(units, 2), REFUSED).value is None
    assert weighted_kappa(crossed([(1, 1)] * 5, 2)).value is None


def test_what_one_alone_said_adds_nothing():
    alone = [[0], [3], []]
    assert coincidences([*UNITS, *alone], 5) == coincidences(UNITS, 5)


def test_the_mean_difference_has_the_sign_of_the_more_lenient():
    assert mean_difference(crossed([(2, 1), (1, 1), (0, 2)], 3)).value == pytest.approx(-1 / 3)


def ratings(providers: int, people: str = "ab", items: int = 4) -> list[Rating]:
    rng = np.random.RandomState(7)
    each = product(range(providers), range(items), people)
    return [Rating(f"p{p:02}", i, who, int(rng.rand() < 0.7)) for p, i, who in each]


def test_below_ten_providers_there_are_counts_alone():
    found = verdict_agreement(ratings(9), Bootstrap())
    assert (found.providers, found.items) == (9, 36)
    assert (found.raw, found.refusals, found.alpha, found.pairs[0].leniency) == (None,) * 4
    assert sum(map(sum, found.pairs[0].counts)) == 36
    assert verdict_agreement(ratings(10)).raw is not None
    few = rung_agreement(ratings(9), Bootstrap())
    assert (few.alpha, few.pairs[0].kappa, few.items) == (None, None, 36)


def test_without_numpy_there_are_points_and_no_intervals():
    bare, whole = verdict_agreement(ratings(12)), verdict_agreement(ratings(12), Bootstrap())
    for name in ("raw", "refusals", "alpha"):
        point, both = getattr(bare, name), getattr(whole, name)
        assert (point.value, point.low, point.high) == (both.value, None, None)
        assert both.low <= both.value <= both.high
    assert bare.pairs[0].counts == whole.pairs[0].counts


def test_the_same_ratings_in_any_order_give_the_same_bytes():
    once = verdict_agreement(ratings(12, "abc"), Bootstrap())
    again = verdict_agreement([*reversed(ratings(12, "abc"))], Bootstrap())
    assert json.dumps(once) == json.dumps(again)
    assert verdict_agreement(ratings(12, "abc"), Bootstrap(seed=2)) != once


def test_an_interval_is_what_providers_drawn_by_hand_give():
    """The tables added up give what the ratings of the drawn providers give."""
    tables = [
        pairings([[a, b], [b, b]], 2) for a, b in [(0, 1), (1, 1), (0, 0), (1, 0), (1, 1), (0, 1)]
    ]
    drawn = np.random.PCG64(3).random_raw(40 * 6).reshape(40, 6) % 6
    by_hand = []
    for draw in drawn:
        summed = np.sum([tables[int(one)] for one in draw], axis=0).tolist()
        by_hand.append(raw_agreement(summed).value)
    expected = np.quantile(by_hand, (0.025, 0.975))
    assert Bootstrap(40, 3).interval(tables, raw_agreement) == pytest.approx(tuple(expected))


def test_where_most_draws_define_nothing_there_is_no_interval():
    one_differs = [pairings([[1, 1]], 2)] * 11 + [pairings([[0, 1]], 2)]
    assert Bootstrap().interval(one_differs, lambda t: specific_agreement(t, REFUSED)) is None


def test_whole_providers_are_drawn_so_many_pieces_of_one_do_not_narrow_it():
    few = [pairings([[0, 0]], 2), pairings([[0, 1]], 2)] * 5
    many = [pairings([[0, 0]] * 50, 2), pairings([[0, 1]] * 50, 2)] * 5
    assert Bootstrap().interval(few, raw_agreement) == Bootstrap().interval(many, raw_agreement)


def test_each_pair_of_three_reviewers_is_told():
    found = rung_agreement(ratings(12, "abc"), Bootstrap())
    assert [one.reviewers for one in found.pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert all(one.items == 48 and one.providers == 12 for one in found.pairs)
