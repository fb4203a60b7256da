"""What a finding says of figures."""

from __future__ import annotations

import pytest

from dpcap.model.finding import Finding


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (100.0, "100"),
        (0.0, "0"),
        (108.33333333333333, "108.3333"),
        (1 / 30, "0.033333"),
        (-2.5, "-2.5"),
        (12345678.9, "12345678.9"),
        (1e-9, "1e-09"),
        (7, "7"),
        ("as written 1.0", "as written 1.0"),
    ],
)
def test_a_message_says_figures_as_a_person_writes_them(figure: str | float, said: str) -> None:
    found = Finding(code="DP333", params={"node": "X", "value": figure, "low": 0.0, "high": 9.5})
    assert f"X 的值 {said} 超出合理范围 0–9.5" in found.message("zh")
