"""What the shipped framework promises to those who answer it and to those judged by it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import ByCurve, ByGoalposts, ByPeer, ByPoints, Figure, Nps, Numeric, Rubric
from locations import QUESTIONNAIRES

FRAMEWORK = load_framework(QUESTIONNAIRES)
INDICATORS = list(FRAMEWORK.by_id.values())
CORE = [one for one in INDICATORS if one.core]


def by_id(indicator: Indicator) -> str:
    return indicator.id


def test_six_areas_with_the_platforms_names() -> None:
    assert [area.code for area in FRAMEWORK.areas] == ["TRA", "ACC", "LIV", "VID", "SHP", "FUL"]
    names = ["流量投放", "抖音号运营", "直播带货", "短视频带货", "店铺运营", "服务履约"]
    assert [area.title.zh for area in FRAMEWORK.areas] == names
    assert all(len(area.dimensions) >= 4 for area in FRAMEWORK.areas)
    assert len(INDICATORS) >= 110


def test_kpis_are_at_most_half_and_most_are_held_against_peers() -> None:
    figures = [one.scale for one in INDICATORS if isinstance(one.scale, Figure)]
    assert len(figures) <= len(INDICATORS) / 2
    peers = [one for one in figures if isinstance(one, Numeric) and isinstance(one.score, ByPeer)]
    assert len(peers) > len(figures) / 2
    for scale in figures:
        assert "period" in scale.envelope
        if isinstance(scale, Nps):
            assert scale.anchor
        elif isinstance(scale, Numeric) and isinstance(
            scale.score, ByPoints | ByGoalposts | ByCurve
        ):
            assert scale.score.anchor


def test_six_people_answer_the_core_in_ninety_minutes() -> None:
    assert 36 <= len(CORE) <= 42
    assert len({one.asked_of for one in CORE}) == 6
    assert sum(one.minutes for one in CORE) <= 90
    assert all(one.core for one in INDICATORS if one.critical)


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
    carry = {"TRA-4.1", "TRA-4.2", "TRA-4.3", "TRA-4.5", "TRA-4.6", "TRA-3.2", "TRA-3.5"}
    for node in carry:
        scale = FRAMEWORK.by_id[node].scale
        assert isinstance(scale, Figure)
        assert "delivery_mode" in scale.envelope, node
    gpm = FRAMEWORK.by_id["LIV-4.5"].scale
    assert isinstance(gpm, Figure)
    assert set(gpm.envelope["denominator"]) == {"views", "impressions"}
    net, settled = (FRAMEWORK.by_id[node].scale for node in ("TRA-4.2", "TRA-4.6"))
    assert isinstance(net, Figure)
    assert isinstance(settled, Figure)
    assert net.envelope["basis"] == ("net_1h",)
    assert set(settled.envelope["basis"]) == {"settled_7", "settled_14"}
    critical = {one.id for one in INDICATORS if one.critical}
    assert {"ACC-1.3", "LIV-2.6", "LIV-2.7", "LIV-3.4", "VID-2.6", "SHP-1.5"} <= critical
    assert "ACC-1.4" not in critical


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
