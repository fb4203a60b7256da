"""How steady tiers are: the chain held against draws, and against what was known before."""

from __future__ import annotations

from random import Random

import pytest

from dpcap.model.standing import QuarterScore, TierState
from dpcap.model.tiers import Tier, TierRules
from dpcap.scoring.tier_steps import TierChain, after, next_tier, steadiness
from standings import BOOKS, PERIODS

SHIPPED = BOOKS.tiers
DRAWS = 1500


def with_lines(gap: float, rise_after: int = 2, grace: int = 1) -> TierRules:
    tiers = {
        name: Tier(title=one.title, rise_at=one.rise_at, hold_at=one.rise_at - gap)
        for name, one in SHIPPED.tiers.items()
    }
    changed = {"tiers": tiers, "rise_after": rise_after, "grace": grace}
    return TierRules.model_validate({**SHIPPED.model_dump(by_alias=True), **changed})


def drawn(rules: TierRules, start: str, score: float, noise: float) -> float:
    """The share of few changes among quarters drawn with a fixed seed."""
    random, few = Random(20261128), 0
    for _ in range(DRAWS):
        state, changes = TierState(tier=start), 0
        for period in PERIODS[: rules.steadiness.quarters]:
            one = QuarterScore(period=period, score=random.gauss(score, noise))
            step = next_tier(rules, state, one)
            changes += step.tier != state.tier
            state = after(state, step, one, rules.memory)
        few += changes <= rules.steadiness.most_changes
    return few / DRAWS


@pytest.mark.parametrize(
    ("start", "score", "noise"),
    [
        ("none", 57.5, 2.0),
        ("silver", 57.5, 4.0),
        ("silver", 70.5, 4.0),
        ("gold", 69.5, 4.0),
        ("diamond", 79.0, 4.0),
        ("none", 84.0, 4.0),
    ],
)
@pytest.mark.parametrize("gap", [5.0, 1.0])
def test_the_chain_says_what_draws_say(start: str, score: float, noise: float, gap: float) -> None:
    rules = with_lines(gap)
    exact = TierChain(rules).chance(start, score, noise)
    # Four standard errors of the draws, which are the same each time.
    spread = 4 * (max(exact * (1 - exact), 0.001) / DRAWS) ** 0.5
    assert drawn(rules, start, score, noise) == pytest.approx(exact, abs=spread)


def test_the_shipped_tiers_are_steady_at_each_line() -> None:
    found = steadiness(SHIPPED)
    assert [(one.tier, one.noise) for one in found] == [
        (name, noise) for name in SHIPPED.tiers for noise in (2.0, 4.0)
    ]
    assert min(one.chance for one in found if one.noise == 2) >= 0.95


def test_the_lower_line_and_the_second_quarter_are_what_makes_them_so() -> None:
    apart = min(one.chance for one in steadiness(with_lines(3)) if one.noise == 2)
    assert apart == pytest.approx(0.972, abs=0.001)
    together = min(one.chance for one in steadiness(with_lines(0, 1, 0)) if one.noise == 2)
    # One line and one quarter: a coin each quarter, of eight one change at most in 9 of 256.
    assert together == pytest.approx(9 / 256, abs=0.001)


@pytest.mark.parametrize(("rise_after", "grace", "above"), [(1, 1, True), (2, 0, False)])
def test_the_worst_true_score_is_looked_for_on_both_sides_of_a_line(
    rise_after: int, grace: int, above: bool
) -> None:
    """Who may never change does worst farthest above the line to rise, or below that to hold."""
    asked = SHIPPED.steadiness.model_copy(update={"most_changes": 0, "reach": 1.0})
    rules = with_lines(5, rise_after, grace).model_copy(update={"steadiness": asked})
    for one in steadiness(rules):
        tier = rules.tiers[one.tier]
        worst = tier.rise_at + 1 if above else tier.hold_at - 1
        assert (one.score, one.inside) == (worst, not above)


def test_the_chances_of_all_courses_sum_to_one() -> None:
    rules = SHIPPED.model_copy(
        update={"steadiness": SHIPPED.steadiness.model_copy(update={"most_changes": 8})}
    )
    assert TierChain(rules).chance("gold", 69.5, 4.0) == pytest.approx(1, abs=1e-9)
