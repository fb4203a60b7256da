"""Faults seen in well-known systems, each shown not to be ours."""

from __future__ import annotations

from builders import area, assessment, evidence, framework, indicator, number
from dpcap.scoring.score import score

RUBRIC = {"kind": "rubric", "levels": [{"zh": f"级{n}", "en": f"level {n}"} for n in range(6)]}
PEER = number({"by": "peer"}, envelope={"period": "any"})


def by_id(profile):
    return {
        node.id: node
        for one in profile.areas
        for dimension in one.dimensions
        for node in dimension.indicators
    }


def test_all_not_applicable_has_no_score_and_no_level() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", not_applicable=["closed"])]))
    overall = score(ours, assessment({"AAA-1.1": {"not_applicable": "closed"}})).overall
    assert overall.claimed is None
    assert overall.coverage is None
    assert overall.level.proved.id is None


def test_an_exemption_is_not_worth_full_marks() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", not_applicable=["closed"])])
    )
    profile = score(ours, assessment({"AAA-1.1": False, "AAA-1.2": {"not_applicable": "closed"}}))
    assert profile.overall.claimed == 0
    assert profile.overall.applicable == 0.5
    assert profile.overall.level.proved.blocked[0].rule == "not_applicable"


def test_too_much_not_applicable_keeps_the_score_but_meets_no_rule_until_reviewed() -> None:
    from dpcap.model.manager import ManagerRecords
    from dpcap.model.review import Review

    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", not_applicable=["closed"])])
    )
    given = assessment({"AAA-1.1": True, "AAA-1.2": {"not_applicable": "closed"}})
    before = score(ours, given).overall
    assert before.claimed == 100
    assert before.level.claimed.id is None
    ruled = {"ruling": "accepted", "by": "r", "on": "2026-11-21", "reason": "so"}
    ruled |= {"framework": ours.edition, "saw": {"reason": "closed"}}
    review = Review.model_validate(
        {"schema": "dpcap/review/2", "provider": "p1", "not_applicable": {"AAA-1.2": ruled}}
    )
    assert (
        score(ours, given, records=ManagerRecords(review=review)).overall.level.claimed.id == "L3"
    )


def test_taking_a_waiver_back_does_not_open_a_level() -> None:
    inside = [
        indicator(f"AAA-1.{n}", not_applicable=["closed"] if n > 8 else []) for n in range(1, 11)
    ]
    ours = framework(area("AAA", inside))
    answers = {f"AAA-1.{n}": True for n in range(1, 9)}
    waived = answers | {
        "AAA-1.9": {"not_applicable": "closed"},
        "AAA-1.10": {"not_applicable": "closed"},
    }
    assert score(ours, assessment(waived)).overall.level.claimed.id is None
    del waived["AAA-1.10"]
    assert score(ours, assessment(waived)).overall.level.claimed.id is None


def test_an_empty_dimension_is_not_worth_zero() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1")], [indicator("AAA-2.1", when="fact_x")]),
        facts={"x": {"title": {"zh": "某", "en": "x"}, "kind": "boolean"}},
    )
    profile = score(
        ours, assessment({"AAA-1.1": True}, provider={"facts": {"x": {"value": False}}})
    )
    assert profile.areas[0].dimensions[1].claimed is None
    assert profile.overall.claimed == 100


def test_a_hidden_question_leaves_the_denominator_and_a_blank_hides_nothing() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", RUBRIC, when="AAA_1_1")])
    )
    assert score(ours, assessment({"AAA-1.1": False})).overall.coverage == 1
    blank = score(ours, assessment({"AAA-1.2": 5}))
    assert by_id(blank)["AAA-1.2"].state == "missing"
    assert by_id(blank)["AAA-1.2"].claimed == 0
    assert [f.code for f in blank.findings] == ["DP340"]


def test_missing_counts_zero_and_a_hundred_in_the_ceiling() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2"), indicator("AAA-1.3")])
    )
    overall = score(ours, assessment({"AAA-1.1": True, "AAA-1.2": {"unknown": True}})).overall
    assert (overall.claimed, overall.claimed_ceiling) == (100 / 3, 100)
    assert overall.coverage == 1 / 3
    assert not overall.level.proved.graded
    assert overall.level.proved.blocked[0].rule == "coverage"


def test_an_explicit_weight_of_zero_stays_zero() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", weight=0.0), indicator("AAA-1.2")]))
    profile = score(ours, assessment({"AAA-1.1": False, "AAA-1.2": True}))
    assert profile.overall.claimed == 100
    assert by_id(profile)["AAA-1.1"].effective_weight == 0


