"""The shipped framework judges nobody on what a contract leaves with the brand.

A provider of one quality throughout keeps its level, whatever its contracts leave out; where the
rest is too little to be graded in its role, the roles that fit are told.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.model.assessment import Assessment
from dpcap.model.manager import ManagerFact, ManagerFacts, ManagerRecords
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult
from dpcap.scoring.level_rules import RoleStanding, graded, reached, role_shares, scope_in_role
from dpcap.scoring.scope import fitting_roles
from dpcap.scoring.score_tree import grow_tree
from locations import PROVIDERS
from profiles import DAY, shipped

QUALITIES = (50.0, 58.0, 74.0, 92.0)
LEFT_OUT = {
    "does not ship": ("ships",),
    "has no customer service": ("runs_service",),
    "has neither": ("ships", "runs_service"),
    "does not buy media": ("buys_media",),
    "streams only": (
        "buys_media",
        "publishes_content",
        "runs_shop",
        "runs_service",
        "ships",
        "works_with_creators",
    ),
}


class Outcome(NamedTuple):
    graded: bool
    level: str | None
    lacking: tuple[str, ...]
    share: float
    fitting: tuple[str, ...]


@cache
def nobody() -> Assessment:
    """A provider with everything in scope and not one answer."""
    someone = load_assessment(PROVIDERS / "lanxing", shipped())
    return someone.model_copy(update={"answers": {}, "shop_rows": ()})


def served(*without: str) -> ManagerRecords:
    """The manager's facts on what is served: all scopes but *without*."""
    each = {
        name: ManagerFact(value=name not in without, source="合同", on=DAY)
        for name in shipped().scopes
    }
    facts = ManagerFacts.model_validate(
        {"schema": "dpcap/facts/1", "provider": nobody().provider.id, "facts": each}
    )
    return ManagerRecords(facts=facts)


def judged_alike(role: str, quality: float, *without: str) -> Outcome:
    """How a provider comes out whose every answer is worth *quality* and proved so."""
    framework = shipped()
    case = Case(framework, nobody(), DAY, role, records=served(*without))
    judged = {
        node: one
        if one.state in UNASKED
        else IndicatorResult("answered", quality, quality, quality, quality, 1.0)
        for node, one in evaluate(case).items()
    }
    tree, within = grow_tree(case, judged), scope_in_role(case, role, judged)
    at = RoleStanding(role_shares(framework, role), tree, judged, "proved", (), within)
    enough = graded(framework.method, tree.overall.scores, within)
    fitting = fitting_roles(case.scope, core=False)
    return Outcome(
        enough, reached(framework, at) if enough else None, within.lacking, within.share, fitting
    )


@pytest.mark.parametrize("role", shipped().roles)
@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_whoever_leaves_something_to_the_brand_keeps_its_level(role: str, left_out: str) -> None:
    for quality in QUALITIES:
        whole = judged_alike(role, quality)
        assert whole.graded
        assert whole.level is not None
        part = judged_alike(role, quality, *LEFT_OUT[left_out])
        if part.graded:
            assert part.level == whole.level, (quality, part)
        else:
            assert part.lacking or part.share < shipped().method.min_scope
            assert role not in part.fitting


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_some_role_fits_whoever_leaves_something_to_the_brand(left_out: str) -> None:
    fitting = judged_alike("full_service", 74.0, *LEFT_OUT[left_out]).fitting
    assert fitting
    if left_out == "streams only":
        assert "brand_live" in fitting


@pytest.mark.parametrize(
    ("role", "left_out"),
    [
        ("full_service", "does not ship"),
        ("full_service", "has neither"),
        ("brand_live", "streams only"),
        ("brand_live", "has neither"),
        ("media", "has neither"),
        ("content", "has neither"),
        ("shop_mall", "does not ship"),
        ("belt_coach", "has neither"),
        ("cross_border", "does not ship"),
    ],
)
def test_who_does_a_role_s_own_work_stays_graded_in_it(role: str, left_out: str) -> None:
    assert judged_alike(role, 74.0, *LEFT_OUT[left_out]).graded
