"""Peer figures: whose counts, what a typed one can prove, and mistakes of unit."""

from __future__ import annotations

from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.seen_today import seen_answer
from dpcap.scoring.score import score

NODE = "AAA-1.1"
PROOF = {"ask": {"zh": "给", "en": "show"}}
ENVELOPE = {"period": "any", "basis": ["paid", "net"], "industry": "any"}
SAID = {"period": "2026-10", "basis": "paid", "industry": "tea"}
VOCABULARIES = {
    "period": {"title": {"zh": "周期", "en": "Period"}},
    "basis": {"title": {"zh": "口径", "en": "Basis"}},
    "industry": {"title": {"zh": "行业", "en": "Industry"}},
}


def ours(unit: str = "元", direction: str = "higher", **mode: Any) -> Framework:
    plausible = mode.pop("plausible", [0, 1e9])
    scale = number(
        {"by": "peer", **mode},
        direction,
        unit={"zh": unit, "en": unit},
        envelope=ENVELOPE,
        plausible=plausible,
    )
    made = indicator(NODE, scale, evidence=PROOF)
    return framework(area("AAA", [made]), envelope=VOCABULARIES)


def given(value: float, peer: float | None, **said: str) -> Any:
    reply = {"value": value, "peer": peer, "envelope": {**SAID, **said}, "evidence": ["e"]}
    return assessment({NODE: reply}, evidence={"e": evidence("e")})


def table(*rows: dict[str, Any]) -> ManagerRecords:
    bare = {"industry": "tea", "period": "2026-10", "indicator": NODE}
    bare |= {"source": "screen", "date": DAY}
    return ManagerRecords.model_validate({"peers": [{**bare, **one} for one in rows]})


def node(profile: Profile) -> Any:
    return next(profile.indicators())


def codes(profile: Profile) -> list[str]:
    return [one.code for one in profile.findings if one.code.startswith("DP38")]


# ── whose figure counts ──────────────────────────────────────────────────────────────────────


def test_a_self_typed_peer_proves_80_at_most() -> None:
    found = node(score(ours(), given(20, 10)))
    assert (found.claimed, found.proved, found.limited) == (100, 80, "self_typed")
    level = node(score(ours(), given(10, 10)))
    assert (level.claimed, level.proved) == (60, 60)


@pytest.mark.parametrize("typed", [10.0, 8.0, 0.5, None])
def test_the_managers_figure_stands_over_the_typed_one(typed: float | None) -> None:
    profile = score(ours(), given(20, typed), records=table({"median": 10}))
    found = node(profile)
    assert (found.claimed, found.proved, found.limited) == (100, 100, None)
    assert (found.peer, found.held_peer, found.against) == (typed, 10, 10)
    assert codes(profile) == ([] if typed in (None, 10) else ["DP385"])


@pytest.mark.parametrize(
    ("row", "said", "held"),
    [
        ({}, {}, True),
        ({"envelope": {"basis": "paid"}}, {}, True),
        ({"envelope": {"basis": "net"}}, {}, False),
        ({"period": "2026-10-01/2026-10-31"}, {}, True),
        ({"period": "2026-09"}, {}, False),
        ({"industry": "silk"}, {}, False),
        ({"indicator": "AAA-9.9"}, {}, False),
    ],
)
def test_of_the_same_industry_period_and_all_else_the_table_says(
    row: dict[str, Any], said: dict[str, str], held: bool
) -> None:
    found = node(score(ours(), given(20, 5, **said), records=table({"median": 10, **row})))
    assert (found.held_peer == 10) is held


def test_of_several_figures_the_one_that_says_most_counts() -> None:
    rows = ({"median": 10}, {"median": 20, "envelope": {"basis": "paid"}}, {"median": 30})
    for order in (rows, rows[::-1]):
        assert node(score(ours(), given(20, 5), records=table(*order))).held_peer == 20


def test_a_verified_answer_lifts_the_cap_with_the_peer_that_was_seen() -> None:
    framework_, answer = ours(), given(20, 10)
    ruled = {
        "ruling": "verified",
        "by": "r",
        "on": DAY,
        "reason": "seen",
        "framework": framework_.edition,
        "saw": seen_answer(answer, NODE),
    }
    review = {"schema": "dpcap/review/2", "provider": "p1", "indicators": {NODE: ruled}}
    held = ManagerRecords.model_validate({"review": review})
    assert node(score(framework_, answer, records=held)).proved == 100
    assert node(score(framework_, given(20, 8), records=held)).proved == 80


