"""Laws of scope, over drawn frameworks and providers.

What is out by proof takes its weight with it and nothing else; what is only said to be out is N/A.
"""

from __future__ import annotations

from math import isclose
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.model.assessment import Answer, Assessment, Fact
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerFact, ManagerFacts, ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode, UnmetLevelRule
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.rebuild_case import rebuild_inputs
from dpcap.scoring.score import profile_from, score
from dpcap.scoring.score_tree import grow_tree
from strategies import ASSESSED_ON, assessments, frameworks, text

SCOPES = ("ships", "live")
ALIKE = 1e-9
DOUBTED = ("not_applicable", "missing", "unknown")


@st.composite
def scoped(
    draw: st.DrawFn, *, mean_only: bool = True, bare: bool = False, serious: bool = True
) -> Framework:
    """Drawn frameworks with two scopes; *bare*: nothing hangs on `when`, and N/A is allowed.

    Not *serious*: no level asks that answers do not contradict each other.
    """
    plain = draw(frameworks(mean_only=mean_only))
    data: dict[str, Any] = plain.model_dump(by_alias=True, mode="json")
    for area in data["areas"]:
        whole = draw(st.sampled_from([None, None, ["live"]]))
        for dimension in area["dimensions"]:
            for one in dimension["indicators"]:
                one["scope"] = whole or draw(
                    st.sampled_from([[], [], ["ships"], ["live"], [*SCOPES]])
                )
                if bare:
                    one |= {"when": None, "not_applicable": ["closed"], "critical": False}
    for level in data["levels"] if not serious else ():
        level["requires"]["serious"] = None
    data["scopes"] = {"ships": {"per": "shop"}, "live": {}}
    data["facts"] |= {name: {"title": text(name), "kind": "boolean"} for name in SCOPES}
    data["method"]["min_scope"] = draw(st.sampled_from([0.0, 0.6]))
    data["roles"]["two"]["must_include"] = draw(st.sampled_from([[], ["live"]]))
    return Framework.model_validate(data)


def said(given: Assessment, **facts: bool) -> Assessment:
    """*given*, whose provider says so of its scopes."""
    more = {name: Fact(value=value) for name, value in facts.items()}
    provider = given.provider.model_copy(update={"facts": {**given.provider.facts, **more}})
    return given.model_copy(update={"provider": provider})


def held(**facts: bool) -> ManagerRecords:
    """The manager's facts."""
    each = {n: ManagerFact(value=v, source="page", on=ASSESSED_ON) for n, v in facts.items()}
    return ManagerRecords(facts=ManagerFacts(schema="dpcap/facts/1", provider="p1", facts=each))


def scored(
    framework: Framework, given: Assessment, figures: dict[str, float], **out: bool
) -> Profile:
    """The profile, had every indicator that is asked the score that *figures* has for it."""
    serves = dict.fromkeys(SCOPES, True) | {name: not gone for name, gone in out.items()}
    case = Case(framework, given, ASSESSED_ON, "one", records=held(**serves))
    judged = {
        node: IndicatorResult("answered", *[figures[node]] * 4, answered=1.0)
        if one.state != "out_of_scope" and node in case.asked
        else one
        for node, one in evaluate(case).items()
    }
    return profile_from(case, judged, grow_tree(case, judged))


def counted(profile: Profile) -> dict[str, IndicatorNode]:
    return {node.id: node for node in profile.indicators() if node.effective_weight > 0}


@given(data=st.data())
def test_what_is_left_keeps_its_ratio_and_the_overall_moves_by_what_went(
    data: st.DataObject,
) -> None:
    framework = data.draw(scoped(bare=True))
    given = data.draw(assessments(framework))
    figures = {node: data.draw(st.floats(0, 100)) for node in framework.by_id}
    whole, less = scored(framework, given, figures), scored(framework, given, figures, ships=True)
    before, after = counted(whole), counted(less)
    gone = sum(node.effective_weight for name, node in before.items() if name not in after)
    assert all(
        isclose(node.effective_weight, before[name].effective_weight / (1 - gone), rel_tol=1e-6)
        for name, node in after.items()
    )
    if not before or not after:
        return
    taken = sum(
        n.effective_weight * figures[name] for name, n in before.items() if name not in after
    )
    assert whole.overall.proved == pytest.approx(
        (1 - gone) * (less.overall.proved or 0.0) + taken, abs=1e-6
    )
    assert less.scope is not None
    assert less.scope.share == pytest.approx(1 - gone, abs=1e-9)


@given(data=st.data())
def test_at_one_score_a_role_that_is_graded_keeps_its_level_in_any_scope(
    data: st.DataObject,
) -> None:
    framework = data.draw(scoped(mean_only=False, serious=False))  # scores have no values here
    given = data.draw(assessments(framework))
    figures = dict.fromkeys(
        framework.by_id, data.draw(st.sampled_from([0.0, 20.0, 35.0, 62.0, 100.0]))
    )
    whole, less = scored(framework, given, figures), scored(framework, given, figures, live=True)
    level, before = less.overall.level.proved, whole.overall.level.proved
    assume(level.graded)
    if whole.overall.critical.asked and not less.overall.critical.asked:
        # What was critical went with the scope, and nothing else barred what is reached without.
        ranks = {None: -1, **{one.id: place for place, one in enumerate(framework.levels)}}
        assert ranks[level.id] >= ranks[before.id]
        barred = {one.rule for one in before.blocked if ranks[one.level] <= ranks[level.id]}
        assert barred <= {"critical"}
    else:
        assert level.id == before.id


