"""Charts carry their text and take any number of areas."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from dpcap.model.framework import Display
from dpcap.report.charts import bars, radar, text_bar
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
