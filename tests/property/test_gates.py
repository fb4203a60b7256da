"""The laws of gates: a blank never meets a rule, and stakes are what refusing each piece shows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import text
from deletions import cuts, deletions, spoilings
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates, presets
from dpcap.model.assessment import Assessment
from dpcap.model.expression import cel_name
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.refused_proof import PieceRefusals, refusing
from dpcap.scoring.rulings import NOT_RULED
from dpcap.scoring.score import profile_from, profile_of
from dpcap.scoring.score_tree import grow_tree
from dpcap.scoring.sensitivity import stakes
from locations import ROOT
from strategies import cases

PROVIDERS = sorted(path.parent for path in (ROOT / "examples/providers").glob("*/provider.yaml"))
SHORT = ("failed", "unchecked")


def made(rules: dict[str, dict[str, Any]]) -> Gates:
    each = {name: {"message": text("rule"), **rule} for name, rule in rules.items()}
    head = {"schema": "dpcap/gates/1", "id": "g", "title": text("g")}
    return Gates.model_validate({**head, "rules": each})


def unmet(results: tuple[GateResult, ...]) -> set[str]:
    return {one.id for one in results if one.state in SHORT}


def met(results: tuple[GateResult, ...]) -> set[str]:
    return {one.id for one in results if one.state == "met"}


# ── a blank never meets a rule ───────────────────────────────────────────────────────────────


@cache
def shipped() -> Framework:
    return load_framework(ROOT / "questionnaires")


@cache
def preset(name: str) -> Gates:
    return load_gates(name, shipped()).on(period="2026-Q3")


@cache
def provider(place: int) -> Assessment:
    return load_assessment(PROVIDERS[place], shipped())


def without(
    assessment: Assessment, facts: set[str], fields: set[str], nodes: set[str]
) -> Assessment:
    """*assessment* without some facts, some facts' day, basis and period, and some answers."""
    bare = {"on": None, "basis": None, "period": None}
    left = {
        name: fact.model_copy(update=bare) if name in fields else fact
        for name, fact in assessment.provider.facts.items()
        if name not in facts
    }
    return assessment.model_copy(
        update={
            "provider": assessment.provider.model_copy(update={"facts": left}),
            "answers": {n: one for n, one in assessment.answers.items() if n not in nodes},
            "rows": {n: one for n, one in assessment.rows.items() if n not in nodes},
        }
    )


@given(st.data())
def test_a_blank_never_meets_a_preset(data: st.DataObject) -> None:
    whole = provider(data.draw(st.integers(0, len(PROVIDERS) - 1)))
    gates = preset(data.draw(st.sampled_from(presets())))
    facts = st.sets(st.sampled_from(sorted(whole.provider.facts)), max_size=4)
    nodes = st.sets(st.sampled_from(sorted(whole.answers)), max_size=6)
    lesser = without(whole, data.draw(facts), data.draw(facts), data.draw(nodes))
    before, _ = judge_gates(gates, shipped(), profile_of(make_case(shipped(), whole)))
    after, _ = judge_gates(gates, shipped(), profile_of(make_case(shipped(), lesser)))
    assert not unmet(before) & met(after)


@given(st.data())
def test_rows_and_fields_left_out_never_meet_a_preset(data: st.DataObject) -> None:
    whole = provider(data.draw(st.integers(0, len(PROVIDERS) - 1)))
    gates, lesser = preset(data.draw(st.sampled_from(presets()))), whole
    for _ in range(data.draw(st.integers(1, 5))):
        ways = data.draw(st.sampled_from([cuts(lesser), spoilings(lesser, shipped())]))
        lesser = data.draw(st.sampled_from(ways))(lesser)
    before, _ = judge_gates(gates, shipped(), profile_of(make_case(shipped(), whole)))
    after, _ = judge_gates(gates, shipped(), profile_of(make_case(shipped(), lesser)))
    assert not unmet(before) & met(after)


def every_rule(framework: Framework, mark: float) -> Gates:
    """Rules that no blank may help, over every floor of *framework*."""
    first = framework.areas[0]
    below = first.dimensions[0]
    nodes = ["overall", first.id, below.id, *(one.id for one in below.indicators)]
    rules: dict[str, dict[str, Any]] = {
        f"{root}-{node}": {"measure": f"{root}.{cel_name(node)}", "at_least": mark}
        for root in ("claimed", "proved")
        for node in nodes
    }
    for one in framework.by_id.values():
        name = cel_name(one.id)
        low = {"measure": f"{name} + 0.0", "at_most": mark}
        rules[f"low-{one.id}"] = low if one.scale.kind in ("number", "nps") else {
            "measure": f"proved.{name} + claimed.{name}", "at_least": mark
        }  # fmt: skip
    return made(
        {
            **rules,
            "coverage": {"measure": "coverage.overall", "at_least": mark / 100},
            "level": {"measure": "level.proved", "at_least": 2},
            "claimed-level": {"measure": "level.claimed", "at_least": 2},
            "graded": {"measure": "graded", "equals": True},
            "critical": {"measure": "critical.open", "at_most": 0},
            "fact": {"measure": "fact_open", "equals": False},
            "doubts": {"measure": "findings.contradictions + findings.unchecked", "at_most": 0},
            "where": {
                "measure": "proved.overall", "at_least": mark, "where": "fact_open || role == 'two'"
            },
        }
    )  # fmt: skip


