"""What page one says of refusals is what scoring says of the same folder with them refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.refused_proof import PieceRefusals, if_refused, refusing
from dpcap.scoring.score import profile_of
from dpcap.scoring.score_tree import grow_tree
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from strategies import whole_cases


def scored_without(case: Case, pieces: Sequence[str]) -> Profile:
    """The profile of the same folder, *pieces* refused by a reviewer."""
    return profile_of(replace(case, records=refusing(case, *pieces)))


def assert_said(case: Case) -> None:
    judged = evaluate(case)
    profile = profile_of(case)
    unreviewed = [one.id for one in profile.evidence if one.state == "counts" and not one.ruling]
    said = if_refused(PieceRefusals(case, judged, grow_tree(case, judged), profile.evidence))
    if not unreviewed:
        assert said is None
        return
    assert said is not None
    proved = profile.overall.proved or 0.0
    alone = [scored_without(case, [one]).overall.proved or 0.0 for one in unreviewed]
    then = scored_without(case, unreviewed)
    whole, own = then.overall, next(one for one in then.roles if one.id == case.role_id)
    assert said.pieces == len(unreviewed)
    assert said.worst == pytest.approx(max(proved - one for one in alone), abs=1e-9)
    assert said.median == pytest.approx(median(proved - one for one in alone), abs=1e-9)
    assert said.score == pytest.approx(whole.proved, abs=1e-9)
    assert (said.level, said.graded) == (whole.level.proved.id, own.graded)


@settings(max_examples=150)
@given(whole_cases())
def test_what_refusals_would_do_is_what_scoring_says(case: Case) -> None:
    assert_said(case)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_and_so_it_is_for_every_example(folder: Path) -> None:
    ours = load_framework(QUESTIONNAIRES)
    given_ = load_assessment(folder, ours)
    assert_said(make_case(ours, given_, records=load_records(REVIEWS, given_, ours)))
