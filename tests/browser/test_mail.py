"""Letters in a real browser: phone and desktop, light and dark, with and without their style."""

from __future__ import annotations

import base64
import re
from itertools import product
from typing import Any

import pytest

from dpcap.model.base import LANGUAGES, Language
from dpcap.model.mail import LetterKind
from dpcap.report import figures
from letters import LETTERS, example, letter

pytestmark = pytest.mark.browser

ENOUGH = 4.5
# Of every element that shows text of its own: its words, how they contrast with what is painted
# behind them, and how large they are.
TEXTS = """() => {
  const channels = css => {
    const parts = css.match(/[\\d.]+/g).map(Number);
    return parts.length > 3 ? parts : [...parts, 1];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    for (let here = element; here; here = here.parentElement) {
      const colour = channels(getComputedStyle(here).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return null;
  };
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes]
      .filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
    if (!own || own === '\\u00a0' || !element.checkVisibility()) continue;
    const paint = behind(element);
    const style = getComputedStyle(element);
    const [a, b] = paint ? [channels(style.color), paint].map(luminance) : [0, 0];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([own, ratio, parseFloat(style.fontSize)]);
  }
  return found;
}"""


def page_of(kind: LetterKind, language: Language, *, style: bool, picture: bool = True) -> str:
    """The letter as a mail program shows it."""
    made = letter(kind, language)
    html = made.html if style else re.sub(r"<style.*?</style>", "", made.html, flags=re.DOTALL)
    if made.picture is not None and picture:
        png = base64.b64encode(made.picture.png).decode()
        html = html.replace("cid:profile", f"data:image/png;base64,{png}")
    return html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS)
def test_it_can_be_read(browser: Any, kind: LetterKind, language: Language) -> None:
    page = browser.new_page()
    for style, width, scheme in product((True, False), (360, 800), ("light", "dark")):
        where = (style, width, scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.set_content(page_of(kind, language, style=style))
        texts = page.evaluate(TEXTS)
        sheet = page.locator("table.sheet").bounding_box()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        assert sheet["width"] <= 600, where
        assert abs(2 * sheet["x"] + sheet["width"] - width) <= 2, where
        assert len(texts) > 15, where
        assert [(words, ratio) for words, ratio, _ in texts if ratio < ENOUGH] == [], where
        assert [(words, size) for words, _, size in texts if size < 12] == [], where
    page.close()


def test_a_dark_screen_gets_a_dark_letter(browser: Any) -> None:
    grounds = []
    for style in (True, False):
        page = browser.new_page(color_scheme="dark")
        page.set_content(page_of("conditional", "zh", style=style))
        grounds.append(
            page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        )
        page.close()
    assert grounds == ["rgb(22, 27, 30)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("width", [360, 800])
def test_without_its_picture_nothing_is_lost(browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.abort())
    page.set_content(page_of("admitted", "zh", style=False, picture=False))
    image = page.locator("img")
    alt, box = image.get_attribute("alt"), image.bounding_box()
    widest = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    traffic = next(area for area in example("lanxing").areas if area.id == "traffic")
    assert f"流量投放 实证 {figures.score(traffic.proved)}" in str(alt)
    assert widest <= width
    assert box["width"] <= 264


def test_nothing_is_asked_of_the_network(browser: Any) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(page_of("admitted", "en", style=True, picture=False))
    page.close()
    assert [url for url in asked if not url.startswith(("cid:", "about:", "data:"))] == []


def test_figures_and_picture_stand_side_by_side_or_below(browser: Any) -> None:
    side_by_side = []
    for width in (360, 800):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.set_content(page_of("admitted", "zh", style=False))
        figures, picture = (page.locator(".col").nth(n).bounding_box() for n in (0, 1))
        page.close()
        side_by_side.append(abs(figures["y"] - picture["y"]) < 2)
    assert side_by_side == [False, True]
