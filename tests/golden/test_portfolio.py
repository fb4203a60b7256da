"""The portfolio page of a small batch, whole, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpcap.model.base import Language
from portfolios import Plan, as_html, made

KEPT = Path(__file__).parent / "portfolio"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_portfolio(golden: Callable[[Path, str], None], language: Language) -> None:
    shown = made(Plan(8, seed=4, failed=0.2, decided=0.7), language)
    golden(KEPT / f"portfolio.{language}.html", as_html(shown))
