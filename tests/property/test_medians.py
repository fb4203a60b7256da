"""One median for scores, peers and pages: the middle figure, or half-way between the middle two."""

from __future__ import annotations

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from dpcap.report import figures
from dpcap.report.portfolio.spread import quantile

figures_ = st.lists(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6),
    min_size=1,
    max_size=12,
)


@given(figures_)
def test_the_median_is_to_the_last_bit_what_the_method_says(values: list[float]) -> None:
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    assert median(values) == (ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_the_median_of_the_head_is_the_middle_mark_of_the_chart(scores: list[float]) -> None:
    assert figures.score(median(scores)) == figures.score(quantile(sorted(scores), 0.5))
