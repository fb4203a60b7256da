"""Page one of every example: its plan, done, comes to the level and score that it names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.profile import Profile
from dpcap.report.context import PageContext
from dpcap.report.paths import own_reports
from dpcap.report.view import make_context
from dpcap.report.view_page_one import page_one
from dpcap.report.view_plan import plan_lines
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from plans import done, level_after

EXAMPLES = sorted(folder.name for folder in PROVIDERS.iterdir())
# A bare yes, or a request to prove nothing in particular, tells nobody what to do.
EMPTY = ("做到：是", "做到“是”", "补证据：", "Reach: yes", "Get to “yes”", "Bring proof:")


@lru_cache(maxsize=1)
def scored(name: str) -> tuple[Case, Profile]:
    framework = load_framework(QUESTIONNAIRES)
    given = load_assessment(PROVIDERS / name, framework)
    case = make_case(framework, given, records=load_records(REVIEWS, given, framework))
    return case, full_profile(case)


def context(name: str, language: Language) -> PageContext:
    case, profile = scored(name)
    return make_context(profile, case.framework, own_reports(), language, "applicant")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_plan_comes_to_what_the_title_says(name: str, language: Language) -> None:
    ctx, (case, profile) = context(name, language), scored(name)
    plan, said = profile.plan, page_one(ctx, "").conclusion.second
    assert plan is not None
    after, level = done(case, plan), level_after(case, plan)
    assert level == plan.level
    assert (plan.level or "") in said
    if profile.overall.level.proved.graded:
        assert ctx.score(after.tree.overall.scores.proved) in said
        ids = [one.id for one in case.framework.levels]
        if plan.is_enough and plan.target:
            assert ids.index(level or "") >= ids.index(plan.target)
        elif plan.target:
            assert plan.target in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_of_the_plan_names_its_indicator_and_says_what_to_do(
    name: str, language: Language
) -> None:
    ctx, (case, _) = context(name, language), scored(name)
    page, lines = page_one(ctx, ""), plan_lines(ctx)
    assert page.steps == lines[:3]
    assert bool(page.plan.more) == (len(lines) > 3)
    assert page.plan.more == "" or str(len(lines)) in page.plan.more
    for line in lines:
        assert line.title
        assert line.act not in ("", line.title)
        assert not any(empty in line.act for empty in EMPTY), line
        if line.href[1:] in case.framework.by_id:
            assert line.title == ctx.title(line.href[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_answers_lead_to_those_who_answer_and_to_no_strengths(language: Language) -> None:
    page, (_, profile) = page_one(context("xinya", language), ""), scored("xinya")
    plan = profile.plan
    assert plan is not None
    assert page.strengths == ()
    assert page.steps[0].href == "#unanswered"
    assert str(len(plan.questions)) in page.steps[0].title
    assert str(plan.enough) in page.conclusion.second
    assert all(line.href[1:] in {move.node for move in plan.critical} for line in page.steps[1:])


def test_contradictions_are_one_line_that_says_where_to_look_first() -> None:
    page = page_one(context("maodun", "zh"), "")
    assert page.steps[0].title.startswith("17 处数字互相矛盾，先核")
    assert [risk.title for risk in page.risks if risk.href == "#notes"] == [page.steps[0].title]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_range_stands_only_where_something_is_open_and_refusals_beside_it(
    name: str, language: Language
) -> None:
    ctx, (_, profile) = context(name, language), scored(name)
    page = page_one(ctx, "")
    words = {"zh": "若未答题全部答满", "en": "if all open questions were answered"}[language]
    refused = {"zh": "不被采纳，少", "en": "refused: "}[language]
    overall = profile.overall
    if overall.level.proved.graded:
        assert (words in page.sure) == (
            ctx.score(overall.proved) != ctx.score(overall.proved_ceiling)
        )
        assert (refused in page.sure) == (profile.refused is not None)
    assert f"{page.figures.big}–{page.figures.big}" not in page.sure


@pytest.mark.parametrize("name", EXAMPLES)
def test_rules_of_the_level_held_stand_apart_from_those_of_the_next(name: str) -> None:
    page, (_, profile) = page_one(context(name, "zh"), ""), scored(name)
    level = profile.overall.level.proved.id
    assert all(rule.status == "met" for rule in page.held)
    assert bool(page.held) == (level is not None)
    assert [rung.id for rung in page.ladder if rung.state == "here"] == ([level] if level else [])
    assert [rung.state for rung in page.ladder] == sorted(
        (rung.state for rung in page.ladder), key=["held", "here", "above"].index
    )


def test_a_blank_folder_never_says_that_nothing_applies(tmp_path: Path) -> None:
    framework = load_framework(QUESTIONNAIRES)
    (tmp_path / "provider.yaml").write_text(
        "schema: dpcap/provider/1\nid: blank\nname: {zh: 空白示例}\nrole: brand_live\n", "utf-8"
    )
    (tmp_path / "answers.yaml").write_text(
        "schema: dpcap/answers/1\nassessed_on: 2026-11-20\n", "utf-8"
    )
    profile = full_profile(make_case(framework, load_assessment(tmp_path, framework)))
    page = page_one(make_context(profile, framework, own_reports(), "zh", "applicant"), "")
    shown = [*page.figures.small, *((need.rule, need.found) for need in page.needs)]
    assert not any("不适用" in label for label, *_ in shown)
    assert page.steps[0].title == f"还有 {len(profile.plan.questions)} 题没答"  # type: ignore[union-attr]
