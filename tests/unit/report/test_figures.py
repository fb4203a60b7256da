"""Numbers are cut, and never to the better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.report import figures


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (99.99, "99.9"),
        (99.999999, "99.9"),
        (100.0, "100"),
        (69.96, "69.9"),
        (0.1 + 0.2, "0.3"),
        (46.2, "46.2"),
        (0.0, "0.0"),
        (85.0, "85.0"),
    ],
)
def test_score(value, shown):
    assert figures.score(value) == shown


@given(st.floats(0, 100), st.integers(0, 1000))
def test_a_page_never_shows_a_mark_that_was_missed(value, tenths):
    mark = tenths / 10
    if value < mark - 1e-9:
        assert float(figures.score(value)) < mark


@pytest.mark.parametrize(
    ("share", "shown"), [(0.6999, "69.9%"), (0.7, "70%"), (1.0, "100%"), (0.99999, "99.9%")]
)
def test_percent(share, shown):
    assert figures.percent(share) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2612.0, "2,612"),
        (1234567.5, "1,234,567.5"),
        (2.6, "2.6"),
        (2.666, "2.66"),
        (0.0123, "0.0123"),
        (0.0, "0"),
        (-12.5, "−12.5"),
        (0.05, "0.05"),
    ],
)
def test_number(value, shown):
    assert figures.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12.604, "12.61"), (12.6, "12.6"), (0.01231, "0.0124"), (2612.0, "2,612"), (-12.604, "−12.6")],
)
def test_a_figure_of_which_less_is_better(value, shown):
    assert figures.number(value, up=True) == shown


@pytest.mark.parametrize(
    ("found", "needed", "operator", "show", "shown"),
    [
        (90.004, 90.0, "at_most", figures.number, "90.004"),
        (0.10004, 0.1, "at_most", figures.percent, "10.1%"),
        (0.1, 0.1, "at_most", figures.percent, "10%"),
        (0.69996, 0.7, "at_least", figures.percent, "69.9%"),
        (59.9996, 60.0, "at_least", figures.score, "59.9"),
        (62.58, 62.55, "at_least", figures.score, "62.58"),
        (60.0 - 1e-10, 60.0, "at_least", figures.score, "60.0"),
        (12.0, 30.0, "at_most", figures.number, "12"),
        (3.0, 3.001, "equals", figures.number, "3"),
    ],
)
def test_beside_its_mark_a_figure_lies_on_its_own_side(found, needed, operator, show, shown):
    assert figures.held(found, needed, operator, show) == shown


def test_marks_and_limits_are_shown_in_full():
    assert figures.mark(99.99995) == "99.99995"
    assert figures.limit(0.12345) == "12.345%"
    assert figures.written(1234567.25) == "1,234,567.25"
    assert figures.written(-0.5) == "−0.5"
