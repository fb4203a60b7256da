"""What of a review applies, case by case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator
from dpcap.model.assessment import Assessment
from dpcap.model.manager import ManagerFacts, ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.score import score

PROOF = {"ask": {"zh": "给", "en": "give"}, "valid_days": 100}
OURS = framework(
    area(
        "AAA",
        [
            indicator("AAA-1.1", evidence=PROOF),
            indicator("AAA-1.2", evidence=PROOF, not_applicable=["closed"]),
            indicator("AAA-1.3", evidence=PROOF),
        ],
    ),
    reasons={"closed": {"zh": "关", "en": "closed"}, "other": {"zh": "别", "en": "other"}},
)
A, B = "a" * 64, "b" * 64
SAW = {"sha256": A, "kind": "screenshot", "captured_on": DAY}
RULED = {"by": "r", "on": DAY, "reason": "seen", "framework": "small 1"}


def given(**pieces: Any) -> Assessment:
    """Two answers, each with one piece: e1 and e2 of the file A and B unless said otherwise."""
    shown = {
        "e1": {"sha256": A, "kind": "screenshot"},
        "e2": {"sha256": B, "kind": "screenshot"},
        **pieces,
    }
    return assessment(
        {
            "AAA-1.1": {"value": True, "evidence": ["e1"]},
            "AAA-1.2": {"not_applicable": "closed"},
            "AAA-1.3": {"value": True, "evidence": ["e2"]},
        },
        evidence={name: evidence(name, **more) for name, more in shown.items()},
    )


def held(**parts: Any) -> ManagerRecords:
    review = {"schema": "dpcap/review/2", "provider": "p1", **parts}
    return ManagerRecords(review=Review.model_validate(review))


def proved(made: Profile, node: str) -> float | None:
    return next(one.proved for one in made.indicators() if one.id == node)


def codes(made: Profile) -> list[str]:
    return [one.code for one in made.findings if one.code != "DP409"]


VERIFIED = held(evidence={"e1": {"ruling": "verified", "saw": SAW, **RULED}})


def test_a_verified_file_counts_in_full_under_any_name() -> None:
    assert proved(score(OURS, given(), records=VERIFIED), "AAA-1.1") == 100
    swapped = given(e1={"sha256": B, "kind": "screenshot"}, e2={"sha256": A, "kind": "screenshot"})
    made = score(OURS, swapped, records=VERIFIED)
    assert (proved(made, "AAA-1.1"), proved(made, "AAA-1.3")) == (80, 100)
    assert codes(made) == []


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ({"sha256": "c" * 64, "kind": "screenshot"}, "DP455"),
        ({"sha256": A, "kind": "export"}, "DP456"),
        ({"sha256": A, "kind": "screenshot", "captured_on": DAY - timedelta(1)}, "DP456"),
    ],
)
def test_a_file_or_kind_or_date_exchanged_under_a_verified_id_is_not_verified(
    piece: dict[str, Any], code: str
) -> None:
    made = score(OURS, given(e1=piece), records=VERIFIED)
    assert proved(made, "AAA-1.1") == (100 if piece["kind"] == "export" else 80)
    assert codes(made) == [code]
    assert (made.review.misfits, made.review.reviewed) == (1, 0)


def test_a_ruling_on_a_piece_that_is_gone_is_told() -> None:
    saw = {**SAW, "sha256": "9" * 64}
    gone = held(evidence={"e7": {"ruling": "accepted", "saw": saw, **RULED}})
    assert codes(score(OURS, given(), records=gone)) == ["DP454"]


def test_a_refused_file_is_refused_under_any_id_kind_and_date() -> None:
    refused = held(evidence={"e1": {"ruling": "refused", "saw": SAW, **RULED}})
    again = given(e2={"sha256": A.upper(), "kind": "export", "captured_on": DAY - timedelta(9)})
    made = score(OURS, again, records=refused)
    assert (proved(made, "AAA-1.1"), proved(made, "AAA-1.3")) == (40, 40)


def test_a_claim_is_refused_for_its_indicators_alone() -> None:
    claim = {"ruling": "refused", "reach": "claim", "indicators": ["AAA-1.1"], "saw": SAW, **RULED}
    both = given(e2={"sha256": A, "kind": "screenshot"})
    made = score(OURS, both, records=held(evidence={"e1": claim}))
    assert (proved(made, "AAA-1.1"), proved(made, "AAA-1.3")) == (40, 80)


def test_a_refusal_stands_over_an_acceptance_of_the_same_file() -> None:
    later = {**RULED, "on": DAY + timedelta(1)}
    both = held(
        evidence={
            "x": {"ruling": "refused", "saw": SAW, **RULED},
            "y": {"ruling": "verified", "saw": SAW, **later},
        }
    )
    assert proved(score(OURS, given(), records=both), "AAA-1.1") == 40


def test_a_verified_answer_is_that_answer_under_that_edition_until_its_last_day() -> None:
    seen = seen_answer(given(), "AAA-1.1")

    def ruled(**more: Any) -> ManagerRecords:
        return held(indicators={"AAA-1.1": {"ruling": "verified", "saw": seen, **RULED, **more}})

    assert proved(score(OURS, given(), records=ruled()), "AAA-1.1") == 100
    other = given().model_copy(update={"answers": {**given().answers, "AAA-1.1": _no()}})
    assert codes(score(OURS, other, records=ruled())) == ["DP457"]
    assert codes(score(OURS, given(), records=ruled(framework="small 0"))) == ["DP457"]
    last = DAY + timedelta(days=100)
    assert codes(score(OURS, given(), as_of=last, records=ruled())) == []
    late = score(OURS, given(), as_of=last + timedelta(days=1), records=ruled())
    assert "DP458" in codes(late)
    short = ruled(until=DAY + timedelta(days=5))
    assert "DP458" in codes(score(OURS, given(), as_of=DAY + timedelta(days=6), records=short))


def _no() -> Any:
    return given().answers["AAA-1.1"].model_copy(update={"value": False})


def test_a_verified_file_counts_by_its_kind_after_its_last_day() -> None:
    made = score(OURS, given(), as_of=DAY + timedelta(days=100), records=VERIFIED)
    assert proved(made, "AAA-1.1") == 100
    short = held(
        evidence={"e1": {"ruling": "verified", "saw": SAW, **RULED, "until": DAY + timedelta(5)}}
    )
    late = score(OURS, given(), as_of=DAY + timedelta(days=6), records=short)
    assert proved(late, "AAA-1.1") == 80
    assert codes(late) == ["DP459"]


def test_a_confirmed_reason_is_that_reason() -> None:
    ruled = {"ruling": "accepted", "saw": {"reason": "closed"}, **RULED}
    confirmed = held(not_applicable={"AAA-1.2": ruled})
    assert score(OURS, given(), records=confirmed).overall.level.claimed.id == "L3"
    changed = given().answers["AAA-1.2"].model_copy(update={"not_applicable": "other"})
    reasons = ["closed", "other"]
    three = [indicator("AAA-1.1"), indicator("AAA-1.2", not_applicable=reasons)]
    ours = framework(area("AAA", [*three, indicator("AAA-1.3")]), reasons=OURS.reasons)
    other = given().model_copy(update={"answers": {**given().answers, "AAA-1.2": changed}})
    made = score(ours, other, records=confirmed)
    assert "DP457" in codes(made)
    assert made.overall.level.claimed.id is None


def test_a_refused_answer_stays_refused_when_parts_are_taken_away() -> None:
    seen = seen_answer(given(), "AAA-1.1").model_copy(update={"envelope": {"period": "2026-10"}})
    refused = held(indicators={"AAA-1.1": {"ruling": "refused", "saw": seen, **RULED}})
    assert proved(score(OURS, given(), records=refused), "AAA-1.1") == 40


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [("R-1", "r 1", False), ("R-1", None, True), (None, "R-1", True), (None, None, True)],
)
def test_without_a_number_a_firm_cannot_be_matched(
    mine: str | None, theirs: str | None, told: bool
) -> None:
    firm = given()
    provider = firm.provider.model_copy(update={"registration_number": mine})
    records = held(registration_number=theirs)
    made = score(OURS, firm.model_copy(update={"provider": provider}), records=records)
    assert ("DP409" in [one.code for one in made.findings]) == told


def test_the_managers_facts_stand_over_the_providers() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2", when="fact_open")]),
        facts={"open": {"title": {"zh": "开", "en": "open"}, "kind": "boolean"}},
    )
    typed = assessment({"AAA-1.1": True}, provider={"facts": {"open": {"value": True}}})
    facts = ManagerFacts.model_validate(
        {
            "schema": "dpcap/facts/1",
            "provider": "p1",
            "facts": {"open": {"value": False, "source": "platform", "on": date(2026, 11, 1)}},
        }
    )
    made = score(ours, typed, records=ManagerRecords(facts=facts))
    states = {node.id: node.state for node in made.indicators()}
    assert states["AAA-1.2"] == "not_asked"
    assert made.provider.facts["open"].value is False
    assert "DP412" in codes(made)


def test_the_shops_are_those_that_the_platform_has_bound() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", per="shop")]))
    rows = {"AAA-1.1": [{"shop": "s1", "value": True}, {"shop": "s2", "value": True}]}
    typed = assessment(shops=2, rows=rows)
    bound = [
        {"platform_id": "350", "shop": "s1", "name": "One"},
        {"platform_id": "351", "name": "Two"},
    ]
    facts = ManagerFacts.model_validate(
        {
            "schema": "dpcap/facts/1",
            "provider": "p1",
            "shops": {"source": "platform", "on": DAY, "bound": bound},
        }
    )
    made = score(ours, typed, records=ManagerRecords(facts=facts))
    node = next(iter(made.indicators()))
    assert [(one.shop, one.claimed) for one in node.shops] == [("s1", 100), ("351", 0)]
    assert {"DP411", "DP413"} <= set(codes(made))
