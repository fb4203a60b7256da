"""What the shipped framework promises to those who answer it and to those judged by it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.asked import asked_of_role
from dpcap.model.indicator import Indicator
from dpcap.model.scale import (
    BesidePeers,
    ByCurve,
    ByGoalposts,
    ByPoints,
    Choice,
    Figure,
    Nps,
    Numeric,
    Rubric,
)
from locations import QUESTIONNAIRES

FRAMEWORK = load_framework(QUESTIONNAIRES)
INDICATORS = list(FRAMEWORK.by_id.values())


def by_id(indicator: Indicator) -> str:
    return indicator.id


def test_six_areas_with_the_platforms_names() -> None:
    assert [area.code for area in FRAMEWORK.areas] == ["TRA", "ACC", "LIV", "VID", "SHP", "FUL"]
    names = ["流量投放", "抖音号运营", "直播带货", "短视频带货", "店铺运营", "服务履约"]
    assert [area.title.zh for area in FRAMEWORK.areas] == names
    assert all(len(area.dimensions) >= 4 for area in FRAMEWORK.areas)
    assert len(INDICATORS) >= 110


def test_kpis_are_at_most_half_and_say_what_they_are_held_against() -> None:
    figures = [one.scale for one in INDICATORS if isinstance(one.scale, Figure)]
    assert len(figures) <= len(INDICATORS) / 2
    for scale in figures:
        assert "period" in scale.envelope
        if isinstance(scale, Nps):
            assert scale.anchor
        elif isinstance(scale, Numeric) and isinstance(
            scale.score, ByPoints | ByGoalposts | ByCurve
        ):
            assert scale.score.anchor


# One more or one less moves scores. Every other figure has an anchor or a curve of its own.
BESIDE_PEERS = {
    *("TRA-4.1", "ACC-4.4", "LIV-4.1", "LIV-4.3", "LIV-4.5", "LIV-4.14", "LIV-4.16", "LIV-5.3"),
    *("LIV-5.12", "VID-3.5", "VID-3.6", "VID-4.2", "SHP-1.3", "SHP-2.3", "SHP-2.6", "FUL-1.3"),
    *("FUL-2.2", "FUL-2.3", "FUL-3.2", "FUL-3.4"),
}


def test_these_figures_are_held_against_peers() -> None:
    figures = {one.id: one.scale for one in INDICATORS if isinstance(one.scale, Numeric)}
    held = {node for node, one in figures.items() if isinstance(one.score, BesidePeers)}
    assert held == BESIDE_PEERS


@pytest.mark.parametrize("role", FRAMEWORK.roles)
def test_six_people_answer_the_core_in_ninety_minutes(role: str) -> None:
    core = asked_of_role(FRAMEWORK, role, core=True)
    assert 30 <= len(core) <= 42
    assert len({one.asked_of for one in core}) >= 5
    assert sum(one.minutes for one in core) <= 90


def test_what_is_critical_belongs_to_the_core() -> None:
    assert all(one.core for one in INDICATORS if one.critical)


@pytest.mark.parametrize("role", FRAMEWORK.roles)
def test_six_people_answer_everything_for_one_shop_in_half_a_day(role: str) -> None:
    busiest = Counter[str]()
    for one in asked_of_role(FRAMEWORK, role, core=False):
        busiest[one.asked_of] += one.minutes
    assert max(busiest.values()) <= 120
    assert sum(busiest.values()) <= 6 * 60


@pytest.mark.parametrize("indicator", INDICATORS, ids=by_id)
def test_an_indicator_says_all_that_is_promised(indicator: Indicator) -> None:
    assert indicator.screen is not None
    assert indicator.minutes > 0
    assert indicator.how_to_raise.zh
    assert indicator.proof is None or indicator.proof.ask.zh
    if isinstance(indicator.scale, Rubric):
        assert len(indicator.scale.levels) == 6
    if indicator.source.mark == "platform_rule":
        assert indicator.source.url
        assert indicator.source.date
    if indicator.source.mark == "law":
        assert indicator.source.date
        assert indicator.source.note


def test_no_rung_is_written_twice() -> None:
    rungs = Counter(
        text
        for one in INDICATORS
        if isinstance(one.scale, Rubric)
        for rung in one.scale.levels
        for text in (rung.zh, rung.en)
    )
    assert [text for text, times in rungs.items() if times > 1] == []


def test_the_corrections_of_the_trade_hold() -> None:
    for node in ("TRA-3.2", "TRA-3.5", "TRA-4.1", "TRA-4.5"):
        scale = FRAMEWORK.by_id[node].scale
        assert isinstance(scale, Figure)
        assert "delivery_mode" in scale.envelope, node
    whole_shop, gpm = (FRAMEWORK.by_id[node].scale for node in ("TRA-4.3", "LIV-4.5"))
    assert isinstance(whole_shop, Figure)
    assert isinstance(gpm, Figure)
    assert "delivery_mode" not in whole_shop.envelope
    assert set(gpm.envelope["denominator"]) == {"views"}
    critical = {one.id for one in INDICATORS if one.critical}
    trust = {"ACC-1.3", "LIV-2.6", "LIV-3.4", "LIV-5.10", "VID-2.6", "VID-2.8", "SHP-1.5"}
    conduct = {"SHP-1.7", "SHP-1.8", "FUL-5.7", "FUL-5.8", "FUL-5.9", "FUL-5.10"}
    assert trust | conduct <= critical
    assert not {"ACC-1.4", "LIV-2.7"} & critical


def test_a_survey_that_goes_around_the_platform_is_not_asked_for_its_result() -> None:
    survey, result = FRAMEWORK.by_id["FUL-4.5"], FRAMEWORK.by_id["FUL-4.1"]
    assert isinstance(survey.scale, Choice)
    worth = {option.id: option.score for option in survey.scale.options}
    assert worth["outside"] == 0
    assert result.when is not None
    assert "outside" not in result.when


def test_a_firm_of_one_brand_can_reach_every_top_rung() -> None:
    several = re.compile(
        r"[两三四多]个(以上)?品牌|(two|three|several) (or more )?brands", re.IGNORECASE
    )
    tops = [one.scale.levels[-1] for one in INDICATORS if isinstance(one.scale, Rubric)]
    assert tops
    assert not [top.zh for top in tops if several.search(top.zh) or several.search(top.en)]


def test_weights_of_an_area_are_in_percent_of_what_every_role_is_asked() -> None:
    for area in FRAMEWORK.areas:
        usual = [
            one.weight
            for dimension in area.dimensions
            for one in dimension.indicators
            if not (one.when or "").startswith(("role ==", "role in"))
        ]
        assert sum(usual) == pytest.approx(100, abs=1), area.code


def test_a_dimension_weighs_what_its_indicators_weigh() -> None:
    """So that a weight means the same wherever it stands. Two ask something of a few alone."""
    other = {
        dimension.id: round(sum(one.weight for one in dimension.indicators) - dimension.weight, 6)
        for area in FRAMEWORK.areas
        for dimension in area.dimensions
    }
    # The score of cross-border shops stands in for the usual one; some start brands from nothing.
    assert {node: by for node, by in other.items() if by} == {"FUL-1": 12.4, "FUL-6": 3.4}


def test_levels_roles_lenses_and_rules() -> None:
    assert len(FRAMEWORK.levels) == 5
    assert len(FRAMEWORK.roles) == 9
    assert set(FRAMEWORK.lenses) == {
        "difficulties",
        "fact",
        "fields",
        "stages",
        "people_goods_place",
    }
    assert len(FRAMEWORK.consistency) >= 12
    assert len(FRAMEWORK.crosswalks["rating_2022"].rows) == 8
    borrowed = re.compile("钻石|金牌|银牌|星级|认证")
    assert not any(borrowed.search(level.title.zh) for level in FRAMEWORK.levels)
    for role in FRAMEWORK.roles.values():
        assert sum(role.weights.values()) == 100


def test_the_introduction_is_open_about_whose_the_words_are() -> None:
    assert "2021" in FRAMEWORK.introduction.zh
    assert "2021" in FRAMEWORK.introduction.en
    assert "dpcap" in FRAMEWORK.introduction.zh
    for code, other in (("SHP", "服务履约"), ("FUL", "店铺运营")):
        about = next(area.about for area in FRAMEWORK.areas if area.code == code)
        assert other in about.zh
