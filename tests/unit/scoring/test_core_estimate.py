"""What the core set alone tells of a level: a range, and margins that are drawn."""

from __future__ import annotations

import pytest

from builders import area as area_of
from builders import assessment, framework, indicator, text
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.framework import Framework
from dpcap.model.trace import LevelEstimate
from dpcap.scoring.core_estimate import COVERED, _folded, core_margins, draw_scores
from dpcap.scoring.score import score
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS

SHIPPED = load_framework(QUESTIONNAIRES)
LEVELS = [
    {"id": "L1", "from": 0},
    {"id": "L2", "from": 50, "requires": {"min_area": 40}},
    {"id": "L3", "from": 70},
]


def two_areas(*, core: bool) -> Framework:
    asked = [indicator("AAA-1.1", core=True), indicator("AAA-1.2", core=core)]
    return framework(
        area_of("AAA", asked),
        area_of("BBB", [indicator("BBB-1.1", core=True)]),
        roles={"one": {"title": text("one"), "weights": {"aaa": 60, "bbb": 40}}},
        levels=[{**level, "title": text(level["id"])} for level in LEVELS],
    )


def test_nothing_is_uncertain_where_the_core_is_all() -> None:
    found = core_margins(two_areas(core=True), "one")
    assert found.overall == 0
    assert set(found.nodes.values()) == {0}


def test_a_set_that_leaves_a_question_out_has_a_margin_there_only() -> None:
    found = core_margins(two_areas(core=False), "one")
    assert found.overall > 0
    assert found.nodes["aaa"] >= found.overall
    assert found.nodes["bbb"] == 0


@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_nine_of_ten_drawn_lie_within_the_margin(role: str) -> None:
    n, within = core_margins(SHIPPED, role).overall, 0
    core = frozenset(one.id for one in SHIPPED.by_id.values() if one.core)
    asked = frozenset(one.id for one in SHIPPED.by_id.values())
    drawn = list(draw_scores(SHIPPED, 60))
    for scores in drawn:
        parts = [_folded(SHIPPED, role, scores, ids) for ids in (asked, core)]
        within += abs(parts[0]["overall"] - parts[1]["overall"]) <= n + 1
    assert 0 < n < 15
    assert within / len(drawn) >= COVERED - 0.1


def test_only_a_profile_of_the_core_set_is_estimated() -> None:
    given = load_assessment(PROVIDERS / "lanxing", SHIPPED)
    core, full = (score(SHIPPED, given, core=core) for core in (True, False))
    found = core.overall.level.proved.estimate
    assert isinstance(found, LevelEstimate)
    assert found.margin == core_margins(SHIPPED, "full_service").overall
    assert full.overall.level.proved.estimate is None
    assert '"estimate"' not in full.model_dump_json()
    assert '"estimate"' in core.model_dump_json()


def test_what_is_not_graded_is_not_estimated() -> None:
    made = two_areas(core=False)
    found = score(made, assessment({"AAA-1.1": {"unknown": True}}), role="one", core=True)
    assert not found.overall.level.proved.graded
    assert found.overall.level.proved.estimate is None


def test_every_example_comes_out_in_its_range() -> None:
    order = [None, *(level.id for level in SHIPPED.levels)]
    seen = 0
    for file in sorted(PROVIDERS.glob("*/provider.yaml")):
        given = load_assessment(file.parent, SHIPPED)
        records = load_records(REVIEWS, given, SHIPPED)
        core, full = (score(SHIPPED, given, core=core, records=records) for core in (True, False))
        found, level = core.overall.level.proved.estimate, full.overall.level.proved
        if found is not None and level.graded:
            seen += 1
            place = order.index(level.id)
            assert order.index(found.low) <= place <= order.index(found.high), file.parent.name
    assert seen >= 9
