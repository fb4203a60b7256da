"""The browser that the tests of pages share, a new one for each file of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

# It asks the network for nothing of its own, so that what a page asks for is the page's.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("no Chromium on this machine: `make test` installs it")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=chromium, args=[*FLAGS])
        yield opened
        opened.close()
