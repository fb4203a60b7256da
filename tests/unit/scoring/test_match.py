"""Briefs over the example providers: intervals, must-haves, capacity, and what refusal leaves."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.brief import Brief
from dpcap.model.match import NeedScore, UnmetMust
from dpcap.model.profile import Profile
from dpcap.scoring.case import make_case
from dpcap.scoring.match import match_brief, match_briefs
from dpcap.scoring.must_haves import unmet_musts
from dpcap.scoring.need_scores import ProfileReading, band_ends
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.refused_proof import refused_scores, refusing
from dpcap.scoring.score import profile_of
from locations import PROVIDERS, REVIEWS
from profiles import DAY, shipped

NAMES = ("lanxing", "qiushi-live", "maodun", "xinya", "huojia-shop")


@lru_cache
def scored(name: str, core: bool = False) -> Profile:
    assessment = load_assessment(PROVIDERS / name, shipped())
    records = load_records(REVIEWS, assessment, shipped())
    return profile_of(make_case(shipped(), assessment, records=records, core=core))


@lru_cache
def reading(name: str, core: bool = False) -> ProfileReading:
    profile = scored(name, core)
    return ProfileReading(profile, shipped(), refused_scores(profile, shipped()))


def brief(needs: dict[str, Any] | None = None, **must: Any) -> Brief:
    told = {"schema": "dpcap/brief/1", "id": "b", "title": {"en": "B"}, "must": must}
    return Brief.model_validate({**told, "needs": needs or {"order": ("live", "traffic")}})


def unmet(name: str, **must: Any) -> list[tuple[str, str, str]]:
    found: tuple[UnmetMust, ...] = unmet_musts(brief(**must).must, reading(name))
    return [(one.kind, one.what, one.why) for one in found]


def score(one: ProfileReading, need: str, **fact: float) -> NeedScore:
    facts = {need: fact} if fact else {}
    (found,) = one.scores(brief({"order": (need,), "facts": facts}).needs)
    return found


@pytest.mark.parametrize("name", ["lanxing", "maodun", "huojia-shop"])
def test_the_low_end_is_what_a_refusal_of_all_unreviewed_proof_leaves(name: str) -> None:
    profile = scored(name)
    case = rebuild_case(shipped(), profile)
    pieces = [one.id for one in profile.evidence if one.state == "counts" and one.ruling is None]
    left = profile_of(replace(case, records=refusing(case, *pieces)))
    refused = refused_scores(profile, shipped())
    for now, then in zip(profile.areas, left.areas, strict=True):
        assert refused.get(now.id, now.proved) == pytest.approx(then.proved)
        for one, other in zip(now.dimensions, then.dimensions, strict=True):
            assert refused.get(one.id, one.proved) == pytest.approx(other.proved)


def test_an_interval_holds_the_proved_score_and_says_why() -> None:
    live = next(one for one in scored("lanxing").areas if one.id == "live")
    found = score(reading("lanxing"), "live")
    assert found.low < live.proved <= found.high
    assert "unreviewed" in found.doubts


def test_what_is_out_of_scope_is_nothing_at_the_low_end() -> None:
    assert score(reading("huojia-shop"), "live") == NeedScore(
        need="live", low=0, high=0, doubts=("out_of_scope",)
    )
    part = score(reading("lanxing"), "fulfilment")
    node = next(one for one in scored("lanxing").areas if one.id == "fulfilment")
    assert node.in_scope < 1
    left = reading("lanxing").refused["fulfilment"]
    assert part.low == pytest.approx((left or 0) * node.in_scope)
    assert "partly_out" in part.doubts


def test_what_lies_whole_in_scope_is_not_said_to_be_partly_out() -> None:
    assert "partly_out" not in score(reading("lanxing"), "live").doubts


@pytest.mark.parametrize(
    ("amount", "ends"),
    [
        (5, (float("-inf"), 10)),
        (10, (10, 30)),
        (29.9, (10, 30)),
        (30, (30, 100)),
        (99, (30, 100)),
        (100, (100, float("inf"))),
        (500, (100, float("inf"))),
    ],
)
def test_a_limit_of_bands_belongs_to_the_band_above_it(
    amount: float, ends: tuple[float, float]
) -> None:
    assert band_ends(amount, (10, 30, 100)) == ends


def test_an_area_that_a_profile_does_not_know_has_nothing_at_either_end() -> None:
    one = reading("lanxing")
    earlier = one.profile.model_copy(update={"areas": one.profile.areas[1:]})
    name = one.profile.areas[0].id
    assert one.profile.areas[0].proved
    found = score(ProfileReading(earlier, one.framework, one.refused), name)
    assert found == NeedScore(need=name, low=0.0, high=0.0, doubts=("not_asked",))


def test_a_dimension_not_asked_has_what_was_asked_at_the_high_end() -> None:
    one = reading("lanxing", core=True)
    idle = [
        dimension.id
        for area in one.profile.areas
        for dimension in area.dimensions
        if {node.state for node in dimension.indicators} == {"not_asked"}
    ]
    for name in idle:
        area = one.nodes[name][1]
        found = score(one, name)
        assert (found.low, found.high) == (0, area.proved)
        assert found.doubts == ("not_asked",)
    assert idle
    assert "core_only" in score(one, "live").doubts


def test_open_answers_are_at_their_best_at_the_high_end() -> None:
    area = next(one for one in scored("xinya").areas if one.id == "traffic")
    found = score(reading("xinya"), "traffic")
    assert found.high == area.proved_ceiling > (area.proved or 0)
    assert "open" in found.doubts


def test_a_fact_is_a_score_by_the_scale_of_the_brief() -> None:
    own = score(reading("lanxing"), "videos_monthly", worst=0, best=972)
    assert (own.low, own.high, own.doubts) == (0, pytest.approx(50), ("own_word",))
    less = score(reading("lanxing"), "violation_points", worst=12, best=0)
    assert less.high == pytest.approx(100 * 10 / 12)
    band = score(reading("maodun"), "shipped_gmv_wan", worst=0, best=20_000)
    assert "band" in band.doubts
    assert band.high * 200 in shipped().facts["shipped_gmv_wan"].bands
    assert score(reading("xinya"), "capacity_rooms", worst=0, best=3) == NeedScore(
        need="capacity_rooms", low=0, high=0, doubts=("not_given",)
    )


@pytest.mark.parametrize(
    ("name", "must", "found"),
    [
        ("lanxing", {"roles": ("full_service",), "level": "L1"}, []),
        ("lanxing", {"roles": ("media",)}, [("role", "role", "short")]),
        ("lanxing", {"categories": ("美妆", "服饰")}, []),
        ("lanxing", {"categories": ("服饰",)}, [("category", "categories", "short")]),
        ("lanxing", {"level": "L5"}, [("level", "level", "short")]),
        ("xinya", {"level": "L1"}, [("level", "level", "not_graded")]),
        ("lanxing", {"scopes": ("ships",)}, [("scope", "ships", "out_of_scope")]),
        ("huojia-shop", {"scores": {"live": 20.0}}, [("score", "live", "out_of_scope")]),
        ("lanxing", {"scores": {"live": 99.0, "traffic": 50.0}}, [("score", "live", "short")]),
        ("lanxing", {"facts": {"price_band": {"overlaps": (300.0, 500.0)}}}, []),
        (
            "lanxing",
            {"facts": {"price_band": {"overlaps": (301.0, 500.0)}}},
            [("fact", "price_band", "short")],
        ),
        (
            "lanxing",
            {"facts": {"main_category": {"overlaps": (1.0, 2.0)}}},
            [("fact", "main_category", "unreadable")],
        ),
        ("lanxing", {"facts": {"track": {"any_of": ("belt",)}}}, [("fact", "track", "short")]),
        ("lanxing", {"facts": {"track": {"any_of": ("bra",)}}}, [("fact", "track", "short")]),
        ("lanxing", {"facts": {"cities": {"any_of": ("广州",)}}}, []),
        (
            "maodun",
            {"facts": {"fee_models": {"none_of": ("GMV",)}}},
            [("fact", "fee_models", "short")],
        ),
        (
            "maodun",
            {"facts": {"fee_models": {"none_of": ("ｇｍｖ",)}}},
            [("fact", "fee_models", "short")],
        ),
        ("lanxing", {"facts": {"litigation": {"is": True}}}, [("fact", "litigation", "short")]),
        (
            "lanxing",
            {"facts": {"violation_points": {"at_most": 1.0}}},
            [("fact", "violation_points", "short")],
        ),
        (
            "xinya",
            {"facts": {"conflicts": {"none_of": ("x",)}}},
            [("fact", "conflicts", "not_given")],
        ),
        ("lanxing", {"capacity": {"capacity_rooms": 1.0}}, []),
        (
            "lanxing",
            {"capacity": {"capacity_rooms": 2.0}},
            [("capacity", "capacity_rooms", "short")],
        ),
        (
            "xinya",
            {"capacity": {"capacity_rooms": 1.0}},
            [("capacity", "capacity_rooms", "not_given")],
        ),
    ],
)
def test_must_haves(name: str, must: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    assert unmet(name, **must) == found


def test_the_core_set_alone_gives_no_level() -> None:
    (found,) = unmet_musts(brief(level="L1").must, reading("lanxing", core=True))
    assert found.why == "core_only"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "roles": st.just(("full_service",)),
            "level": st.sampled_from(("L1", "L3", "L5")),
            "scopes": st.sampled_from((("runs_live",), ("ships", "buys_media"))),
            "scores": st.dictionaries(
                st.sampled_from(("live", "shop", "LIV-2")), st.sampled_from((20.0, 60.0))
            ),
            "capacity": st.just({"capacity_rooms": 2.0}),
        },
    )
)
def test_nobody_without_a_must_have_is_ever_ranked(must: dict[str, Any]) -> None:
    asked = brief(**must)
    found = match_brief(asked, [reading(name) for name in NAMES], DAY, draws=8)
    ranked = {one.provider for one in found.matched}
    assert ranked == {name for name in NAMES if not unmet(name, **must)}
    assert {one.provider for one in found.excluded} == {*NAMES} - ranked


def test_capacity_is_added_up_over_the_briefs_that_a_provider_fits() -> None:
    one = brief(capacity={"capacity_rooms": 1.0})
    two = brief(capacity={"capacity_rooms": 2.0}).model_copy(update={"id": "c"})
    found = match_briefs([one, two], [reading(name) for name in NAMES], DAY, draws=8)
    rows = {row.provider: row for row in found.capacity}
    assert (rows["lanxing"].asked, rows["lanxing"].briefs) == (1, ("b",))
    assert (rows["qiushi-live"].left, rows["qiushi-live"].asked) == (2, 3)
    assert rows["qiushi-live"].is_oversubscribed
    assert not rows["maodun"].is_oversubscribed
    assert "xinya" not in rows
