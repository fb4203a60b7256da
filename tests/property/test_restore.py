"""A profile alone is enough to score its provider again, exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import profile_of
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from strategies import whole_cases


def stored(profile: Profile) -> Profile:
    """The profile after it lay on a disk."""
    return Profile.model_validate_json(profile.model_dump_json())


def comparable(profile: Profile) -> dict[str, object]:
    """All of *profile*, in whatever order and on whatever lines the answers were written."""
    content: dict[str, object] = json.loads(profile.model_dump_json(exclude={"answers_digest"}))
    for piece in content["evidence"]:  # type: ignore[attr-defined]
        piece["used_by"].sort()
    return content


@given(whole_cases())
def test_a_profile_is_scored_again_from_itself(case: Case) -> None:
    profile = profile_of(case)
    again = rebuild_case(case.framework, stored(profile))
    assert comparable(profile_of(again)) == comparable(profile)
    assert again.assessment.digest == profile.answers_digest


@given(whole_cases())
def test_nothing_is_kept_twice(case: Case) -> None:
    """What a node shows whole is not kept beside it."""
    profile = profile_of(case)
    shown = {node.id: node for a in profile.areas for d in a.dimensions for node in d.indicators}
    for node in profile.kept.answers:
        assert shown[node].shops or shown[node].state != "answered"
    for node, rows in profile.kept.rows.items():
        held = {score.shop for score in shown[node].shops if score.value is not None}
        assert all(row.note is not None or row.shop not in held for row in rows)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(QUESTIONNAIRES)


@pytest.mark.parametrize("core", [False, True])
@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_every_example_is_scored_again_from_its_profile(
    framework: Framework, folder: Path, core: bool
) -> None:
    assessment = load_assessment(folder, framework)
    records = load_records(REVIEWS, assessment, framework)
    case = make_case(framework, assessment, core=core, records=records)
    profile = full_profile(case)
    again = full_profile(rebuild_case(framework, stored(profile)))
    assert comparable(again) == comparable(profile)
