"""The shipped framework judges nobody on what a contract leaves with the brand.

A provider of one quality throughout keeps its level, whatever its contracts leave out; where the
rest is too little to be graded in its role, the roles that fit are told.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.assessment import Assessment, Fact
from dpcap.model.manager import ManagerFact, ManagerFacts, ManagerRecords
from dpcap.model.trace import IndicatorNode
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult
from dpcap.scoring.level_rules import RoleStanding, graded, reached, role_shares, scope_in_role
from dpcap.scoring.roles import fitting_roles, score_roles
from dpcap.scoring.score import score
from dpcap.scoring.score_tree import grow_tree
from locations import PROVIDERS, REVIEWS
from profiles import DAY, shipped

QUALITIES = (50.0, 58.0, 74.0, 92.0)
LEFT_OUT = {
    "does not ship": ("ships",),
    "has no customer service": ("runs_service",),
    "has neither": ("ships", "runs_service"),
    "does not buy media": ("buys_media",),
    "has shops outside the score only": ("takes_score",),
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
    return someone.model_copy(update={"answers": {}, "rows": {}})


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
    fitting = fitting_roles(framework, score_roles(case, judged, tree))
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


# ── the experience score: nobody is rid of it by a word ──────────────────────────────────


DOMESTIC = sorted(path.name for path in PROVIDERS.iterdir() if path.name != "haidao-cross")
SCORED = tuple(node for node, one in shipped().by_id.items() if "takes_score" in (one.scope or ()))


def told(provider: str, **facts: object) -> Assessment:
    """An example with further facts, on the provider's word."""
    given = load_assessment(PROVIDERS / provider, shipped())
    said = {name: Fact.model_validate({"value": value}) for name, value in facts.items()}
    changed = given.provider.model_copy(update={"facts": {**given.provider.facts, **said}})
    return given.model_copy(update={"provider": changed})


def excused(provider: str, *, shop_by_shop: bool, blank: bool) -> Assessment:
    """An example that says all its shops are cross-border and outside the score, unproved."""
    given = told(provider, global_shops="all", track="cross_border", takes_score=shop_by_shop)
    if shop_by_shop:
        without = {shop.id: () for shop in given.provider.shops}
        fact = given.provider.facts["takes_score"].model_copy(update={"without": without})
        facts = {**given.provider.facts, "takes_score": fact}
        provider_file = given.provider.model_copy(update={"facts": facts})
        given = given.model_copy(update={"provider": provider_file})
    return without_scored(given) if blank else given


def without_scored(given: Assessment) -> Assessment:
    """The same without an answer or a row to what hangs on the experience score."""
    answers = {node: one for node, one in given.answers.items() if node not in SCORED}
    rows = {node: some for node, some in given.rows.items() if node not in SCORED}
    return given.model_copy(update={"answers": answers, "rows": rows})


def proved(given: Assessment) -> float:
    return score(shipped(), given).overall.proved or 0.0


@pytest.mark.parametrize("shop_by_shop", [False, True])
@pytest.mark.parametrize("provider", DOMESTIC)
def test_shops_called_outside_the_score_without_proof_gain_nothing(
    provider: str, shop_by_shop: bool
) -> None:
    honest = load_assessment(PROVIDERS / provider, shipped())
    for blank in (False, True):
        claimed = excused(provider, shop_by_shop=shop_by_shop, blank=blank)
        assert proved(claimed) <= proved(honest) + 1e-9
    nothing = excused(provider, shop_by_shop=shop_by_shop, blank=True)
    assert proved(nothing) == pytest.approx(proved(without_scored(honest)), abs=1e-9)


def test_no_question_hangs_on_the_word_that_shops_are_cross_border() -> None:
    hanging = {
        node
        for node, one in shipped().by_id.items()
        if one.when and "fact_global_shops" in one.when
    }
    assert hanging == {"SHP-1.5", "SHP-1.8"}
    for provider in DOMESTIC:
        before = {node.id for node in asked(load_assessment(PROVIDERS / provider, shipped()))}
        after = {node.id for node in asked(told(provider, global_shops="all"))}
        assert before <= after


def asked(given: Assessment) -> list[IndicatorNode]:
    profile = score(shipped(), given)
    return [
        node
        for area in profile.areas
        for dimension in area.dimensions
        for node in dimension.indicators
        if node.state not in UNASKED
    ]


def test_a_firm_proved_to_be_outside_the_score_loses_nothing() -> None:
    given = load_assessment(PROVIDERS / "haidao-cross", shipped())
    out = score(shipped(), given, records=load_records(REVIEWS, given, shipped()))
    alike = score(shipped(), without_scored(given), records=load_records(REVIEWS, given, shipped()))
    unproved = score(shipped(), given)
    assert out.scope is not None
    assert "takes_score" in out.scope.out
    assert out.overall.proved == alike.overall.proved
    assert (out.overall.proved or 0.0) > (unproved.overall.proved or 0.0)
    assert out.overall.level.proved.id == "L3"
