"""Cutting never flatters: what is shown beside a mark lies on the side of it on which it is.

Over drawn figures, in both languages: gates, levels, the limit on N/A, coverage, targets; and what
is measured never looks better than it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.model.base import LANGUAGES
from dpcap.model.gate import OPERATORS, GateResult
from dpcap.model.profile import Profile
from dpcap.model.scale import Numeric
from dpcap.model.trace import UnmetLevelRule
from dpcap.report import figures
from dpcap.report.answers import value_words
from dpcap.report.batch import wording
from dpcap.report.context import PageContext
from dpcap.report.explain import explain
from dpcap.report.gate_words import needed
from dpcap.report.letter.write import write_letter
from dpcap.report.paths import own_reports
from dpcap.report.portfolio.rules import _found
from dpcap.report.sanitize import plain
from dpcap.report.terms import PortfolioTerms
from dpcap.report.view import make_context
from dpcap.report.view_page_one import conclusion
from dpcap.report.view_rules import needs
from dpcap.report.view_scores import area_rows
from letters import TODAY, example, mail, rules, standing
from portfolios import one, plain_row
from profiles import Wish, profile, shipped

_FIGURE = re.compile(r"[−-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_NEEDED = re.compile(r"(?:needed|需要)([0-9.,%]+)(?:,|，)(?:found|现为)([0-9.,%]+)")
LEVEL = "L2"


def read(text: str) -> list[float]:
    """Every figure in *text*."""
    shown = (one.replace(",", "").replace("−", "-") for one in _FIGURE.findall(text))
    return [float(figure) for figure in shown]


def side(one: float, other: float) -> int:
    return (one > other + 1e-9) - (one < other - 1e-9)


def near(around: st.SearchStrategy[float], most: float = 1e9) -> st.SearchStrategy[Any]:
    """A mark, and a figure beside it: somewhere, near, very near, or the same."""
    steps = st.sampled_from([0.0, 1e-8, 1e-6, 1e-4, 0.004, 0.04, 0.4, 1.0, 17.0])
    return st.builds(
        lambda mark, step, sign: (mark, min(max(mark + sign * step, 0.0), most)),
        around,
        steps,
        st.sampled_from([-1.0, 1.0]),
    )


marks = st.one_of(
    st.integers(1, 100).map(float),
    st.integers(1, 1000).map(lambda n: n / 10),
    st.integers(1, 10_000).map(lambda n: n / 100),
)
pairs = near(marks, 100.0)
amounts = near(
    st.one_of(marks, st.integers(1, 10**8).map(float), st.integers(1, 10**8).map(lambda n: n / 100))
)
shares = near(st.integers(1, 1000).map(lambda n: n / 1000), 1.0).map(
    lambda pair: (pair[0], min(pair[1], 1.0))
)


@given(pairs, amounts, shares, st.sampled_from(OPERATORS))
def test_what_is_held_to_a_mark_lies_on_its_side(score, amount, share, operator):
    for (mark, found), show, unit in (
        (score, figures.score, 1),
        (amount, figures.number, 1),
        (share, figures.percent, 100),
    ):
        (shown,) = read(figures.held(found, mark, operator, show))
        (asked,) = read(figures.limit(mark) if unit > 1 else figures.written(mark))
        assert asked == pytest.approx(mark * unit, abs=1e-9)
        assert side(shown, asked) == side(found, mark)
        # And never on the better side of what it is.
        assert (
            shown >= found * unit - 1e-6 if operator == "at_most" else shown <= found * unit + 1e-6
        )


@lru_cache(maxsize=4)
def terms_in(language: str) -> PortfolioTerms:
    return wording.terms_of(one(plain_row(), language=language))


@given(amounts, st.sampled_from(OPERATORS), st.sampled_from(LANGUAGES))
def test_a_gate(pair, operator, language):
    """On GitHub, in JUnit and proposals, on the portfolio page."""
    mark, found = pair
    gate = result(mark, found, operator)
    terms = terms_in(language)
    asked, shown = read(plain(wording.ruling(gate, terms)))
    assert side(shown, asked) == side(found, mark)
    assert (read(needed(gate, terms)), read(plain(_found(gate, terms).text))) == ([asked], [shown])


def result(mark: float, found: float, operator: str) -> GateResult:
    state = "met" if meets(found, mark, operator) else "failed"
    return GateResult(
        id="level", severity="error", state=state, operator=operator, needed=mark, found=found
    )


def meets(found: float, mark: float, operator: str) -> bool:
    at = side(found, mark)
    return at >= 0 if operator == "at_least" else at <= 0 if operator == "at_most" else at == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("operator", "mark", "found"),
    [("at_most", 90.0, 90.004), ("at_least", 60.0, 59.9996), ("at_most", 0.1, 0.10004)],
)
def test_a_letter(language, operator, mark, found):
    made = example("haidao-cross")
    gate = result(mark, found, operator)
    decided = standing(made, None).model_copy(update={"gates": (gate,)})
    letter = write_letter(
        made, shipped(), decided, mail(), "declined", language=language, today=TODAY, gates=rules()
    )
    line = next(
        line for line in letter.text.splitlines() if figures.written(mark) in read_as_said(line)
    )
    asked, shown = read(line)[-2:]
    assert side(shown, asked) == side(found, mark)


def read_as_said(line: str) -> list[str]:
    return [figure.replace(",", "") for figure in _FIGURE.findall(line)]


def context(made: Profile, language: str) -> PageContext:
    return make_context(made, shipped(), own_reports(), language, "reviewer")


def blocked(rule: str, mark: float, found: float) -> Profile:
    """A profile that misses a rule of the next level, and has no plan to reach it."""
    made = profile(Wish())
    nodes = ("live",) if rule in {"min_area", "not_applicable"} else ()
    one = UnmetLevelRule(level=LEVEL, rule=rule, needed=mark, found=found, nodes=nodes)
    level = made.overall.level
    reached = level.proved.model_copy(update={"id": "L1", "blocked": (one,)})
    overall = made.overall.model_copy(
        update={"level": level.model_copy(update={"proved": reached})}
    )
    return made.model_copy(update={"overall": overall, "plan": None})


def told(made: Profile, language: str, mark: str) -> list[tuple[float, float]]:
    """What the table, the sentence and the explanation say of the rule: needed and found."""
    ctx = context(made, language)
    row = next(need for need in needs(ctx) if mark in need.needed and need.status == "unmet")
    sentence = conclusion(ctx).second
    found, asked = read(sentence.split(":" if language == "en" else "：", 1)[1])[-2:]
    # Lines may be broken anywhere.
    explained = _NEEDED.search("".join(explain(made, shipped(), None, language).split()))
    assert explained
    (explained_mark,), (explained_found,) = read(explained[1]), read(explained[2])
    return [
        (read(row.needed)[0], read(row.found)[0]),
        (asked, found),
        (explained_mark, explained_found),
    ]


@given(pairs, st.sampled_from(["from", "min_area"]), st.sampled_from(LANGUAGES))
def test_a_rule_of_a_level(pair, rule, language):
    mark, found = pair
    if side(found, mark) >= 0:
        found = max(0.0, mark - (found - mark) - 1e-8)
    for asked, shown in told(blocked(rule, mark, found), language, figures.mark(mark)):
        assert side(shown, asked) == side(found, mark) == -1


@given(shares, st.sampled_from(["coverage", "not_applicable"]), st.sampled_from(LANGUAGES))
def test_a_limit_that_is_a_share(pair, rule, language):
    mark, found = pair
    wrong = -1 if rule == "coverage" else 1
    if side(found, mark) != wrong:
        found = max(0.0, mark + wrong * (abs(found - mark) + 1e-8))
    assume(side(found, mark) == wrong)
    for asked, shown in told(blocked(rule, mark, found), language, figures.limit(mark)):
        assert side(shown, asked) == side(found, mark) == wrong


@given(pairs, st.sampled_from(LANGUAGES))
def test_a_target(pair, language):
    target, proved = pair
    made = profile(Wish())
    areas = tuple(
        area.model_copy(update={"target": target, "proved": proved}) for area in made.areas
    )
    for row in area_rows(context(made.model_copy(update={"areas": areas}), language)):
        (shown,), met = read(row.proved), side(proved, target) >= 0
        assert (shown >= float(row.target)) == row.met == met
        assert met or read(row.gap)[0] != 0


LOWER = [
    spec
    for spec in shipped().by_id.values()
    if isinstance(spec.scale, Numeric) and spec.scale.direction == "lower"
]
HIGHER = [
    spec
    for spec in shipped().by_id.values()
    if isinstance(spec.scale, Numeric) and spec.scale.direction == "higher"
]


@given(
    st.sampled_from(LOWER), st.sampled_from(HIGHER), st.floats(0, 1e6), st.sampled_from(LANGUAGES)
)
def test_what_is_measured_looks_no_better(lower, higher, value, language):
    ctx = context(profile(Wish()), language)
    assert read(plain(value_words(ctx, lower, value)))[0] >= value - 1e-6
    assert read(plain(value_words(ctx, higher, value)))[0] <= value + 1e-6


def test_a_refund_rate_of_12_604():
    ctx = context(profile(Wish()), "zh")
    spec = next(spec for spec in LOWER if spec.scale.unit.zh == "%")
    assert value_words(ctx, spec, 12.604) == "12.61%"


def test_there_is_something_to_look_at():
    assert len(LOWER) > 5
    assert len(HIGHER) > 20
