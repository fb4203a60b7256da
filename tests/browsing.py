"""Waiting for what a page in a browser comes to."""

from __future__ import annotations

import json
from typing import Any

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
