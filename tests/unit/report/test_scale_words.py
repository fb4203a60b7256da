"""How a figure and its unit are written together, in Chinese and in English."""

from __future__ import annotations

import pytest

from dpcap.report.scale_words import joined


@pytest.mark.parametrize(
    ("figure", "unit", "said"),
    [
        ("480", "10k CNY", "CNY 4.8 million"),
        ("1,999.5", "10k CNY", "CNY 19.995 million"),
        ("82", "10k CNY", "CNY 820,000"),
        ("0.5", "10k CNY", "CNY 5,000"),
        ("0", "10k CNY", "CNY 0"),
        ("−48", "10k CNY", "CNY −480,000"),
        ("480", "万元", "480万元"),
        ("none", "10k CNY", "none × 10k CNY"),
        ("1", "points", "1 point"),
        ("2", "points", "2 points"),
        ("1", "loss", "1 loss"),
        ("1", "brands", "1 brand"),
        ("1.5", "× peers", "1.5× peers"),
    ],
)
def test_a_figure_stands_with_its_unit_as_the_language_writes_it(
    figure: str, unit: str, said: str
) -> None:
    assert joined(figure, unit) == said
