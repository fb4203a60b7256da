"""A browser, and waiting for what a page in it comes to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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

_PATIENCE, _PAUSE = 60_000, 20


def until(page: Any, predicate: str, arg: object = None) -> None:
    """Wait until *predicate*, an expression or a function of *arg*, is true on *page*.

    Playwright's own `wait_for_function` asks from inside the page, where our policy refuses to
    evaluate text as soon as the first answer is no.
    """
    asked = f"({predicate})({json.dumps(arg)})" if "=>" in predicate else predicate
    for _ in range(0, _PATIENCE, _PAUSE):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(_PAUSE)
    raise AssertionError(f"in vain: {predicate}")


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("no Chromium on this machine: `make test` installs it")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=found, args=[*FLAGS])
        yield opened
        opened.close()
