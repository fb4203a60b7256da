"""Charts carry their text and take any number of areas."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from dpcap.model.framework import Display
from dpcap.report.charts import bars, radar, text_bar
from dpcap.report.palette import mail, paper
from dpcap.report.paths import own_reports
from dpcap.report.score_scale import ScoreScale
from dpcap.report.words import load_words

WORDS = load_words(own_reports(), "en")
SCALE = ScoreScale(Display())


def axes(count: int) -> list[tuple[str, float | None, float | None, float]]:
    return [(f"Area <{n}> & so on", 80.0, 60.0 - n, 70.0) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 6, 12, 15])
def test_radar_is_sound_and_says_everything(count):
    svg = ET.fromstring(radar(axes(count), words=WORDS, scale=SCALE))  # noqa: S314 - our own
    assert svg.attrib["role"] == "img"
    assert svg.find("title") is not None
    told = svg.findtext("desc")
    assert told
    assert all(f"Area <{n}> & so on" in told for n in range(count))


def test_labels_stay_inside():
    svg = ET.fromstring(radar(axes(6), words=WORDS, scale=SCALE))  # noqa: S314
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for text in svg.iter("text"):
        spans = list(text)
        assert float(text.attrib["y"]) >= 0
        assert float(text.attrib["y"]) + 13 * (len(spans) - 1) <= height
        assert 0 <= float(text.attrib["x"]) <= width


def test_no_score_is_said():
    svg = bars([("A", None, None)], target=None, title="t", words=WORDS, scale=SCALE)
    assert "no score" in svg


def test_text_bar():
    assert text_bar(50.0, 75.0, 70.0) == "██████████▒▒▒▒│▒░░░░░"
    assert text_bar(None, None, 0.0) == "│" + "░" * 20
    assert text_bar(100.0, 100.0, 100.0) == "█" * 20 + "│"


@pytest.mark.parametrize("make", [paper, mail])
@pytest.mark.parametrize("count", [2, 6])
def test_off_the_screen_colours_are_plain(make, count):
    """Variables and classes would be painted black by whatever knows no style sheet."""
    made = radar(axes(count), words=WORDS, scale=SCALE, palette=make("A & B"))
    assert "class=" not in made
    assert "var(" not in made
    svg = ET.fromstring(made)  # noqa: S314 - our own
    assert svg.attrib["font-family"] == "A & B"
    space = "{http://www.w3.org/2000/svg}"
    painted = [one for kind in ("polygon", "path", "text") for one in svg.iter(space + kind)]
    assert len(painted) > 3
    assert all("fill" in one.attrib or "stroke" in one.attrib for one in painted)


def test_on_a_screen_the_theme_gives_the_colours():
    made = radar(axes(6), words=WORDS, scale=SCALE)
    assert "#" not in made.replace("&#x27;", "")
    parts = set(re.findall(r'class="([a-z-]+)"', made))
    theme = (own_reports() / "theme.css").read_text("utf-8")
    assert parts - {"radar"} <= set(re.findall(r"\.((?:radar|bar)-[a-z]+)", theme))


def test_a_chart_says_in_words_what_it_shows():
    made = radar(axes(6), words=WORDS, scale=SCALE)
    assert made.alt.startswith(WORDS.flat["charts.radar"])
    assert "Area <5> & so on" in made.alt
