"""The comparison in a real browser: no sideways scrolling, accessible, nothing cut in print."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest

from dpcap.model.benchmark import BENCHMARK_SCHEMA, Benchmark, PeerGroup, ScoreQuantiles
from dpcap.report.compare.compared_profiles import ComparedProvider, sides_of
from dpcap.report.compare.formats import render_compare
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from locations import ROOT
from profiles import Wish, profile, shipped

pytestmark = pytest.mark.browser

AXE = ROOT / ".cache" / "web" / "node_modules" / "axe-core" / "axe.min.js"
LONG = "上海蓝杏兰芯数字科技文化传播（集团）股份有限公司华东品牌运营事业部"
LONG_EN = "Shanghai Lanxing Lanxin Digital Technology and Culture Group Co., Ltd., East China"
DECILES = tuple(float(cut) for cut in range(10, 100, 10))
SPREAD = ScoreQuantiles(providers=40, claimed=DECILES, proved=DECILES)
WORST = Wish(seed=7, good=0.5, answered=0.93, shops=12, reviewed=0.5, name=LONG, name_en=LONG_EN)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@lru_cache(maxsize=8)
def entrant(place: int) -> ComparedProvider:
    wish = Wish(seed=place, good=place / 6, reviewed=place % 2 / 2, answered=1 - place / 8)
    made = profile(replace(wish, name=f"{LONG}{place}", name_en=f"{LONG_EN} {place}"))
    provider = made.provider.model_copy(update={"id": f"p{place}"})
    return ComparedProvider(made.model_copy(update={"provider": provider}), shipped())


@pytest.fixture(params=["zh", "en"])
def language(request) -> str:
    return str(request.param)


def written(folder: Path, count: int, language: str) -> str:
    compared_profiles = sides_of([entrant(n) for n in range(1, count + 1)], own_reports(), language)
    path = folder / f"compare-{count}-{language}.html"
    path.write_text(render_compare(compared_profiles, "html"), "utf-8")
    return path.as_uri()


def opened(page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")


@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_scrolls_sideways(browser, tmp_path, language, width, count):
    page = browser.new_page(viewport={"width": width, "height": 800})
    opened(page, written(tmp_path, count, language))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wider = page.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter(part => part.scrollWidth > part.clientWidth + 1).length"
    )
    page.close()
    assert wider == 0


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light"), (390, "light")])
def test_axe_finds_nothing(browser, tmp_path, language, width, scheme):
    assert AXE.exists(), "axe-core is not there: `make web` installs it"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened(page, written(tmp_path, 3, language))
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    page.close()
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found] == []


def test_every_provider_is_named_beside_its_figures_on_a_phone(browser, tmp_path, language):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    opened(page, written(tmp_path, 3, language))
    told = page.evaluate(
        "[...document.querySelectorAll('#areas tbody tr:first-child td[data-l]')]"
        ".map(cell => getComputedStyle(cell, '::before').content.slice(1, 3))"
    )
    page.close()
    assert told == ["A ", "B ", "C "]


def test_print_is_landscape_and_opens_what_is_folded(browser, tmp_path, language):
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(written(tmp_path, 5, language))
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "[...document.querySelectorAll('details tr, details li')]"
        ".filter(part => !part.checkVisibility() || !part.offsetHeight).length"
    )
    page.close()
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert hidden == 0


def test_it_needs_no_script_and_nothing_from_outside(browser, tmp_path, language):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = written(tmp_path, 2, language)
    page.goto(address)
    assert page.locator("h1").inner_text()
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("name", ["worst", "weak"])
def test_page_one_has_room_for_its_place_among_peers(browser, tmp_path, language, name):
    """297 mm less the margins of the style sheet hold page one with three groups of peers."""
    groups = [
        PeerGroup(role="full_service", category=category, overall=SPREAD, areas={}, dimensions={})
        for category in (None, "个护家清与家庭清洁", "美妆护肤")
    ]
    wish = WORST if name == "worst" else Wish(good=0.2, proof=0.2)
    made = profile(wish)
    served = made.provider.model_copy(update={"categories": tuple(g.category for g in groups[1:])})
    html = render(
        made.model_copy(update={"provider": served}),
        shipped(),
        language=language,
        benchmark=Benchmark(
            schema_version=BENCHMARK_SCHEMA,
            framework_id="x",
            framework_version="1",
            framework=shipped().digest,
            engine="1",
            first_day=None,
            last_day=None,
            groups=tuple(groups),
        ),
    )
    path = tmp_path / "report.html"
    path.write_text(html, "utf-8")
    page = browser.new_page(viewport={"width": 703, "height": 1043})
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    told = page.locator("[aria-labelledby=h-peers1] span").count()
    needed = page.evaluate(
        "[...document.querySelector('.page-one').children]"
        ".reduce((sum, part) => sum + part.getBoundingClientRect().height, 0)"
    )
    page.close()
    assert told == 3
    assert needed <= (297 - 10 - 11) / 25.4 * 96
