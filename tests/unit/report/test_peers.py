"""Among its peers: worded right at every place, only beside the same ruler, never in a score."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

from dpcap.model.base import LANGUAGES
from dpcap.model.benchmark import BENCHMARK_SCHEMA, Benchmark, PeerGroup, ScoreQuantiles
from dpcap.model.profile import Profile
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from dpcap.report.view import make_context
from dpcap.report.view_peers import place_words
from profiles import PAGE_FORMATS, TEXT_FORMATS, Wish, profile, shipped

DECILES = tuple(float(n) for n in range(10, 100, 10))
QUARTILES = (25.0, 50.0, 75.0)


def spread(providers: int, cuts: tuple[float, ...]) -> ScoreQuantiles:
    return ScoreQuantiles(providers=providers, claimed=cuts, proved=cuts)


@lru_cache(maxsize=1)
def peers() -> Benchmark:
    framework, many = shipped(), spread(40, DECILES)
    groups = [
        PeerGroup(
            role="full_service",
            category=category,
            overall=lie,
            areas={area.id: lie for area in framework.areas},
            dimensions={},
        )
        for category, lie in ((None, many), ("美妆", spread(12, QUARTILES)))
    ]
    return Benchmark(
        schema_version=BENCHMARK_SCHEMA,
        framework_id=framework.id,
        framework_version=framework.version,
        framework=framework.digest,
        engine="1",
        first_day=None,
        last_day=None,
        groups=tuple(groups),
    )


@lru_cache(maxsize=1)
def one() -> Profile:
    """A full-service provider of beauty, proved at 72."""
    made = profile(Wish(good=0.8))
    overall = made.overall.model_copy(update={"proved": 72.0, "claimed": 90.0})
    provider = made.provider.model_copy(update={"categories": ("美妆",)})
    return made.model_copy(update={"overall": overall, "provider": provider})


@pytest.mark.parametrize(
    ("score", "zh", "en"),
    [
        (9.9, "第1十分位以下", "below the first decile"),
        (10.0, "第1十分位上", "on the 1st decile"),
        (72.0, "第7与第8十分位之间", "between the 7th and 8th decile"),
        (90.0 + 1e-12, "第9十分位上", "on the 9th decile"),
        (90.1, "第9十分位以上", "above the ninth decile"),
    ],
)
def test_places_among_deciles(score, zh, en):
    for language, words in (("zh", zh), ("en", en)):
        ctx = make_context(one(), shipped(), own_reports(), language, "brand")
        assert place_words(ctx, score, spread(40, DECILES), proved=True) == words


def test_places_among_quartiles_and_ties():
    ctx = make_context(one(), shipped(), own_reports(), "en", "brand")
    tied = spread(30, (10.0, 20.0, 20.0, 20.0, 50.0, 60.0, 70.0, 80.0, 90.0))

    def told(score: float | None, lie: ScoreQuantiles | None) -> str:
        return place_words(ctx, score, lie, proved=True)

    assert told(80.0, spread(12, QUARTILES)) == "above the third quartile"
    assert told(60.0, spread(12, QUARTILES)) == "between the 2nd and 3rd quartile"
    assert told(20.0, tied) == "on the 2nd to 4th decile"
    assert told(30.0, tied) == "between the 4th and 5th decile"
    assert told(30.0, None) == "fewer than 10 peers"
    assert told(None, tied) == "no score"


@pytest.mark.parametrize("fmt", PAGE_FORMATS)
def test_every_page_says_it(fmt):
    zh = render(one(), shipped(), format=fmt, language="zh", benchmark=peers())
    assert "实证分位于40家品牌全案服务商的第7与第8十分位之间" in zh
    assert "12家经营“" in zh
    en = render(one(), shipped(), format=fmt, language="en", benchmark=peers())
    flat = " ".join(en.split())
    assert "between the 7th and 8th decile of 40 providers in the role Full-service" in flat


@pytest.mark.parametrize("fmt", TEXT_FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_framework_is_only_warned_of(fmt, language):
    other = peers().model_copy(update={"framework": "f" * 64})
    plain = render(one(), shipped(), format=fmt, language=language)
    shown = render(one(), shipped(), format=fmt, language=language, benchmark=other)
    words = {"zh": "十分位", "en": "decile"}[language]
    assert words not in shown
    if fmt in PAGE_FORMATS:
        assert "ffffffff" in shown
        assert shown != plain


def test_the_profile_is_the_same_with_and_without():
    with_peers = json.loads(render(one(), shipped(), format="json", benchmark=peers()))
    assert with_peers.pop("benchmark")
    assert with_peers == json.loads(render(one(), shipped(), format="json"))


@pytest.mark.parametrize(
    ("change", "words"),
    [({"asked": "core"}, "核心题，不作同类比较"), ({}, "暂不评级，不作同类比较")],
)
def test_whoever_is_not_graded_alike_is_not_compared(change, words):
    made = one() if change else profile(Wish(answered=0.4))
    shown = render(
        made.model_copy(update=change), shipped(), format="md", language="zh", benchmark=peers()
    )
    assert words in shown
    assert "十分位" not in shown


def test_a_role_without_enough_peers():
    shown = render(
        profile(Wish(role="media")), shipped(), format="md", language="en", benchmark=peers()
    )
    assert "fewer than 10 providers of this role" in shown


def test_without_a_benchmark_nothing_is_said():
    for fmt in PAGE_FORMATS:
        text = render(one(), shipped(), format=fmt, language="zh")
        assert "在同类中" not in text
        assert "分位" not in text
