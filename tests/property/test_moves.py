"""The law of moves: doing one, really, gains what it says, on both bases."""

from __future__ import annotations

from collections.abc import Iterator
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


def _open(case: Case, before: Profile) -> Iterator[str]:
    """What is asked and short of full marks, but for what no answer and no proof would raise."""
    dimensions = [one for area in before.areas for one in area.dimensions]
    weighed = {one.id for part in dimensions for one in part.indicators if one.effective_weight > 0}
    for node, one in evaluate(case).items():
        if node not in weighed or one.claimed is None or one.proved is None or one.proved >= FULL:
            continue
        if one.open != HANGS_OPEN and not _is_held_down(one, before):
            yield node


def _is_held_down(one: IndicatorResult, before: Profile) -> bool:
    """Whether few shops, few cases or no trusted peers cap what would prove more."""
    rows = [row for row in one.shops if row.valid]
    assert one.claimed is not None
    if one.proved not in (60, 80) or one.claimed <= one.proved:
        return False
    few_shops = bool(rows) and before.shops is not None and one.proved == before.shops.cap
    return few_shops or one.limited is not None or any(row.limited is not None for row in rows)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_every_move_of_the_examples_gains_what_it_says(folder: Path) -> None:
    """As nobody looked, and with what the manager holds."""
    framework = load_framework(QUESTIONNAIRES)
    assessment = load_assessment(folder, framework)
    for records in (None, load_records(REVIEWS, assessment, framework)):
        case = make_case(framework, assessment, records=records)
        before, moves = scored(case), moves_of(case)
        # Whoever is asked fewer questions has fewer moves, and each that may still gain has one.
        assert {move.node for move in moves} == set(_open(case, before))
        for move in moves:
            assert_gains(case, before, move)
