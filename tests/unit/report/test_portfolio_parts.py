"""What the portfolio page is made of: quantiles, the first few of many, parts that add up."""

from __future__ import annotations

from statistics import quantiles
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.change import PARTS, ChangeParts
from dpcap.model.gate import GateResult
from dpcap.model.outcome import ScoredOutcome
from dpcap.report.figures import truncated
from dpcap.report.portfolio.page import PortfolioPage
from dpcap.report.portfolio.row_summary import moved, standing
from dpcap.report.portfolio.spread import chart, quantile
from dpcap.report.portfolio.tables import FirstFew
from dpcap.report.portfolio.terms import signed
from portfolios import Plan, as_html, made, plain_row

scores = st.floats(0, 100)
points = st.one_of(st.just(0.0), st.floats(-40, 40, allow_subnormal=False))


@given(st.lists(scores, min_size=2, max_size=60))
def test_quartiles_are_those_of_spreadsheets(values):
    ordered = sorted(values)
    found = [quantile(ordered, at) for at in (0.25, 0.5, 0.75)]
    assert found == pytest.approx(quantiles(ordered, n=4, method="inclusive"))


@given(st.lists(st.integers(-50, 50), max_size=300), st.integers(1, 20))
def test_the_best_are_the_smallest_in_the_order_they_came(keys, most):
    best: FirstFew[int] = FirstFew(most)
    for place, key in enumerate(keys):
        best.add((key,), place)
    expected = sorted(range(len(keys)), key=lambda place: keys[place])[:most]
    assert list(best) == expected
    assert best.count == len(keys)


@given(scores, st.tuples(points, points, points, points, points))
def test_the_parts_of_a_move_add_up_to_what_is_shown(before, parts):
    after = before + sum(parts)
    split = ChangeParts(before=before, after=after, **dict(zip(PARTS, parts, strict=True)))
    found = moved(split)
    assert sum(found.parts) == found.total
    assert found.total == round(10 * truncated(after)) - round(10 * truncated(before))
    for shown, exact in zip(found.parts, parts, strict=True):
        assert abs(shown / 10 - exact) < 0.1 + 1e-6


@pytest.mark.parametrize(
    ("before", "after", "total"), [(None, 50.0, 500), (50.0, None, -500), (None, None, 0)]
)
def test_a_missing_score_counts_as_none(before, after, total):
    answers = (after or 0.0) - (before or 0.0)
    split = ChangeParts(
        before=before, after=after, ruler=0, provider=0, peers=0, answers=answers, proof=0
    )
    assert moved(split).total == total
    assert moved(split).parts == (0, 0, 0, total, 0)


@pytest.mark.parametrize(("tenths", "said"), [(32, "+3.2"), (-4, "−0.4"), (0, "0.0")])
def test_signs(tenths, said):
    assert signed(tenths) == said


def test_a_chart_shows_every_value_inside_its_frame():
    drawn = chart([0.0, 4.9, 5.0, 99.0, 100.0], [1.0, 5.0, 99.0])
    assert drawn.count("h8v") == 3
    assert "M191 22.5" in drawn


def result(state: str, severity: str = "error") -> GateResult:
    return GateResult(
        id="r", severity=severity, state=state, operator="at_least", needed=1, found=None
    )


@pytest.mark.parametrize(
    ("gates", "told"),
    [
        ((), {}),
        ((("met", "error"), ("met", "warn")), {"met": 2}),
        ((("failed", "error"), ("met", "error")), {"failed": 1}),
        ((("failed", "warn"), ("unchecked", "warn")), {"warned": 2}),
        ((("unchecked", "error"), ("waived", "error")), {"unchecked": 1, "waived": 1}),
        ((("failed", "off"), ("not_applicable", "error")), {}),
    ],
)
def test_where_a_provider_stands_with_the_gates(gates, told):
    row = plain_row(gates=tuple(result(*one) for one in gates))
    assert standing(row) == told


def test_no_row_is_kept():
    shown = made(Plan(300, seed=6))
    sink = PortfolioPage(shown)
    seen = []
    for outcome in shown.outcomes():
        sink.add(outcome)
        if isinstance(outcome, ScoredOutcome):
            seen.append(ref(outcome))
    del outcome
    assert len(seen) > 250
    assert [one for one in seen if one() is not None] == []
    assert b"".join(sink.end()).decode() == as_html(shown)
