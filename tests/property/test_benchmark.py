"""Laws of benchmarks: cuts ascend and stay inside, order is of no account, no few stand apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dpcap.analysis.benchmark import benchmark_json, quantiles, safe
from dpcap.model.benchmark import FEWEST
from dpcap.report.figures import TOLERANCE
from dpcap.report.view_peers import standing
from peers import benchmark, row

scores = st.floats(0, 100, allow_nan=False)
many = st.lists(scores, min_size=10, max_size=80).map(sorted)
parts = st.sampled_from([4, 10])
people = st.frozensets(st.integers(0, 60), max_size=60)


@given(many, parts)
def test_cuts_ascend_and_lie_inside(values, parts):
    cuts = quantiles(values, parts)
    assert list(cuts) == sorted(cuts)
    assert values[0] <= cuts[0]
    assert cuts[-1] <= values[-1]


@given(many, parts)
def test_each_part_holds_no_more_than_its_share(values, parts):
    """Below the p-quantile lie at most p of n − 1 steps, above it at most the rest."""
    for place, cut in enumerate(quantiles(values, parts), 1):
        assert sum(value < cut for value in values) <= place * (len(values) - 1) / parts + 1
        assert sum(value > cut for value in values) <= (parts - place) * len(values) / parts + 1


@given(many, scores, parts)
def test_a_score_stands_somewhere(values, score, parts):
    cuts = quantiles(values, parts)
    below, upto = standing(score, cuts)
    assert 0 <= below <= upto <= len(cuts)
    assert all(cut < score for cut in cuts[:below])
    assert all(abs(cut - score) <= 2 * TOLERANCE for cut in cuts[below:upto])
    assert all(cut > score for cut in cuts[upto:])


@given(st.dictionaries(st.sampled_from([None, *"abcdef"]), people))
def test_groups_given_never_differ_by_a_few(groups):
    kept = safe(groups)
    for one in kept.values():
        assert len(one) >= FEWEST
        for other in kept.values():
            assert len(one - other) == 0 or len(one - other) >= FEWEST


@given(
    st.lists(st.tuples(scores, st.sampled_from(["one", "two"]), st.booleans()), max_size=60),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_outcomes_is_of_no_account(drawn, random):
    outcomes = [
        row(f"p{n}", score, role=role, categories=("food",) if food else ("drink", "food"))
        for n, (score, role, food) in enumerate(drawn)
    ]
    first = benchmark_json(benchmark(outcomes))
    random.shuffle(outcomes)
    assert benchmark_json(benchmark(outcomes)) == first
