"""The page in a real browser: page one on one A4, no sideways scrolling, accessible, valid."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from dpcap.model.profile import Profile
from dpcap.report.formats import render
from locations import PROVIDERS, ROOT
from profiles import Wish, profile, shipped
from scored_examples import EXAMPLES, WORST, example

pytestmark = pytest.mark.browser

WEB = ROOT / ".cache" / "web" / "node_modules"
AXE = WEB / "axe-core" / "axe.min.js"
VNU = WEB / "vnu-jar" / "build" / "dist" / "vnu.jar"
# 297 mm less the margins of the style sheet, in CSS pixels.
A4_HEIGHT = (297 - 10 - 11) / 25.4 * 96
LONGEST = "the longest example"
CASES = ["worst", "weak", "open", LONGEST]


def case(name: str) -> Profile:
    drawn = {"worst": WORST, "weak": Wish(good=0.2, proof=0.2), "open": Wish(answered=0.4)}
    return profile(drawn[name]) if name in drawn else longest()


@lru_cache(maxsize=1)
def longest() -> Profile:
    return max(map(example, EXAMPLES), key=lambda made: len(render(made, shipped())))


@pytest.fixture(params=["zh", "en"])
def language(request) -> str:
    return str(request.param)


def written(folder: Path, name: str, language: str, audience: str = "applicant") -> str:
    path = folder / f"{name}-{language}-{audience}.html"
    html = render(case(name), shipped(), language=language, audience=audience)
    path.write_text(html, "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("audience", ["applicant", "brand"])
@pytest.mark.parametrize("name", CASES)
def test_page_one_is_one_sheet(browser, tmp_path, name, language, audience):
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(written(tmp_path, name, language, audience))
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    first, second = pdf.pages[0], pdf.pages[1]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1043})
    needed = page.evaluate(
        "[...document.querySelector('.page-one').children]"
        ".reduce((sum, part) => sum + part.getBoundingClientRect().height, 0)"
    )
    page.close()
    assert float(first.mediabox.height) == pytest.approx(841.9, abs=2)
    in_the_foot = shipped().digest[:8]
    assert in_the_foot in first.extract_text()
    assert in_the_foot not in second.extract_text()
    assert needed <= A4_HEIGHT


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_nothing_scrolls_sideways(browser, tmp_path, language, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(written(tmp_path, "worst", language))
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("name", ["worst", "xinya"])
def test_on_a_phone_each_head_of_the_area_scores_stands_over_its_column(
    browser, tmp_path, language, name
):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(written(tmp_path, name, language))
    heads, columns = (
        page.evaluate(
            "row => [...document.querySelectorAll(`.area-scores ${row} > .number:not(.weight)`)]"
            ".map(cell => { const text = document.createRange(); text.selectNodeContents(cell);"
            "const { left, right, top } = text.getBoundingClientRect();"
            "return [left, right, top]; })",
            row,
        )
        for row in ("thead tr", "tbody tr:first-child")
    )
    page.close()
    assert len(heads) == len(columns) == 5
    assert [right for _, right, _ in heads] == pytest.approx(
        [right for _, right, _ in columns], abs=1
    )
    assert len({round(top) for _, _, top in heads}) == 1
    assert all(left > before + 2 for (_, before, _), (left, _, _) in pairwise(heads))


def test_print_opens_what_is_folded(browser, tmp_path):
    page = browser.new_page()
    page.goto(written(tmp_path, "worst", "zh"))
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "[...document.querySelectorAll('details .indicators li')]"
        ".filter(part => !part.checkVisibility() || !part.offsetHeight).length"
    )
    page.close()
    assert hidden == 0


def test_it_works_without_script(browser, tmp_path, language):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = written(tmp_path, "worst", language)
    page.goto(address)
    assert page.locator("h1").inner_text()
    assert asked == [address]
    context.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed under .cache/web")
@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("worst", 390, "dark"), ("worst", 1280, "light"), ("open", 390, "light")],
)
def test_axe_finds_nothing(browser, tmp_path, language, scheme, width, name):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(written(tmp_path, name, language))
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules})",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )["violations"]
    page.close()
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found] == []


@pytest.mark.skipif(not VNU.exists(), reason="vnu-jar is not installed under .cache/web")
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java on this machine")
def test_the_nu_checker_finds_nothing(tmp_path):
    for name in ("worst", "open"):
        for language in ("zh", "en"):
            for audience in ("applicant", "reviewer", "brand"):
                written(tmp_path, name, language, audience)
    checked = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        check=False,
    )
    said = {(m["type"], m["message"]) for m in json.loads(checked.stderr)["messages"]}
    assert said == set()


PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("name", ["lanxing", "maodun", "pingfan-belt", "xinya"])
def test_on_a_phone_page_one_takes_two_and_a_half_screens_with_the_plan_in_the_first(
    browser, tmp_path, name, language
):
    path = tmp_path / "report.html"
    path.write_text(render(example(PROVIDERS / name), shipped(), language=language), "utf-8")
    page = browser.new_page(viewport=PHONE)
    page.goto(path.as_uri())
    bottom = "document.querySelector('{}').getBoundingClientRect().bottom"
    whole, plan = (page.evaluate(bottom.format(one)) for one in (".page-one", ".page-one .next"))
    page.close()
    assert whole <= 2.5 * PHONE["height"]
    assert plan <= PHONE["height"]