def as_answered(framework: Framework, given: Assessment, name: str) -> Assessment:
    """*given* with N/A wherever an indicator needs the scope *name*."""
    needs = [node for node, one in framework.by_id.items() if name in (one.scope or ())]
    answers = {**given.answers, **{node: Answer(not_applicable="closed") for node in needs}}
    rows = {node: each for node, each in given.rows.items() if node not in needs}
    return given.model_copy(update={"answers": answers, "rows": rows})


@given(data=st.data())
def test_a_scope_without_proof_gives_what_the_same_na_answers_give(data: st.DataObject) -> None:
    framework = data.draw(scoped(mean_only=False, bare=True))
    given = data.draw(assessments(framework))
    found = score(framework, said(given, ships=False, live=True))
    same = score(framework, said(as_answered(framework, given, "ships"), ships=True, live=True))
    assert (found.overall.claimed, found.overall.proved) == (
        same.overall.claimed,
        same.overall.proved,
    )
    assert found.overall.level == same.overall.level
    assert found.overall.coverage == same.overall.coverage
    for mine, other in zip(found.areas, same.areas, strict=True):
        assert (mine.proved, mine.proved_ceiling) == (other.proved, other.proved_ceiling)


@given(data=st.data())
def test_other_roles_score_as_if_they_were_judged(data: st.DataObject) -> None:
    framework = data.draw(scoped(mean_only=False))
    given = data.draw(assessments(framework))
    serves = {name: data.draw(st.booleans()) for name in SCOPES}
    typed = said(given, live=data.draw(st.booleans()))
    records = held(**{n: v for n, v in serves.items() if data.draw(st.booleans())})
    found = {one.id: one for one in score(framework, typed, role="one", records=records).roles}
    for role in framework.roles:
        alone = score(framework, typed, role=role, records=records)
        mine = next(one for one in alone.roles if one.id == role)
        assert mine.proved_level == alone.overall.level.proved.id
        assert mine.graded == alone.overall.level.proved.graded
        assert (found[role].graded, found[role].proved_level) == (mine.graded, mine.proved_level)
        assert found[role].overall.proved == pytest.approx(alone.overall.proved, abs=ALIKE)


@given(data=st.data())
def test_the_roles_that_fit_are_those_whose_own_scope_is_enough(data: st.DataObject) -> None:
    framework = data.draw(scoped())
    method = framework.method.model_copy(update={"min_scope": 0.6})
    framework = framework.model_copy(update={"method": method})
    given = data.draw(assessments(framework))
    shops = [shop.id for shop in given.provider.shops]
    assume(shops)
    without = data.draw(st.one_of(st.just(shops), st.lists(st.sampled_from(shops), unique=True)))
    ships = ManagerFact(value=True, source="page", on=ASSESSED_ON, without=tuple(without))
    facts = held(live=data.draw(st.booleans())).facts
    assert facts is not None
    records = ManagerRecords(
        facts=facts.model_copy(update={"facts": {**facts.facts, "ships": ships}})
    )
    typed = said(given, ships=True)
    told = score(framework, typed, role="one", records=records).scope
    assert told is not None
    for role in framework.roles:
        alone = score(framework, typed, role=role, records=records).scope
        assert alone is not None
        enough = not alone.lacking and alone.share + ALIKE >= framework.method.min_scope
        assert (role in told.fitting) == enough


@given(data=st.data())
def test_a_profile_with_scopes_alone_is_scored_again(data: st.DataObject) -> None:
    framework = data.draw(scoped())
    drawn = data.draw(assessments(framework))
    rows = {node: each for node, each in drawn.rows.items() if each}  # a file has no empty ones
    given = drawn.model_copy(update={"rows": rows})
    typed = said(given, **{name: data.draw(st.booleans()) for name in SCOPES})
    shops = [shop.id for shop in given.provider.shops]
    without = data.draw(st.lists(st.sampled_from(shops), unique=True)) if shops else []
    fact = ManagerFact(value=True, source="page", on=ASSESSED_ON, without=tuple(without))
    facts = held(live=data.draw(st.booleans())).facts
    assert facts is not None
    each = facts.facts | ({"ships": fact} if data.draw(st.booleans()) else {})
    records = ManagerRecords(facts=facts.model_copy(update={"facts": each}))
    profile = score(framework, typed, records=records)
    restored = Profile.model_validate_json(profile.model_dump_json())
    again, kept = rebuild_inputs(restored)
    assert (
        score(framework, again, records=kept).model_copy(
            update={"answers_digest": profile.answers_digest}
        )
        == profile
    )


@given(data=st.data())
def test_a_limit_that_stands_is_not_erased_by_a_scope_that_has_no_part_in_it(
    data: st.DataObject,
) -> None:
    framework = data.draw(scoped(bare=True))
    given = data.draw(assessments(framework))
    before = score(framework, given, records=held(ships=True, live=True))
    after = score(framework, given, records=held(ships=False, live=True))
    gone = {node.id for node in after.indicators() if node.state == "out_of_scope"}
    doubted = {node.id for node in before.indicators() if node.state in DOUBTED}
    assume(not gone & doubted)
    if any(rule.rule == "not_applicable" for rule in overall_rules(before)):
        assert any(rule.rule == "not_applicable" for rule in overall_rules(after))


def overall_rules(profile: Profile) -> list[UnmetLevelRule]:
    """The rules not met that are about the overall."""
    return [rule for rule in profile.overall.level.proved.blocked if not rule.nodes]
