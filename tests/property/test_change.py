"""The five parts of a change: each holds what its name says and nothing else; they add up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.model.assessment import Assessment, Reply
from dpcap.model.change import PARTS, Change, ChangeParts
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.indicator_result import problem_of
from dpcap.scoring.score import profile_of
from strategies import ASSESSED_ON, cases, odd_reviews, records, replies, whole_cases

EPS = 1e-9
DIGEST = "0" * 64


def compared(before: Case, after: Case) -> Change:
    was = Profile.model_validate_json(profile_of(before).model_dump_json())
    made = change(was, DIGEST, after, profile_of(after))
    assert Change.model_validate_json(made.model_dump_json()) == made
    return made


def splits(made: Change) -> list[ChangeParts]:
    return [made.overall, *made.areas.values()]


def only(made: Change, *parts: str) -> None:
    """Nothing but *parts* holds any points."""
    for split in splits(made):
        for part in PARTS:
            assert part in parts or getattr(split, part) == 0, (part, split)


def with_assessment(case: Case, **changed: Any) -> Case:
    return replace(case, assessment=case.assessment.model_copy(update=changed))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
    """Two cases of one provider by one framework that share nothing else."""
    case = draw(whole_cases())
    return case, draw(whole_cases(case.framework))


@given(pairs())
def test_the_parts_add_up(pair: tuple[Case, Case]) -> None:
    made = compared(*pair)
    for split in splits(made):
        assert abs(split.total - ((split.after or 0) - (split.before or 0))) < EPS
    assert [*made.areas] == [area.id for area in pair[1].framework.areas]


@given(whole_cases(), whole_cases())
def test_they_add_up_across_frameworks(before: Case, after: Case) -> None:
    made = compared(before, after)
    for split in splits(made):
        assert abs(split.total - ((split.after or 0) - (split.before or 0))) < EPS
    both = {area.id for case in (before, after) for area in case.framework.areas}
    assert made.areas.keys() == both


@given(whole_cases())
def test_nothing_changed(case: Case) -> None:
    made = compared(case, case)
    only(made)
    assert made.answers == ()


@given(whole_cases(), st.data())
def test_only_the_framework(case: Case, data: st.DataObject) -> None:
    content = json.loads(case.framework.json_text)
    for role in content["roles"].values():
        role["weights"] = {area: data.draw(st.floats(0.1, 9)) for area in role["weights"]}
    later = Framework.model_validate(content)
    only(compared(case, replace(case, framework=later)), "ruler")


@given(whole_cases())
def test_only_facts_and_role(case: Case) -> None:
    provider = case.assessment.provider
    facts = {} if provider.facts else {"open": {"value": True}}
    other = provider.model_validate(
        {**provider.model_dump(by_alias=True), "facts": facts, "role": "two"}
    )
    later = replace(with_assessment(case, provider=other), role_id="two", core=not case.core)
    only(compared(case, later), "provider")


def _with_peers(given_: Assessment, factor: float) -> Assessment:
    def moved(reply: Any) -> Any:
        return reply.model_copy(update={"peer": reply.peer and reply.peer * factor})

    answers = {node: moved(answer) for node, answer in given_.answers.items()}
    rows = {node: tuple(map(moved, each)) for node, each in given_.rows.items()}
    return given_.model_copy(update={"answers": answers, "rows": rows})


@given(whole_cases(), st.floats(0.5, 2))
def test_only_peers(case: Case, factor: float) -> None:
    moved = _with_peers(case.assessment, factor)
    only(compared(case, with_assessment(case, **dict(moved))), "peers")


@given(whole_cases(), st.data())
def test_only_one_answer(case: Case, data: st.DataObject) -> None:
    given_ = case.assessment
    node = data.draw(st.sampled_from(sorted(case.framework.by_id)))
    reply = data.draw(replies(case.framework.by_id[node]))
    old = given_.answers.get(node)
    reply["peer"] = old.peer if old and old.peer is not None else reply.get("peer")
    content = given_.model_dump(mode="json", by_alias=True)
    content["answers"][node] = reply
    later = Assessment.model_validate(content)
    assume(old is None or later.answers[node].value != old.value)
    made = compared(case, with_assessment(case, answers=later.answers))
    only(made, "answers")
    state = {
        n.id: n.state for a in profile_of(case).areas for d in a.dimensions for n in d.indicators
    }
    if state[node] != "not_asked":
        assert node in {one.node for one in made.answers}


@given(whole_cases(), st.data())
def test_only_one_row(case: Case, data: st.DataObject) -> None:
    rows = case.assessment.rows
    assume(rows)
    node = data.draw(st.sampled_from(sorted(rows)))
    gone = data.draw(st.integers(0, len(rows[node]) - 1))
    fewer = (*rows[node][:gone], *rows[node][gone + 1 :])
    only(compared(case, with_assessment(case, rows={**rows, node: fewer})), "answers")


@given(whole_cases(), st.data())
def test_only_proof(case: Case, data: st.DataObject) -> None:
    """Evidence, which answers name it, the review, the day: all of it is the rest."""
    given_ = case.assessment
    names = st.lists(st.sampled_from(sorted(given_.evidence)), unique=True, max_size=2)
    answers = {
        node: answer.model_copy(update={"evidence": tuple(data.draw(names))})
        for node, answer in given_.answers.items()
    }
    evidence = {
        name: piece.model_copy(update={"state": data.draw(st.sampled_from(["ok", "absent"]))})
        for name, piece in given_.evidence.items()
    }
    later = given_.model_copy(update={"answers": answers, "evidence": evidence})
    day = case.as_of + timedelta(days=data.draw(st.integers(0, 50)))
    held = data.draw(records(case.framework, later, odd_reviews(case.framework, later)))
    before = cut_to(case, ("rulings",))
    after = replace(case, assessment=later, as_of=day, records=held)
    only(compared(before, cut_to(after, ("rulings",))), "proof")


@pytest.mark.parametrize(
    ("kinds", "part"),
    [
        (("rulings",), "proof"),
        (("facts", "role"), "provider"),
        (("shops", "draw"), "answers"),
        (("peers",), "peers"),
    ],
)
@given(case=whole_cases(), data=st.data())
def test_only_what_the_manager_holds(
    kinds: tuple[str, ...], part: str, case: Case, data: st.DataObject
) -> None:
    """Rulings are proof, its facts and the role are facts, its shops go with their rows."""
    given_, framework = case.assessment, case.framework
    held = data.draw(records(framework, given_, odd_reviews(framework, given_)))
    only(compared(cut_to(case, kinds), cut_to(replace(case, records=held), kinds)), part)


def cut_to(case: Case, kinds: tuple[str, ...]) -> Case:
    """*case*, of what the manager holds only the parts of *kinds*."""
    held = case.records
    if held is None:
        return case
    review = held.review
    if review is not None and "role" not in kinds:
        review = review.model_copy(update={"role": None})
    if review is not None and "rulings" not in kinds:
        nothing = {"evidence": {}, "not_applicable": {}, "indicators": {}}
        review = review.model_copy(update=nothing)
    facts = held.facts and held.facts.model_copy(
        update={
            "facts": held.facts.facts if "facts" in kinds else {},
            "shops": held.facts.shops if "shops" in kinds else None,
        }
    )
    kept = ManagerRecords(
        review=review,
        facts=facts,
        draw=held.draw if "draw" in kinds else None,
        peers=held.peers if "peers" in kinds else (),
    )
    return replace(case, records=kept)


@given(whole_cases(), st.integers(1, 400))
def test_new_answers_bring_their_proof_as_it_is_on_the_new_day(case: Case, days: int) -> None:
    """Nothing but new answers with proof taken since then: all they gain is theirs."""
    given_, day = case.assessment, case.as_of + timedelta(days=days)
    empty = given_.model_copy(update={"answers": {}, "rows": {}, "evidence": {}})
    before = replace(case, assessment=empty, records=None)
    taken = {
        name: piece.model_copy(update={"captured_on": day})
        for name, piece in given_.evidence.items()
    }
    later = given_.model_copy(update={"evidence": taken, "provider": given_.provider})
    after = replace(before, assessment=later, as_of=day)
    # A figure too old by then counted on the old day: that it does no more is the day's part.
    parts = ("answers", "proof") if grown_old(case, after) else ("answers",)
    only(compared(before, after), *parts)


def grown_old(case: Case, later: Case) -> bool:
    """Whether something that may count on the day of *case* may not on that of *later*."""
    given_ = later.assessment
    replies: list[tuple[str, Reply]] = list(given_.answers.items())
    replies += [(node, row) for node, rows in given_.rows.items() for row in rows]
    ready = case.framework.once(compiled_indicators)
    return any(
        problem_of(ready[node], reply, case) != problem_of(ready[node], reply, later)
        for node, reply in replies
        if reply.value is not None
    )


@given(cases())
def test_answers_that_do_not_fit_any_more_count_as_missing_by_the_new_ruler(drawn: Any) -> None:
    """All scales become another kind: what was answered is gone before all else."""
    framework, given_, held = drawn
    content = json.loads(framework.json_text)
    for area in content["areas"]:
        for dimension in area["dimensions"]:
            for one in dimension["indicators"]:
                boolean = one["scale"]["kind"] == "boolean"
                levels = [{"zh": "中", "en": "x"}] * 2
                other = {"kind": "rubric", "levels": levels} if boolean else {"kind": "boolean"}
                one |= {"scale": other, "per": "provider", "when": None}
    later = Framework.model_validate(content)
    empty = given_.model_copy(update={"answers": {}, "rows": {}})
    role = given_.provider.role
    before = Case(framework, given_, ASSESSED_ON, role, records=held)
    after = Case(later, empty, ASSESSED_ON, role, records=held)
    made = compared(before, after)
    for split in splits(made):
        kept = {node for node, a in given_.answers.items() if a.value is None}
        assert kept or abs(split.ruler + (split.before or 0)) < EPS
