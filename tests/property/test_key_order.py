"""No page hangs on the order of keys: what a statement carries, sorted, gives the same bytes."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.intake.framework import load_framework
from dpcap.model.base import LANGUAGES
from dpcap.model.framework import Framework
from dpcap.model.mail import MailSettings
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.report.compare.compared_profiles import ComparedProvider, sides_of
from dpcap.report.compare.formats import COMPARE_FORMATS, ComparisonAssets, render_compare
from dpcap.report.diff import DiffInputs, render_diff
from dpcap.report.diff_view import DiffSide
from dpcap.report.explain import explain
from dpcap.report.formats import render
from dpcap.report.letter.write import write_letter
from dpcap.report.paths import own_reports
from dpcap.report.pdf import pdf_data
from dpcap.report.view import make_context
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.sensitivity import full_profile
from letters import mail, standing
from locations import ROOT
from profiles import TEXT_FORMATS, Draw, Wish, shipped
from strategies import frameworks, whole_cases

AUDIENCES = ("applicant", "reviewer", "brand")
ORDERS = (sorted, lambda names: sorted(names, reverse=True))


@lru_cache(maxsize=1)
def studio() -> Framework:
    return load_framework(ROOT / "examples" / "frameworks" / "studio-check")


def reordered(value: Any, order: Any) -> Any:
    """*value* with the keys of every mapping in it in another *order*."""
    if isinstance(value, dict):
        return {key: reordered(value[key], order) for key in order(value)}
    return [reordered(one, order) for one in value] if isinstance(value, list) else value


def again(profile: Profile, order: Any) -> Profile:
    written = json.dumps(reordered(json.loads(profile.model_dump_json()), order))
    found = Profile.model_validate_json(written)
    assert found == profile
    return found


def pages(profile: Profile, framework: Framework) -> dict[str, str]:
    """Every page that can be made of *profile* alone."""
    made = {
        f"{name} {language} {audience}": render(
            profile, framework, format=name, language=language, audience=audience
        )
        for name in TEXT_FORMATS
        for language in LANGUAGES
        for audience in AUDIENCES
    }
    reports = own_reports()
    for audience in AUDIENCES:
        ctx = make_context(profile, framework, reports, "zh", audience)
        made[f"pdf {audience}"] = pdf_data(ctx, "Noto Sans CJK SC")
    made["explain"] = explain(profile, framework)
    compared_profiles = sides_of(
        [ComparedProvider(profile, framework), ComparedProvider(profile, framework)], reports, "zh"
    )
    made |= {
        f"compare {name}": render_compare(compared_profiles, name, ComparisonAssets(reports))
        for name in COMPARE_FORMATS.offered("compare")
    }
    return made


def compared(before: Profile, after: Profile, framework: Framework) -> dict[str, str]:
    found = change(before, "0" * 64, rebuild_case(framework, after), after)
    compared_profiles = (
        DiffSide(before, framework, whole=True),
        DiffSide(after, framework, whole=True),
    )
    difference = DiffInputs(found, *compared_profiles)
    return {
        name: render_diff(difference, name, "zh", columns=100)
        for name in ("terminal", "md", "json")
    }


def assert_same(profile: Profile, framework: Framework) -> None:
    first = pages(profile, framework)
    for order in ORDERS:
        assert pages(again(profile, order), framework) == first


def drawn(framework: Framework, wish: Wish) -> Profile:
    draw = Draw(framework, wish)
    assessment = draw.assessment()
    records = ManagerRecords(review=draw.review())
    return full_profile(make_case(framework, assessment, records=records))


@settings(max_examples=10)
@given(whole_cases())
def test_of_any_case(case: Case) -> None:
    assert_same(full_profile(case), case.framework)


@settings(max_examples=10)
@given(frameworks(), st.integers(0, 10**6))
def test_of_any_framework(framework: Framework, seed: int) -> None:
    wish = Wish(seed=seed, role="one", answered=1.0, proof=0.0)
    assert_same(drawn(framework, wish), framework)


@settings(max_examples=5)
@given(st.integers(0, 10**6), st.sampled_from(["film", "photo"]))
def test_of_the_studio(seed: int, role: str) -> None:
    assert_same(drawn(studio(), Wish(seed=seed, role=role, reviewed=0.5)), studio())


@pytest.mark.parametrize("seed", [1, 2])
def test_of_our_own(seed: int) -> None:
    assert_same(drawn(shipped(), Wish(seed=seed, reviewed=0.5)), shipped())


@pytest.mark.parametrize("make", [studio, shipped])
def test_of_a_change_and_of_a_letter(make: Any) -> None:
    framework = make()
    role = next(iter(framework.roles))
    before = drawn(framework, Wish(seed=3, role=role, good=0.4))
    after = drawn(framework, Wish(seed=3, role=role))
    first = compared(before, after, framework)
    for order in ORDERS:
        assert compared(again(before, order), again(after, order), framework) == first
    if framework is shipped():
        first_letter = letter(after, mail())
        for order in ORDERS:
            assert letter(again(after, order), mail()) == first_letter


def letter(profile: Profile, sender: MailSettings) -> str:
    stands = standing(profile, None)
    made = write_letter(
        profile, shipped(), stands, sender, "reassess", today=date(2026, 12, 1), language="zh"
    )
    return made.html + made.text


def test_an_answer_with_two_fields_in_another_order_than_the_alphabet() -> None:
    """As a provider of the studio types it: {period, per}."""
    profile = drawn(studio(), Wish(seed=1, role="film", answered=1.0))
    typed = [
        tuple(node.envelope)
        for area in profile.areas
        for dimension in area.dimensions
        for node in dimension.indicators
        if len(node.envelope) > 1
    ]
    assert ("period", "per") in typed
    page = render(profile, studio(), format="html", language="en")
    assert render(again(profile, sorted), studio(), format="html", language="en") == page
    assert page.index("Period") < page.index("Counted by")
