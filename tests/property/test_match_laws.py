"""Laws of matching: what fits, who leads whom by every priority, what an order cannot change."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dpcap.model.brief import BriefNeeds
from dpcap.scoring.priorities import WHOLE, PrioritySpace, corners, draw_priorities, priority_space
from dpcap.scoring.priority_shares import NeededScores, dominance, priority_shares
from priority_cases import drawn_needs, drawn_providers

DRAWS = 60


def least(space: PrioritySpace, costs: list[int]) -> float | None:
    """The least that *costs* come to over the weights that fit, by an LP; None: none fit."""
    size = len(space.needs)
    rows = [[(one == b) - (one == a) for one in range(size)] for a, b in space.pairs]
    limits = [(0.0, 1.0)] * size
    for line in space.lines:
        if line.need is not None:
            low, high = limits[line.need]
            limits[line.need] = (max(low, line.low / WHOLE), min(high, line.high / WHOLE))
    if any(low > high for low, high in limits):
        return None
    found = linprog(
        costs,
        A_ub=np.array(rows) if rows else None,
        b_ub=np.zeros(len(rows)) if rows else None,
        A_eq=np.ones((1, size)),
        b_eq=[1.0],
        bounds=limits,
    )
    return float(found.fun) if found.status == 0 else None


@given(drawn_needs())
def test_an_empty_set_names_lines_that_contradict_each_other(needs: BriefNeeds) -> None:
    space = priority_space(needs)
    assert space.is_empty == (least(space, [0] * len(space.needs)) is None)
    lines = space.contradiction
    assert bool(lines) == space.is_empty
    if lines:
        assert PrioritySpace(space.needs, lines).is_empty
        for line in lines:
            rest = tuple(one for one in lines if one is not line)
            assert not PrioritySpace(space.needs, rest).is_empty


@given(drawn_needs())
def test_the_inner_weights_fit(needs: BriefNeeds) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    assert space.fits(space.inner_weights)


@given(drawn_needs(), st.text(max_size=4))
def test_all_weights_drawn_fit_and_hang_on_the_seed_alone(needs: BriefNeeds, seed: str) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    found = [*draw_priorities(space, DRAWS, seed)]
    assert len(found) == DRAWS
    assert all(map(space.fits, found))
    assert found == [*draw_priorities(space, DRAWS, seed)]


@settings(max_examples=60)
@given(st.data(), drawn_needs())
def test_dominance_agrees_with_an_lp(data: st.DataObject, needs: BriefNeeds) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    providers = data.draw(drawn_providers(len(space.needs)))
    found = dominance(corners(space), providers)
    for one in providers:
        for other in providers:
            if one is other:
                continue
            apart = [a - b for a, b in zip(one.low, other.high, strict=True)]
            worst = least(space, apart)
            assert worst is not None
            leads = other.provider in found[one.provider]
            if worst > 0.01:
                assert leads
            if worst < -0.01:
                assert not leads


@given(st.data(), drawn_needs())
def test_nobody_behind_by_every_priority_is_ever_ahead(
    data: st.DataObject, needs: BriefNeeds
) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    providers = data.draw(drawn_providers(len(space.needs)))
    pairs = dominance(corners(space), providers)
    shares = priority_shares([*draw_priorities(space, DRAWS, "s")], providers, "s")
    for one, behind in pairs.items():
        for other in behind:
            assert one not in pairs[other]
            assert shares[one].best <= shares[other].best
            assert shares[one].worst <= shares[other].worst
            assert shares[one].first >= shares[other].first


@given(st.data(), drawn_needs())
def test_one_more_provider_reverses_no_pair_and_an_order_changes_nothing(
    data: st.DataObject, needs: BriefNeeds
) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    edges, weights = corners(space), [*draw_priorities(space, DRAWS, "s")]
    providers = data.draw(drawn_providers(len(space.needs)))
    low, high = data.draw(st.sampled_from(providers))[1:]
    more = [*providers, NeededScores("q", low, high)]
    before, after = dominance(edges, providers), dominance(edges, more)
    for one, behind in before.items():
        assert set(after[one]) - {"q"} == set(behind)
    shuffled = data.draw(st.permutations(more))
    assert dominance(edges, shuffled) == after
    assert priority_shares(weights, shuffled, "s") == priority_shares(weights, more, "s")


@given(st.data(), drawn_needs())
def test_shares_and_ranks_are_whole(data: st.DataObject, needs: BriefNeeds) -> None:
    space = priority_space(needs)
    assume(not space.is_empty)
    providers = data.draw(drawn_providers(len(space.needs)))
    shares = priority_shares([*draw_priorities(space, DRAWS, "s")], providers, "s")
    assert abs(sum(one.first for one in shares.values()) - 1) < 0.001 * len(providers)
    for one in shares.values():
        assert 1 <= one.best <= one.low <= one.high <= one.worst <= len(providers)
        assert bool(one.central) == (one.best == 1)
        if one.central:
            assert abs(sum(one.central) - 1) < 0.001
