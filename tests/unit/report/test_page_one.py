"""Page one: every part is there, in the words agreed, with no claimed figure alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from decided import NOWHERE, rests_on
from dpcap.model.base import LANGUAGES
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.profile import Profile
from dpcap.model.trace import ReachedLevel, UnmetLevelRule
from dpcap.report.context import PageContext
from dpcap.report.formats import render
from dpcap.report.page_one_view import PageOne, StatusStrip
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.view import make_context
from dpcap.report.view_page_one import page_one, strip
from dpcap.scoring.decision_basis import gates_and_decision, substance_of
from dpcap.scoring.rebuild_case import rebuild_case
from profiles import DAY, Wish, profile, shipped


def context(made: Profile, language: str = "zh", audience: str = "applicant") -> PageContext:
    return make_context(made, shipped(), own_reports(), language, audience)


def decided(
    made: Profile, kind: str = "admit", *due: date, other: bool = False
) -> GatesAndDecision:
    """What stands of *made*: decided on it, or on another profile; a condition for each day."""
    conditions = [{"text": f"第{place}项", "due_on": day} for place, day in enumerate(due, 1)]
    decision = {
        "schema": "dpcap/decision/2",
        "provider": made.provider.id,
        "decision": kind,
        "by": "示例·复核甲",
        "on": date(2026, 11, 26),
        "reason": "机密的理由",
        "conditions": conditions,
        **rests_on(NOWHERE if other else substance_of(rebuild_case(shipped(), made), made).footing),
    }
    return gates_and_decision(
        rebuild_case(shipped(), made), made, Decision.model_validate(decision)
    )


def page(made: Profile, language: str = "zh", audience: str = "applicant") -> PageOne:
    return page_one(context(made, language, audience), radar="")


def stripped(
    made: Profile,
    standing: GatesAndDecision | None,
    language: str = "zh",
    audience: str = "applicant",
) -> StatusStrip:
    return strip(
        make_context(made, shipped(), own_reports(), language, audience, standing=standing)
    )


def test_the_strip_says_what_was_decided(made):
    assert stripped(made, None).decision is None
    one = stripped(made, decided(made))
    assert plain(one.decision or "") == "结论：准入（2026-11-26，示例·复核甲）"
    assert one.alerts == stripped(made, None).alerts
    due = (made.as_of, made.as_of + timedelta(9))
    two = stripped(made, decided(made, "conditional", *due))
    assert plain(two.decision or "").endswith(f" · 2 项条件，最早 {made.as_of} 到期")
    assert not any("逾期" in alert for alert in two.alerts)
    english = stripped(made, decided(made, "conditional", *due), "en")
    assert plain(english.decision or "") == (
        "Decision: Conditional (2026-11-26, 示例·复核甲) · "
        f"conditions open: 2, first due {made.as_of}"
    )


def test_the_strip_warns_of_what_is_overdue_and_of_another_profile(made):
    past = made.as_of - timedelta(1)
    standing = decided(made, "conditional", past, made.as_of, other=True)
    alerts = stripped(made, standing).alerts
    changed = "服务商编号或统一社会信用代码、角色或问题范围、框架的计分办法"
    assert alerts[:2] == ("1 项条件已逾期", f"作结论之后有变：{changed}")
    assert standing.decision is not None
    met = [one.model_copy(update={"met_on": made.as_of}) for one in standing.decision.conditions]
    decision = standing.decision.model_copy(update={"conditions": tuple(met)})
    done = stripped(made, standing.model_copy(update={"decision": decision}))
    assert "2 项条件均已完成" in (done.decision or "")
    assert not any("逾期" in alert for alert in done.alerts)


def test_a_brand_learns_the_decision_and_not_who_made_it_or_why(made):
    standing = decided(made, "conditional", made.as_of)
    brand = stripped(made, standing, audience="brand")
    assert (brand.decision or "").startswith("结论：有条件准入（2026-11-26） · 1 项条件")
    for fmt in ("html", "md", "terminal", "json"):
        page = render(made, shipped(), format=fmt, audience="brand", standing=standing)
        for secret in ("示例·复核甲", "机密的理由", "第1项"):
            assert secret not in page


@pytest.mark.parametrize("fmt", ["html", "md", "terminal"])
def test_every_page_bears_the_decision(made, fmt):
    standing = decided(made, "decline")
    shown = render(made, shipped(), format=fmt, language="zh", standing=standing)
    assert "结论：不予准入" in shown
    assert "结论：" not in render(made, shipped(), format=fmt, language="zh")
    sneaky = standing.decision.model_copy(update={"by": "<b>甲</b>\x1b[31m[x](http://y)"})
    page = render(
        made,
        shipped(),
        format=fmt,
        language="zh",
        standing=standing.model_copy(update={"decision": sneaky}),
    )
    assert "\x1b" not in page
    assert fmt == "terminal" or "<b>甲" not in page
    assert fmt != "md" or "[x](http" not in page


def at_level(
    made: Profile, score: float, *blocked: UnmetLevelRule, level: str | None = "L3"
) -> Profile:
    reached = ReachedLevel(id=level, graded=True, blocked=blocked)
    overall = made.overall
    level_pair = overall.level.model_copy(update={"proved": reached})
    overall = overall.model_copy(
        update={"proved": score, "proved_ceiling": 71.08, "level": level_pair}
    )
    return made.model_copy(update={"overall": overall, "plan": None, "moves": ()})


@pytest.fixture
def made() -> Profile:
    return profile(Wish(good=0.9, proof=1.0))


def test_conclusion_as_agreed(made):
    critical = next(node.id for _, _, node in context(made).walk() if node.critical)
    blocked = (
        UnmetLevelRule(level="L4", rule="min_area", needed=50, found=46.29, nodes=("traffic",)),
        UnmetLevelRule(level="L4", rule="critical", needed=8, found=7, nodes=(critical,)),
        UnmetLevelRule(level="L5", rule="from", needed=85, found=62.4, nodes=()),
    )
    review = made.review.model_copy(update={"pieces": 71, "reviewed": 43})
    one = page(at_level(made, 62.49, *blocked).model_copy(update={"review": review}))
    assert one.conclusion.first == "按证据评为 L3，实证分 62.4（已复核 43/71 件）。"
    assert one.conclusion.second.startswith("距 L4 差两条：")
    assert "流量投放 46.2（需 50）" in one.conclusion.second


def test_the_top_has_nothing_above_it(made):
    one = page(at_level(made, 92.0, level="L5"))
    assert one.conclusion.second == "已在最高一级。"
    assert {need.status for need in one.needs} <= {"met", "unmet", "unchecked"}


def test_without_a_grade_there_is_no_big_number():
    one = page(profile(Wish(answered=0.4, proof=0.4)))
    assert one.figures.big is None
    assert "–" in one.figures.range
    assert "暂不评级" in one.conclusion.first
    assert "作答覆盖率" in one.conclusion.second
    html = render(profile(Wish(answered=0.4, proof=0.4)), shipped(), language="zh")
    assert 'class="big"' not in html


def test_needs_are_at_most_six_and_worst_first(made):
    for wish in (Wish(), Wish(good=0.3), Wish(answered=0.4), Wish(good=0.95, proof=1.0)):
        needs = page(profile(wish)).needs
        order = [("unmet", "unchecked", "met").index(need.status) for need in needs]
        assert 1 <= len(needs) <= 6
        assert order == sorted(order)
        assert all(need.rule and need.needed and need.found and need.source for need in needs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["applicant", "reviewer", "brand"])
@pytest.mark.parametrize("wish", [Wish(), Wish(good=0.2, proof=0.3), Wish(answered=0.0, shops=0)])
def test_every_part_is_there(wish, language, audience):
    one = page(profile(wish), language, audience)
    assert one.strip.review
    assert one.strip.disclaimer
    assert one.who.name
    assert one.who.role
    assert len(one.who.about) >= 6
    assert len(one.who.dates) >= 3
    assert one.conclusion.first
    assert one.conclusion.second
    assert one.needs
    assert one.figures.claimed
    assert len(one.areas) == 6
    assert len(one.facts) == 8
    assert all(fact.value for fact in one.facts)
    assert len(one.strengths) <= 3
    assert len(one.risks) <= 3
    assert bool(one.questions) == (audience == "brand")
    assert bool(one.steps) == (audience != "brand")
    assert one.sure
    assert len(one.foot) == 4


def test_unknown_prints_not_provided():
    made = profile(Wish())
    empty = made.model_copy(update={"provider": made.provider.model_copy(update={"facts": {}})})
    one = page(empty)
    assert any(fact.value == "未提供" for fact in one.facts)
    assert any(item.value == "未提供" for item in one.who.about)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_claimed_figure_without_its_proved_one(language):
    made = profile(Wish())
    one = page(made, language)
    words = context(made, language).words.flat
    for area in one.areas:
        assert area.proved
    html = render(made, shipped(), language=language)
    head = html[: html.index("</article>")]
    for row in re.findall(r"<tr.*?</tr>", head, re.DOTALL):
        if words["common.claimed"] in row:
            assert words["common.proved"] in row
    for need in one.needs:
        claimed = "自评" if language == "zh" else "claimed"
        proved = "实证" if language == "zh" else "proved"
        assert claimed not in need.found or proved in need.found


def test_risks_put_failed_critical_and_contradictions_first():
    made = profile(Wish(seed=3, good=0.35, proof=0.9))
    ctx = context(made)
    failed = [n.id for _, _, n in ctx.walk() if n.critical == "failed"]
    clashes = [f for f in made.findings if f.code == "DP501"]
    one = page(made)
    grave = min(3, len(failed) + len(clashes))
    assert [risk.grave for risk in one.risks] == [place < grave for place in range(len(one.risks))]


def test_the_first_of_the_plan_stand_on_page_one():
    made = profile(Wish(proof=0.5))
    one, plan = page(made), made.plan
    assert plan is not None
    acts = bool(plan.contradictions) + len(plan.moves) + len(plan.critical)
    assert len(one.steps) == 3
    assert len({step.title for step in one.steps}) == 3
    assert f"计划共 {acts} 件" in one.plan.more
    assert all(step.href.startswith("#") and step.act for step in one.steps)


def test_strip_says_what_must_be_said():
    made = profile(Wish(reviewed=0.5, issuer="某平台"))
    one = page(made)
    assert one.strip.reviewed
    assert "已复核" in one.strip.review
    assert one.strip.issuer
    assert any("有异议" in alert for alert in one.strip.alerts)
    official = made.review.model_copy(update={"issuer": "抖音电商"})
    assert page(made.model_copy(update={"review": official})).strip.disclaimer is None
    expired = made.model_copy(update={"valid_until": date(2026, 11, 1), "as_of": DAY})
    assert any("失效" in alert for alert in page(expired).strip.alerts)


def test_a_framework_without_page_one_still_has_a_page():
    bare = shipped().model_copy(
        update={"page_one": type(shipped().page_one)(), "lenses": {}, "crosswalks": {}}
    )
    made = profile(Wish()).model_copy(update={"lenses": ()})
    html = render(made, bare, language="en")
    assert "Requirements" in html


def test_areas_point_at_what_lacks_proof():
    one = page(profile(Wish(proof=0.0)))
    assert all("：" in area.missing for area in one.areas)
