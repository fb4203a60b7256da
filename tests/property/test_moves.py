"""The law of moves: doing one, really, gains what it says, on both bases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.assessment import Answer, Evidence
from dpcap.model.plan import Move
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure
from dpcap.scoring.apply_move import apply_move
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.evaluate import HANGS_OPEN, evaluate
from dpcap.scoring.improvements import moves_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.normalise import FULL
from dpcap.scoring.score import score
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from strategies import whole_cases

EXACT = 1e-9


def scored(case: Case) -> Profile:
    return score(
        case.framework,
        case.assessment,
        as_of=case.as_of,
        role=case.role_id,
        core=case.core,
        records=case.records,
    )


def assert_gains(case: Case, before: Profile, move: Move) -> None:
    after = scored(apply_move(case, move)).overall
    was = before.overall
    assert abs((after.proved or 0) - (was.proved or 0) - move.gain) < EXACT, move
    assert abs((after.claimed or 0) - (was.claimed or 0) - move.claimed_gain) < EXACT, move


@settings(max_examples=150)
@given(whole_cases())
def test_doing_a_move_gains_what_it_says(case: Case) -> None:
    before = scored(case)
    moves = moves_of(case)
    assert [move.gain for move in moves] == sorted((move.gain for move in moves), reverse=True)
    for move in moves:
        assert move.gain > 0
        assert_gains(case, before, move)


@given(whole_cases())
def test_a_move_done_by_hand_gains_what_it_says(case: Case) -> None:
    """New work on one answer: nothing of how it is worked out is used, only what the move says.

    Where counts are typed, many of them come to what the move says.
    """
    before = scored(case)
    for move in moves_of(case):
        scale = case.framework.by_id[move.node].scale
        asked_once = case.framework.by_id[move.node].per == "provider"
        typed = scale.kind not in ("nps", "rate")
        if move.kind == "new_work" and asked_once and move.step is not None and typed:
            after = scored(by_hand(case, move)).overall
            gain = (after.proved or 0) - (before.overall.proved or 0)
            claimed_gain = (after.claimed or 0) - (before.overall.claimed or 0)
            assert abs(gain - move.gain) < EXACT, move
            assert abs(claimed_gain - move.claimed_gain) < EXACT, move


def by_hand(case: Case, move: Move) -> Case:
    given_, words = case.assessment, {"period": "2026-10", "basis": "paid"}
    was = given_.answers.get(move.node, Answer())
    piece = Evidence(
        id="e0",
        kind=move.proof or "paper",
        file="evidence/e0",
        captured_on=case.as_of,
        sha256="f" * 64,
        state="ok",
    )
    scale = case.framework.by_id[move.node].scale
    asked = scale.envelope if isinstance(scale, Figure) else ()
    answer = Answer(
        value=move.step,
        peer=was.peer,
        envelope={field: words[field] for field in asked},
        evidence=(*was.evidence, *(["e0"] if move.proof else [])),
    )
    changed = {
        "answers": given_.answers | {move.node: answer},
        "evidence": given_.evidence | {"e0": piece},
    }
    return replace(case, assessment=given_.model_copy(update=changed))


# The most that is proved by figures of few shops, few cases or no benchmark, and by what waits for
# a reviewer: own files that anybody can edit, peers that the provider typed.
HELD_DOWN = (60, 80)


def _short_of_full(case: Case, before: Profile) -> dict[str, IndicatorResult]:
    """What is asked, and proves less than it could."""
    dimensions = [one for area in before.areas for one in area.dimensions]
    weighed = {one.id for part in dimensions for one in part.indicators if one.effective_weight > 0}
    return {
        node: one
        for node, one in evaluate(case).items()
        if node in weighed and one.proved is not None and one.proved < FULL
    }


def _may_be_stuck(one: IndicatorResult) -> bool:
    """Whether no answer and no proof of the provider's need raise it."""
    return one.open == HANGS_OPEN or one.proved in HELD_DOWN


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_every_move_of_the_examples_gains_what_it_says(folder: Path) -> None:
    """As nobody looked, and with what the manager holds."""
    framework = load_framework(QUESTIONNAIRES)
    assessment = load_assessment(folder, framework)
    for records in (None, load_records(REVIEWS, assessment, framework)):
        case = make_case(framework, assessment, records=records)
        before, moves = scored(case), moves_of(case)
        # Whoever is asked fewer questions has fewer moves; each that may still gain has one.
        short, moved = _short_of_full(case, before), {move.node for move in moves}
        assert moved <= short.keys()
        assert {n for n, one in short.items() if n not in moved and not _may_be_stuck(one)} == set()
        for move in moves:
            assert_gains(case, before, move)
