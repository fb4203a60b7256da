"""The laws of scoring, over frameworks and assessments drawn at random."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deletions import cuts, deletions, spoilings
from dpcap.model.assessment import Answer, Assessment
from dpcap.model.framework import Framework
from dpcap.model.indicator import Proof
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import AnswerRuling, Review
from dpcap.model.seen_today import seen_answer
from dpcap.model.trace import Node
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.scale_scoring import next_step
from dpcap.scoring.score import score
from laws import EPS, assert_no_better, nodes_of, not_above, rank
from strategies import cases, weights

Drawn = tuple[Framework, Assessment, ManagerRecords | None]


@given(cases())
def test_scores_are_bounded_and_ordered(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    profile = score(framework, assessment, records=records)
    for node in nodes_of(profile):
        for figure in (node.claimed, node.proved, node.claimed_ceiling, node.proved_ceiling):
            assert figure is None or -EPS <= figure <= 100 + EPS
        assert not_above(node.proved, node.claimed), node.id
        assert not_above(node.claimed, node.claimed_ceiling), node.id
        assert not_above(node.proved, node.proved_ceiling), node.id
        assert node.coverage is None or -EPS <= node.coverage <= 1 + EPS
    level = profile.overall.level
    assert rank(framework, level.proved.id) <= rank(framework, level.claimed.id)
    for role in profile.roles:
        assert rank(framework, role.proved_level) <= rank(framework, role.claimed_level)


@settings(max_examples=200)
@given(cases())
def test_deleting_never_raises(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    before = score(framework, assessment, records=records)
    for lesser in deletions(assessment):
        assert_no_better(framework, before, score(framework, lesser, records=records))


@settings(max_examples=300)
@given(cases(), st.data())
def test_deleting_and_spoiling_several_things_never_raises(
    drawn: Drawn, data: st.DataObject
) -> None:
    """Two or more cuts, one after the other: each may take away what the one before left open."""
    framework, lesser, records = drawn
    after = score(framework, lesser, records=records)
    for _ in range(data.draw(st.integers(2, 6))):
        ways = [*cuts(lesser), *spoilings(lesser, framework)]
        if not ways:
            return
        before, lesser = after, data.draw(st.sampled_from(ways))(lesser)
        after = score(framework, lesser, records=records)
        assert_no_better(framework, before, after)


@given(cases(), st.data())
def test_a_better_answer_never_lowers(drawn: Drawn, data: st.DataObject) -> None:
    framework, assessment, records = drawn
    hung_on = framework.outline.dependants
    open_nodes = [
        node
        for node, answer in assessment.answers.items()
        if node not in hung_on
        and answer.value is not None
        and framework.by_id[node].per == "provider"
    ]
    assume(open_nodes)
    node = data.draw(st.sampled_from(open_nodes))
    before = score(framework, assessment, records=records)
    was = next(n for n in nodes_of(before) if n.id == node)
    assume(was.claimed is not None and was.coverage == 1)
    answer = assessment.answers[node]
    spread = getattr(getattr(framework.by_id[node].scale, "score", None), "by", "") == "peer_spread"
    # What is better beside a spread stands with its own laws; here only where it can be used.
    assume(not spread or was.limited == "self_typed")
    step = next_step(
        framework.by_id[node].scale,
        answer.value,
        was.claimed or 0.0,
        answer.peer,
        answer.benchmark,
    )
    assume(
        step is not None
        and step.value is not None
        and framework.by_id[node].scale.kind not in ("nps", "rate")
    )
    assert step is not None
    better = answer.model_copy(update={"value": step.value})
    raised = assessment.model_copy(update={"answers": assessment.answers | {node: better}})
    after = score(framework, raised, records=records)
    _assert_no_lower(framework, before, after)


@given(cases())
def test_better_proof_never_lowers(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    before = score(framework, assessment, records=records)
    for piece in assessment.evidence.values():
        kind = _best_kind(framework, assessment, piece.id)
        if kind is None:
            continue
        best = piece.model_copy(
            update={"kind": kind, "state": "ok", "captured_on": assessment.assessed_on}
        )
        after = score(
            framework,
            assessment.model_copy(update={"evidence": assessment.evidence | {piece.id: best}}),
            records=records,
        )
        _assert_no_lower(framework, before, after)


def _best_kind(framework: Framework, assessment: Assessment, piece: str) -> str | None:
    """The kind that is worth most to each indicator that names *piece*; None: they differ.

    One that takes paper alone is not served better by an export.
    """
    named = {node for node, one in assessment.answers.items() if piece in one.evidence}
    named |= {
        node for node, rows in assessment.rows.items() if any(piece in row.evidence for row in rows)
    }
    proofs = [framework.by_id[node].proof for node in named if node in framework.by_id]
    ours = framework.method.proof_caps
    sure = [kind for kind in ours if kind not in framework.until_confirmed]

    def worth(proof: Proof, kind: str) -> float:
        taken = not proof.kinds or kind in proof.kinds
        return {**ours, **proof.proof_caps}[kind] if taken else -1.0

    for kind in sorted(sure, key=lambda one: -ours[one]):
        if all(worth(one, kind) == max(worth(one, k) for k in ours) for one in proofs if one):
            return kind
    return None


def _assert_no_lower(framework: Framework, before: Profile, after: Profile) -> None:
    for now, was in zip(nodes_of(after), nodes_of(before), strict=True):
        assert not_above(was.claimed, now.claimed), now.id
        assert not_above(was.proved, now.proved), now.id
        assert not_above(was.claimed_ceiling, now.claimed_ceiling), now.id
        assert not_above(was.coverage, now.coverage), now.id
    for basis in ("claimed", "proved"):
        now_id, was_id = (
            getattr(after.overall.level, basis).id,
            getattr(before.overall.level, basis).id,
        )
        assert rank(framework, was_id) <= rank(framework, now_id)


@given(cases(mean_only=True))
def test_contributions_add_up(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    profile = score(framework, assessment, records=records)
    groups: list[tuple[Node, list[Node]]] = [(profile.overall, list(profile.areas))]
    for area in profile.areas:
        groups.append((area, list(area.dimensions)))
        groups.extend((dimension, list(dimension.indicators)) for dimension in area.dimensions)
    for parent, members in groups:
        if parent.claimed is None or parent.proved is None:
            continue
        added = [member.contribution for member in members]
        assert abs(sum(a.claimed or 0 for a in added if a) - parent.claimed) < 1e-7
        assert abs(sum(a.proved or 0 for a in added if a) - parent.proved) < 1e-7
        shares = sum(member.effective_weight for member in members)
        assert shares == 0 or abs(shares - parent.effective_weight) < EPS


@given(cases(mean_only=True))
def test_a_power_mean_of_one_is_the_mean_and_its_members_contribute_the_same(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    content = json.loads(framework.json_text)
    one = {"power": 1}
    content["method"]["aggregation"] = {"dimension": one, "area": one, "overall": one}
    before = score(framework, assessment, records=records)
    after = score(Framework.model_validate(content), assessment, records=records)
    for was, now in zip(nodes_of(before), nodes_of(after), strict=True):
        assert (now.proved, now.claimed, now.contribution) == (
            was.proved,
            was.claimed,
            was.contribution,
        )


@given(cases(), st.floats(0.01, 1000))
def test_scaling_the_weights_of_a_group_changes_nothing(drawn: Drawn, factor: float) -> None:
    framework, assessment, records = drawn
    content = json.loads(framework.json_text)
    for area in content["areas"]:
        for dimension in area["dimensions"]:
            dimension["weight"] = dimension.get("weight", 1.0) * factor
            for indicator in dimension["indicators"]:
                indicator["weight"] = indicator.get("weight", 1.0) * factor
    for role in content["roles"].values():
        role["weights"] = {area: weight * factor for area, weight in role["weights"].items()}
    before = score(framework, assessment, records=records)
    after = score(Framework.model_validate(content), assessment, records=records)
    _assert_same(before, after)


@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(drawn: Drawn, shuffle: Any) -> None:
    framework, assessment, records = drawn
    content = json.loads(framework.json_text)
    shuffle.shuffle(content["areas"])
    for area in content["areas"]:
        shuffle.shuffle(area["dimensions"])
        for dimension in area["dimensions"]:
            shuffle.shuffle(dimension["indicators"])
    answers = list(assessment.answers.items())
    shuffle.shuffle(answers)
    mixed = assessment.model_copy(update={"answers": dict(answers)})
    before = score(framework, assessment, records=records)
    after = score(Framework.model_validate(content), mixed, records=records)
    _assert_same(before, after)


def _assert_same(before: Profile, after: Profile) -> None:
    was = {node.id: node for node in nodes_of(before)}
    for node in nodes_of(after):
        for field in (
            "claimed",
            "proved",
            "claimed_ceiling",
            "proved_ceiling",
            "coverage",
            "effective_weight",
        ):
            now, then = getattr(node, field), getattr(was[node.id], field)
            assert (now is None) == (then is None)
            assert now is None or abs(now - then) < 1e-7, (node.id, field)
    assert after.overall.level.proved.id == before.overall.level.proved.id
    assert after.overall.level.claimed.id == before.overall.level.claimed.id


@given(cases())
def test_not_applicable_equals_leaving_the_indicator_out(drawn: Drawn) -> None:
    framework, assessment, _ = drawn
    hung_on = framework.outline.dependants
    content = json.loads(framework.json_text)
    content["method"]["max_not_applicable"] = 1.0
    free = Framework.model_validate(content)
    for node, indicator in framework.by_id.items():
        if not indicator.not_applicable or node in hung_on:
            continue
        waived = assessment.model_copy(
            update={"answers": assessment.answers | {node: Answer(not_applicable="closed")}}
        )
        lighter = json.loads(free.json_text)
        for area in lighter["areas"]:
            for dimension in area["dimensions"]:
                for one in dimension["indicators"]:
                    if one["id"] == node:
                        one["weight"] = 0.0
        with_na = score(free, waived)
        if next(n for n in nodes_of(with_na) if n.id == node).applicable != 0:
            continue  # its `when` left it out or open: the waiver says nothing
        without = score(Framework.model_validate(lighter), waived)
        if with_na.overall.claimed is None:
            continue
        assert with_na.overall.claimed == without.overall.claimed
        assert with_na.overall.proved == without.overall.proved
        assert with_na.overall.coverage == without.overall.coverage


@given(st.lists(st.tuples(st.floats(0.1, 10), st.floats(0, 100)), min_size=1, max_size=8))
def test_the_power_family_is_ordered(members: list[tuple[float, float]]) -> None:
    group = [weight for weight, _ in members], [value for _, value in members]
    low, harmonic, geometric, mean = (
        aggregate(*group, how) for how in ("min", "harmonic", "geometric", "mean")
    )
    assert low is not None
    assert harmonic is not None
    assert geometric is not None
    assert mean is not None
    assert low <= harmonic + EPS <= geometric + 2 * EPS <= mean + 3 * EPS


@given(cases())
def test_json_round_trip_is_exact_and_bytes_repeat(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    profile = score(framework, assessment, records=records)
    text = profile.model_dump_json()
    assert Profile.model_validate_json(text) == profile
    assert score(framework, assessment, records=records).model_dump_json() == text
    again = Framework.model_validate_json(framework.json_text)
    assert again.digest == framework.digest


@settings(max_examples=50)
@given(cases())
def test_a_move_gains_what_it_says(drawn: Drawn) -> None:
    """Taking a rung, tick or option as planned, with verified proof, adds at least its gain."""
    framework, assessment, records = drawn
    before = score(framework, assessment, records=records)
    moves = list_moves(framework, assessment, records=records)
    assert [move.gain for move in moves] == sorted((move.gain for move in moves), reverse=True)
    for move in moves[:3]:
        assert move.gain > 0
        indicator = framework.by_id[move.node]
        if (
            move.kind != "new_work"
            or indicator.per == "shop"
            or indicator.scale.kind in ("number", "nps", "rate")
        ):
            continue
        taken = assessment.model_copy(
            update={"answers": assessment.answers | {move.node: Answer(value=move.step)}}
        )
        held = records or ManagerRecords()
        review = held.review or Review(schema_="dpcap/review/2", provider="p1")
        verified = AnswerRuling(
            ruling="verified",
            by="r",
            on=assessment.assessed_on,
            reason="seen",
            framework=framework.edition,
            saw=seen_answer(taken, move.node),
        )
        ruled = review.model_copy(update={"indicators": {**review.indicators, move.node: verified}})
        after = score(framework, taken, records=held.model_copy(update={"review": ruled}))
        assert (after.overall.proved or 0) - (before.overall.proved or 0) >= move.gain - 1e-7


@given(st.lists(weights, min_size=1, max_size=6), st.floats(0, 100))
def test_equal_scores_aggregate_to_themselves(group: list[float], value: float) -> None:
    real = [weight for weight in group if weight > 0]
    for how in ("mean", "geometric", "harmonic", "min"):
        joined = aggregate(real, [value] * len(real), how)
        assert joined is None or abs(joined - value) < 1e-7
