"""Laws of incentives: the pot holds, no fen is a cliff, who may not gets nothing."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.assessment import Fact
from dpcap.model.base import Name
from dpcap.model.incentives import IncentiveRules, IncentiveTerm, PayBracket
from dpcap.model.period import span_of
from dpcap.scoring.incentive_faults import incentive_faults
from dpcap.scoring.incentive_pay import (
    exact,
    fen,
    jumps,
    marginal_pay,
    shared_out,
    slices,
    written_pay,
)
from dpcap.scoring.incentive_shares import IncentiveCandidate, PaidPeriod, share_pot

SUMS = st.integers(0, 5_000_000).map(lambda one: one / 100)
RATES = st.integers(0, 1000).map(lambda one: one / 100)
FIGURES = st.integers(0, 10**9)


@st.composite
def brackets(draw: st.DrawFn) -> tuple[PayBracket, ...]:
    begins = sorted(draw(st.sets(SUMS, min_size=1, max_size=5)))
    return tuple(PayBracket(from_yuan=one, rate_percent=draw(RATES)) for one in begins)


@st.composite
def terms(draw: st.DrawFn) -> IncentiveTerm:
    return IncentiveTerm(
        from_=date(2026, 7, 1),
        until=date(2026, 12, 31),
        pot_yuan=draw(SUMS),
        cap_yuan=draw(SUMS),
        brackets=draw(brackets()),
    )


def scheme(term: IncentiveTerm) -> IncentiveRules:
    said = {
        "schema": "dpcap/incentives/1",
        "id": "ours",
        "title": {"zh": "甲", "en": "A"},
        "settled": "quarter",
        "figure": {"fact": "gmv", "yuan_each": 1, "basis": ["shipped"]},
        "eligibility": {"clean": {"fact": "points", "days": 92}},
        "terms": [term.model_dump(by_alias=True)],
    }
    return IncentiveRules.model_validate(said)


@st.composite
def candidates(draw: st.DrawFn) -> list[IncentiveCandidate]:
    made = []
    for place in range(draw(st.integers(0, 6))):
        late = draw(st.sampled_from(["2026-10-08", "2026-09-30"]))
        facts = {
            "gmv": {
                "value": draw(SUMS),
                "on": late,
                "period": draw(st.sampled_from(["2026-Q3", "2026-07-01/2026-09-30", "2026-Q2"])),
                "basis": draw(st.sampled_from(["shipped", "paid"])),
            },
            "points": {
                "value": draw(st.sampled_from([0, 0, 3])),
                "period": draw(st.sampled_from(["2026-Q3", "2026", "2026-09"])),
            },
        }
        known = {name: Fact.model_validate(one) for name, one in facts.items()}
        kept = draw(st.sets(st.sampled_from(["gmv", "points"]), min_size=1))
        name = f"p{place}"
        made.append(
            IncentiveCandidate(name, None, Name(en=name), known, frozenset(kept), None, "0" * 64)
        )
    return made


def paid(term: IncentiveTerm) -> PaidPeriod:
    return PaidPeriod(scheme(term), term, "2026-Q3", span_of("2026-Q3"))


@given(brackets(), FIGURES, st.integers(0, 10**6))
def test_more_never_pays_less_and_never_more_than_the_top_rate(
    found: tuple[PayBracket, ...], figure: int, more: int
) -> None:
    gain = marginal_pay(found, figure + more) - marginal_pay(found, figure)
    top = max((exact(one.rate_percent) for one in found), default=Fraction(0)) / 100
    assert 0 <= gain <= more * top


@given(brackets(), FIGURES)
def test_the_lines_shown_add_up(found: tuple[PayBracket, ...], figure: int) -> None:
    parts = slices(found, figure)
    assert sum(one.part_fen for one in parts) == max(0, figure - fen(found[0].from_yuan))
    assert sum((one.pays for one in parts), Fraction(0)) == marginal_pay(found, figure)


@given(terms(), FIGURES)
def test_as_written_is_as_paid_where_nothing_is_a_cliff(term: IncentiveTerm, figure: int) -> None:
    assert written_pay(term, Fraction(figure)) == marginal_pay(term.brackets, figure)
    assert jumps(term) == ()


@given(terms())
def test_whole_amounts_are_a_cliff_wherever_the_rate_changes(term: IncentiveTerm) -> None:
    whole = term.model_copy(update={"pays": "whole"})
    edges = {one.place for one in jumps(whole)}
    rates = [Fraction(0), *(exact(one.rate_percent) for one in term.brackets)]
    steps = zip(rates, rates[1:], term.brackets, strict=False)
    assert edges == {n for n, (a, b, one) in enumerate(steps) if a != b and one.from_yuan}
    for one in jumps(whole):
        below = Fraction(1, 10**12)
        leap = written_pay(whole, one.edge) - written_pay(whole, one.edge - below)
        assert abs(leap - one.leap) <= below


@given(st.dictionaries(st.text(max_size=3), FIGURES.map(Fraction), max_size=8), FIGURES)
def test_no_pot_is_overdrawn_and_a_short_one_is_shared_alike(
    asked: dict[str, Fraction], pot: int
) -> None:
    got = shared_out(asked, pot)
    assert sum(got.values()) <= pot
    assert all(0 <= got[name] <= asked[name] for name in asked)
    total = sum(asked.values(), Fraction(0))
    if total > pot:
        assert pot - sum(got.values()) < max(1, len(asked))
        assert all(0 <= asked[name] * pot / total - got[name] < 1 for name in asked)


@given(terms(), candidates(), st.randoms(use_true_random=False))
def test_the_pot_holds_order_is_nothing_and_who_may_not_gets_nothing(
    term: IncentiveTerm, every: list[IncentiveCandidate], chance: random.Random
) -> None:
    found = share_pot(paid(term), every)
    assert sum(one.paid_fen for one in found.shares) == found.outcomes[0].paid_fen
    pot = fen(term.pot_yuan or 0)
    assert all(one.paid_fen + one.left_fen == pot and one.left_fen >= 0 for one in found.outcomes)
    assert all(one.paid_fen <= fen(term.cap_yuan or 0) for one in found.shares)
    for one in found.shares:
        states = {check.state for check in one.checks}
        assert (one.state == "eligible") == (states == {"met"})
        assert one.state == "eligible" or (one.paid_fen, one.brackets) == (0, ())
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert share_pot(paid(term), shuffled) == found


@given(terms())
def test_what_lint_passes_has_pot_cap_and_no_cliff(term: IncentiveTerm) -> None:
    codes = {one.code for one in incentive_faults(scheme(term), ())}
    assert codes <= {"DP744", "DP747"}
    none = term.model_copy(update={"pot_yuan": None, "cap_yuan": None})
    assert {one.code for one in incentive_faults(scheme(none), ())} >= {"DP735", "DP736"}
