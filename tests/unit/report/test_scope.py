"""What pages, comparisons and benchmarks say of scope."""

from __future__ import annotations

from typing import Any

import pytest

from dpcap.analysis.benchmark import benchmark_of
from dpcap.model.base import Language
from dpcap.model.outcome import BatchHead, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.report.audience import find_audience, redact
from dpcap.report.compare.compared_profiles import ComparedProvider, doubts, sides_of
from dpcap.report.explain import explain
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from dpcap.report.view import make_context
from dpcap.report.view_page_one import conclusion, who
from dpcap.report.view_scope import scope_words
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.sensitivity import appraise
from scoped import framework, given, held

OWN = framework()
HEAD = BatchHead.model_construct(engine="1", framework=OWN.digest)


def made(facts: dict[str, Any], **more: dict[str, Any]) -> Profile:
    """The profile of a provider with *facts*, of which the manager holds *more*."""
    return appraise(OWN, given(facts), records=held(**more))


def without_shop() -> Profile:
    """One whose second shop ships itself, by the manager's facts."""
    return made({}, ships={"value": True, "without": ["s2"]})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "仓储发货：不在服务范围（管理方登记）；在服务范围内的占角色权重 77.5%"),
        (
            "en",
            "Ships: out of scope (by the manager's facts); 77.5% of the role's weight is in scope",
        ),
    ],
)
def test_page_one_names_the_scope(language: Language, words: str) -> None:
    ctx = make_context(made({}, ships={"value": False}), OWN, own_reports(), language, "reviewer")
    assert scope_words(ctx) == words
    assert words in [one.value for one in who(ctx).about]


def test_scopes_with_the_same_proof_are_told_in_one_breath() -> None:
    profile = made({}, ships={"value": False}, runs_live={"value": False})
    ctx = make_context(profile, OWN, own_reports(), "zh", "reviewer")
    assert (scope_words(ctx) or "").startswith("仓储发货、直播：不在服务范围（管理方登记）；")


def test_a_role_that_does_not_fit_is_told_with_those_that_do() -> None:
    profile = made({"runs_shop": {"value": False}})
    said = conclusion(make_context(profile, OWN, own_reports(), "en", "reviewer"))
    assert "must include Runs the shop" in said.second
    assert "Live operator" in said.second


def test_a_brand_reads_no_shops_id() -> None:
    seen = redact(without_shop(), OWN, find_audience(own_reports(), "brand"))
    assert seen.scope is not None
    assert seen.scope.scopes[1].shops == ("shop-2",)
    assert seen.provider.facts["ships"].without == {"shop-2": ()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_area_out_of_scope_says_so(language: Language) -> None:
    profile = made({}, runs_live={"value": False})
    page = render(profile, OWN, format="md", language=language, audience="reviewer")
    live = next(
        line
        for line in page.splitlines()
        if line.startswith({"zh": "| 直播", "en": "| Live"}[language])
    )
    assert {"zh": "不在服务范围", "en": "out of scope"}[language] in live


def test_a_number_is_explained_by_the_weight_that_is_in_scope() -> None:
    said = explain(made({}, ships={"value": False}), OWN, "fulfil", "en")
    assert "7.5/77.5" in said


@pytest.mark.parametrize("other", ["ships", "runs_live"])
def test_a_comparison_of_different_scopes_says_so(other: str) -> None:
    profiles = [made({}), made({}, **{other: {"value": False}})]
    sides = sides_of([ComparedProvider(one, OWN) for one in profiles], own_reports(), "en")
    assert "DP218" in [one.code for one in doubts(sides)]
    same = sides_of([ComparedProvider(profiles[1], OWN)] * 2, own_reports(), "en")
    assert "DP218" not in [one.code for one in doubts(same)]


def row(profile: Profile, name: str) -> ScoredOutcome:
    entry = profile.provider.model_copy(update={"id": name})
    digests = RowDigests(name, name, name)
    named = profile.model_copy(update={"provider": entry})
    return provider_row(named, OWN, name, digests, RowContext())


def test_no_benchmark_takes_who_leaves_a_scope_out() -> None:
    whole, less = made({}), without_shop()
    rows = [row(whole, f"p{n}") for n in range(10)]
    assert benchmark_of(rows, OWN, HEAD).groups[0].overall.providers == 10
    mixed = [*rows[:9], row(less, "p9")]
    assert row(less, "p9").scope_out == ("ships@s2",)
    assert benchmark_of(mixed, OWN, HEAD).groups == ()