def test_nothing_is_rounded_inside() -> None:
    ours = framework(area("AAA", [indicator(f"AAA-1.{n}") for n in range(1, 4)]))
    assert (
        score(
            ours, assessment({"AAA-1.1": True, "AAA-1.2": False, "AAA-1.3": True})
        ).overall.claimed
        == 200 / 3
    )


def test_the_best_shop_is_never_the_score_and_leaving_a_weak_one_out_never_helps() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1", PEER, per="shop")]),
        envelope={"period": {"title": {"zh": "期", "en": "period"}}},
    )
    row = {"peer": 1.0, "envelope": {"period": "2026-10"}}
    rows = [{"shop": f"s{n}", "value": value, **row} for n, value in enumerate((1.6, 1.0, 0.8), 1)]
    profile = score(ours, assessment(shops=3, rows={"AAA-1.1": rows}))
    assert profile.overall.claimed == 60
    assert by_id(profile)["AAA-1.1"].value == 1.0
    fewer = score(ours, assessment(shops=3, rows={"AAA-1.1": rows[:2]}))
    assert fewer.overall.claimed == 60
    assert fewer.overall.coverage == 2 / 3
    one = score(ours, assessment(shops=3, rows={"AAA-1.1": rows[:1]}))
    assert one.overall.claimed == 0
    assert one.overall.claimed_ceiling == 100


def test_two_shops_prove_no_more_than_sixty() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1", PEER, per="shop")]),
        envelope={"period": {"title": {"zh": "期", "en": "period"}}},
    )
    rows = [
        {"shop": f"s{n}", "value": 2.0, "peer": 1.0, "envelope": {"period": "2026-10"}}
        for n in (1, 2)
    ]
    profile = score(ours, assessment(shops=2, rows={"AAA-1.1": rows}))
    assert (profile.overall.claimed, profile.overall.proved) == (100, 60)


def test_a_figure_without_its_envelope_or_peer_counts_as_missing() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1", PEER), indicator("AAA-1.2", PEER)]),
        envelope={"period": {"title": {"zh": "期", "en": "period"}}},
    )
    profile = score(
        ours,
        assessment(
            {
                "AAA-1.1": {"value": 2.0, "peer": 1.0},
                "AAA-1.2": {"value": 2.0, "envelope": {"period": "2026-10"}},
            }
        ),
    )
    assert [f.code for f in profile.findings] == ["DP334", "DP335"]
    assert profile.overall.claimed == 0
    assert profile.overall.coverage == 0


def test_not_proved_is_never_called_failed() -> None:
    ask = {"ask": {"zh": "看", "en": "show"}}
    ours = framework(
        area("AAA", [indicator(f"AAA-1.{n}", evidence=ask, critical=True) for n in range(1, 5)])
    )
    profile = score(
        ours,
        assessment(
            {"AAA-1.1": True, "AAA-1.2": False, "AAA-1.3": {"value": True, "evidence": ["a"]}},
            evidence={"a": evidence("a")},
        ),
    )
    assert [by_id(profile)[f"AAA-1.{n}"].critical for n in range(1, 5)] == [
        "not_proved",
        "failed",
        "passed",
        "not_proved",
    ]
    count = profile.overall.critical
    assert (count.asked, count.passed, count.failed, count.not_proved) == (4, 1, 1, 2)


def test_lapsed_proof_does_not_count() -> None:
    ask = {"ask": {"zh": "看", "en": "show"}, "valid_days": 90}
    ours = framework(area("AAA", [indicator("AAA-1.1", evidence=ask)]))
    given = assessment(
        {"AAA-1.1": {"value": True, "evidence": ["a"]}},
        evidence={"a": evidence("a", captured_on="2026-08-22")},
    )
    from datetime import date

    assert score(ours, given).overall.proved == 100
    later = score(ours, given, as_of=date(2026, 11, 21))
    assert later.overall.proved == 40
    assert [f.code for f in later.findings] == ["DP344"]


def test_no_data_is_not_graded_however_little_coverage_is_asked() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1", when="fact_x")]),
        facts={"x": {"title": {"zh": "某", "en": "x"}, "kind": "boolean"}},
        method={"min_coverage": 0},
    )
    not_asked = score(ours, assessment({}, provider={"facts": {"x": {"value": False}}}))
    assert not_asked.overall.level.claimed.id is None
    fact_gone = score(ours, assessment({}))
    assert fact_gone.overall.coverage == 0
    assert fact_gone.overall.level.claimed.id is None
    assert not fact_gone.overall.level.claimed.graded


def test_a_mark_of_zero_is_no_mark() -> None:
    import pytest
    from pydantic import ValidationError

    with pytest.raises(ValidationError):
        framework(area("AAA", [indicator("AAA-1.1", critical=True, **{"pass": 0})]))
