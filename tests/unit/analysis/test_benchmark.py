"""Benchmarks: the quantiles are the published ones, and no few providers can be read off them."""

from __future__ import annotations

import statistics
from datetime import date

import pytest
from pydantic import ValidationError

from dpcap.analysis.benchmark import benchmark_json, quantiles, safe
from dpcap.model.benchmark import Benchmark, ScoreQuantiles
from dpcap.model.outcome import FailedOutcome
from peers import benchmark, row, rows


@pytest.mark.parametrize(
    ("values", "quartiles"),
    [
        # The usual textbook case, and the one in the manual of a well-known spreadsheet.
        ([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], (25.5, 40.0, 42.5)),
        ([1, 2, 4, 7, 8, 9, 10, 12], (3.5, 7.5, 9.25)),
    ],
)
def test_quartiles_as_published(values, quartiles):
    assert quantiles(values, 4) == quartiles


@pytest.mark.parametrize("count", [10, 11, 29, 30, 31, 97])
@pytest.mark.parametrize("parts", [4, 10])
def test_the_standard_library_says_the_same(count, parts):
    values = sorted((37.7 * n) % 100 for n in range(count))
    expected = statistics.quantiles(values, n=parts, method="inclusive")
    assert quantiles(values, parts) == pytest.approx(expected, abs=1e-9)


def test_a_score_that_all_share_is_every_cut_exactly():
    assert set(quantiles([63.3] * 30, 10)) == {63.3}


@pytest.mark.parametrize(("count", "cuts"), [(10, 3), (29, 3), (30, 9), (300, 9)])
def test_quartiles_from_ten_deciles_from_thirty(count, cuts):
    (group,) = benchmark([row(f"p{n}", n / 10) for n in range(count)]).groups
    assert (group.role, group.category, group.overall.providers) == ("one", None, count)
    assert len(group.overall.proved) == len(group.overall.claimed) == cuts
    assert set(group.areas) == {"aaa"}
    assert set(group.dimensions) == {"AAA-1", "AAA-2"}
    assert min(group.overall.proved) > 0.0
    assert max(group.overall.proved) < (count - 1) / 10


def test_nine_are_no_group():
    assert benchmark(rows(9)).groups == ()
    assert benchmark([]).first_day is None


def test_only_graded_scored_rows_over_the_full_set_of_this_framework_count():
    others = [
        row("a", 99.0, graded=False),
        row("b", None),
        row("c", 99.0, asked="core"),
        row("d", 99.0, framework="0" * 64),
        FailedOutcome(folder="e", provider="e", findings=()),
    ]
    assert benchmark([*rows(12), *others]) == benchmark(rows(12))


def test_each_provider_once_the_later_of_two():
    late = row("p3", 80.0, as_of=date(2027, 1, 1))
    found = benchmark([late, *rows(10)])
    assert found == benchmark([*rows(10), late])
    (group,) = found.groups
    assert group.overall.providers == 10
    assert group.overall.proved[2] > 6.75
    assert found.last_day == date(2027, 1, 1)


def groups_of(outcomes):
    return [(one.role, one.category, one.overall.providers) for one in benchmark(outcomes).groups]


def test_a_category_whose_complement_is_small_is_left_out():
    part = rows(21, categories=("food",))
    assert groups_of([*part, *rows(9, 21)]) == [("one", None, 30)]
    assert groups_of([*part, *rows(10, 21)]) == [("one", None, 31), ("one", "food", 21)]
    assert groups_of(part) == [("one", None, 21), ("one", "food", 21)]


def test_two_categories_that_nearly_agree_are_not_both_given():
    both = rows(20, categories=("drink", "food"))
    few = rows(3, 20, categories=("food",))
    rest = rows(20, 30)
    assert groups_of([*both, *few, *rest]) == [("one", None, 43), ("one", "food", 23)]
    assert groups_of([*both, *rest])[1:] == [("one", "drink", 20), ("one", "food", 20)]


def test_roles_are_apart_in_the_order_of_the_framework():
    two = rows(10, 50, role="two")
    assert groups_of([*two, *rows(11)]) == [("one", None, 11), ("two", None, 10)]


def test_a_node_that_few_were_asked_about_is_left_out():
    found = benchmark([*rows(9), *rows(10, 9, second=False)])
    (group,) = found.groups
    assert set(group.dimensions) == {"AAA-1"}


def test_the_same_guard_holds_for_each_node():
    """Of 30, 20 sell food; of those who were asked the second dimension, only 3 do not."""
    food = rows(20, categories=("food",))
    outcomes = [*food, *rows(3, 20), *rows(7, 23, second=False)]
    assert groups_of(outcomes) == [("one", None, 30), ("one", "food", 20)]
    whole, part = benchmark(outcomes).groups
    assert set(whole.dimensions) == {"AAA-1", "AAA-2"}
    assert set(part.dimensions) == {"AAA-1"}


def test_safe_prefers_the_whole_role():
    names = frozenset(f"p{n}" for n in range(12))
    assert list(safe({"food": names, None: names, "few": frozenset(list(names)[:3])})) == [
        None,
        "food",
    ]


def test_no_provider_is_named_and_it_reads_back():
    found = benchmark(rows(40, categories=("food",), owner="Somebody"))
    text = benchmark_json(found)
    assert Benchmark.model_validate_json(text) == found
    for word in ("p3", "Somebody", "folder", '"min', '"max'):
        assert word not in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"providers": 9},
        {"providers": 30},
        {"proved": (3.0, 2.0, 1.0)},
        {"proved": (1.0, 2.0, 101.0)},
        {"claimed": (1.0, 2.0)},
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(wrong):
    good = {"providers": 12, "claimed": (1.0, 2.0, 3.0), "proved": (1.0, 2.0, 3.0)}
    ScoreQuantiles.model_validate(good)
    with pytest.raises(ValidationError):
        ScoreQuantiles.model_validate({**good, **wrong})
