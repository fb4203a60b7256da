"""The role table says what `score` would, were the provider judged in each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile, RoleScore
from dpcap.scoring.case import Case
from dpcap.scoring.score import score
from locations import PROVIDERS, QUESTIONNAIRES
from strategies import whole_cases

EXACT = 1e-9


def scored(case: Case, role: str) -> Profile:
    return score(
        case.framework,
        case.assessment,
        as_of=case.as_of,
        role=role,
        core=case.core,
        records=case.records,
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


def rank(framework: Framework, level: str | None) -> int:
    return -1 if level is None else [one.id for one in framework.levels].index(level)


def kindest(framework: Framework, real: dict[str, Profile], role: str) -> bool:
    """By definition: a higher proved level, or a higher proved score, than any other role gives."""
    mine = real[role].overall
    others = [
        p.overall for name, p in real.items() if name != role and p.overall.proved is not None
    ]
    if mine.proved is None or not others:
        return False
    level = rank(framework, mine.level.proved.id)
    return all(level > rank(framework, one.level.proved.id) for one in others) or all(
        mine.proved > (one.proved or 0) + EXACT for one in others
    )


@given(whole_cases())
def test_a_role_flatters_if_it_is_the_kindest_and_nobody_confirmed_it(case: Case) -> None:
    real = {role: scored(case, role) for role in case.framework.roles}
    for role, profile in real.items():
        unconfirmed = not profile.role.confirmed
        assert profile.role.flatters == (unconfirmed and kindest(case.framework, real, role))


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_the_examples_in_every_role(folder: Path) -> None:
    """Whoever shops for the role that scores highest is found, whatever role that is."""
    framework = load_framework(QUESTIONNAIRES)
    assessment = load_assessment(folder, framework)
    real = {role: score(framework, assessment, role=role) for role in framework.roles}
    for profile in real.values():
        for told in profile.roles:
            assert_same(told, real[told.id])
    best = max(real, key=lambda role: real[role].overall.proved or 0)
    assert real[best].role.flatters