@given(cases(), st.sampled_from([1.0, 30.0, 60.0]), st.data())
def test_a_deletion_never_meets_a_rule(drawn: Any, mark: float, data: st.DataObject) -> None:
    framework, assessment, records = drawn
    fewer = deletions(assessment)
    if not fewer:
        return
    gates = every_rule(framework, mark)
    whole = profile_of(make_case(framework, assessment, records=records))
    lesser = data.draw(st.sampled_from(fewer))
    for _ in range(data.draw(st.integers(0, 3))):
        ways = [*cuts(lesser), *spoilings(lesser, framework)]
        lesser = data.draw(st.sampled_from(ways))(lesser) if ways else lesser
    after = profile_of(make_case(framework, lesser, records=records))
    before, _ = judge_gates(gates, framework, whole)
    assert not unmet(before) & met(judge_gates(gates, framework, after)[0])


# ── stakes ───────────────────────────────────────────────────────────────────────────────────


def touched_rules(framework: Framework, profile: Profile, marks: tuple[float, ...]) -> Gates:
    """Rules over every measure that a refusal touches, near what *profile* comes to."""
    first = framework.areas[0]
    nodes = ["overall", first.id, first.dimensions[0].id, *framework.by_id]
    rules: dict[str, dict[str, Any]] = {}
    for mark in marks:
        for node in nodes:
            measure = f"proved.{cel_name(node)}"
            rules[f"{node}-{mark}"] = {"measure": measure, "at_least": mark}
    for _, one in framework.critical:
        state = f"critical_state.{cel_name(one.id)}"
        rules[f"state-{one.id}"] = {"measure": state, "equals": "passed"}
    level = profile.overall.level.proved.id
    review, critical = profile.review, profile.overall.critical
    return made(
        {
            **rules,
            "level": {"measure": "level.proved", "at_least": 2},
            "level-claimed": {"measure": "level.claimed - level.proved", "at_most": 1},
            "level-id": {"measure": "level_id.proved", "equals": level or "none"},
            "open": {"measure": "critical.open", "at_most": critical.failed + critical.not_proved},
            "passed": {"measure": "critical.passed + 0.0", "at_least": critical.passed},
            "failed": {"measure": "critical.failed", "at_least": critical.failed},
            "pieces": {"measure": "review.pieces", "at_least": review.pieces},
            "looked": {"measure": "review.reviewed", "at_least": review.reviewed},
            "unseen": {"measure": "review.unreviewed", "at_least": review.pieces - review.reviewed},
            "share": {"measure": "review_share", "at_most": 0.5},
            "either": {"measure": "fact_open || proved.overall > 20.0", "equals": True},
        }
    )


def by_hand(case: Case, gates: Gates | None) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Refuse every piece in a review, score again, compare."""
    before = profile_of(case)
    held = met(judge_gates(gates, case.framework, before)[0]) if gates else set()
    found = {}
    counting = [piece.id for piece in before.evidence if piece.state == "counts"]
    for piece in counting:
        if case.rulings.evidence.get(piece, NOT_RULED).ruling:
            continue
        after = profile_of(replace(case, records=refusing(case, piece)))
        results = judge_gates(gates, case.framework, after)[0] if gates else ()
        lost = tuple(one.id for one in results if one.id in held and one.state in SHORT)
        level = after.overall.level.proved.id
        if lost or level != before.overall.level.proved.id:
            found[piece] = (level, lost)
    return found


def by_stakes(case: Case, gates: Gates | None) -> tuple[DecisiveEvidence, ...]:
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    return stakes(profile, PieceRefusals(case, judged, tree, profile.evidence), gates)


def assert_same(case: Case, gates: Gates | None) -> None:
    found = by_stakes(case, gates)
    assert {one.piece: (one.level, one.gates) for one in found} == by_hand(case, gates)
    level = profile_of(case).overall.level.proved.id
    assert all(one.falls == (one.level != level) for one in found)


@given(cases(), st.tuples(st.sampled_from([1.0, 15.0]), st.sampled_from([40.0, 60.0])))
def test_stakes_are_what_refusing_each_piece_shows(drawn: Any, marks: tuple[float, ...]) -> None:
    framework, assessment, records = drawn
    case = make_case(framework, assessment, records=records)
    assert_same(case, touched_rules(framework, profile_of(case), marks))
    assert_same(case, None)


@given(cases())
def test_stakes_that_take_a_new_score(drawn: Any) -> None:
    framework, assessment, records = drawn
    case = make_case(framework, assessment, records=records)
    ceiling = profile_of(case).overall.proved_ceiling or 0.0
    rules = {
        "warnings": {"measure": "findings.warnings", "at_most": 0},
        "ceiling": {"measure": "proved_ceiling.overall", "at_least": ceiling},
        "proved": {"measure": "proved.overall", "at_least": 10},
    }
    assert_same(case, made(rules))


@pytest.mark.parametrize("folder", PROVIDERS, ids=lambda folder: folder.name)
def test_stakes_of_the_examples(folder: Any) -> None:
    assessment = load_assessment(folder, shipped())
    assert_same(make_case(shipped(), assessment), preset("admission"))


def test_some_example_hangs_on_a_piece() -> None:
    found = [
        stake
        for place in range(len(PROVIDERS))
        for stake in by_stakes(make_case(shipped(), provider(place)), preset("admission"))
    ]
    assert any(stake.falls for stake in found)
    assert any(stake.gates for stake in found)
