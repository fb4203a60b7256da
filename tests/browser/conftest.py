"""The browser that the tests of pages share, a new one for each file of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browsing import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    with chromium() as opened:
        yield opened
