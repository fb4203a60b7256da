"""Laws of agreement: whatever reviewers said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.analysis.agreement import (
    alpha,
    coincidences,
    crossed,
    mean_difference,
    nominal,
    ordinal,
    pairings,
    raw_agreement,
    weighted_kappa,
)
from dpcap.analysis.agreement_study import Rating, verdict_agreement

SIZE = 4
VALUES = st.integers(0, SIZE - 1)
UNITS = st.lists(st.lists(VALUES, max_size=4), max_size=12)
PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=15)


@given(UNITS)
def test_alpha_is_one_at_most_and_the_order_of_units_and_people_is_no_matter(units):
    for distance in (nominal, ordinal):
        found = alpha(coincidences(units, SIZE), distance).value
        turned = [unit[::-1] for unit in units[::-1]]
        assert found == pytest.approx(alpha(coincidences(turned, SIZE), distance).value)
        assert found is None or found <= 1


@given(UNITS, st.permutations(range(SIZE)))
def test_nominal_alpha_does_not_hang_on_names(units, names):
    renamed = [[names[one] for one in unit] for unit in units]
    before, after = (alpha(coincidences(one, SIZE), nominal).value for one in (units, renamed))
    assert before == pytest.approx(after)


@given(UNITS, UNITS)
def test_tables_add_up(units, others):
    for count in (coincidences, pairings):
        both = count([*units, *others], SIZE)
        first, second = count(units, SIZE), count(others, SIZE)
        for row, a, b in zip(both, first, second, strict=True):
            assert row == pytest.approx([x + y for x, y in zip(a, b, strict=True)])


@given(PAIRS)
def test_who_comes_first_turns_the_difference_and_nothing_else(pairs):
    table, turned = crossed(pairs, SIZE), crossed(((b, a) for a, b in pairs), SIZE)
    assert mean_difference(table).value == pytest.approx(-mean_difference(turned).value)
    assert weighted_kappa(table).value == pytest.approx(weighted_kappa(turned).value)
    raw = raw_agreement(pairings(pairs, SIZE)).value
    assert raw == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
    if all(a == b for a, b in pairs):
        assert weighted_kappa(table).value in (None, 1)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.sampled_from("abc"))))
def test_only_what_two_judged_is_counted(said):
    ratings = {(p, i, who): Rating(f"p{p}", i, who, (p + i) % 2) for p, i, who in said}
    found = verdict_agreement(ratings.values())
    people = {}
    for p, i, who in ratings:
        people.setdefault((p, i), set()).add(who)
    shared = {key for key, who in people.items() if len(who) > 1}
    assert found.items == len(shared)
    assert found.providers == len({p for p, _ in shared})
