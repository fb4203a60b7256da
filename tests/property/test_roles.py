"""The role table says what `score` would, were the provider judged in each role."""

from __future__ import annotations

from hypothesis import given, settings

from dpcap.model.profile import Profile, RoleScore
from dpcap.scoring.case import Case
from dpcap.scoring.score import score
from strategies import whole_cases

EXACT = 1e-9


def scored(case: Case, role: str) -> Profile:
    return score(
        case.framework,
        case.assessment,
        as_of=case.as_of,
        role=role,
        core=case.core,
        review=case.review,
    )


def near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < EXACT


def assert_same(told: RoleScore, real: Profile) -> None:
    overall, level = real.overall, real.overall.level
    assert near(told.overall.claimed, overall.claimed)
    assert near(told.overall.proved, overall.proved)
    assert near(told.ceiling.claimed, overall.claimed_ceiling)
    assert near(told.ceiling.proved, overall.proved_ceiling)
    assert near(told.coverage, overall.coverage)
    assert told.graded == level.proved.graded
    assert (told.claimed_level, told.proved_level) == (level.claimed.id, level.proved.id)


@settings(max_examples=300)
@given(whole_cases())
def test_every_role_is_scored_really(case: Case) -> None:
    for role in scored(case, case.role_id).roles:
        assert_same(role, scored(case, role.id))
