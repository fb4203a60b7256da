"""The law of moves: doing one, really, gains what it says, on both bases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.review import load_review
from dpcap.model.profile import Move, Profile
from dpcap.scoring.apply import apply_move
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.plan import moves_of
from dpcap.scoring.score import score
from places import PROVIDERS, QUESTIONNAIRES, REVIEWS
from strategies import whole_cases

EXACT = 1e-9


def scored(case: Case) -> Profile:
    return score(
        case.framework,
        case.assessment,
        as_of=case.as_of,
        role=case.role_id,
        core=case.core,
        review=case.review,
    )


def assert_gains(case: Case, before: Profile, move: Move) -> None:
    after = scored(apply_move(case, move)).overall
    was = before.overall
    assert abs((after.proved or 0) - (was.proved or 0) - move.gain) < EXACT, move
    assert abs((after.claimed or 0) - (was.claimed or 0) - move.claimed_gain) < EXACT, move


@settings(max_examples=400)
@given(whole_cases())
def test_doing_a_move_gains_what_it_says(case: Case) -> None:
    before = scored(case)
    moves = moves_of(case)
    assert [move.gain for move in moves] == sorted((move.gain for move in moves), reverse=True)
    for move in moves:
        assert move.gain > 0
        assert_gains(case, before, move)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_every_move_of_the_examples_gains_what_it_says(folder: Path) -> None:
    """In the role declared and in every other, with the review and without."""
    framework = load_framework(QUESTIONNAIRES)
    assessment = load_assessment(folder, framework)
    seen = load_review(REVIEWS, assessment.provider.id, framework)
    for review in (None, seen) if seen else (None,):
        for role in framework.roles:
            case = make_case(framework, assessment, role=role, review=review)
            before = scored(case)
            for move in moves_of(case):
                assert_gains(case, before, move)