# ── how far off ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("mode", "value", "peer", "why"),
    [
        ({}, 29.0, 1.0, "self_typed"),
        ({}, 31.0, 1.0, "far_off"),
        ({}, 1.0, 29.0, "self_typed"),
        ({}, 1.0, 31.0, "far_off"),
        ({}, 0.0, 31.0, "self_typed"),
        ({"plausible_ratio": [0.5, 2]}, 2.1, 1.0, "far_off"),
        ({"volume": True}, 200.0, 1.0, "self_typed"),
        ({"volume": True, "plausible_ratio": [0.01, 100]}, 150.0, 1.0, "far_off"),
        ({"ratio_of": "shortfall"}, 99.9, 1.0, "self_typed"),
    ],
)
def test_a_ratio_that_is_not_believed_proves_no_more_than_a_word(
    mode: dict[str, Any], value: float, peer: float, why: str
) -> None:
    profile = score(ours("次", **mode), given(value, peer))
    found = node(profile)
    assert (found.state, found.limited) == ("answered", why)
    assert found.proved <= (40 if why == "far_off" else 80)
    assert codes(profile) == (["DP386"] if why == "far_off" else [])


def test_it_is_not_believed_beside_the_managers_figure_either() -> None:
    profile = score(ours("次"), given(31, 20), records=table({"median": 1}))
    assert (node(profile).proved, node(profile).limited) == (40, "far_off")


def test_a_peer_figure_has_bounds_as_a_value_has() -> None:
    profile = score(ours(plausible=[1, 100]), given(50, 0.5))
    assert (node(profile).state, node(profile).open) == ("missing", "DP381")
    held = score(ours(plausible=[1, 100]), given(50, 0.5), records=table({"median": 40}))
    assert node(held).state == "answered"


# ── mistakes of unit ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unit", "mode", "value", "peer", "zh", "en"),
    [
        (
            "万元",
            {"volume": True},
            328_000.0,
            29.0,
            "数值像是按“元”填的",
            "the value seems to be in CNY",
        ),
        ("秒", {"plausible": [1, 1800]}, 1.5, 90.0, "“分钟”", "minutes"),
        ("秒", {"plausible": [1, 1800]}, 0.9, 53.0, "“分钟”", "minutes"),
        ("小时", {}, 960.0, 16.0, "“分钟”", "minutes"),
        ("%", {"plausible": [0.05, 100]}, 0.163, 12.6, "“小数（1 即 100%）”", "fractions"),
        (
            "元",
            {},
            540_000.0,
            54.0,
            "同行值像是按“万元”填的",
            "the peer figure seems to be in 10,000",
        ),
        ("人", {"volume": True}, 26_772.0, 2.25, "同行值像是按“万”填的", "ten thousands"),
        ("人", {"volume": True}, 2.6, 22_527.0, "数值像是按“万”填的", "the value seems to be"),
        ("倍", {"plausible": [0, 60]}, 549.0, 4.32, "“百分数”", "percentages"),
        ("次", {}, 5_000.0, 5.0, "同行值像是按“千”填的", "thousands"),
    ],
)
def test_a_mistake_of_unit_is_named_and_counts_as_missing(
    unit: str, mode: dict[str, Any], value: float, peer: float, zh: str, en: str
) -> None:
    profile = score(ours(unit, **mode), given(value, peer))
    assert (node(profile).state, node(profile).open) == ("missing", "DP387")
    (found,) = [one for one in profile.findings if one.code == "DP387"]
    assert zh in found.message("zh")
    assert en in found.message("en")


@pytest.mark.parametrize(
    ("unit", "mode", "value", "peer"),
    [
        ("万元", {"volume": True}, 2_000.0, 20.0),  # a large shop
        ("万元", {"volume": True}, 58.0, 29.0),
        ("秒", {"plausible": [1, 1800]}, 40.0, 1.0),  # 40 s are no minutes: 0.7 s cannot be
        ("元", {}, 0.0, 54.0),
        ("元", {}, 3_100.0, 100.0),  # no factor of money
    ],
)
def test_what_could_be_true_is_not_missing(
    unit: str, mode: dict[str, Any], value: float, peer: float
) -> None:
    assert node(score(ours(unit, **mode), given(value, peer))).state == "answered"


def test_what_is_not_plausible_in_the_other_unit_is_no_mistake_of_unit() -> None:
    profile = score(ours("元", plausible=[5_000, 1e9]), given(400_000, 5_500))
    assert codes(profile) == ["DP386"]


def test_a_reviewer_may_verify_what_looks_like_a_mistake() -> None:
    framework_, answer = ours("万元", volume=True), given(328_000, 29)
    ruled = {
        "ruling": "verified",
        "by": "r",
        "on": DAY,
        "reason": "seen",
        "framework": framework_.edition,
        "saw": seen_answer(answer, NODE),
    }
    review = {"schema": "dpcap/review/2", "provider": "p1", "indicators": {NODE: ruled}}
    held = ManagerRecords.model_validate({"review": review})
    assert node(score(framework_, answer, records=held)).state == "answered"
